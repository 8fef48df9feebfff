"""When teams went where: visits on working days that no examination, holiday or Ramadan blocks, at most six a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.random import Generator
from sqlalchemy import Connection, insert

from ktp_core.db import dialects
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import visit, visit_outcome, visit_resource
from ktp_core.db.types import day_number, day_of
from ktp_core.demo.attendance import Registry
from ktp_core.demo.crews import Crew
from ktp_core.institutions.model import Kind
from ktp_core.visits.model import Origin, VisitState
from ktp_core.workdays.rules import Calendar

# How busy a month is at schools: examinations from March to June, reports in December.
_MONTHS = (1.0, 1.1, 0.6, 0.4, 0.5, 0.15, 0.5, 1.5, 1.6, 1.5, 1.2, 0.25)
_KEY = 100_000  # position of the institution x _KEY + day: one sorted array answers "the last visit before"
HOURS = ((8 * 60, 10 * 60 + 30), (10 * 60 + 45, 13 * 60 + 15), (13 * 60 + 30, 16 * 60))
"""A team visits three places on a day at most, one after the other."""
_CANCELLED, _WEEKS_AHEAD = 0.04, 5


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits done, sorted by institution and day: the sort key and the id of each."""

    keys: np.ndarray
    ids: np.ndarray

    def last_before(self, institutions: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Day and id of the last visit at each institution (by position) up to each day; day 0 where there is none."""
        return self._at(institutions, np.searchsorted(self.keys, institutions * _KEY + days, side="right") - 1)

    def next_after(self, institutions: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Day and id of the first visit at each institution after each day; day 0 where there is none."""
        return self._at(institutions, np.searchsorted(self.keys, institutions * _KEY + days, side="right"))

    def _at(self, institutions: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if not len(self.keys):
            return np.zeros_like(institutions), np.zeros_like(institutions)
        inside = np.clip(at, 0, len(self.keys) - 1)
        found = (at >= 0) & (at < len(self.keys)) & (self.keys[inside] // _KEY == institutions)
        return np.where(found, self.keys[inside] % _KEY, 0), np.where(found, self.ids[inside], 0)


def make(
    conn: Connection, rng: Generator, regency: str, schools: Registry, calendar: Calendar, crews: list[Crew],
    today: date, per_year: float, at: datetime,
) -> tuple[Visits, int]:  # fmt: skip
    """Write the visits of the calendar's days, `per_year` for an institution of middling size; how many.

    Those after today are planned. On `today` itself there is none: that day's visit is another story (`field_day`).
    """
    keys = np.unique(_schedule(rng, schools, calendar, today, per_year))
    keys, crew_at, hours_at = _assigned(keys[~_blocked(keys, schools, calendar)], len(crews))
    ids = np.array(next_ids(conn, regency, "visit", len(keys)), dtype=np.int64)
    states = np.where(rng.random(len(keys)) < _CANCELLED, VisitState.CANCELLED.value, VisitState.DONE.value)
    states[keys % _KEY > day_number(today)] = VisitState.PLANNED.value
    rows = [
        {"id": id_, "regency": regency, "institution_id": int(schools.ids[key // _KEY]), "day": key % _KEY,
         "state": state, "updated_at": at, "origin": str(Origin.OWN), "team_id": crews[crew].id,
         "start": HOURS[slot][0], "end": HOURS[slot][1]}
        for id_, key, state, crew, slot in zip(
            ids.tolist(), keys.tolist(), states.tolist(), crew_at.tolist(), hours_at.tolist(), strict=True)
    ]  # fmt: skip
    if rows:
        conn.execute(insert(visit), rows)
    along = ((id_, one) for id_, at_ in zip(ids.tolist(), crew_at.tolist(), strict=True) for one in crews[at_].along)
    dialects.bulk_insert(conn, visit_resource, ["visit_id", "resource_id"], along)
    done = states == VisitState.DONE.value
    return Visits(keys[done], ids[done]), len(rows)


def _assigned(keys: np.ndarray, crews: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The keys that teams have room for, and of each the position of its team and its hours."""
    taken: Counter[int] = Counter()
    places = []
    for key in keys.tolist():
        places.append(taken[key % _KEY])
        taken[key % _KEY] += 1
    rank = np.array(places, dtype=np.int64)
    room = rank < crews * len(HOURS)
    return keys[room], rank[room] % crews, rank[room] // crews


def store_outcomes(conn: Connection, rows: list[tuple[int, int, int, str | None]]) -> None:
    """Who was on the list of a visit and what came of it: (visit, resident, outcome, reason)."""
    dialects.bulk_insert(conn, visit_outcome, ["visit_id", "resident_id", "outcome", "reason"], rows)


def _schedule(rng: Generator, schools: Registry, calendar: Calendar, today: date, per_year: float) -> np.ndarray:
    last = min(calendar.last, today + timedelta(weeks=_WEEKS_AHEAD))
    days = [day for day in calendar.workdays(calendar.first, last) if day != today]
    # Growing: a programme that is asked for more every year.
    weights = np.array([_MONTHS[day.month - 1] * (1 + 0.25 * (day - calendar.first).days / 365) for day in days])
    years = ((last - calendar.first).days + 1) / 365
    expected = np.clip(schools.weights / np.median(schools.weights), 0.3, 3.0) * per_year * years
    positions = np.repeat(np.arange(len(schools.ids)), rng.poisson(expected))
    numbers = np.array([day_number(day) for day in days], dtype=np.int64)
    return positions * _KEY + rng.choice(numbers, size=len(positions), p=weights / weights.sum())


def _blocked(keys: np.ndarray, schools: Registry, calendar: Calendar) -> np.ndarray:
    """Whether the institution cannot be visited that day."""
    kinds = [Kind.PESANTREN if boarding else Kind.SCHOOL for boarding in schools.pesantren.tolist()]
    ids = schools.ids.tolist()
    return np.array(
        [
            calendar.blocked(ids[key // _KEY], kinds[key // _KEY], day_of(key % _KEY)) is not None
            for key in keys.tolist()
        ],
        dtype=bool,
    )
