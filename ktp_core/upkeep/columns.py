"""The columns that verifying reads, as the plain numbers of the file: a million rows without a million dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, select, type_coerce
from sqlalchemy.sql.schema import Column

from ktp_core.db.schema import card_event, resident

DAYS = ("state_on", "recorded_on", "ready_on", "printed_on", "delivered_on", "owned_on")


def residents(regency: str) -> Select[Any]:
    """Every resident of a regency by id, with the columns of the card line."""
    names = (
        "id", "birth_date", "married_on", "card_age_on", "standing", "district", "state", "serial", "due_on", *DAYS,
        "cause",
    )  # fmt: skip
    chosen = select(*_plain(resident.c[name] for name in names)).where(resident.c.regency == regency)
    return chosen.order_by(resident.c.id)


def events(regency: str) -> Select[Any]:
    """Every card event, resident by resident, oldest first."""
    names = (
        "resident_id", "id", "action", "from_state", "to_state", "serial", "undoes", "day", "due_on", "district",
        "ours", "cause",
    )  # fmt: skip
    chosen = select(*_plain(card_event.c[name] for name in names)).where(card_event.c.regency == regency)
    return chosen.order_by(card_event.c.resident_id, card_event.c.id)


def _plain(columns: Iterable[Column[Any]]) -> list[Any]:
    return [type_coerce(column, BigInteger).label(column.name) for column in columns]


def rows(conn: Connection, query: Select[Any]) -> Iterator[Any]:
    """Row by row, never all at once."""
    return iter(conn.execution_options(yield_per=20_000).execute(query))
