"""Words for people, Indonesian, one place: a code without words breaks loudly (KeyError), and a test looks for gaps.

Screens translate these through `ui.i18n`. Wording of faults in files lies beside their codes (`rosters.wording` ...).
"""

from __future__ import annotations

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
    "account_name": "Nama akun terdiri atas 3 sampai 64 huruf kecil, angka, titik, atau garis, dan dimulai dengan huruf.",
    "account_role": "Tidak ada peran {value}. Peran yang ada: {known}.",
    "account_roles": "Pilih paling sedikit satu peran.",
    "account_self": "Anda tidak dapat menutup akun sendiri. Minta admin lain.",
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
    "card_nothing_to_undo": "Tidak ada riwayat yang dapat dibatalkan.",
    "card_reason": "Tuliskan alasannya.",
    "card_too_young": "Belum boleh dicetak: usia cetak (17 tahun) dicapai pada {age_on:%d/%m/%Y}.",
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
    "export_write": "Berkas {path} tidak dapat ditulis: {reason}.",
    "district_unknown": "Tidak ada kecamatan dengan kode {district} di kabupaten/kota ini.",
    "figure_source": "Angka resmi harus menyebut sumbernya.",
    "figure_value": "Angka {value} di bawah nol; periksa lagi.",
    "figure_area": "Wilayah {area} bukan bagian dari kabupaten/kota ini.",
    "target_period": "Target berakhir ({end}) sebelum mulai ({start}); periksa lagi.",
}


def refusal_text(refusal: KtpError) -> str:
    """The Indonesian sentence of a refusal: what was wrong and what to do."""
    return refusal_template(refusal).format(**refusal.params)


def refusal_template(refusal: KtpError) -> str:
    """The sentence before its values are filled in: what a catalogue translates."""
    words = refusal.params.get("message") or REFUSALS.get(refusal.code)
    if words is None:
        from ktp_core.rosters.wording import REFUSALS as FILES

        words = FILES[refusal.code]
    return str(words)
