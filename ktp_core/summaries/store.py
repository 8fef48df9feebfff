"""Keeping the additive summaries, in the transaction that writes what they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table

from ktp_core.db import dialects
from ktp_core.db.schema import (
    summary_day,
    summary_delay,
    summary_late,
    summary_month,
    summary_queue,
    summary_state,
    summary_state_change,
    summary_village_late,
    summary_village_month,
    summary_village_year,
    summary_visit,
    summary_visit_again,
    summary_year,
)
from ktp_core.months import month_of
from ktp_core.summaries import delays, parts, rules
from ktp_core.summaries.model import Facts, Step, Told


@dataclass(slots=True)
class Deltas:
    """What a transaction adds to the summaries of one regency; collected, then written once by `add`.

    `known_on`: the office's day of the transaction, on which all of it became known. First loads leave it out: what
    they bring counts as known in its time.
    """

    regency: str
    known_on: date | None = None
    days: Counter[rules.DayKey] = field(default_factory=Counter)
    states: Counter[rules.StateKey] = field(default_factory=Counter)
    places: Counter[rules.PlaceKey] = field(default_factory=Counter)
    queue: Counter[rules.QueueKey] = field(default_factory=Counter)
    waits: Counter[delays.DelayKey] = field(default_factory=Counter)
    visits: Counter[tuple[int, date]] = field(default_factory=Counter)
    again: Counter[tuple[int, int, date]] = field(default_factory=Counter)

    def resident(self, before: Facts | None, after: Facts | None) -> None:
        """A resident's row was added (before None), changed, or removed (after None)."""
        for facts, sign in ((before, -1), (after, 1)):
            if facts is not None:
                place = facts.place
                for key in rules.people_keys(facts):
                    self.days[key] += sign
                    self.places[key[0], key[1], place] += sign
                for waiting in rules.queue_keys(facts):
                    self.queue[waiting] += sign
                if (where := rules.state_key(facts)) is not None:
                    self.states[where] += sign

    def event(self, step: Step) -> None:
        """A card event was appended."""
        self.days.update(rules.step(step))

    def waited(self, before: Sequence[delays.Act], after: Sequence[delays.Act]) -> None:
        """Of one resident these acts stood, and now those."""
        for line, sign in ((before, -1), (after, 1)):
            for key in delays.waits(line):
                self.waits[key] += sign

    def visited(self, resident_id: int, before: Sequence[Told], new: Sequence[Told]) -> None:
        """Of one resident this was told of recordings at visits, and then something new."""
        for told in new:
            self.visits[told.visit_id, told.known_on] += told.n
        self.again.update(rules.again(resident_id, [*before, *new]))
        self.again.subtract(rules.again(resident_id, before))


def add(conn: Connection, deltas: Deltas) -> None:
    """Write the collected differences."""
    _upsert(conn, summary_day, _by_period(deltas, "day", lambda day: day))
    _upsert(conn, summary_month, _by_period(deltas, "month", month_of))
    _upsert(conn, summary_year, _by_period(deltas, "year", rules.year_of))
    _upsert(conn, summary_village_month, _by_place(deltas, "month", month_of))
    _upsert(conn, summary_village_year, _by_place(deltas, "year", rules.year_of))
    states = _rows(deltas, ("district", "state", "birth_month"), deltas.states)
    _upsert(conn, summary_state, states)
    _upsert(conn, summary_queue, _rows(deltas, ("area", "due_on", "again"), deltas.queue))
    _upsert(conn, summary_delay, parts.rows(conn, deltas.regency, deltas.waits))
    _upsert(conn, summary_visit, _rows(deltas, ("visit_id", "known_on"), deltas.visits))
    _upsert(conn, summary_visit_again, _rows(deltas, ("resident_id", "visit_id", "known_on"), deltas.again))
    if deltas.known_on is not None:
        _upsert(conn, summary_late, _late(deltas, deltas.known_on))
        _upsert(conn, summary_village_late, _late_by_place(deltas, deltas.known_on))
        periods = rules.periods(deltas.known_on)
        _upsert(conn, summary_state_change, [{**row, "period": one} for one in periods for row in states])


def _rows(deltas: Deltas, names: Sequence[str], counts: Mapping[Any, int]) -> list[dict[str, Any]]:
    """`names` of the parts of a key; a place that is not known is 0."""
    return [
        {"regency": deltas.regency, **{name: part or 0 for name, part in zip(names, key, strict=True)}, "n": n}
        for key, n in counts.items()
        if n
    ]


def _late(deltas: Deltas, known_on: date) -> list[dict[str, Any]]:
    totals: Counter[rules.DayKey] = Counter()
    for (flow, day, district, channel), n in deltas.days.items():
        if (kept := rules.late_day(flow, day, known_on)) is not None:
            totals[flow, kept, district, channel] += n
    rows = _rows(deltas, ("flow", "day", "district", "channel"), totals)
    return [{**row, "known_on": known_on} for row in rows]


def _by_period(deltas: Deltas, period: str, of: Callable[[date], Any]) -> list[dict[str, Any]]:
    totals: Counter[tuple[int, Any, str, int]] = Counter()
    for (flow, day, district, channel), n in deltas.days.items():
        totals[flow, of(day), district, channel] += n
    return _rows(deltas, ("flow", period, "district", "channel"), totals)


def _by_place(deltas: Deltas, period: str, of: Callable[[date], int]) -> list[dict[str, Any]]:
    totals: Counter[tuple[int, int, str]] = Counter()
    for (flow, day, place), n in deltas.places.items():
        totals[flow, of(day), place] += n
    return _rows(deltas, ("flow", period, "place"), totals)


def _late_by_place(deltas: Deltas, known_on: date) -> list[dict[str, Any]]:
    """What belongs to a month that was over when it became known."""
    month = month_of(known_on)
    return [{**row, "known_on": known_on} for row in _by_place(deltas, "month", month_of) if row["month"] < month]


def _upsert(conn: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = dialects.insert(conn, table)
    statement = statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={"n": table.c.n + statement.excluded.n}
    )
    # In key order: two writers on PostgreSQL then take row locks in the same order and never deadlock.
    conn.execute(statement, sorted(rows, key=lambda row: [str(row[key.name]) for key in table.primary_key.columns]))
