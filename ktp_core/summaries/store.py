"""Keeping the additive summaries, in the transaction that writes what they count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table

from ktp_core.db import dialects
from ktp_core.db.schema import summary_day, summary_month, summary_state
from ktp_core.summaries import rules
from ktp_core.summaries.model import Facts, Step


@dataclass(slots=True)
class Deltas:
    """What a transaction adds to the summaries of one regency; collected, then written once by `add`."""

    regency: str
    days: Counter[rules.DayKey] = field(default_factory=Counter)
    states: Counter[rules.StateKey] = field(default_factory=Counter)

    def resident(self, before: Facts | None, after: Facts | None) -> None:
        """A resident's row was added (before None), changed, or removed (after None)."""
        for facts, sign in ((before, -1), (after, 1)):
            if facts is not None:
                _add(self.days, rules.people(facts), sign)
                _add(self.states, rules.standing_at(facts), sign)

    def event(self, step: Step) -> None:
        """A card event was appended."""
        _add(self.days, rules.step(step), 1)


def add(conn: Connection, deltas: Deltas) -> None:
    """Write the collected differences."""
    days: list[dict[str, Any]] = [
        {"regency": deltas.regency, "flow": flow, "day": day, "district": district or 0, "channel": channel, "n": n}
        for (flow, day, district, channel), n in deltas.days.items()
        if n
    ]
    months: Counter[tuple[int, int, Any, int]] = Counter()
    for row in days:
        months[row["flow"], rules.month_of(row["day"]), row["district"], row["channel"]] += row["n"]
    _upsert(conn, summary_day, days)
    _upsert(
        conn,
        summary_month,
        [
            {"regency": deltas.regency, "flow": flow, "month": month, "district": district, "channel": channel, "n": n}
            for (flow, month, district, channel), n in months.items()
            if n
        ],
    )
    _upsert(
        conn,
        summary_state,
        [
            {"regency": deltas.regency, "district": district or 0, "state": state, "birth_month": month, "n": n}
            for (district, state, month), n in deltas.states.items()
            if n
        ],
    )


def _upsert(conn: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = dialects.insert(conn, table)
    statement = statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={"n": table.c.n + statement.excluded.n}
    )
    # In key order: two writers on PostgreSQL then take row locks in the same order and never deadlock.
    conn.execute(statement, sorted(rows, key=lambda row: [str(row[key.name]) for key in table.primary_key.columns]))


def _add(total: Counter[Any], part: Counter[Any], sign: int) -> None:
    for key, n in part.items():
        total[key] += sign * n


