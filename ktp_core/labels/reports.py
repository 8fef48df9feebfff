# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of monthly reports: refusals and entries of the audit log."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "report_month": "Pilih bulan antara Januari 2011 dan Desember 2099.",
    "report_future": "Bulan itu belum mulai. Pilih bulan berjalan atau sebelumnya.",
    "report_open": "Bulan itu belum selesai; sampai {day:%d/%m/%Y} laporannya berupa draf dan belum dapat diterbitkan.",
    "report_whole_regency": "Akun {by} terbatas pada kecamatan tertentu; laporan bulanan dibuat oleh akun tanpa batas itu.",
    "report_not_issued": "Laporan {month} nomor {number} belum pernah diterbitkan.",
    "report_unknown": "Laporan terbitan itu tidak ada.",
    "report_issued_meanwhile": "Laporan bulan ini baru saja diterbitkan orang lain. Muat ulang, lalu periksa terbitan yang baru.",
    "report_damaged": "Isi laporan terbitan ini tidak dapat dibaca. Jalankan pemeriksaan (verify) dan pulihkan dari cadangan.",
    "report_format": "Nama berkas laporan harus berakhiran .pdf atau .xlsx.",
    "report_regency": "Sebutkan kantornya dengan --regency: {known}.",
    "report_which": "Pilih salah satu: --known-on, --now, atau --number.",
    "report_by": "Sebutkan siapa yang menerbitkan dengan --by.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "report.issue": "Menerbitkan laporan bulanan",
}
