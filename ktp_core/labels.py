"""Words for people, Indonesian, one place: a code without words breaks loudly (KeyError), and a test looks for gaps.

Screens translate these through `ui.i18n`. Wording of faults in files lies beside their codes (`rosters.wording` ...).
"""

from __future__ import annotations

from ktp_core.errors import KtpError

REFUSALS: dict[str, str] = {
    "not_allowed": "Akun {by} tidak berwenang melakukan ini.",
    "account_inactive": "Akun {by} sudah tidak aktif. Hubungi admin.",
    "account_unknown": "Akun {by} tidak ada atau tidak aktif.",
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
    "figure_source": "Angka resmi harus menyebut sumbernya.",
    "figure_value": "Angka {value} di bawah nol; periksa lagi.",
    "figure_area": "Wilayah {area} bukan bagian dari kabupaten/kota ini.",
    "target_period": "Target berakhir ({end}) sebelum mulai ({start}); periksa lagi.",
}


def refusal_text(refusal: KtpError) -> str:
    """The Indonesian sentence of a refusal: what was wrong and what to do."""
    words = refusal.params.get("message") or REFUSALS.get(refusal.code)
    if words is None:
        from ktp_core.rosters.wording import REFUSALS as FILES

        words = FILES[refusal.code]
    return str(words).format(**refusal.params)
