"""The weekly call list: places with cards that nobody has collected, to be rung up and written on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.documents import words
from ktp_core.documents.model import Align, Block, Column, Document, Paragraph, Style, Table, Title
from ktp_core.documents.values import Office

_COLUMNS = (
    Column("No.", 10, Align.RIGHT), Column("Tujuan", 58), Column("Kecamatan", 30), Column("Narahubung", 46),
    Column("Paket", 14, Align.RIGHT), Column("Kartu di sana", 16, Align.RIGHT),
    Column("Kartu di kantor", 18, Align.RIGHT), Column("Terlama", 18, Align.RIGHT), Column("Ditelepon tanggal", 21),
    Column("Hasil", 42),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One place. `there`: cards in `parcels` sent to it; `here`: cards at the office for it; `oldest` in days."""

    name: str
    district: str
    contact: str
    parcels: int
    there: int
    here: int
    oldest: int


@dataclass(frozen=True, slots=True)
class CallList:
    """Places with cards that have waited `min_days` or longer on `day`. No names of owners."""

    office: Office
    day: date
    min_days: int
    calls: Sequence[Call]


def call_list(asked: CallList) -> Document:
    """The list, across, with room for what was said."""
    return Document(
        title=f"Daftar telepon KTP-el belum diambil {asked.day:%d-%m-%Y}",
        blocks=(_title(asked), *_places(asked)),
        footer=f"Daftar telepon · KTP-el belum diambil · {words.day_long(asked.day)}",
        wide=True,
    )


def _title(asked: CallList) -> Title:
    day = f"{words.weekday(asked.day)}, {words.day_long(asked.day)}"
    since = f"kartu yang menunggu {words.number(asked.min_days)} hari atau lebih"
    return Title("DAFTAR TELEPON KTP-EL YANG BELUM DIAMBIL", f"{day} · {since}\n{asked.office.name}")


def _places(asked: CallList) -> list[Block]:
    if not asked.calls:
        return [Paragraph("Tidak ada kartu yang menunggu selama itu.")]
    rows = tuple(_row(n, one) for n, one in enumerate(asked.calls, start=1))
    note = "Terlama: hari sejak paket dikirim atau kartu dicetak. Minta tujuan membagikan atau mengambil kartunya."
    return [
        Table(_COLUMNS, (*rows, _total(asked.calls)), row_mm=10, small=True, total=True),
        Paragraph(note, Style.SMALL),
    ]


def _row(number: int, one: Call) -> tuple[str, ...]:
    counts = (*(words.number(n) for n in (one.parcels, one.there, one.here)), f"{words.number(one.oldest)} hari")
    return (str(number), words.short(one.name), words.short(one.district), words.short(one.contact), *counts, "", "")


def _total(calls: Sequence[Call]) -> tuple[str, ...]:
    sums = (sum(one.parcels for one in calls), sum(one.there for one in calls), sum(one.here for one in calls))
    return ("", "Jumlah", "", "", *(words.number(n) for n in sums), "", "", "")
