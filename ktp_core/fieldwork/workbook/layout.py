"""Sheets and columns of a workbook: their words, widths, and how a heading that somebody changed is still known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ktp_core.fieldwork.workbook.model import Field
from ktp_core.text import header_key

GUIDE, LIST, EXTRA, CHOICES, TICKET = "Petunjuk", "Daftar", "Tambahan", "Pilihan", "Identitas"
TICKET_MARK = "KTP-KUNJUNGAN"
HEADER_ROW = 4
"""Of the list and of the walk-ins, as the spreadsheet counts."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters, whether the team writes in it."""

    field: Field
    title: str
    width: float
    open: bool = False


SAID_COLUMNS = (
    SheetColumn(Field.OUTCOME, "Hasil", 20, True),
    SheetColumn(Field.REASON, "Alasan", 21, True),
    SheetColumn(Field.TIME, "Jam", 7, True),
    SheetColumn(Field.OPERATOR, "Operator", 16, True),
    SheetColumn(Field.KIT, "Alat", 11, True),
    SheetColumn(Field.CODE, "Kode baris", 21),
)
LIST_COLUMNS = (
    SheetColumn(Field.NUMBER, "No", 5),
    SheetColumn(Field.CLASS, "Kelas", 11),
    SheetColumn(Field.NAME, "Nama", 28),
    SheetColumn(Field.SEX, "L/P", 5),
    SheetColumn(Field.BIRTH_DATE, "Tanggal lahir", 12.5),
    SheetColumn(Field.NIK, "NIK", 17.5),
    *SAID_COLUMNS,
)
EXTRA_COLUMNS = (
    SheetColumn(Field.NUMBER, "No", 5),
    SheetColumn(Field.NIK, "NIK", 17.5, True),
    SheetColumn(Field.NAME, "Nama", 28, True),
    SheetColumn(Field.SEX, "L/P", 5, True),
    SheetColumn(Field.BIRTH_DATE, "Tanggal lahir", 12.5, True),
    SheetColumn(Field.CLASS, "Kelas", 11, True),
    *SAID_COLUMNS,
)

_SYNONYMS: dict[Field, str] = {
    Field.NUMBER: "no|nomor|nourut|nomorurut",
    Field.CLASS: "kelas|rombel|kelasrombel",
    Field.NAME: "nama|namalengkap",
    Field.NIK: "nik|nonik|nomornik",
    Field.SEX: "lp|jk|jeniskelamin|kelamin",
    Field.BIRTH_DATE: "tanggallahir|tgllahir|lahir",
    Field.OUTCOME: "hasil|hasilperekaman|hasilrekam",
    Field.REASON: "alasan|sebab",
    Field.TIME: "jam|pukul|waktu",
    Field.OPERATOR: "petugas|operator",
    Field.KIT: "alat|alatrekam|noalat",
    Field.CODE: "kodebaris|kode",
}


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Field]:
    return {key: field for field, keys in _SYNONYMS.items() for key in keys.split("|")}


def field_of(heading: str) -> Field | None:
    """The column that a heading names, None for one that is not ours."""
    return _by_key().get(header_key(heading)) if len(heading) <= 30 else None
