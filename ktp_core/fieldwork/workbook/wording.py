# ruff: noqa: E501  one sentence a line reads better than a fold
"""Every sentence about a row of a returned workbook. A code without words fails loudly (KeyError)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ktp_core.fieldwork.workbook.model import Problem
from ktp_core.labels.fieldwork import REFUSALS
from ktp_core.rosters.issues import IssueCode
from ktp_core.rosters.wording import ISSUES

PROBLEMS: dict[str, str] = {
    # whose row it is
    "code_lost": "Kode baris hilang, dan nomor bersama namanya tidak cukup untuk mengenali orangnya. Salin kodenya dari buku kerja asli, atau catat hasilnya di layar.",
    "code_changed": "Kode baris {code} berubah, dan nomor bersama namanya tidak cukup untuk mengenali orangnya. Salin kodenya dari buku kerja asli, atau catat hasilnya di layar.",
    "code_two": "Baris ini memuat dua kode baris. Sisakan kode yang benar.",
    "code_unknown": "Kode baris ini bukan dari buku kerja kantor ini. Baris ini tidak diambil.",
    "code_other_visit": "Baris ini dari buku kerja kunjungan lain. Kembalikan di kunjungan itu.",
    "code_lost_known": "Kode baris hilang; orangnya dikenali dari nomor {number} dan namanya.",
    "code_wrong_known": "Kode baris milik orang lain; orangnya dikenali dari nomor {number} dan namanya.",
    "name_differs": "Kode baris milik nomor {number}, {listed}, tetapi di baris ini tertulis {written}. Orang yang tidak ada di daftar ditulis di lembar Tambahan.",
    "number_differs": "Kode baris milik nomor {number}, tetapi di baris ini tertulis nomor {shown}. Salin kodenya dari buku kerja asli, atau catat hasilnya di layar.",
    "nik_of_other": "NIK ini milik nomor {number}, {listed}, tetapi di baris ini tertulis {written}. Periksa NIK pada KK.",
    "walk_in_listed": "Orang ini ada di daftar; hasilnya dicatat di nomor {number}.",
    "walk_in_differs": "Nama atau tanggal lahir orang ini tertulis berbeda di tempat lain; yang berlaku: {name}. Betulkan di layar bila perlu.",
    "walk_in_doubt": "NIK ini di data kami milik orang dengan nama atau tanggal lahir lain. Periksa nomor {number} di layar sebelum menutup kunjungan.",
    "doubled": "Nomor {number} tertulis lebih dari sekali dengan hasil berbeda (baris {rows}). Sisakan satu yang benar, lalu kembalikan lagi.",
    "columns_lost": "Judul kolom di lembar ini hilang atau berubah sehingga isinya tidak dapat dibaca. Tulis kembali judul Hasil, Alasan, Jam, Operator, Alat, dan Kode baris.",
    # what it says
    "outcome_missing": "Hasil belum diisi, padahal kolom lain sudah. Pilih hasil, lalu kembalikan lagi.",
    "outcome_unknown": "Hasil “{text}” tidak dikenal. Pilih salah satu: {outcomes}.",
    "reason_unknown": "Alasan “{text}” tidak dikenal. Pilih salah satu: {reasons}.",
    "reason_missing": "Hasil “{outcome}” perlu alasan. Pilih salah satu: {reasons}.",
    "reason_wrong": "Alasan itu tidak cocok dengan hasil “{outcome}”. Pilih salah satu: {reasons}.",
    "reason_alone": "Hasil “{outcome}” tidak memakai alasan. Kosongkan alasannya, atau betulkan hasilnya.",
    "time_unreadable": "Jam “{text}” tidak terbaca. Tulis seperti 09:10.",
    "time_other_day": "Jam “{text}” bukan pada hari kunjungan. Tulis jamnya saja, seperti 09:10.",
    "text_long": "Isi kolom {column} terlalu panjang (paling banyak {limit} huruf).",
    "cell_error": "Kolom {column} berisi rumus yang belum dihitung atau galat. Ketik isinya langsung.",
    # what holds
    "overruled": "Nomor {number}: di sini tertulis “{written}”, tetapi yang berlaku “{holds}” karena jamnya lebih akhir. Betulkan di layar bila keliru.",
}


def problem_text(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """What is wrong with the row and what to do. `translate` sees it before its values are filled in."""
    return translate(_words(problem.code)).format_map({key: _shown(value) for key, value in problem.params.items()})


def place_text(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """Where it stands: sheet and row as the spreadsheet shows them."""
    if not problem.sheet:
        return translate(PLACES["row"]).format(row=problem.row)
    return translate(PLACES["sheet"]).format(sheet=problem.sheet, row=problem.row)


PLACES: dict[str, str] = {"row": "Baris {row}", "sheet": "{sheet}, baris {row}"}


def _words(code: str) -> str:
    if code in PROBLEMS:
        return PROBLEMS[code]
    return REFUSALS[code] if code in REFUSALS else ISSUES[IssueCode(code)]


def _shown(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
