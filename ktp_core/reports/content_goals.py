"""Target: each in its own unit, with what is done, what is left, the pace it takes, and when it is reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ktp_core.documents.words import day_short
from ktp_core.figures.wording import MEASURES, UNITS
from ktp_core.kpi.goals import STOCKS, Goal
from ktp_core.projection import wording
from ktp_core.projection.target_model import Arrival
from ktp_core.reports import parts
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Cell, Column, Kind, Section, Share
from ktp_core.reports.parts import Row, number, percent, rate

NOT_SO = "tidak dengan laju ini"
SPEECH = wording.Speech(str, number, parts.day, lambda day: parts.month(day.year * 100 + day.month))


def section(facts: Facts) -> Section:
    """Those of the regency with their dates; those of its districts in a table of their own."""
    own = [goal for goal in facts.rest.goals if goal.target.area == facts.scope.area]
    others = [goal for goal in facts.rest.goals if goal.target.area != facts.scope.area]
    if not facts.rest.goals:
        return Section("goals", "Target", ("Belum ada target yang berlaku untuk bulan ini.",))
    tables = []
    if own:
        columns = (parts.label("Target"), *_COLUMNS, *_DATES)
        note = ("P10, P50, P90: menurut simulasi dari riwayat kantor sendiri, tanggal yang paling lambat tercapai pada "
                "1, 5, dan 9 dari 10 kemungkinan. Laju: orang yang memiliki KTP-el dan yang direkam, rata-rata 12 "
                "bulan terakhir; yang lain sejak target mulai berlaku.")  # fmt: skip
        tables.append(parts.table("goals", "Target kabupaten/kota", columns, _own(facts, own), note=note))
    if others:
        columns = (parts.label("Kecamatan"), Column("measure", "Target", Kind.TEXT), *_COLUMNS)
        tables.append(parts.table("district_goals", "Target kecamatan", columns, _others(facts, others)))
    return Section("goals", "Target", tuple(_said(facts, goal) for goal in own), tuple(tables))


_COLUMNS = (
    Column("target", "Angka target"), Column("n", "Tercapai"), Column("share", "Bagian", Kind.SHARE),
    Column("missing", "Kurang"), Column("until", "Sampai", Kind.DAY), Column("workdays", "Sisa hari kerja"),
    Column("needed", "Perlu per hari kerja", Kind.DECIMAL), Column("pace", "Laju per hari kerja", Kind.DECIMAL),
)  # fmt: skip
_DATES = tuple(Column(key, key.upper(), Kind.TEXT) for key in ("p10", "p50", "p90"))


def _own(facts: Facts, goals: Sequence[Goal]) -> Iterator[Row]:
    often = Counter(goal.target.measure for goal in goals)
    for goal in goals:
        dates, last = _dates(facts, arrival(facts, goal)), goal.target.valid_until
        # Two of one measure: corrections name a target by its first column alone.
        which = f", sampai {day_short(last)}" if last and often[goal.target.measure] > 1 else ""
        yield _key(goal), _name(goal) + which, *_cells(goal), *dates


def _others(facts: Facts, goals: Sequence[Goal]) -> Iterator[Row]:
    for goal in goals:
        name = facts.names.get(goal.target.area, goal.target.area)
        yield f"{goal.target.area}/{_key(goal)}", name, _name(goal), *_cells(goal)


def _key(goal: Goal) -> str:
    return f"{goal.target.measure}/{goal.target.valid_until or ''}"


def _name(goal: Goal) -> str:
    return f"{MEASURES[goal.target.measure]} ({UNITS[goal.target.measure]})"


def _cells(goal: Goal) -> tuple[Cell, ...]:
    share = None if goal.n is None else Share(goal.n, goal.target.value)
    needed, pace = (None if n is None else round(n, 1) for n in (goal.needed, goal.pace))
    return (goal.target.value, goal.n, share, goal.missing, goal.target.valid_until, goal.workdays_left, needed, pace)


def arrival(facts: Facts, goal: Goal) -> Arrival | None:
    """What is foreseen for that target; None where nothing is."""
    known = facts.outlook.arrivals if facts.outlook else ()
    return next((one for one in known if one.target == goal.target or (
        (one.target.measure, one.target.value, one.target.valid_until, one.target.area)
        == (goal.target.measure, goal.target.value, goal.target.valid_until, goal.target.area)
    )), None)  # fmt: skip


def _dates(facts: Facts, one: Arrival | None) -> tuple[str | None, str | None, str | None]:
    if one is None:
        return None, None, None
    if one.reached:
        return "tercapai", "tercapai", "tercapai"
    start = facts.scope.as_of
    beyond = f"sesudah {day_short(one.until)}" if one.until == one.target.valid_until else NOT_SO
    p10, p50, p90 = (beyond if day is None else SPEECH.when(day, start) for day in (one.p10, one.p50, one.p90))
    return p10, p50, p90


def _said(facts: Facts, goal: Goal) -> str:
    """One sentence: how far, what is left, when."""
    name, n = MEASURES[goal.target.measure], goal.target.value
    if goal.n is None:
        return f"{name}: target {number(n)}; belum dapat dihitung dari data yang ada."
    said = f"{name}: {number(goal.n)} dari target {number(n)} {UNITS[goal.target.measure]} ({percent(goal.n, n)})"
    if not goal.missing:
        return f"{said}; tercapai."
    late = "" if goal.pace is None else f", laju {rate(goal.pace)} ({_since(goal)})"
    pace = f"; perlu {rate(goal.needed)} per hari kerja{late}" if goal.needed else ""
    return f"{said}{pace}.{_foreseen(facts, arrival(facts, goal))}"


def _since(goal: Goal) -> str:
    """Of when the pace is: people move slowly, what happens is counted since the target began."""
    return "12 bulan terakhir" if str(goal.target.measure) in STOCKS else f"sejak {day_short(goal.target.valid_from)}"


def _foreseen(facts: Facts, one: Arrival | None) -> str:
    """In the words of the screens, and why."""
    said = wording.briefly(one, facts.scope.as_of, SPEECH) if one is not None else ""
    if one is None or not said:
        return ""
    why = f" Hambatan terbesar: {wording.obstacle(one, SPEECH)}." if one.obstacle else ""
    return f" {said}{why}"
