# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words of the day in the field: lists, outcomes, workbooks."""

from __future__ import annotations

# -- why something was refused
REFUSALS: dict[str, str] = {
    # a row that cannot be so
    "field_deceased": "Nomor {numbers}: tercatat meninggal, jadi tidak mungkin direkam. Periksa nomor itu dan pilih hasil lain.",
    "field_recorded_before": "Nomor {numbers}: sudah direkam sebelum kunjungan ini. Pilih hasil Sudah pernah direkam.",
    "field_too_young": "Nomor {numbers}: belum 16 tahun pada hari kunjungan, jadi belum boleh direkam. Pilih hasil Belum 16 tahun.",
    "field_day_before": "Nomor {numbers}: ada catatan KTP-el yang lebih baru daripada hari kunjungan ini. Periksa riwayatnya di halaman Kartu.",
    "field_outcome": "Nomor {numbers}: hasil dan alasannya tidak cocok. Tidak hadir dan Gagal rekam perlu alasan; hasil lain tidak.",
    "field_person_unknown": "Orang itu tidak ada di daftar kunjungan ini. Muat ulang halaman.",
    "field_numbers": "Tidak ada di daftar: {numbers}. Tulis nomor urut, misalnya 3, 7, 12-15.",
    "field_no_outcome": "Pilih hasilnya lebih dahulu.",
    "field_nobody": "Tulis atau pilih sedikitnya satu nomor.",
    # the visit
    "field_closed": "Kunjungan ini sudah ditutup. Minta penjadwal membukanya kembali bila ada yang harus diubah.",
    "field_cancelled": "Kunjungan ini dibatalkan.",
    "field_day_future": "Kunjungan ini baru pada {day:%d/%m/%Y}. Daftarnya sudah dapat disiapkan; hasilnya belum dapat dicatat.",
    "field_note_long": "Catatan paling panjang {limit} huruf.",
    "field_note_changed": "Catatan ini baru saja diubah orang lain. Salin tulisan Anda, muat ulang, lalu gabungkan.",
    # closing
    "field_open": "{n} orang belum ada hasilnya: nomor {numbers}.",
    "field_conflict": "{n} orang dilaporkan berbeda-beda: nomor {numbers}. Putuskan dahulu mana yang benar.",
    "field_doubt": "Nomor {numbers}: NIK itu di data kami milik orang dengan nama atau tanggal lahir lain. Periksa NIK, atau nyatakan orang yang sama.",
    "field_twins": "Nomor {numbers}: orang yang sama ditulis dua kali dengan hasil berbeda. Samakan hasilnya.",
    "field_work": "Tulis berapa menit tim bekerja (paling banyak 1.440) dan berapa alat rekam yang dipakai (paling banyak 50).",
    "field_moved_on": "Nomor {numbers}: KTP-el sudah diproses lebih lanjut sejak direkam di kunjungan ini, jadi perekamannya tidak dapat dibatalkan dari sini.",
    # somebody who walked in
    "field_walk_in_nik": "NIK harus 16 angka. Periksa pada KK.",
    "field_walk_in_name": "Tulis nama seperti pada KK, paling panjang {limit} huruf.",
    "field_walk_in_sex": "Pilih laki-laki atau perempuan.",
    "field_walk_in_birth": "Tanggal lahir tidak mungkin. Periksa pada KK.",
    "field_walk_in_other": "NIK ini di data kami milik orang dengan nama atau tanggal lahir lain. Periksa NIK pada KK; bila benar orang yang sama, centang Orang yang sama.",
    "field_walk_in_listed": "Orang ini sudah ada di daftar dengan nomor {number}. Catat hasilnya di nomor itu.",
    "field_walk_in_unknown": "Nomor {number} bukan pengunjung tambahan.",
    "field_photo_paper": "Berkas ini PDF, bukan foto. Unggah gambar JPG atau PNG.",
    "field_photo_none": "Berkas ini bukan foto JPG atau PNG, apa pun namanya. Ambil atau pilih fotonya lalu unggah lagi.",
    "field_photos": "Sudah ada {limit} foto. Hapus salah satu lebih dahulu.",
    # workbooks
    "workbook_none": "Berkas ini bukan buku kerja kunjungan: tidak ada kode baris maupun judul kolom Hasil. Pilih berkas buku kerja yang dibuat dari halaman ini.",
    "workbook_empty": "Berkas ini kosong. Pilih buku kerja yang sudah diisi. Tidak ada yang dicatat.",
    "workbook_damaged": "Berkas ini rusak atau tidak utuh. Buka di Excel atau LibreOffice, simpan ulang sebagai .xlsx, lalu kembalikan lagi. Tidak ada yang dicatat.",
    "workbook_kind": "Berkas ini bukan lembar kerja. Pilih buku kerja yang dibuat dari halaman ini (.xlsx, .ods, .xls, atau .csv). Tidak ada yang dicatat.",
    "workbook_version": "Buku kerja ini dibuat dengan bentuk lain dan tidak dapat dibaca lagi. Buat buku kerja baru, lalu salin hasilnya ke sana.",
    "workbook_headings": "Judul kolom di buku kerja ini hilang atau berubah. Tulis kembali judul Hasil, Alasan, Jam, Operator, Alat, dan Kode baris, lalu kembalikan lagi. Tidak ada yang dicatat.",
    "workbook_columns_doubled": "Ada dua kolom dengan judul yang sama: {names}. Ganti judul kolom yang ditambahkan, lalu kembalikan lagi.",
    "workbook_other_visit": "Buku kerja ini untuk kunjungan {institution} pada {day:%d/%m/%Y}. Buka kunjungan itu, lalu kembalikan di sana. Tidak ada yang dicatat.",
    "workbook_unknown": "Buku kerja ini tidak pernah dibuat di kantor ini (salinan {copies}). Periksa berkasnya. Tidak ada yang dicatat.",
    "workbook_mixed": "Berkas ini memuat baris dari beberapa kunjungan. Sebutkan kunjungan mana yang dikembalikan.",
    "workbook_ids_gone": "Semua kode baris dan lembar Identitas sudah hilang, sehingga buku kerja ini tidak dapat dikenali. Salin kolom Hasil, Alasan, dan Jam ke buku kerja yang baru dibuat, lalu kembalikan. Tidak ada yang dicatat.",
    "workbook_no_list": "Daftar kunjungan ini belum disiapkan. Siapkan daftarnya dahulu, lalu buat buku kerja.",
    "workbook_out": "Buku kerja ditulis sebagai .xlsx. Ganti akhiran nama berkas pada --out.",
    "workbook_team": "Nama regu paling panjang {limit} huruf.",
    "sheet_no_reminders": "Tidak ada orang di kunjungan ini yang direkam sebelum berumur 17 tahun; nota pengingat tidak diperlukan.",
}

