# ruff: noqa: E501  one sentence a line reads better than a fold
# ruff: noqa: E501  one sentence a line reads better than a fold
"""Words for people, Indonesian, one place: a code without words breaks loudly (KeyError), and a test looks for gaps.

Screens translate these through `ui.i18n`. Wording of faults in files lies beside their codes (`rosters.wording` ...).
"""

from __future__ import annotations

from collections.abc import Callable

from ktp_core.errors import KtpError

REFUSALS: dict[str, str] = {
    "not_allowed": "Akun {by} tidak berwenang melakukan ini.",
    "account_inactive": "Akun {by} sudah tidak aktif. Hubungi admin.",
    "account_unknown": "Akun {by} tidak ada atau tidak aktif.",
    "account_changed": "Akun ini baru saja diubah orang lain. Coba lagi.",
    "account_display_name": "Tuliskan nama orang yang memakai akun ini.",
    "account_districts": "Kecamatan harus termasuk kabupaten/kota akun itu.",
    "account_exists": "Nama akun {name} sudah dipakai. Pilih nama lain.",
    "account_last_admin": "Ini admin terakhir. Jadikan orang lain admin lebih dahulu.",
    "account_missing": "Akun itu tidak ada dalam kantor Anda.",
    "account_name": "Nama akun berisi 3 sampai 64 huruf kecil, angka, titik, atau garis, dan dimulai dengan huruf.",
    "account_role": "Tidak ada peran {value}. Peran yang ada: {known}.",
    "account_roles": "Pilih paling sedikit satu peran.",
    "account_self": "Anda tidak dapat menutup akun sendiri. Minta admin lain.",
    "demo_not_empty": "Basis data ini sudah berisi. Contoh hanya dibuat di basis data kosong.",
    "download_gone": "Tautan unduhan ini sudah dipakai atau kedaluwarsa. Kembali ke halamannya lalu unduh lagi.",
    "language": "Bahasa {value} belum tersedia.",
    "password_easy": "Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan.",
    "password_long": "Kata sandi paling panjang {most} huruf atau angka.",
    "password_same": "Kata sandi baru sama dengan yang lama.",
    "password_short": "Kata sandi paling sedikit {least} huruf atau angka.",
    "password_wrong": "Kata sandi yang sekarang tidak cocok.",
    "date": "Tanggal {value} tidak dapat dibaca; tulis seperti 2026-11-22.",
    "card_day_before": "Tanggal itu lebih awal daripada riwayat terakhir kartu ini ({since:%d/%m/%Y}).",
    "card_day_future": "Tanggal itu belum tiba.",
    "card_deceased": "Penduduk ini tercatat meninggal; KTP-el tidak diproses lagi.",
    "card_moved": "Status kartu ini baru saja diubah orang lain. Muat ulang lalu periksa riwayatnya.",
    "card_no_way": "Tindakan itu tidak mungkin dari status kartu sekarang.",
    "card_none_chosen": "Pilih sedikitnya satu kartu.",
    "card_nothing_to_undo": "Tidak ada riwayat yang dapat dibatalkan.",
    "card_reason": "Tuliskan alasannya.",
    "card_too_young": "Belum boleh dicetak: usia cetak (17 tahun) dicapai pada {age_on:%d/%m/%Y}.",
    "reveal_needs_account": "NIK lengkap hanya untuk akun yang berwenang: sebutkan dengan --by.",
    "card_two_regencies": "Pilih kartu dari satu kabupaten/kota saja.",
    "disagreement_decided": "Perbedaan ini sudah diputuskan orang lain.",
    "disagreement_unknown": "Perbedaan itu tidak ada dalam data kantor Anda.",
    "resident_unknown": "Penduduk itu tidak ada dalam data kantor Anda.",
    "database_newer": "Basis data ini dibuat oleh versi yang lebih baru ({revision}). Perbarui aplikasi lebih dahulu.",
    "regency_unknown": "Tidak ada kabupaten/kota dengan kode {regency}; tulis kode Kemendagri seperti 35.14.",
    "regency_not_set_up": "Kabupaten/kota {regency} belum disiapkan. Jalankan: python -m ktp_core init --regency {regency}.",
    "backlog_cursor": "Penanda halaman itu tidak sah. Mulai lagi dari halaman pertama.",
    "backlog_district_unknown": "Ada kode kecamatan yang bukan milik kabupaten/kota {regency}; tulis seperti 35.14.06.",
    "backlog_districts_many": "Terlalu banyak kecamatan ({found}); paling banyak {limit}.",
    "backlog_institution_unknown": "Ada nomor lembaga yang tidak sah.",
    "backlog_institutions_many": "Terlalu banyak lembaga ({found}); paling banyak {limit}.",
    "backlog_kind": "Pilih salah satu: pemula atau penggantian.",
    "backlog_min_days": "Lama menunggu harus antara 0 dan {limit} hari.",
    "backlog_nik_part": "Cari dengan NIK lengkap 16 angka, atau paling banyak {digits} angka pertamanya.",
    "backlog_page": "Satu halaman memuat 1 sampai {limit} baris.",
    "backlog_search_long": "Kata pencarian terlalu panjang ({found} huruf); paling banyak {limit}.",
    "export_format": "Berkas tujuan harus berakhiran .csv atau .xlsx.",
    "export_rows": "Daftar lebih dari {limit} baris; persempit saringannya.",
    "export_write": "Berkas {path} tidak dapat ditulis. Periksa folder dan izinnya.",
    "district_unknown": "Tidak ada kecamatan dengan kode {district} di kabupaten/kota ini.",
    "institution_unknown": "Lembaga itu tidak ada dalam data kantor Anda.",
    "resident_changed": "Data penduduk ini baru saja diubah orang lain; tidak ada yang disimpan. Muat ulang lalu coba lagi.",
    "roster_applied": "Unggahan ini sudah diterapkan oleh {by}; tidak ada yang disimpan dua kali.",
    "roster_choice_known": "Tidak ada penduduk pembanding untuk baris ini. Pilih keputusan lain.",
    "roster_choice_new": "Baris ini tidak dapat menjadi penduduk baru: NIK-nya kosong atau sudah dimiliki penduduk lain.",
    "roster_discarded": "Unggahan ini sudah dibatalkan. Unggah lagi berkasnya bila masih diperlukan.",
    "roster_nothing_to_apply": "Tidak ada lagi yang dapat diterapkan; baris yang tersisa menunggu keputusan.",
    "roster_row_done": "Baris ini sudah diputuskan. Muat ulang halaman.",
    "roster_unknown": "Unggahan itu tidak ada dalam data kantor Anda.",
    "school_year": "Tahun ajaran {value} tidak dapat dibaca; tulis seperti 2026/2027.",
    "survey_dates": "Tanggal akhir mendahului tanggal awal. Tukar keduanya.",
    "file": "Berkas tidak ditemukan atau tidak dapat dibaca.",
    "boundary_missing": "Berkas {name} tidak ada; periksa nama dan foldernya.",
    "boundary_format": "Berkas ini bukan GeoJSON yang utuh. Simpan ulang sebagai GeoJSON (FeatureCollection).",
    "boundary_polygons": "Berkas harus berisi poligon saja; ada bentuk yang kosong atau berupa titik atau garis.",
    "boundary_degrees": "Koordinat harus bujur dan lintang WGS84 di Indonesia; ubah proyeksi atau urutannya dulu.",
    "boundary_regency": "Tidak satu pun bentuk dikenali sebagai kecamatan kabupaten/kota ini dari kode atau namanya.",
    "boundary_too_big": "Berkas batas terlalu besar (batasnya 64 MB dan 20.000 bentuk); sederhanakan dulu.",
    "figure_source": "Angka resmi harus menyebut sumbernya.",
    "figure_value": "Angka {value} di bawah nol; periksa lagi.",
    "figure_area": "Wilayah {area} bukan bagian dari kabupaten/kota ini.",
    "target_period": "Target berakhir ({end}) sebelum mulai ({start}); periksa lagi.",
    "institution_unknown": "Lembaga itu tidak ada dalam daftar.",
    "institution_changed": "Lembaga ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.",
    "institution_number_taken": "Nomor resmi itu sudah dipakai lembaga lain. Cari nomornya, lalu perbarui atau gabungkan.",
    "institution_name": "Nama lembaga belum diisi.",
    "institution_long": "Isian terlalu panjang: nama paling banyak 200 huruf, telepon 32.",
    "institution_type": "Bentuk itu tidak cocok dengan jenis lembaganya. Pilihan: {types}.",
    "institution_number": "{value} bukan bentuk nomor resmi untuk jenis lembaga ini; periksa angkanya.",
    "institution_district": "Kecamatan {value} tidak ada di kabupaten/kota ini.",
    "institution_village": "Desa/kelurahan {value} tidak ada di kecamatan yang dipilih.",
    "institution_half_point": "Isi lintang dan bujur keduanya, atau kosongkan keduanya.",
    "institution_far": "Koordinat itu jauh dari semua desa di kabupaten/kota ini; periksa angkanya atau kosongkan.",
    "institution_reason": "Tulis alasan penonaktifan.",
    "institution_ends_early": "Tanggal nonaktif lebih awal daripada tanggal mulai aktif.",
    "institution_merged": "{name} sudah digabung ke lembaga lain dan tidak dapat diubah lagi.",
    "institution_merge_self": "Pilih lembaga lain untuk digabung.",
    "institution_merge_kind": "Hanya lembaga sejenis di kabupaten/kota yang sama yang dapat digabung.",
    "institution_other_district": "Akun {by} hanya berwenang untuk kecamatan tertentu, dan lembaga ini di luar itu.",
    "institution_whole_regency": "Akun {by} terbatas pada kecamatan tertentu; impor daftar se-kabupaten perlu akun tanpa batas itu.",
    "institution_columns": "Kolom nama lembaga tidak ditemukan. Baris judul perlu “Nama” dan sedikitnya satu kolom lain, misalnya NPSN, NSPP, atau Kecamatan.",
    "institution_columns_doubled": "Ada dua kolom yang sama artinya: {names}. Hapus salah satunya.",
    "institution_import_changed": "Data berubah sejak pratinjau dibuat. Periksa pratinjau yang baru, lalu terapkan lagi.",
}

