"""What was corrected since a monthly report, as a section at its end."""

from __future__ import annotations

from collections.abc import Sequence

from ktp_core.documents import words
from ktp_core.reports.model import Column, Correction, Kind, Section, Table

TITLE = "Lampiran: koreksi sejak laporan ini"
NONE = "Menurut catatan yang dibandingkan, tidak ada angka laporan ini yang berubah."
SOME = "{n} angka laporan ini sekarang lain daripada yang tertulis. Yang tertulis tidak diubah."
COLUMNS = (
    Column("where", "Bagian", Kind.TEXT), Column("column", "Kolom", Kind.TEXT),
    Column("was", "Tertulis"), Column("now", "Sekarang"),
)  # fmt: skip


def texts(corrections: Sequence[Correction], late: str) -> tuple[str, ...]:
    """How many numbers are others now; `late`: about what was entered late."""
    said = SOME.format(n=words.number(len(corrections))) if corrections else NONE
    return (said, late) if late else (said,)


def annex(corrections: Sequence[Correction], late: str) -> Section:
    """As sentences and a table; the cells of its last two columns are of any kind."""
    rows = tuple((one.where, one.column, one.was, one.now) for one in corrections)
    keys = tuple(str(number) for number in range(len(rows)))
    table = Table("corrections", "Koreksi", COLUMNS, keys, rows)
    return Section("corrections", TITLE, texts(corrections, late), (table,) if rows else ())
