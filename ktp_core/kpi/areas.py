"""What the map asks: counts by district or village on a day, and the institutions as points. Aggregates only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.kpi import flows, rules, store
from ktp_core.kpi.area_rates import AreaCount
from ktp_core.kpi.model import Scope
from ktp_core.kpi.places import month_end, stock_by_place
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas
from ktp_core.summaries.model import Flow
from ktp_core.visits import marks as points

NOWHERE = ""
"""Code of those whose district is not known."""
_STAGES = (Flow.ELIGIBLE, Flow.COVERED, Flow.READY, Flow.PRINTED, Flow.OWNED)


@dataclass(frozen=True, eq=False)
class AreaView:
    """A map as data. `basis`: the day it is true of; of villages the last end of a month. `unknown`: those of a village
    that is not known, by district, and those of no known district (NOWHERE), so that with `counts` they are the whole
    scope; `marks`: visits.marks.COLUMNS of institutions in the scope."""

    scope: Scope
    level: Level
    basis: date
    counts: tuple[AreaCount, ...]
    unknown: tuple[AreaCount, ...]
    marks: pd.DataFrame


def view(by: Actor, scope: Scope, level: Level, today: date, kinds: Sequence[str] = ()) -> AreaView:
    """All that a map shows of the districts of the scope, or of their villages. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        seen = scope.within(by)
        shown = _marks(conn, seen, today, kinds)
        names = _names(conn, seen, level)
        if level is Level.DISTRICT:
            counted, basis = _by_district(conn, seen), seen.as_of
        else:
            counted, basis = _by_village(conn, seen), month_end(seen.as_of)
    institutions = _institutions(shown, level, seen.as_of)
    every = {code: AreaCount(code, name, *counted.get(code, ()), **institutions.get(code, {}))
             for code, name in names.items()}  # fmt: skip
    known = tuple(one for code, one in every.items() if code.count(".") + 1 == level)
    apart = tuple(one for code, one in every.items() if code.count(".") + 1 != level)
    nowhere = AreaCount(NOWHERE, "", *counted.get("", ()), **institutions.get("", {}))
    lost = (nowhere,) if nowhere != AreaCount(NOWHERE, "") and not seen.districts else ()
    return AreaView(seen, level, basis, known, apart + lost, shown)


def _names(conn: Connection, scope: Scope, level: Level) -> dict[str, str]:
    """Areas of the level within the scope; of villages also their districts, for those whose village is not known."""
    levels = (Level.DISTRICT,) if level is Level.DISTRICT else (Level.DISTRICT, Level.VILLAGE)
    found = areas(conn, scope.regency, *levels)
    inside = [one for one in found if not scope.districts or one.code[:8] in scope.districts]
    if level is Level.DISTRICT or len(scope.districts) == 1:
        return {one.code: one.name for one in inside}
    of = {one.code: one.name for one in inside if one.level is Level.DISTRICT}
    # The same name is given to villages of several districts.
    return {one.code: one.name if one.code in of else f"{one.name}, {of[one.code[:8]]}" for one in inside}


def _by_district(conn: Connection, scope: Scope) -> dict[str, tuple[int, int, int, int]]:
    found: dict[str, Counter[Flow]] = {}
    for flow, district, n in flows.stock_by_district(conn, scope, store.STOCKS):
        found.setdefault(district, Counter())[flow] += n
    return {
        code: (n[Flow.ELIGIBLE], n[Flow.COVERED], n[Flow.OWNED], rules.backlog(n)) for code, n in found.items()
    }


def _by_village(conn: Connection, scope: Scope) -> dict[str, tuple[int, int, int, int]]:
    found: dict[str, Counter[Flow]] = {}
    for flow, place, n in stock_by_place(conn, scope, _STAGES):
        found.setdefault(place, Counter())[flow] += n
    return {
        code: (n[Flow.ELIGIBLE], n[Flow.COVERED], n[Flow.OWNED], n[Flow.READY] - n[Flow.PRINTED])
        for code, n in found.items()
    }


def _marks(conn: Connection, scope: Scope, today: date, kinds: Sequence[str]) -> pd.DataFrame:
    def end(day: date) -> datetime:
        return clock.end_of(day, scope.regency)

    return points.marks(
        conn, scope.regency, scope.as_of, districts=scope.districts, kinds=kinds,
        until=end(scope.as_of) if scope.as_of < today else None,
        known_until=end(scope.known_on) if scope.known_on else None,
    )  # fmt: skip


def _institutions(shown: pd.DataFrame, level: Level, as_of: date) -> dict[str, dict[str, int]]:
    """`institutions` and `reached` (visited in the year of the day) by area; without a known village by district."""
    every: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for district, village, last in zip(shown["district"], shown["village"], shown["last_on"], strict=True):
        area = (village if level is Level.VILLAGE and village else district) or ""
        every[area] += 1
        reached[area] += last is not None and last.year == as_of.year
    return {area: {"institutions": n, "reached": reached[area]} for area, n in every.items()}
