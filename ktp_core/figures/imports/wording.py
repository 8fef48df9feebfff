"""What is said about the cells of a table, by code. A code without words breaks loudly; a test looks for gaps."""

from __future__ import annotations

from ktp_core.figures.imports.model import Issue

ISSUES: dict[str, str] = {
    "area_clash": "Kode {given} dan nama “{value}” menunjuk wilayah yang berbeda; yang dipakai kodenya.",
    "area_elsewhere": "Kode {value} milik kabupaten/kota lain; baris ini tidak dimasukkan.",
    "area_missing": "Baris ini tidak menyebut wilayah; isi kode atau nama kecamatan.",
    "area_unknown": "Tidak ada wilayah “{value}” di {regency}; perbaiki nama atau kodenya.",
    "basis_missing": "Tanggal data tidak ada di baris ini; isi kolomnya, atau isi tanggal di atas berkas.",
    "date_unreadable": "“{value}” bukan tanggal yang dapat dibaca; tulis seperti 31/12/2025 atau Semester II 2025.",
    "duplicate_differs": "Angka ini sudah ada di {first} dengan nilai lain ({value}); pilih salah satu.",
    "duplicate_same": "Sama dengan {first}; dihitung satu angka.",
    "figure_date_future": "Tanggal {value} belum tiba; angka keadaan hanya sampai hari ini.",
    "figure_date_old": "Tanggal {value} terlalu lama; periksa tahunnya.",
    "figure_known_future": "Angka ini tidak mungkin diketahui baru pada {value}; tanggal itu belum tiba.",
    "kind_unknown": "Jenis tanggal “{value}” tidak dikenal; tulis Per tanggal, Dalam tahun, Pemilihan, atau Periode.",
    "measure_unknown": "Tidak ada ukuran “{value}”; tulis misalnya Wajib KTP atau Sudah rekam.",
    "number_big": "Angka {value} terlalu besar untuk jumlah orang; periksa apakah ini nomor.",
    "number_date": "Sel ini berisi tanggal ({value}), bukan jumlah.",
    "number_error": "Sel ini berisi kesalahan rumus ({value}); perbaiki rumusnya lalu simpan ulang.",
    "number_fraction": "{value} bukan bilangan bulat. Bila maksudnya ribuan, simpan sel sebagai teks atau tanpa titik.",
    "number_negative": "{value} di bawah nol; periksa lagi.",
    "number_percent": "{value} adalah persentase; yang dimasukkan angka mentahnya.",
    "number_unreadable": "“{value}” tidak dapat dibaca sebagai jumlah.",
    "source_missing": "Sumber tidak disebut; isi kolom Sumber, atau isi sumbernya di atas berkas.",
}


def sentence(issue: Issue) -> str:
    """The Indonesian sentence of an issue."""
    return ISSUES[issue.code].format(**issue.params)
