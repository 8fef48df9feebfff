"""Ringkasan: where we stand, how fast we are, what is in the way, what changed. And the main figures with n of N."""

from __future__ import annotations

from collections.abc import Iterator

from ktp_core.documents.words import small
from ktp_core.kpi import series
from ktp_core.kpi.definitions import definition
from ktp_core.kpi.model import Figure
from ktp_core.kpi.wording import note, source
from ktp_core.reports import parts, rules
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Column, Kind, Section, Share, Table
from ktp_core.reports.parts import Row, number, percent, rate, share

YEAR = 12
STOCKS: dict[str, tuple[tuple[str, int], ...]] = {
    "wajib_ktp": (("eligible", 1),), "recorded": (("covered", 1),), "unrecorded": (("eligible", 1), ("covered", -1)),
    "cards_owned": (("owned", 1),), "backlog": (("due", 1), ("left_printed", -1), ("left_other", -1)),
    "gap_printed": (("printed", 1), ("owned", -1)),
    "waiting_17": (), "recordable_unrecorded": (), "problems": (), "backlog_reported": (), "target": (),
}  # fmt: skip
"""Counts of the summary, and the flows that change them: column of a trend and its sign. None: the change is not known.
"""
RATES = {"coverage": "covered", "ownership": "owned"}
OBSTACLES = {
    "gap_unrecorded": "wajib KTP belum direkam", "gap_processing": "orang sudah direkam tetapi belum siap cetak",
    "backlog": "kartu siap cetak belum dicetak", "gap_printed": "kartu sudah dicetak tetapi belum diterima",
}  # fmt: skip


def section(facts: Facts) -> Section:
    """The first page."""
    texts = tuple(text for text in (_standing(facts), _pace(facts), _obstacle(facts), _changed(facts)) if text)
    return Section("summary", "Ringkasan", texts, (_counts(facts), _rates(facts)))


def _standing(facts: Facts) -> str:
    known = facts.view.figures
    owned, target, wajib = known["cards_owned"], known["target"].value, known["wajib_ktp"].value
    if owned.note == "partial":
        return (f"Belum ada angka resmi pemilik KTP-el untuk tanggal ini; registri sendiri mencatat "
                f"{number(owned.value)} orang.")  # fmt: skip
    if target is None:
        one = known["ownership"]
        return (f"Per {parts.day(facts.scope.as_of)}, {number(owned.value)} orang memiliki KTP-el: "
                f"{share(one.numerator, one.denominator)} wajib KTP. Target belum dimasukkan.")  # fmt: skip
    gap, n = int(target) - int(owned.value or 0), int(owned.value or 0)
    reached = f"kurang {number(gap)} orang" if gap > 0 else "target tercapai"
    over = f" Target melebihi wajib KTP saat ini ({number(wajib)})." if wajib and target > wajib else ""
    return (f"Per {parts.day(facts.scope.as_of)}, {number(n)} dari target {number(target)} orang memiliki KTP-el "
            f"({percent(n, int(target))}); {reached}.{over}")  # fmt: skip


def _pace(facts: Facts) -> str:
    """First cards handed over in the month, beside those of the last twelve months that are over."""
    owned = [int(n) for n in facts.view.trend["owned"]]
    running = _running(facts)
    year = owned[-YEAR - 1 : -1] if running else owned[-YEAR:]
    pace, said = sum(year) / YEAR, "sampai tanggal itu" if running else "dalam bulan ini"
    if not sum(year) and not owned[-1]:
        return "Dalam 12 bulan terakhir belum ada kartu pertama yang diserahkan."
    return (f"{number(owned[-1])} orang menerima kartu pertamanya {said}; rata-rata 12 bulan terakhir "
            f"{rate(pace)} orang per bulan.")  # fmt: skip


def _obstacle(facts: Facts) -> str:
    gaps = {name: int(facts.view.figures[name].value or 0) for name in OBSTACLES}
    official = facts.view.figures["unrecorded"]
    gaps["gap_unrecorded"] = int(official.value or 0)
    name, n = max(gaps.items(), key=lambda gap: gap[1])
    return f"Hambatan terbesar: {number(n)} {OBSTACLES[name]}." if n > 0 else ""


def _changed(facts: Facts) -> str:
    """Of the coverage and the backlog, since the month before and the year before."""
    found = []
    for name, points, digits, unit, ways in (
        ("coverage", [point * 100 for point in _points(facts, "coverage")], 1, "poin", ("naik", "turun")),
        ("backlog", _waiting(facts), 0, "kartu", ("bertambah", "berkurang")),
    ):
        changes = series.changes(points, facts.view.trend)
        said = [f"{parts.moved(one.n, digits, unit, ways)} sejak akhir {parts.month(one.since)}"
                for one in changes if one is not None]  # fmt: skip
        if said:
            found.append(f"{small(definition(name).label)} {' dan '.join(said)}")
    return parts.capital("; ".join(found)) + "." if found else ""


def _running(facts: Facts) -> bool:
    return facts.scope.as_of != rules.last_day(facts.stamp.month)


def _points(facts: Facts, name: str) -> list[float]:
    return series.ratio(facts.view.figures[name], facts.view.trend, RATES[name], "eligible")


def _waiting(facts: Facts) -> list[int]:
    return series.backlog(int(facts.view.figures["backlog"].value or 0), facts.view.trend)


def _since(facts: Facts) -> tuple[str, str]:
    return (f"Sejak akhir {parts.short_month(rules.before(facts.stamp.month))}",
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
    points = [point * 100 for point in _points(facts, name)] if name in RATES else []
    month, year = (None if c is None else round(c.n, 1) + 0.0 for c in series.changes(points, facts.view.trend))
    return name, definition(name).label, known, month, year, one.basis, source(one)


def _notes(facts: Facts, names: object) -> str:
    """What is odd about some of them, said once each."""
    found: dict[str, list[str]] = {}
    for name in names:  # type: ignore[attr-defined]
        one: Figure = facts.view.figures[name]
        if said := note(one):
            found.setdefault(said, []).append(definition(name).label)
    return " ".join(f"{parts.listed(labels)}: {said}" for said, labels in found.items())
