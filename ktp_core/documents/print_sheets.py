"""The sheet of the printer room: the cards of one batch in printing order, to be marked by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.batches.model import CardMark, Category
from ktp_core.documents import words
from ktp_core.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Facts,
    Paragraph,
    Signatures,
    Signer,
    Style,
    Table,
    Title,
)  # fmt: skip
from ktp_core.documents.values import Office
from ktp_core.labels.batches import CATEGORIES

_COLUMNS = (
    Column("No.", 11, Align.RIGHT), Column("Nama", 54), Column("NIK", 37, Align.CENTER),
    Column("Tgl. lahir", 20, Align.CENTER), Column("Lembaga / kelas", 46), Column("Urutan", 32),
    Column("Tercetak", 18, Align.CENTER), Column("Rusak", 14, Align.CENTER), Column("Dilewati (alasan)", 35),
    Column("Paraf", 15),
)  # fmt: skip
_RESULTS = ("Kartu", "Tercetak", "Rusak", "Dilewati", "Lainnya", "Blangko dipakai")
_NOTE = (
    "Cetak menurut nomor. Tercetak: beri tanda. Rusak: jumlah blangko yang rusak untuk kartu itu. Dilewati: tulis "
    "alasannya. Catat hasilnya di aplikasi pada hari yang sama."
)
_WHOLE = "Memuat NIK lengkap: hanya untuk ruang cetak, dimusnahkan setelah hasilnya dicatat."
_OUT: dict[CardMark, str] = {
    CardMark.SKIPPED: "dilewati", CardMark.RELEASED: "dilepas", CardMark.GONE: "tidak perlu lagi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One card under its position. `where`: institution and class, or the district; `spoiled`: blanks lost on it."""

    position: int
    name: str
    nik: str | None
    birth_date: date | None
    where: str
    category: Category
    state: CardMark = CardMark.WAITING
    spoiled: int = 0


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """A batch. `number` among those of its day; `whole`: NIKs are shown whole, which its maker has decided; `visit`:
    where it is printed on the spot."""

    office: Office
    number: int
    day: date
    printer: str
    lines: Sequence[PrintLine]
    whole: bool = False
    visit: str = ""
    note: str = ""


def print_sheet(sheet: PrintSheet) -> Document:
    """The sheet, across, and what came of it below."""
    batch = f"Kelompok {sheet.number} · {words.day_long(sheet.day)} · {words.short(sheet.printer)}"
    whole = " · memuat NIK lengkap" if sheet.whole else ""
    return Document(
        title=f"Lembar cetak {sheet.day:%d-%m-%Y} kelompok {sheet.number}",
        blocks=(_title(sheet), *_about(sheet), *_cards(sheet, batch), *_closing(sheet)),
        footer=f"Lembar cetak KTP-el · {batch}{whole}",
        wide=True,
    )


def _title(sheet: PrintSheet) -> Title:
    day = f"{words.weekday(sheet.day)}, {words.day_long(sheet.day)}"
    parts = (f"Kelompok {sheet.number}", day, words.short(sheet.printer))
    return Title("LEMBAR CETAK KTP-EL", f"{' · '.join(parts)}\n{sheet.office.name}")


def _about(sheet: PrintSheet) -> list[Block]:
    counted = Counter(line.category for line in sheet.lines)
    said = ((words.small(CATEGORIES[one]), counted[one]) for one in Category if counted[one])
    kinds = " · ".join(f"{name}\u00a0{words.number(n)}" for name, n in said)
    rows = (
        ("Jumlah kartu", f"{words.number(len(sheet.lines))} ({kinds})" if kinds else "0"),
        ("Dicetak di kunjungan", words.short(sheet.visit)),
        ("Catatan", words.short(sheet.note)),
    )
    told = [Paragraph(_WHOLE, Style.STRONG)] if sheet.whole else []
    return [*told, Facts(tuple((label, value) for label, value in rows if value))]


def _cards(sheet: PrintSheet, batch: str) -> list[Block]:
    if not sheet.lines:
        return [Paragraph("Tidak ada kartu di kelompok ini.")]
    rows = tuple(_row(sheet, line) for line in sheet.lines)
    return [Table(_COLUMNS, rows, batch, _NOTE, row_mm=8, small=True)]


def _row(sheet: PrintSheet, line: PrintLine) -> tuple[str, ...]:
    return (
        str(line.position), words.short(line.name), words.nik(line.nik, whole=sheet.whole),
        words.day_short(line.birth_date), words.short(line.where), CATEGORIES[line.category],
        "sudah" if line.state is CardMark.PRINTED else "", str(line.spoiled) if line.spoiled else "",
        _OUT.get(line.state, ""), "",
    )  # fmt: skip


def _closing(sheet: PrintSheet) -> list[Block]:
    columns = tuple(Column(title, 30, Align.CENTER) for title in _RESULTS)
    return [
        Paragraph("Hasil kelompok ini:", with_next=True),
        Table(columns, (_results(sheet.lines),), row_mm=9),
        Paragraph("Blangko dipakai adalah yang tercetak ditambah yang rusak.", Style.SMALL),
        Signatures((Signer("Operator cetak,"), Signer("Penanggung jawab blangko,"))),
    ]


def _results(lines: Sequence[PrintLine]) -> tuple[str, ...]:
    """Numbers once every card is decided; until then room to write them."""
    states = Counter(line.state for line in lines)
    cards = words.number(len(lines))
    if states[CardMark.WAITING] or not lines:
        return (cards, *[""] * (len(_RESULTS) - 1))
    printed, spoiled = states[CardMark.PRINTED], sum(line.spoiled for line in lines)
    skipped = states[CardMark.SKIPPED]
    others = len(lines) - printed - skipped
    return (cards, *(words.number(n) for n in (printed, spoiled, skipped, others, printed + spoiled)))