# -- what an entry of the audit log says
ACTIONS: dict[str, str] = {
    "visit.list": "Menyiapkan daftar kunjungan",
    "visit.start": "Memulai kunjungan",
    "visit.view": "Membuka daftar nama kunjungan",
    "visit.report": "Mencatat hasil kunjungan",
    "visit.walk_in": "Menambah pengunjung di luar daftar",
    "visit.walk_in_changed": "Mengubah pengunjung di luar daftar",
    "visit.note": "Menulis catatan kunjungan",
    "visit.photo": "Menyimpan foto kunjungan",
    "visit.close": "Menutup kunjungan",
    "visit.reopen": "Membuka kembali kunjungan",
    # workbooks
    "visit.workbook": "Membuat buku kerja kunjungan",
    "visit.workbook_back": "Menerima buku kerja kunjungan",
}

# -- fieldwork.model.PersonOrigin
ORIGINS: dict[str, str] = {
    "list": "Daftar",
    "missed": "Terlewat dahulu",
    "walk_in": "Datang sendiri",
}

# -- fieldwork.model.NextPlace
NEXT_PLACES: dict[str, str] = {
    "here": "Lembaga ini lagi",
    "district_office": "Kantor kecamatan",
    "kenduren_mas": "Kenduren Mas",
}

# -- reports: where they come from
COPIES: dict[str, str] = {
    "screen": "Layar",
    "decision": "Keputusan",
}
