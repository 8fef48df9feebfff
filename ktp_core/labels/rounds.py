# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of recurring services and the documents served there."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "round_unknown": "Layanan itu tidak ada dalam data kantor Anda.",
    "round_changed": "Rencana layanan ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.",
    "round_name": "Beri nama layanan ini, misalnya Kenduren Mas.",
    "round_channel": "Pilih jenis layanan: Kenduren Mas, kantor kecamatan, atau kantor dinas.",
    "round_weekdays": "Pilih sedikitnya satu hari dalam seminggu.",
    "round_hours": "Jam selesai harus sesudah jam mulai, pada hari yang sama.",
    "round_dates": "Tanggal berakhir mendahului tanggal mulai. Tukar keduanya.",
    "round_stops": "Pilih sedikitnya satu tempat layanan.",
    "round_stop_twice": "Satu tempat hanya boleh sekali dalam satu putaran.",
    "round_stop_taken": "{name} sudah punya layanan sejenis yang berjalan. Ubah layanan itu, atau akhiri lebih dahulu.",
    "round_period": "Tanggal itu sudah lewat. Pilih tanggal hari ini atau sesudahnya.",
    "round_period_long": "Jadwal dibuat paling jauh {days} hari ke depan.",
    "round_reason": "Tuliskan alasannya, paling banyak {limit} huruf.",
    "round_day_past": "Hari itu sudah lewat; yang dapat dikecualikan hanya hari ini dan sesudahnya.",
    "round_day_begun": "Kunjungan hari itu sudah berjalan atau selesai. Catat yang terjadi di halaman Hari kunjungan.",
    "round_day_same": "Tempat itu memang dilayani pada hari itu. Pilih tempat lain, atau tanpa layanan.",
    "tally_count": "Jumlah dokumen harus bilangan bulat 0 sampai {most}.",
    "tally_future": "Hari kunjungan itu belum tiba; dokumennya belum dapat dihitung.",
    "tally_cancelled": "Kunjungan itu dibatalkan, jadi tidak ada dokumen yang dilayani.",
    "tally_changed": "Jumlah ini baru saja diubah orang lain. Muat ulang, lalu isi lagi.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "round.set_up": "Menyiapkan layanan di semua kecamatan",
    "round.add": "Menambah layanan rutin",
    "round.edit": "Mengubah layanan rutin",
    "round.end": "Mengakhiri layanan rutin",
    "round.generate": "Membuat jadwal layanan rutin",
    "round.except": "Mengecualikan satu hari layanan",
    "round.take_back": "Mencabut pengecualian satu hari layanan",
    "document.tally": "Menghitung dokumen lain yang dilayani",
}

# -- rounds.model.Document
DOCUMENTS: dict[str, str] = {
    "kk": "Kartu Keluarga",
    "kia": "KIA",
    "akta_lahir": "Akta kelahiran",
    "akta_mati": "Akta kematian",
    "akta_kawin": "Akta perkawinan/perceraian",
    "surat_pindah": "Surat pindah/datang",
    "ikd": "IKD",
    "lainnya": "Lainnya",
}

# -- date.weekday()
WEEKDAYS: dict[int, str] = {
    0: "Senin",
    1: "Selasa",
    2: "Rabu",
    3: "Kamis",
    4: "Jumat",
    5: "Sabtu",
    6: "Minggu",
}
