"""The numbers behind the young people whom no list holds: official figures and summaries; no resident is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from ktp_core.figures import rules as official
from ktp_core.figures import store as figures
from ktp_core.figures.model import Measure, Reported
from ktp_core.kpi import people
from ktp_core.kpi.model import Scope
from ktp_core.kpi.unseen import Youth, cohort, compared
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas

MEASURES = (Measure.POPULATION_16, Measure.POPULATION_17, Measure.POPULATION_16_17)


def populations(conn: Connection, scope: Scope, places: Sequence[str]) -> dict[str, Reported]:
    """The newest official number of 16 and 17 by area, as it was known on the scope's day; without one: not there."""
    known = figures.known_on(conn, scope.regency, scope.as_of, scope.known_on, areas=places, measures=MEASURES)
    found = {place: official.youth(known, place) for place in {one.area for one in known}}
    return {place: one for place, one in found.items() if one is not None}


def districts(conn: Connection, scope: Scope) -> list[str]:
    """Codes of the districts of the scope."""
    if scope.districts:
        return list(scope.districts)
    return [one.code for one in areas(conn, scope.regency, Level.DISTRICT)]


def by_district(conn: Connection, scope: Scope, today: date) -> tuple[Youth, ...]:
    """Every district of the scope. Of a past day as it was known then, where that can be told; else as of now."""
    places = districts(conn, scope)
    found = populations(conn, scope, places)
    told = tells(conn, scope, today)
    return compared(places, found, _born(conn, scope, found) if told else [], told=told)


def regency(conn: Connection, scope: Scope, today: date) -> Youth:
    """The regency by its own official number, if there is one; people of no known district are among its own."""
    whole = Scope(scope.regency, scope.as_of, (), scope.known_on)
    found = populations(conn, whole, [scope.regency])
    told = tells(conn, scope, today)
    rows = _born(conn, whole, found) if told and found else []
    return compared([scope.regency], found, [(scope.regency, month, n) for _, month, n in rows], told=told)[0]


def nowhere(conn: Connection, scope: Scope, basis: date) -> int:
    """People of ours of 16 and 17 on that day whose district is not known: no district's number is less by them."""
    span = cohort(basis)
    if span is None or scope.districts:
        return 0
    return sum(n for district, _, n in people.by_district(conn, scope, *span) if not district)


def tells(conn: Connection, scope: Scope, today: date) -> bool:
    """Whether it is known who was in our lists: as of now always, as known then since changes are kept."""
    return scope.known_on is None or people.known(conn, scope, today)


def _born(conn: Connection, scope: Scope, found: dict[str, Reported]) -> list[tuple[str, int, int]]:
    """(district, month of birth, people) over the months of birth that the figures ask about."""
    spans = [span for span in (cohort(one.basis_on) for one in found.values()) if span]
    if not spans:
        return []
    return people.by_district(conn, scope, min(first for first, _ in spans), max(last for _, last in spans))
