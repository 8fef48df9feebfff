"""What is said about the issues of a list, by code. A code without words breaks loudly; a test looks for gaps."""

from __future__ import annotations

from ktp_core.institutions.imports.model import Issue

ISSUES: dict[str, str] = {
    "ambiguous": "Ada beberapa lembaga bernama {value} di kecamatan itu; tulis nomor resminya.",
    "coordinates_outside": "Koordinat {value} jauh dari semua desa di {regency}; koordinat tidak disimpan.",
    "coordinates_swapped": "Lintang dan bujur tertukar ({value}); sudah dibalik.",
    "coordinates_unreadable": "Koordinat “{value}” tidak dapat dibaca; koordinat tidak disimpan.",
    "coordinates_zero": "Koordinat 0, 0 berarti belum diisi; koordinat tidak disimpan.",
    "district_clash": "Kecamatan {value} berbeda dengan {taken} pada kolom lain; yang dipakai {taken}.",
    "district_unknown": "Tidak ada kecamatan {value} di {regency}; perbaiki nama atau kodenya.",
    "duplicate_differs": "Lembaga ini sudah ada pada baris {first} dengan isi yang berbeda; pilih salah satu.",
    "duplicate_row": "Sama dengan baris {first}; dihitung satu lembaga.",
    "inactive": "{value} berstatus nonaktif di sini; datanya diperbarui, statusnya tidak.",
    "kind_differs": "Nomor resmi {value} sudah dipakai lembaga lain jenis; periksa nomornya.",
    "merged": "{value} sudah digabung ke {into}; baris ini tidak mengubah apa pun.",
    "name_missing": "Nama lembaga kosong; isi namanya.",
    "number_area": "Nomor {value} memuat kode wilayah {area}; periksa apakah nomornya benar.",
    "number_shape": "{number} {value} bukan bentuk nomor yang benar; periksa angkanya (simpan kolom sebagai teks).",
    "regency_doubt": "Tidak jelas apakah baris ini milik {regency} (tertulis “{value}”); tulis Kab. atau Kota.",
    "same_name": "Sudah ada {value} di kecamatan yang sama dengan nomor lain; periksa apakah lembaganya satu.",
    "status_unknown": "Status “{value}” tidak dikenal; tulis Negeri atau Swasta.",
    "two_numbers": "Nomor pada baris ini milik dua lembaga berbeda; gabungkan lembaganya atau perbaiki nomornya.",
    "type_unknown": "Bentuk “{value}” tidak dikenal; tulis misalnya SMA, SMK, MA, SLB, PKBM, atau Pesantren.",
    "unidentified": "Tanpa nomor resmi dan tanpa kecamatan, lembaga ini tidak dapat dikenali; isi salah satunya.",
    "village_unknown": "Desa/kelurahan itu tidak ada di kecamatannya; desa tidak disimpan.",
}


def sentence(issue: Issue) -> str:
    """The Indonesian sentence of an issue."""
    return ISSUES[issue.code].format(**issue.params)
