"""Targets as an office sets itself for a year: from what it did in the year before, so that some are within reach and
some are not. Invented, and their sources say so."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from ktp_core.demo.ground import Ground
from ktp_core.demo.model import DEMO_REGENCY
from ktp_core.figures import store as figures
from ktp_core.figures.model import Measure, Target
from ktp_core.kpi import flows, rules
from ktp_core.kpi.model import Scope
from ktp_core.kpi.store import inputs
from ktp_core.summaries.model import Flow
from ktp_core.visits.queries import Made, in_span

_KEJAYAN = "35.14.06"
# Of what was done in the year before: for the whole office, and for one district.
_VISITED = {Measure.INSTITUTIONS_SERVED: (2, 1.15), Measure.PEOPLE_SERVED: (3, 1.5), Measure.VISITS: (0, 1.1)}
_CARDS = {Measure.PRINTED: (Flow.PRINT, 1.05), Measure.DELIVERED: (Flow.DELIVER, 1.1)}
_DISTRICT = 2.0
_NATIONAL = 0.994  # of the wajib KTP recorded, as the ministry asks
_WITHIN = 0.7  # of what the pace of the last year brings until then: reached in time
_SOURCE = "Contoh untuk demo: Renja {year}, capaian {before} ({done}) {change}"


def create(conn: Connection, ground: Ground) -> None:
    """Targets of the running year: visits, institutions, people served, cards; of the bigger office also people
    recorded by the middle and the end of the next, and visits to one district."""
    day = ground.today
    for measure, (at, factor) in _VISITED.items():
        _yearly(conn, ground, measure, _visited(conn, ground, ())[at], factor)
    for measure, (flow, factor) in _CARDS.items():
        _yearly(conn, ground, measure, _done(conn, ground, flow), factor)
    if ground.regency != DEMO_REGENCY:
        return
    _yearly(conn, ground, Measure.VISITS, _visited(conn, ground, (_KEJAYAN,))[0], _DISTRICT, _KEJAYAN)
    known = rules.figures(inputs(conn, Scope(ground.regency, day), day))
    wajib, recorded = (int(known[name].value or 0) for name in ("wajib_ktp", "recorded"))
    end = date(day.year + 1, 12, 31)
    said = f"Contoh untuk demo: 99,4 persen dari {_dotted(wajib)} wajib KTP"
    _set(conn, ground, Measure.RECORDED, round(wajib * _NATIONAL), said, end)
    # What the first half of the next year asks for, at the pace of the last twelve months.
    last = day.replace(year=day.year - 1, day=min(day.day, 28))
    gained = _stock(conn, ground, Flow.COVERED, day) - _stock(conn, ground, Flow.COVERED, last)
    half = date(day.year + 1, 6, 30)
    more = max(round(gained * (half - day).days / 365 * _WITHIN), 1)
    said = f"Contoh untuk demo: {_dotted(more)} orang lebih banyak"
    _set(conn, ground, Measure.RECORDED, recorded + more, said, half)


def _yearly(
    conn: Connection, ground: Ground, measure: Measure, done: int, factor: float, area: str | None = None
) -> None:
    if not done:
        return
    year = ground.today.year
    change = f"ditambah {round((factor - 1) * 100)} persen"
    source = _SOURCE.format(year=year, before=year - 1, done=_dotted(done), change=change)
    _set(conn, ground, measure, round(done * factor), source, date(year, 12, 31), area)


def _set(
    conn: Connection, ground: Ground, measure: Measure, value: int, source: str, until: date, area: str | None = None
) -> None:
    first = date(ground.today.year, 1, 1)
    goal = Target(area or ground.regency, measure, value, first, source, until)
    figures.insert_target(conn, ground.regency, goal, by="system", at=ground.at)


def _dotted(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _visited(conn: Connection, ground: Ground, districts: tuple[str, ...]) -> tuple[int, int, int, int]:
    year = ground.today.year - 1
    return in_span(conn, Made(ground.regency, date(year, 1, 1), date(year, 12, 31), districts))


def _done(conn: Connection, ground: Ground, flow: Flow) -> int:
    year = ground.today.year
    until, before = (_stock(conn, ground, flow, date(one, 12, 31)) for one in (year - 1, year - 2))
    return until - before


def _stock(conn: Connection, ground: Ground, flow: Flow, day: date) -> int:
    return flows.stock(conn, Scope(ground.regency, day), [flow], day)[flow]
