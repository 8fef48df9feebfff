"""Ringkasan: the main figures with n of N, below what they say in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from ktp_core.kpi import series
from ktp_core.kpi.definitions import definition
from ktp_core.kpi.model import Figure
from ktp_core.kpi.wording import note, source
from ktp_core.months import moved
from ktp_core.reports import parts
from ktp_core.reports.content_standing import RATES, YEAR, points, texts
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Column, Kind, Section, Share, Table
from ktp_core.reports.parts import Row

STOCKS: dict[str, tuple[tuple[str, int], ...]] = {
    "wajib_ktp": (("eligible", 1),), "recorded": (("covered", 1),), "unrecorded": (("eligible", 1), ("covered", -1)),
    "cards_owned": (("owned", 1),), "backlog": (("due", 1), ("left_printed", -1), ("left_other", -1)),
    "gap_printed": (("printed", 1), ("owned", -1)),
    "waiting_17": (), "recordable_unrecorded": (), "problems": (), "backlog_reported": (), "target": (),
}  # fmt: skip
"""Counts of the summary, and the flows that change them: column of a trend and its sign. None: the change is not known.
"""


def section(facts: Facts) -> Section:
    """The first page."""
    return Section("summary", "Ringkasan", texts(facts), (_counts(facts), _rates(facts)))


def _since(facts: Facts) -> tuple[str, str]:
    return (f"Sejak akhir {parts.short_month(moved(facts.stamp.month, -1))}",
            f"Sejak akhir {parts.short_month(facts.stamp.month - 100)}")  # fmt: skip


def _counts(facts: Facts) -> Table:
    month, year = _since(facts)
    columns = (
        parts.label("Angka"), Column("value", "Jumlah"), Column("month", month), Column("year", year),
        Column("basis", "Per tanggal", Kind.DAY), Column("source", "Sumber", Kind.TEXT),
    )  # fmt: skip
    return parts.table("figures", "Angka utama", columns, _count_rows(facts), note=_notes(facts, STOCKS))


def _count_rows(facts: Facts) -> Iterator[Row]:
    for name, flows in STOCKS.items():
        one = facts.view.figures[name]
        if one.value is None and name in ("backlog_reported", "target"):
            continue
        month, year = (_change(facts, flows, back) for back in (1, YEAR))
        value = None if one.value is None else int(one.value)
        yield name, definition(name).label, value, month, year, one.basis, source(one)


def _change(facts: Facts, flows: tuple[tuple[str, int], ...], months: int) -> int | None:
    """What those flows added in the last months."""
    if not flows:
        return None
    frame = {name: facts.view.trend if name in facts.view.trend else facts.acts for name, _ in flows}
    return sum(sign * int(frame[name][name].iloc[-months:].sum()) for name, sign in flows)


def _rates(facts: Facts) -> Table:
    month, year = _since(facts)
    columns = (
        parts.label("Persentase"), Column("share", "n dari N", Kind.SHARE),
        Column("month", f"{month} (poin)", Kind.DECIMAL),
        Column("year", f"{year} (poin)", Kind.DECIMAL), Column("basis", "Per tanggal", Kind.DAY),
        Column("source", "Sumber", Kind.TEXT),
    )  # fmt: skip
    names = ("target_progress", *RATES)
    return parts.table("rates", "Persentase utama", columns, (_rate(facts, name) for name in names),
                       note=_notes(facts, names))  # fmt: skip


def _rate(facts: Facts, name: str) -> Row:
    one = facts.view.figures[name]
    known = Share(one.numerator, one.denominator) if one.denominator is not None else None
    now = [point * 100 for point in points(facts, name)] if name in RATES else []
    month, year = (None if c is None else round(c.n, 1) + 0.0 for c in series.changes(now, facts.view.trend))
    return name, definition(name).label, known, month, year, one.basis, source(one)


def _notes(facts: Facts, names: object) -> str:
    """What is odd about some of them, said once each."""
    found: dict[str, list[str]] = {}
    for name in names:  # type: ignore[attr-defined]
        one: Figure = facts.view.figures[name]
        if said := note(one):
            found.setdefault(said, []).append(definition(name).label)
    return " ".join(f"{parts.listed(labels)}: {said}" for said, labels in found.items())
