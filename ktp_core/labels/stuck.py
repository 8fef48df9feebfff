# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of stuck cards: kinds, what to do next, refusals, entries of the audit log."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "stuck_action_long": "Kesepakatan paling panjang {limit} huruf. Tulis lebih singkat.",
    "stuck_nothing_agreed": "Pilih siapa yang menangani, atau tulis apa yang akan dilakukan.",
    "stuck_none_chosen": "Pilih sedikitnya satu kartu dari daftar.",
    "stuck_due_past": "Tenggat itu sudah lewat. Pilih hari ini atau sesudahnya.",
    "stuck_worker": "Akun {name} tidak dapat menangani kartu tersendat. Pilih petugas lain dari daftar.",
    "stuck_moved": "{n} kartu yang dipilih sudah bergerak dan tidak lagi tersendat di sini; belum ada yang dicatat. Muat ulang lalu pilih lagi.",
    "stuck_limit_days": "Batas harus 0 sampai {limit} hari.",
    "stuck_limit_past": "Batas baru berlaku paling awal hari ini, agar hitungan yang lalu tidak berubah.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "stuck.view": "Melihat nama di kartu tersendat",
    "stuck.reveal": "Melihat NIK lengkap di kartu tersendat",
    "stuck.agree": "Mencatat penanganan kartu tersendat",
    "stuck.limit": "Mengubah batas hari kartu tersendat",
}

# -- stuck.model.StuckKind
KINDS: dict[str, str] = {
    "not_ready": "Sudah direkam, belum siap cetak",
    "submitted": "Terlalu lama di pusat (SFE)",
    "failed": "Perekaman gagal",
    "adjudicate": "Mirip data lain",
    "duplicate": "Terduga data ganda",
    "printable": "Siap cetak, belum dicetak",
    "printed": "Dicetak, belum dikirim",
    "dispatched": "Dikirim, belum diserahkan",
}
# In a column heading.
SHORT_KINDS: dict[str, str] = {
    "not_ready": "Belum PRR",
    "submitted": "SFE lama",
    "failed": "Gagal rekam",
    "adjudicate": "Mirip",
    "duplicate": "Ganda",
    "printable": "Belum cetak",
    "printed": "Belum kirim",
    "dispatched": "Belum serah",
}
# What is done next, by whoever's turn it is.
STEPS: dict[str, str] = {
    "not_ready": "Pastikan rekaman sudah terkirim ke pusat; kirim ulang bila belum, tanyakan ke pusat bila sudah",
    "submitted": "Impor daftar SIAK terbaru; bila tetap SFE, minta pusat memeriksa lalu kirim ulang",
    "failed": "Hapus di pusat, lalu rekam ulang pada kunjungan berikutnya atau di kantor",
    "adjudicate": "Minta keputusan pusat; bila harus dihapus, undang untuk rekam ulang",
    "duplicate": "Bandingkan kedua NIK dan periksa KK; minta pusat menghapus rekaman yang keliru",
    "printable": "Cetak lewat antrean cetak, yang terlama lebih dahulu",
    "printed": "Masukkan ke paket lembaga atau kecamatan, lalu kirim",
    "dispatched": "Hubungi pemegang paket; serahkan, atau tarik kembali ke kantor",
}
# The same in a few words, for a table.
BRIEF_STEPS: dict[str, str] = {
    "not_ready": "Pastikan terkirim; kirim ulang bila belum",
    "submitted": "Impor daftar SIAK; minta pusat memeriksa",
    "failed": "Hapus di pusat, lalu rekam ulang",
    "adjudicate": "Minta keputusan pusat",
    "duplicate": "Bandingkan NIK dan KK; minta pusat hapus satu",
    "printable": "Cetak, yang terlama lebih dahulu",
    "printed": "Masukkan ke paket, lalu kirim",
    "dispatched": "Hubungi pemegang paket; serahkan atau tarik",
}
# -- stuck.model.Care
CARES: dict[str, str] = {
    "mine": "Saya yang menangani",
    "nobody": "Belum ada yang menangani",
    "overdue": "Lewat tenggat",
}
