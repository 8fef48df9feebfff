"""Bulan ini: what was done with cards in the month, against the month before and the same month of the year before."""

from __future__ import annotations

from collections.abc import Iterator

from ktp_core.cards.model import Channel
from ktp_core.cards.wording import CHANNELS
from ktp_core.months import moved
from ktp_core.reports import parts
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Chart, Column, Look, Section, Series
from ktp_core.reports.parts import Row, number

ROWS: dict[str, str] = {
    "record": "Perekaman", "clear": "Menjadi siap cetak (PRR)", "print": "Kartu dicetak",
    "printed": "Orang yang kartu pertamanya dicetak", "deliver": "Kartu diserahkan",
    "owned": "Orang yang menerima kartu pertama", "replace": "Permintaan kartu pengganti",
    "spoil": "Kartu rusak sebelum diserahkan", "record_elsewhere": "Perekaman warga luar",
    "print_elsewhere": "Kartu warga luar dicetak", "deliver_elsewhere": "Kartu warga luar diserahkan",
}  # fmt: skip
"""By flow; the first and the last months of `Facts.acts` have them all."""
LINES = {"record": "Direkam", "print": "Dicetak", "deliver": "Diserahkan"}
NOTE = (
    "Kartu dicetak dan diserahkan termasuk kartu pengganti dan cetak ulang; orang dihitung satu kali, pada kartu "
    "pertamanya. Warga luar berada di luar semua penyebut."
)


def section(facts: Facts) -> Section:
    """Acts, recordings by programme, and how they went over 13 and 36 months."""
    charts = (_chart(facts, 13, "Tiga belas bulan terakhir"), _chart(facts, 36, "Tiga puluh enam bulan terakhir"))
    table = parts.table("acts", "Yang dikerjakan", _columns(facts), _rows(facts), note=NOTE)
    programmes = parts.table(
        "channels", "Perekaman menurut tempat", _columns(facts), _channels(facts), total=True
    )
    return Section("month", "Bulan ini", _texts(facts), (table, programmes, *charts))


def _columns(facts: Facts) -> tuple[Column, ...]:
    month = facts.stamp.month
    return (
        parts.label("Apa"), Column("n", parts.short_month(month)),
        Column("before", parts.short_month(moved(month, -1))), Column("year", parts.short_month(month - 100)),
    )  # fmt: skip


def _rows(facts: Facts) -> Iterator[Row]:
    for flow, title in ROWS.items():
        yield flow, title, *_three([int(n) for n in facts.acts[flow]])


def _three(months: list[int]) -> tuple[int, int, int]:
    """The month, the one before, the same of the year before."""
    return months[-1], months[-2], months[-13]


def _channels(facts: Facts) -> Iterator[Row]:
    """Sums are those of the rows: what has no programme is a row too."""
    found = {channel: _three(months) for channel, months in facts.recorded.items()}
    for channel, three in found.items():
        if any(three) or channel is not Channel.UNKNOWN:
            yield str(int(channel)), parts.capital(CHANNELS[channel]), *three
    yield "total", "Jumlah", *(sum(three[at] for three in found.values()) for at in range(3))


def _texts(facts: Facts) -> tuple[str, ...]:
    n = {flow: _three([int(one) for one in facts.acts[flow]]) for flow in ROWS}
    first = f"Sampai {parts.day(facts.scope.as_of)}" if facts.running else f"Selama {parts.month(facts.stamp.month)}"
    said = (f"{first}: {number(n['record'][0])} perekaman, {number(n['clear'][0])} menjadi siap cetak, "
            f"{number(n['print'][0])} kartu dicetak, dan {number(n['deliver'][0])} kartu diserahkan.")  # fmt: skip
    if facts.running:
        return (said, "Bulan ini belum selesai: bulan-bulan pembanding adalah bulan penuh.")
    month, year = parts.month(moved(facts.stamp.month, -1)), parts.month(facts.stamp.month - 100)
    compared = [
        f"{title} {parts.beside(now, before, month)} dan {parts.beside(now, then, year)}"
        for title, (now, before, then) in (
            ("perekaman", n["record"]), ("pencetakan", n["print"]), ("penyerahan", n["deliver"])
        )
    ]  # fmt: skip
    return (said, parts.capital("; ".join(compared)) + ".")


def _chart(facts: Facts, months: int, title: str) -> Chart:
    rows = facts.acts.iloc[-months:]
    labels = tuple(parts.short_month(int(month)) for month in rows["month"])
    series = tuple(Series(name, tuple(float(n) for n in rows[flow])) for flow, name in LINES.items())
    return Chart(f"months_{months}", title, _finding(facts, months), Look.LINES, labels, series, facts.running)


def _finding(facts: Facts, months: int) -> str:
    """The month with most recordings, and their sum."""
    rows = facts.acts.iloc[-months:]
    counts = [int(n) for n in rows["record"]]
    most = max(counts)
    if not most:
        return f"Dalam {months} bulan terakhir tidak ada perekaman."
    best = int(rows["month"].iloc[counts.index(most)])
    return (f"Dalam {months} bulan terakhir {number(sum(counts))} perekaman, {number(int(rows['print'].sum()))} kartu "
            f"dicetak, {number(int(rows['deliver'].sum()))} diserahkan; perekaman terbanyak {parts.month(best)} "
            f"({number(most)}).")  # fmt: skip
