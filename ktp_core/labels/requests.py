# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of letters and the files kept with them."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    "request_place": "Pilih lembaga yang meminta atau akan dikunjungi.",
    "request_unknown": "Permohonan itu tidak ada dalam data kantor Anda.",
    "request_changed": "Permohonan ini baru saja diubah orang lain. Muat ulang lalu periksa lagi.",
    "request_no_way": "Langkah itu tidak mungkin dari status permohonan sekarang. Muat ulang lalu periksa riwayatnya.",
    "request_reason": "Tuliskan alasannya.",
    "request_long": "Isian itu terlalu panjang; paling banyak {most} huruf.",
    "request_sender": "Pengirim tidak sesuai dengan jenis lembaganya.",
    "request_expected": "Perkiraan jumlah orang harus antara 1 dan {most}.",
    "request_received": "Tanggal terima harus antara {since:%d/%m/%Y} dan hari ini.",
    "request_letter_date": "Tanggal surat lebih baru daripada tanggal terimanya ({received:%d/%m/%Y}).",
    "request_wished": "Tanggal yang diminta belum benar: isi hari pertama, lalu hari terakhir yang tidak lebih awal.",
    "request_wished_past": "Tanggal yang diminta sudah lewat ketika suratnya diterima ({received:%d/%m/%Y}).",
    "request_twice": "Surat dengan nomor itu dari lembaga yang sama sudah dicatat, diterima {received:%d/%m/%Y}. Buka permohonan itu.",
    "request_scheduled_elsewhere": "Kunjungannya sudah dijadwalkan; lembaganya tidak dapat diganti. Batalkan kunjungannya lebih dahulu.",
    "request_visit_planned": "Kunjungan {day:%d/%m/%Y} sudah dijadwalkan untuk permohonan ini. Minta penjadwal membatalkannya lebih dahulu.",
    "request_no_visit": "Surat balasan dapat dibuat setelah kunjungannya dijadwalkan.",
    "reply_long": "Isian surat balasan terlalu panjang; paling banyak {most} huruf.",
    "attachment_unknown": "Berkas itu tidak ada atau sudah dihapus.",
    "attachment_empty": "Berkas ini kosong (0 bita). Periksa berkasnya lalu unggah lagi.",
    "attachment_big": "Berkas ini lebih besar daripada {most} MB. Pindai dengan resolusi lebih rendah (200 dpi) lalu unggah lagi.",
    "attachment_kind": "Berkas ini bukan PDF, JPEG, atau PNG, apa pun namanya. Pindai atau foto suratnya lalu unggah hasilnya.",
    "attachment_office": "Ini berkas Word, Excel, atau ZIP. Simpan sebagai PDF lebih dahulu lalu unggah PDF-nya.",
    "attachment_heic": "Foto ini berformat HEIC. Ubah ke JPEG (atau kirim lewat pesan, lalu simpan) dan unggah lagi.",
    "attachment_damaged": "Berkas ini rusak atau terpotong dan tidak dapat dibuka. Salin ulang dari asalnya lalu unggah lagi.",
    "attachment_heavy": "Berkas ini terlalu berat untuk dibuka. Pindai ulang dengan resolusi lebih rendah lalu unggah lagi.",
    "attachment_pixels": "Gambar ini terlalu besar ({width} × {height} piksel). Perkecil atau pindai dengan 200 dpi lalu unggah lagi.",
    "attachment_small": "Gambar ini hanya {width} × {height} piksel dan tidak akan terbaca; setiap sisi paling sedikit {least} piksel.",
    "attachment_locked": "PDF ini terkunci dengan sandi. Buka, cetak ulang ke PDF tanpa sandi, lalu unggah lagi.",
    "attachment_pages": "PDF ini berisi {pages} halaman; paling banyak {most}. Unggah suratnya saja.",
    "attachment_active": "PDF ini berisi skrip, formulir aktif, atau perintah membuka program. Cetak ulang ke PDF lalu unggah hasilnya.",
    "attachment_files": "PDF ini membawa berkas lain di dalamnya. Cetak ulang ke PDF lalu unggah hasilnya.",
    "attachment_same": "Berkas yang sama persis sudah disimpan di sini.",
    "attachment_many": "Sudah ada {most} berkas. Hapus yang tidak perlu lebih dahulu.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "request.receive": "Mencatat permohonan",
    "request.edit": "Mengubah permohonan",
    "request.verify": "Memverifikasi permohonan",
    "request.decline": "Menolak permohonan",
    "request.withdraw": "Mencatat penarikan permohonan",
    "request.reconsider": "Membuka kembali permohonan",
    "request.letterhead": "Mengatur kop dan penanda tangan surat",
    "attachment.add": "Menyimpan berkas lampiran",
    "attachment.remove": "Menghapus berkas lampiran",
    "attachment.view": "Melihat berkas lampiran",
}

# -- requests.model.RequestState
REQUEST_STATES: dict[str, str] = {
    "received": "Diterima",
    "verified": "Terverifikasi",
    "scheduled": "Terjadwal",
    "done": "Selesai",
    "declined": "Ditolak",
    "withdrawn": "Ditarik",
}

# -- requests.model.Sender
SENDERS: dict[str, str] = {
    "school": "Sekolah",
    "pesantren": "Pesantren",
    "village": "Desa/kelurahan",
    "own": "Inisiatif dinas",
}

# -- requests.model.RequestAction, as history
REQUEST_EVENTS: dict[str, str] = {
    "receive": "Diterima dan dicatat",
    "edit": "Isian diubah",
    "verify": "Diverifikasi",
    "decline": "Ditolak",
    "withdraw": "Ditarik oleh pemohon",
    "reconsider": "Dibuka kembali",
    "schedule": "Kunjungan dijadwalkan",
    "unschedule": "Kunjungan dibatalkan, menunggu jadwal lagi",
    "finish": "Kunjungan selesai",
    "reopen": "Kunjungan dibuka kembali",
}
