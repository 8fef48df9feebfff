"""When teams went where: visits on school days, fewer before examinations, none in holidays and Ramadan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.random import Generator
from sqlalchemy import Connection, insert

from ktp_core.db.ids import next_ids
from ktp_core.db.schema import visit, visit_outcome
from ktp_core.db.types import day_number
from ktp_core.demo.registry import Registry
from ktp_core.visits.model import VisitState

# How busy a month is at schools: examinations from March to June, reports in December.
_MONTHS = (1.0, 1.1, 0.6, 0.4, 0.5, 0.15, 0.5, 1.5, 1.6, 1.5, 1.2, 0.25)
_RAMADAN = (
    (date(2023, 3, 23), date(2023, 4, 30)),
    (date(2024, 3, 11), date(2024, 4, 19)),
    (date(2025, 3, 1), date(2025, 4, 9)),
    (date(2026, 2, 18), date(2026, 3, 29)),
    (date(2027, 2, 8), date(2027, 3, 18)),
)
_KEY = 100_000  # position of the institution x _KEY + day: one sorted array answers "the last visit before"


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits done, sorted by institution and day: the sort key and the id of each."""

    keys: np.ndarray
    ids: np.ndarray

    def last_before(self, institutions: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Day and id of the last visit at each institution (by position) up to each day; day 0 where there is none."""
        if not len(self.keys):
            return np.zeros_like(days), np.zeros_like(days)
        at = np.searchsorted(self.keys, institutions * _KEY + days, side="right") - 1
        found = (at >= 0) & (self.keys[at] // _KEY == institutions)
        return np.where(found, self.keys[at] % _KEY, 0), np.where(found, self.ids[at], 0)


def make(
    conn: Connection, rng: Generator, regency: str, schools: Registry, first: date, today: date, per_year: float,
    at: datetime,
) -> tuple[Visits, int]:  # fmt: skip
    """Write the visits from `first` on, `per_year` for an institution of middling size, some planned; how many."""
    keys = np.unique(_schedule(rng, schools, first, today, per_year))
    ids = np.array(next_ids(conn, regency, "visit", len(keys)))
    now = day_number(today)
    states = np.where(rng.random(len(keys)) < 0.04, VisitState.CANCELLED.value, VisitState.DONE.value)
    states[keys % _KEY > now] = VisitState.PLANNED.value
    rows = [
        {"id": id_, "regency": regency, "institution_id": int(schools.ids[key // _KEY]), "day": key % _KEY,
         "state": state, "updated_at": at}
        for id_, key, state in zip(ids.tolist(), keys.tolist(), states.tolist(), strict=True)
    ]  # fmt: skip
    if rows:
        conn.execute(insert(visit), rows)
    done = states == VisitState.DONE.value
    return Visits(keys[done], ids[done]), len(rows)


def store_outcomes(conn: Connection, rows: list[tuple[int, int, int, str | None]]) -> None:
    """Who was on the list of a visit and what came of it: (visit, resident, outcome, reason)."""
    from ktp_core.db import dialects

    dialects.bulk_insert(conn, visit_outcome, ["visit_id", "resident_id", "outcome", "reason"], rows)


def _schedule(rng: Generator, schools: Registry, first: date, today: date, per_year: float) -> np.ndarray:
    days, chances = _school_days(first, today + timedelta(days=30))
    years = len(days) / 365
    middling = np.median(schools.weights)
    expected = np.clip(schools.weights / middling, 0.3, 3.0) * per_year * years
    positions = np.repeat(np.arange(len(schools.ids)), rng.poisson(expected))
    return positions * _KEY + rng.choice(days, size=len(positions), p=chances)


@lru_cache(maxsize=4)
def _school_days(first: date, last: date) -> tuple[np.ndarray, np.ndarray]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    # Growing: a programme that is asked for more every year.
    weights = np.array([_chance(day) * (1 + 0.25 * (day - first).days / 365) for day in days])
    return np.array([day_number(day) for day in days]), weights / weights.sum()


def _chance(day: date) -> float:
    if day.weekday() >= 5 or any(start <= day <= end for start, end in _RAMADAN):
        return 0.0
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3) or (6, 20) <= (day.month, day.day) <= (7, 14):
        return 0.0
    return _MONTHS[day.month - 1]
