"""The paper sheet of a visit, for a day without network: what is written on it is entered later by row number."""

from __future__ import annotations

from ktp_core.documents import words
from ktp_core.documents.lists import classes
from ktp_core.documents.model import (
    Align,
    Block,
    Column,
    Document,
    PageBreak,
    Paragraph,
    Signatures,
    Signer,
    Style,
    Table,
    Title,
)  # fmt: skip
from ktp_core.documents.values import Listed, Sheet
from ktp_core.labels.visits import OUTCOMES, REASONS
from ktp_core.visits.model import REASONS as REASONS_OF
from ktp_core.visits.model import Outcome, Reason

LETTERS: dict[Reason, str] = dict(zip(Reason, "abcdefghijklmnopqrstuvwxyz", strict=False))
"""The letter that stands for a reason on paper, behind the outcome's number: 4a is absent for an internship."""

_BY_HAND = (Column("Hasil", 15, Align.CENTER), Column("Jam", 15, Align.CENTER), Column("Operator / alat", 30))
_LISTED = (
    Column("No.", 11, Align.RIGHT), Column("Nama", 66), Column("NIK", 33, Align.CENTER),
    Column("Tgl. lahir", 21, Align.CENTER), *_BY_HAND, Column("Tanda tangan", 34),
)  # fmt: skip
_WALK_IN = (
    Column("No.", 11, Align.RIGHT), Column("Nama lengkap", 52), Column("NIK (16 angka)", 50), Column("Tgl. lahir", 21),
    Column("L/P", 9, Align.CENTER), Column("Kelas", 18), *_BY_HAND, Column("Tanda tangan", 30),
)  # fmt: skip


def paper(sheet: Sheet) -> Document:
    """Each class on pages of its own, then room for people who are not on the list (numbers T1, T2 ...)."""
    blocks: list[Block] = []
    for title, members in classes(sheet.people):
        rows = tuple(_row(one) for one in members)
        blocks += [_head(sheet), Table(_LISTED, rows, title, codes(), row_mm=8, small=True), PageBreak()]
    return Document(
        title=f"Lembar kunjungan {sheet.institution} {sheet.day:%d-%m-%Y}",
        blocks=(*blocks, _head(sheet), *_walk_ins(sheet), *_signed(sheet)),
        footer=f"Lembar kunjungan · {sheet.institution} · {words.day_long(sheet.day)}",
        wide=True,
    )


def codes() -> str:
    """What is written in the column "Hasil"."""
    said = []
    for outcome in Outcome:
        reasons = ", ".join(f"{LETTERS[why]}\u00a0{words.small(REASONS[why])}" for why in REASONS_OF.get(outcome, ()))
        said.append(f"{outcome:d}\u00a0{words.small(OUTCOMES[outcome])}" + (f" ({reasons})" if reasons else ""))
    return f"Hasil: {' · '.join(said)}. Contoh: 4b."


def _row(one: Listed) -> tuple[str, ...]:
    known = (str(one.number), words.short(one.name), words.masked(one.nik), words.day_short(one.birth_date))
    return (*known, *[""] * (len(_LISTED) - len(known)))


def _head(sheet: Sheet) -> Title:
    hours = words.hours(sheet.start, sheet.end, sheet.day, sheet.office.regency)
    day = f"{words.weekday(sheet.day)}, {words.day_long(sheet.day)}"
    place = sheet.place if sheet.place != sheet.institution else ""
    facts = " · ".join(part for part in (sheet.institution, place, day, hours, sheet.team) if part)
    return Title("LEMBAR KUNJUNGAN PEREKAMAN KTP-EL", f"{facts}\n{sheet.office.name}")


def _walk_ins(sheet: Sheet) -> list[Block]:
    rows = tuple((f"T{n}", *[""] * (len(_WALK_IN) - 1)) for n in range(1, sheet.walk_in_rows + 1))
    return [Table(_WALK_IN, rows, "Datang tanpa terdaftar", codes(), row_mm=8, small=True)] if rows else []


def _signed(sheet: Sheet) -> list[Block]:
    return [
        Paragraph("Setiap nomor diisi tepat satu hasil. Jam adalah waktu perekaman.", Style.SMALL),
        Signatures((Signer("Petugas,"), Signer(f"Mengetahui,\n{sheet.institution}"))),
    ]
