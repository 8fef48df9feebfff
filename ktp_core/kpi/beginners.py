"""Beginners: people of ours who turn 17 within a calendar year, and how many of them are recorded (Balangan 2017: 515
of 2,614). Counted by month of birth: who married earlier is a beginner of the year of the 17th birthday all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ktp_core.cards.model import CardState
from ktp_core.figures import rules as official
from ktp_core.figures import store
from ktp_core.figures.model import Measure, Target
from ktp_core.kpi import people
from ktp_core.kpi.model import Origin, Scope
from ktp_core.regions.store import age_rules
from ktp_core.summaries.rules import FIRST_MONTH

WHOLE = 0.9
"""A registry with fewer of a year's beginners than this share of the official number holds a part of them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a target of recorded beginners counts. `n` None: not known, or of a part of them alone (`note`)."""

    n: int | None
    origin: Origin
    note: str | None = None


def recorded(conn: Connection, scope: Scope, one: Target, *, standing: bool) -> Counted:
    """Of the year in which the target ends, or of that of the day: the reported number, else those of our registry who
    are recorded. `standing`: whether it is known where people's cards stood on the day."""
    year = (one.valid_until or scope.as_of).year
    known = store.known_on(
        conn, scope.regency, scope.as_of, scope.known_on, areas=[one.area], measures=_MEASURES
    )  # fmt: skip
    if reported := official.by_year(known, one.area, Measure.BEGINNERS_RECORDED).get(year):
        return Counted(reported.value, Origin.REPORTED)
    if not standing:
        return Counted(None, Origin.NONE, "only_then")
    found = of_year(conn, scope, one.area, year)
    if found is None:
        return Counted(None, Origin.NONE)
    whole = [each for each in known if each.measure is Measure.BEGINNERS and each.basis_on.year == year]
    if whole and found[1] < WHOLE * whole[-1].value:
        return Counted(None, Origin.NONE, "partial")
    return Counted(found[0], Origin.OWN)


_MEASURES = (Measure.BEGINNERS, Measure.BEGINNERS_RECORDED)


def of_year(conn: Connection, scope: Scope, area: str, year: int) -> tuple[int, int] | None:
    """(recorded, all) who turn 17 in the year; None for births that the registry does not tell apart."""
    born = year - age_rules(conn, scope.regency, scope.as_of).card_age
    if born * 100 + 1 <= FIRST_MONTH:
        return None
    inside = replace(scope, districts=(area,) if area.count(".") == 2 else scope.districts)
    found = people.by_state(conn, inside, born * 100 + 1, born * 100 + 12)
    every = sum(found.values())
    return every - found.get(CardState.UNRECORDED, 0), every
