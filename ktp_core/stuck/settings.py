"""From how many days on a card counts as stuck: the limits of an office, in the table `parameter`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from ktp_core.db import dialects
from ktp_core.db.schema import parameter
from ktp_core.stuck.model import Limits, LimitValue
from ktp_core.stuck.rules import DEFAULT_LIMITS, PARAMETERS


def limits(conn: Connection, regency: str, on: date) -> Limits:
    """The limits in force on a day: the newest value that is valid by then."""
    found = dict(DEFAULT_LIMITS)
    for value in limit_values(conn, regency):
        if value.valid_from <= on:
            found[value.kind] = value.days
    return found


def limit_values(conn: Connection, regency: str) -> list[LimitValue]:
    """Every limit that was ever set, oldest first."""
    kinds, c = {name: kind for kind, name in PARAMETERS.items()}, parameter.c
    chosen = select(c.name, c.value, c.valid_from).where(c.regency == regency, c.name.in_(kinds))
    rows = conn.execute(chosen.order_by(c.valid_from, c.name))
    return [LimitValue(kinds[name], int(value), valid_from) for name, value, valid_from in rows]


def set_limit(conn: Connection, regency: str, value: LimitValue) -> None:
    """A limit from a day on; what was set for the same day is replaced."""
    row = {"regency": regency, "name": PARAMETERS[value.kind], "valid_from": value.valid_from}
    statement = dialects.insert(conn, parameter).values(**row, value=str(value.days))
    conn.execute(statement.on_conflict_do_update(index_elements=list(row), set_={"value": str(value.days)}))
