"""The vocabulary of column headings: what schools write, and which of our few fields that is. All else is dropped."""

from ktp_core.text import header_key

FIELDS = ("name", "nik", "nisn", "sex", "birth_place", "birth_date", "ttl", "class", "village", "district", "status")
"""Fields that leave the child, in the order in which each row carries them. "ttl" is place and date in one cell."""

IDENTIFYING = ("name", "nik", "nisn", "birth_date", "ttl")

_PUPIL = ("siswa", "santri", "siswi", "pesertadidik", "pd", "murid", "pelajar", "penduduk", "warga", "siswasiswi",
          "anak", "santriwati", "santrisantriwati", "mahasantri", "calonpemula", "pemula", "wargabelajar")  # fmt: skip

SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": ("nama", "namalengkap", "namalkp", "nm", "namalgkp", *(f"nama{who}" for who in _PUPIL),
             *(f"namalengkap{who}" for who in _PUPIL)),
    "nik": ("nik", "nonik", "nomornik", "nomorindukkependudukan", "noindukkependudukan", "nikktp", "noktp", "nomorktp",
            "niknomorindukkependudukan", "nomorindukkependudukannik", *(f"nik{who}" for who in _PUPIL)),
    "nisn": ("nisn", "nonisn", "nomornisn", "nomorinduksiswanasional", "nisnsiswa"),
    "sex": ("jk", "lp", "pl", "jeniskelamin", "jeniskelaminlp", "jnskelamin", "jeniskel", "jnskel", "kelamin", "jklp",
            "gender", "sex", "jkl", "jkel", "lpjk"),
    "birth_place": ("tempatlahir", "tmplahir", "tmptlahir", "tmptlhr", "tmplhr", "tptlahir", "kotalahir",
                    "tempatkelahiran"),
    "birth_date": ("tanggallahir", "tgllahir", "tgllhr", "tgglahir", "tanggallhr", "tanggalkelahiran", "tglkelahiran",
                   "tglbulanthnlahir", "tgllahirddmmyyyy", "tanggallahirddmmyyyy", "birthdate", "dob"),
    "ttl": ("ttl", "tempattanggallahir", "tempattgllahir", "tempatdantanggallahir", "tempatdantgllahir", "tmptgllahir",
            "tmpttgllahir", "tempattgllhr", "kelahiran", "tempattanggalkelahiran", "tmptgllhr", "tempatttgllahir"),
    "class": ("kelas", "rombel", "rombelsaatini", "rombonganbelajar", "tingkatrombel", "kls", "kelasrombel",
              "namarombel", "kelassaatini", "kelasrombelsaatini", "tingkatkelas"),
    "village": ("kelurahan", "desa", "desakelurahan", "kelurahandesa", "kel", "desakel", "keldesa", "namadesa"),
    "district": ("kecamatan", "kec", "namakecamatan"),
    "status": ("status", "statussiswa", "statuspd", "statuskeaktifan", "statuspesertadidik", "statussantri"),
}  # fmt: skip

FIELD_OF: dict[str, str] = {key: field for field, keys in SYNONYMS.items() for key in keys}

GROUPED: dict[str, str] = {"tempat": "birth_place", "tmpt": "birth_place", "tmp": "birth_place", "kota": "birth_place",
                           "tanggal": "birth_date", "tgl": "birth_date", "tglbulantahun": "birth_date"}  # fmt: skip
"""Short headings that are ours only below a heading about birth."""

SUB_HEADINGS = frozenset(
    ("nama", "tahunlahir", "jenjangpendidikan", "pendidikan", "pekerjaan", "penghasilan", "nik", "tempat", "tmpt",
     "tanggal", "tgl", "l", "p", "lk", "pr", "rt", "rw", "dusun", "desa", "kelurahan", "kecamatan", "kabupaten", "kota",
     "provinsi", "ayah", "ibu", "wali", "nohp", "hp", "alamat", "tempatlahir", "tanggallahir", "tgllahir",
     "tempattanggallahir",
     "tingkat", "rombel", "kelas", "nomor", "no", "nisn", "nis", "nipd", "namaayah", "namaibu")
)  # fmt: skip
"""What may stand in the second line of a header."""

RELATIVES = ("ayah", "ibu", "wali", "orangtua", "ortu", "bapak", "istri", "suami", "kepalakeluarga")
STAFF = frozenset(("nip", "nuptk", "jabatan", "jenisptk", "tugastambahan", "pangkatgolongan"))
DAPODIK = frozenset(("nipd", "rombelsaatini", "dataayahnik"))
EMIS = frozenset(("tingkatrombel", "namalengkap", "nisn", "jeniskelamin"))


def field_of(top: str, sub: str = "") -> str | None:
    """The field that a heading of one or two lines names, or None. Columns about relatives are never ours."""
    top_key, sub_key = header_key(top), header_key(sub) if sub else ""
    if not sub_key:
        return FIELD_OF.get(top_key)
    if any(word in top_key for word in RELATIVES) and top_key not in FIELD_OF:
        return None
    if "lahir" in top_key or top_key == "ttl":
        return GROUPED.get(sub_key) or FIELD_OF.get(sub_key)
    return FIELD_OF.get(top_key + sub_key) or (FIELD_OF.get(sub_key) if top_key in _PEOPLE else None)


_PEOPLE = frozenset(
    ("", "alamat", "identitas", *_PUPIL, *(f"data{who}" for who in _PUPIL), *(f"identitas{who}" for who in _PUPIL))
)


def layout_of(keys: set[str]) -> str:
    """Which known export this is: "dapodik", "emis" or "manual"."""
    if keys >= DAPODIK:
        return "dapodik"
    return "emis" if keys >= EMIS else "manual"
