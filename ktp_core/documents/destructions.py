"""Berita acara of finished cards that were destroyed, or written off as lost, by two people each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.delivery.finished import Loss
from ktp_core.documents import heads, words
from ktp_core.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Signatures,
    Signer,
    Style,
    Table,
    Title,
)  # fmt: skip
from ktp_core.documents.values import Office
from ktp_core.labels.delivery import LOSSES

_COUNTED = (Column("Sebab", 120), Column("Keping", 30, Align.RIGHT))
_LISTED = (
    Column("No.", 9, Align.RIGHT), Column("Nama", 40), Column("NIK", 30, Align.CENTER), Column("Sebab dan alasan", 43),
    Column("Diusulkan oleh", 27), Column("Disetujui oleh", 27), Column("Tanggal", 21, Align.CENTER),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Destroyed:
    """One card. `proposer`, `decider`: shown names of the two; `day`: of the decision."""

    name: str
    nik: str | None
    cause: Loss
    reason: str
    proposer: str
    decider: str
    day: date


@dataclass(frozen=True, slots=True)
class DestructionReport:
    """What was accepted from `first` to `last`, written down on `day`. `number` empty: dots to write on."""

    office: Office
    first: date
    last: date
    day: date
    cards: Sequence[Destroyed]
    number: str = ""


def destruction_report(report: DestructionReport) -> Document:
    """How many and why, then card by card with the two who decided; NIKs are masked."""
    span = words.span(report.first, report.last)
    return Document(
        title=f"Berita acara pemusnahan KTP-el {report.first:%d-%m-%Y} {report.last:%d-%m-%Y}",
        letterhead=heads.letterhead(report.office),
        blocks=(
            Title("BERITA ACARA\nPEMUSNAHAN KTP-EL", f"Nomor: {words.short(report.number) or words.DOTS}"),
            Paragraph(_opening(report, span), Style.INDENT),
            *_cards(report),
            *_signed(report),
        ),
        footer=f"Berita acara pemusnahan KTP-el · {span}",
    )


def _opening(report: DestructionReport, span: str) -> str:
    lost = sum(one.cause is Loss.LOST for one in report.cards)
    destroyed = len(report.cards) - lost
    written_off = f" dan dinyatakan hilang {_pieces(lost)}" if lost else ""
    return (
        f"Pada hari ini, {words.day_spelled(report.day)}, dicatat bahwa telah dimusnahkan {_pieces(destroyed)}"
        f"{written_off} {span}, masing-masing atas usul seorang petugas dan dengan persetujuan petugas lain."
    )


def _pieces(n: int) -> str:
    return f"{words.number(n)} ({words.spelled(n)}) keping KTP-el"


def _cards(report: DestructionReport) -> list[Block]:
    if not report.cards:
        return [Paragraph("Tidak ada kartu yang dimusnahkan.")]
    counted = Counter(one.cause for one in report.cards)
    causes = [(LOSSES[cause], words.number(counted[cause])) for cause in Loss if counted[cause]]
    rows = tuple(_row(n, one) for n, one in enumerate(report.cards, start=1))
    return [
        Heading("Menurut sebab"),
        Table(_COUNTED, (*causes, ("Jumlah", words.number(len(report.cards)))), total=True),
        Heading("Menurut kartu"),
        Table(_LISTED, rows, small=True),
    ]


def _row(number: int, one: Destroyed) -> tuple[str, ...]:
    why = f"{LOSSES[one.cause]}: {one.reason}" if one.reason else LOSSES[one.cause]
    said = (words.short(one.name), words.masked(one.nik), words.short(why), one.proposer, one.decider)
    return (str(number), *said, words.day_short(one.day))


def _signed(report: DestructionReport) -> list[Block]:
    """The two by name where all cards have the same two; else dots."""
    pairs = {(one.proposer, one.decider) for one in report.cards}
    proposer, decider = pairs.pop() if len(pairs) == 1 else ("", "")
    closing = "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
    return [
        Paragraph(closing, Style.INDENT),
        Signatures(
            (Signer("Yang mengusulkan,", proposer), Signer("Yang menyetujui,", decider)),
            heads.dated(report.office, report.day),
        ),
    ]
