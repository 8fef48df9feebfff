# ruff: noqa: E501  one sentence a line reads better than a fold
"""The words of the guide sheet. What leaves the office is Indonesian."""

from __future__ import annotations

from datetime import date

from ktp_core.fieldwork.workbook import layout
from ktp_core.labels.visits import OUTCOMES, REASONS
from ktp_core.text import MONTH_NAMES
from ktp_core.visits.model import REASONS as REASONS_OF
from ktp_core.visits.model import Outcome

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def day_words(day: date) -> str:
    """`Senin, 23 November 2026`."""
    return f"{_WEEKDAYS[day.weekday()]}, {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _reasons(outcome: Outcome) -> str:
    return ", ".join(REASONS[reason] for reason in REASONS_OF[outcome])


GUIDE_LINES: tuple[tuple[str, str], ...] = (
    ("Cara mengisi", ""),
    ("Hasil", f"Di lembar {layout.LIST}, pilih hasil setiap orang. Baris yang belum dilayani biarkan kosong."),
    ("Alasan", f"Wajib untuk “{OUTCOMES[Outcome.ABSENT]}” dan “{OUTCOMES[Outcome.FAILED]}”, kosong untuk yang lain."),
    ("Jam", "Jam kejadian, seperti 09:10. Bila hasil seseorang berubah pada hari itu, jam yang terakhir yang berlaku."),
    ("Operator, Alat", "Pilih dari daftar; nama lain boleh diketik. Boleh dikosongkan."),
    ("Orang tambahan", f"Yang datang tetapi tidak ada di daftar ditulis di lembar {layout.EXTRA}, lengkap dengan NIK 16 angka dari Kartu Keluarga."),
    ("", ""),
    ("Arti hasil", ""),
    (OUTCOMES[Outcome.RECORDED], "Biometrik selesai diambil hari ini. Hanya untuk yang sudah 16 tahun atau sudah pernah kawin."),
    (OUTCOMES[Outcome.ALREADY_RECORDED], "Sudah direkam sebelum kunjungan ini, di mana pun."),
    (OUTCOMES[Outcome.UNDER_AGE], "Belum boleh direkam pada hari kunjungan."),
    (OUTCOMES[Outcome.ABSENT], f"Tidak datang. Alasan: {_reasons(Outcome.ABSENT)}."),
    (OUTCOMES[Outcome.FAILED], f"Datang, tetapi perekaman tidak berhasil. Alasan: {_reasons(Outcome.FAILED)}."),
    (OUTCOMES[Outcome.HAS_CARD], "Menunjukkan KTP-el miliknya."),
    (OUTCOMES[Outcome.REFUSED], "Tidak bersedia direkam."),
    (OUTCOMES[Outcome.DOCUMENT_MISSING], "Belum membawa salinan Kartu Keluarga atau dokumen lain yang diperlukan."),
    (OUTCOMES[Outcome.ELSEWHERE], "Terdaftar di kabupaten/kota lain dan diarahkan ke sana."),
    ("", ""),
    ("Mengembalikan", ""),
    ("Kapan saja", "Buku kerja ini boleh dikembalikan berkali-kali, juga yang baru terisi sebagian. Isi yang sama tidak dihitung dua kali."),
    ("Boleh", "Menyaring, mengurutkan (setelah membuka proteksi; tanpa kata sandi), menyimpan sebagai XLSX, ODS, atau CSV."),
    ("Jangan", "Mengubah atau menghapus kolom “Kode baris”: dari situlah setiap baris dikenali. Jangan menyalin baris untuk orang lain."),
    ("Menghapus isi", "Hasil yang sudah dikembalikan tidak hilang bila selnya dikosongkan. Tulis hasil yang benar dengan jam yang lebih akhir, atau betulkan di layar."),
    ("Rahasia", "Berkas ini memuat nama dan tanggal lahir anak. Simpan hanya di laptop kantor dan hapus setelah dikembalikan."),
)  # fmt: skip
