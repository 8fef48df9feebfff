"""Column headings of institution lists: Dapodik, Kemenag, dinas and hand-made ones, by synonyms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ktp_core.text import header_key, squeeze

_SYNONYMS: dict[str, str] = {
    "npsn": "npsn nonpsn nomornpsn kodenpsn nomorpokoksekolahnasional npsnsekolah",
    "nspp": "nspp nonspp nomornspp nomorstatistikpondokpesantren nomorstatistikpesantren",
    "nsm": "nsm nonsm nomornsm nomorstatistikmadrasah",
    "name": "nama namasekolah namasatuanpendidikan namapesantren namapondokpesantren namaponpes namalembaga "
    "namamadrasah namainstansi sekolah lembaga satuanpendidikan pesantren pondokpesantren ponpes madrasah name",
    "type": "bentuk bentukpendidikan bentuksekolah jenjang jenjangpendidikan jenis jenislembaga jenissekolah bp tipe",
    "status": "status statussekolah statuslembaga negeriswasta statusnegeriswasta",
    "address": "alamat alamatsekolah alamatlembaga alamatpesantren alamatlengkap alamatjalan jalan address",
    "district": "kecamatan namakecamatan kec namakec distrik",
    "district_code": "kodekecamatan kodekec keccode kodewilayahkecamatan kodekeckemendagri kodekecamatankemendagri",
    "district_bps": "kodekecbps kodekecamatanbps keccodebps bpscode kodebps",
    "district_dapodik": "kodekeckemdikbud kodekecamatankemdikbud kodekecdapodik kodekecamatandapodik",
    "village": "desa kelurahan desakelurahan kelurahandesa namadesa namakelurahan desakel keldesa",
    "village_code": "kodedesa kodekelurahan kodedesakelurahan desacode",
    "regency": "kabupaten kabupatenkota kabkota kab kota kotakabupaten namakabupaten namakabupatenkota namakabkota",
    "regency_code": "kodekabupaten kodekab kabcode kodekabkota kodekabupatenkota kodekabkemendagri kodekabbps",
    "regency_dapodik": "kodekabkemdikbud kodekabupatenkemdikbud kodekabdapodik kodekabkotakemdikbud",
    "lat": "lintang latitude lat garislintang koordinatlintang",
    "lon": "bujur longitude lon long lng garisbujur koordinatbujur",
    "contact_name": "kontak namakontak narahubung contactperson kepalasekolah namakepalasekolah kepala pengasuh "
    "namapengasuh pimpinan namapimpinan",
    "contact_phone": "telepon notelepon nomortelepon telp notelp teleponsekolah hp nohp nomorhp whatsapp wa nowa "
    "nomorwhatsapp teleponkontak phone",
}
_FIELD_OF = {key: field for field, keys in _SYNONYMS.items() for key in keys.split()}
NUMBERS = ("npsn", "nsm", "nspp")


@dataclass(frozen=True, slots=True)
class Heading:
    """A header row: zero-based column and label by field, and the fields that two columns claim."""

    row: int
    columns: dict[str, int]
    labels: dict[str, str]
    doubled: list[str]


def heading_of(row: int, cells: Mapping[int, Any]) -> Heading | None:
    """The header in this row; None unless it names the institution and one thing more."""
    columns: dict[str, int] = {}
    labels: dict[str, str] = {}
    doubled: list[str] = []
    for column, value in sorted(cells.items()):
        field = _FIELD_OF.get(header_key(value)) if isinstance(value, str) else None
        if field is None:
            continue
        if field in columns:
            doubled.append(field)
            continue
        columns[field], labels[field] = column, squeeze(value)[:60]
    return Heading(row, columns, labels, doubled) if "name" in columns and len(columns) > 1 else None


def find(rows: Iterable[tuple[int, Mapping[int, Any]]]) -> Heading | None:
    """The row that names most of our columns, the upper one on a tie."""
    found = [heading for number, cells in rows if (heading := heading_of(number, cells)) is not None]
    return max(found, key=lambda heading: len(heading.columns), default=None)
