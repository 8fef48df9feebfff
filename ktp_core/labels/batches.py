# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of print batches."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "batch_unknown": "Kelompok cetak itu tidak ada dalam data kantor Anda.",
    "batch_changed": "Kelompok cetak ini baru saja diubah orang lain. Muat ulang, lalu ulangi.",
    "batch_asked": "Jumlah kartu harus bilangan bulat 1 sampai {most}.",
    "batch_day": "Pilih hari cetak mulai hari ini, paling jauh {days} hari lagi. Cetak di tempat boleh dicatat paling lambat {days} hari sesudah kunjungannya.",
    "batch_visit_day": "Cetak di tempat dilakukan pada hari kunjungannya: {day:%d/%m/%Y}.",
    "batch_visit_cancelled": "Kunjungan itu dibatalkan. Pilih kunjungan lain.",
    "batch_no_visit": "Kelompok ini bukan cetak di tempat, jadi tidak punya daftar kunjungan.",
    "batch_note": "Catatan paling panjang {limit} huruf.",
    "batch_reason": "Tuliskan alasannya, paling banyak {limit} huruf.",
    "batch_nobody": "Tidak ada kartu yang menunggu untuk pilihan ini, atau semuanya sudah ada di kelompok lain.",
    "batch_no_stock": "Blangko {name} tidak cukup: ada {stock}, sedangkan {promised} kartu sudah menunggu di kelompok cetaknya. Alokasikan blangko lebih dahulu.",
    "batch_no_capacity": "Kapasitas {name} untuk hari itu ({capacity} kartu) tidak cukup lagi. Pilih hari atau pencetak lain.",
    "batch_paused": "Kelompok cetak ini sedang dihentikan sementara. Lanjutkan lebih dahulu.",
    "batch_over": "Kelompok cetak ini sudah ditutup. Muat ulang halaman.",
    "batch_no_way": "Kelompok cetak ini sudah dalam keadaan itu. Muat ulang halaman.",
    "batch_begun": "Kelompok ini tidak dapat dibatalkan: {printed} kartu sudah dicetak dan {spoiled} blangko rusak. Selesaikan kelompoknya; sisanya menunggu lagi di antrean.",
    "batch_none_chosen": "Pilih sedikitnya satu nomor.",
    "batch_none_taken": "Nomor {numbers} tidak sedang diambil siapa pun; tidak ada yang perlu dibatalkan.",
    "batch_none_left": "Tidak ada kartu yang masih bebas di kelompok ini.",
    "batch_numbers": "“{value}” bukan nomor. Tulis seperti 1-25, 31.",
    "batch_position": "Nomor {numbers} tidak ada di kelompok ini.",
    "batch_printed": "Nomor {numbers} sudah tercatat tercetak. Muat ulang, lalu periksa.",
    "batch_taken": "Nomor {numbers} sedang dicetak oleh {name}.",
    "batch_not_waiting": "Nomor {numbers} tidak menunggu lagi di kelompok ini: dilewati, dilepas, atau statusnya berubah. Muat ulang, lalu periksa.",
    "batch_not_skipped": "Nomor {numbers} tidak sedang dilewati.",
    "batch_not_due": "Nomor {numbers} tidak lagi siap cetak. Periksa riwayat kartunya.",
    "batch_too_young": "Nomor {numbers} belum mencapai usia cetak (17 tahun) pada tanggal itu. Periksa tanggalnya, atau lewati nomornya.",
    "batch_deceased": "Nomor {numbers} tercatat meninggal. Lewati nomornya.",
    "batch_day_before": "Tanggal itu lebih awal daripada riwayat terakhir kartu nomor {numbers}. Periksa tanggalnya.",
    "batch_elsewhere": "Nomor {numbers} sudah ada di kelompok cetak lain.",
    "order_categories": "Urutan harus memuat setiap jenis kartu satu kali.",
    "order_months": "Masa pemula harus 1 sampai {limit} bulan.",
    "order_changed": "Urutan cetak baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "batch.view": "Melihat isi kelompok cetak",
    "batch.preview": "Melihat usulan kelompok cetak",
    "batch.make": "Membuat kelompok cetak",
    "batch.add": "Menambah kartu dari kunjungan ke kelompok cetak",
    "batch.take": "Mengambil kartu untuk dicetak",
    "batch.give_back": "Mengembalikan kartu yang belum dicetak",
    "batch.print": "Mencatat kartu kelompok tercetak",
    "batch.spoil": "Mencatat blangko rusak di kelompok cetak",
    "batch.skip": "Melewati kartu di kelompok cetak",
    "batch.unskip": "Memasukkan lagi kartu yang dilewati",
    "batch.pause": "Menghentikan sementara kelompok cetak",
    "batch.resume": "Melanjutkan kelompok cetak",
    "batch.finish": "Menyelesaikan kelompok cetak",
    "batch.cancel": "Membatalkan kelompok cetak",
    "batch.order": "Mengubah urutan cetak",
}

# -- batches.model.Category
CATEGORIES: dict[str, str] = {
    "first_time": "Pemula",
    "disaster": "Korban bencana",
    "waiting": "Suket dan PRR lama",
    "lost": "Hilang",
    "damaged": "Rusak",
    "changed": "Perubahan data",
    "replaced": "Penggantian lain",
}

# -- batches.model.BatchState
STATES: dict[str, str] = {
    "open": "Berjalan",
    "paused": "Dihentikan sementara",
    "done": "Selesai",
    "cancelled": "Dibatalkan",
}

# -- batches.model.CardMark
MARKS: dict[str, str] = {
    "waiting": "Menunggu",
    "printed": "Tercetak",
    "skipped": "Dilewati",
    "released": "Dilepas",
    "gone": "Tidak perlu dicetak lagi",
}

# -- batches.model.BatchAction: what a button does
STEPS: dict[str, str] = {
    "pause": "Hentikan sementara",
    "resume": "Lanjutkan",
    "finish": "Selesaikan kelompok",
    "cancel": "Batalkan kelompok",
}
