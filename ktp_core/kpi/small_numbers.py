"""From which denominator on a rate of an area says something: a parameter of the office, valid from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading, writing
from ktp_core.db import dialects
from ktp_core.db.schema import parameter
from ktp_core.errors import NotAllowed, Refused
from ktp_core.kpi.area_rates import SMALL

PARAMETER, MOST = "small_denominator", 1000


def limit(conn: Connection, regency: str, on: date) -> int:
    """Denominators below it are small on that day; without a value of the office SMALL."""
    return in_force(values(conn, regency), on)


def in_force(known: Sequence[tuple[date, int]], on: date) -> int:
    """The same of these values, the oldest first. Pure."""
    past = [value for start, value in known if start <= on]
    return past[-1] if past else SMALL


def values(conn: Connection, regency: str) -> list[tuple[date, int]]:
    """(valid from, limit) of every value that was ever set, the oldest first."""
    c = parameter.c
    chosen = select(c.valid_from, c.value).where(c.regency == regency, c.name == PARAMETER).order_by(c.valid_from)
    return [(start, int(value)) for start, value in conn.execute(chosen)]


def known(by: Actor, regency: str) -> list[tuple[date, int]]:
    """The same for whoever may see the head's numbers. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        return values(conn, regency)


def set_limit(by: Actor, regency: str, value: int, valid_from: date, *, today: date, at: datetime) -> None:
    """Set it from a day on that is not past: reports of the past keep their marks. What was set for the same day is
    replaced. Raises Refused("small_limit" | "small_limit_past"), NotAllowed."""
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        if by.districts:
            raise NotAllowed("not_allowed", by=by.name)
        if not 0 <= value <= MOST:
            raise Refused("small_limit", limit=MOST)
        if valid_from < today:
            raise Refused("small_limit_past")
        before = limit(tx.conn, regency, valid_from)
        row = {"regency": regency, "name": PARAMETER, "valid_from": valid_from}
        statement = dialects.insert(tx.conn, parameter).values(**row, value=str(value))
        tx.conn.execute(statement.on_conflict_do_update(index_elements=list(row), set_={"value": str(value)}))
        tx.audit("map.small", None, before=before, value=value, on=valid_from)