# Why a row of a roster waits for a human (rosters.match_model.Reason).
ROSTER_REASONS: dict[str, str] = {
    "birth_differs": "NIK ini milik penduduk dengan tanggal lahir lain",
    "name_differs": "NIK ini milik penduduk dengan nama lain",
    "moved": "Penduduk ini tercatat pindah keluar",
    "deceased": "Penduduk ini tercatat meninggal",
    "other_institution": "Tahun ajaran ini terdaftar di lembaga lain",
    "standing_differs": "Alamat di daftar mengubah domisili dalam atau luar daerah",
    "nisn_other": "NISN ini milik penduduk lain",
    "other_nik": "Nama dan tanggal lahir sama, NIK berbeda",
    "nik_missing": "NIK tidak ada; NISN dan tanggal lahir cocok, nama hanya mirip",
    "twice": "Orang yang sama tampak dua kali di daftar",
    "nisn_twice": "NISN yang sama dipakai dua orang di daftar",
    "changed_since": "Data berubah sejak pratinjau",
}


# What a role is called, and what it does.
ROLES: dict[str, str] = {
    "head": "Pimpinan",
    "roster": "Petugas daftar",
    "scheduler": "Penjadwal",
    "visit": "Tim jemput bola",
    "print": "Petugas cetak",
    "delivery": "Petugas penyerahan",
    "admin": "Admin",
    "auditor": "Auditor",
}
ROLE_TASKS: dict[str, str] = {
    "head": "melihat angka, tanpa nama",
    "roster": "mengunggah dan menerapkan daftar",
    "scheduler": "mengatur permohonan dan jadwal kunjungan",
    "visit": "merekam di lembaga dan desa",
    "print": "mencetak kartu dan memasukkan status SIAK",
    "delivery": "menyerahkan kartu",
    "admin": "mengelola akun, lembaga, dan angka resmi",
    "auditor": "memeriksa jejak audit",
}

# What an entry of the audit log says. A test looks for actions without words.
ACTIONS: dict[str, str] = {
    "access.sign_in": "Masuk",
    "access.sign_in_failed": "Gagal masuk",
    "access.sign_out": "Keluar",
    "access.sign_out_others": "Mengakhiri sesi lain",
    "account.change_password": "Mengganti kata sandi sendiri",
    "account.close": "Menutup akun",
    "account.create": "Membuat akun",
    "account.language": "Mengganti bahasa",
    "account.open": "Membuka akun kembali",
    "account.reset_password": "Memberi kata sandi sekali pakai",
    "account.update": "Mengubah akun",
    "audit.check": "Memeriksa rantai audit",
    "export.fetch": "Mengunduh berkas",
}


def refusal_text(refusal: KtpError, translate: Callable[[str], str] = str) -> str:
    """The sentence of a refusal: what was wrong and what to do. `translate` sees it before its values are filled in."""
    words = refusal.params.get("message") or REFUSALS.get(refusal.code)
    if words is not None:
        return translate(str(words)).format(**refusal.params)
    from ktp_core.rosters.wording import refusal_message

    return refusal_message(refusal, translate)
