# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of months that offices send each other."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "summary_month": "Pilih bulan antara Januari 2011 dan Desember 2099.",
    "summary_open": "Bulan itu belum selesai. Ringkasannya dapat diekspor setelah {day}.",
    "summary_whole_regency": "Akun {by} terbatas pada kecamatan tertentu; ringkasan kabupaten diekspor oleh akun tanpa batas itu.",
    "summary_file": "Berkas ini bukan ringkasan bulanan dari aplikasi ini. Minta kantor pengirim mengekspornya lagi.",
    "summary_version": "Berkas ini dibuat dengan versi {version}, sedangkan di sini versi {ours}. Samakan versi aplikasinya lebih dahulu.",
    "summary_damaged": "Isi berkas ini berubah atau rusak dalam perjalanan. Minta kantor pengirim mengirimnya lagi.",
    "summary_big": "Berkas ini lebih besar daripada {limit} MB; ringkasan satu bulan jauh lebih kecil.",
    "summary_own": "{name} tercatat di aplikasi ini sendiri; angkanya dihitung di sini, bukan dari berkas.",
    "summary_clock": "Menurut berkas ini, ringkasannya dibuat {day}: sebelum bulannya selesai, atau pada waktu yang belum tiba. Periksa jam komputer pengirim, lalu ekspor lagi.",
    "summary_older": "Sudah ada berkas yang lebih baru untuk kabupaten dan bulan itu, dibuat {day}.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "summary.merge": "Menerima ringkasan bulanan kantor lain",
}
