"""Batches and their cards as SQL keeps them. Services only.

Writers lock the batch's row first, then the residents in the order of their ids (`cards.bulk.cards_by_id`), and only
then touch rows of cards: a list from SIAK that moves the same residents touches them under the same locks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, literal_column, select, update

from ktp_core.batches.model import Batch, BatchCard, BatchState, CardMark, Category, PrintOrder, Progress
from ktp_core.batches.order import DEFAULT
from ktp_core.batches.proposal import Proposed
from ktp_core.db import dialects
from ktp_core.db.schema import print_batch, print_batch_card, print_order
from ktp_core.db.types import day_number
from ktp_core.errors import Conflict, NotFound

b, c, o = print_batch.c, print_batch_card.c, print_order.c
WAITING: ColumnElement[bool] = c.state == literal_column("'waiting'")
"""Said as the partial index says it: SQLite uses it for a literal alone, not for a parameter."""


def get(conn: Connection, batch_id: int, *, lock: bool = False) -> Batch:
    """The batch; with `lock` nobody else works on it until the end. Raises NotFound("batch_unknown")."""
    query = select(print_batch).where(b.id == batch_id)
    row = conn.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise NotFound("batch_unknown")
    return batch_of(row)


def batch_of(row: Mapping[Any, Any]) -> Batch:
    """From a row of the table."""
    values = {name: row[name] for name in Batch.__dataclass_fields__}
    values |= {"state": BatchState(row["state"]), "districts": tuple(row["districts"])}
    return Batch(**values | {"categories": tuple(map(Category, row["categories"]))})


def insert_batch(conn: Connection, made: Batch) -> None:
    """A new one. Its id was taken first (`ids.next_id`), which lets one office make one batch at a time."""
    values = {name: getattr(made, name) for name in Batch.__dataclass_fields__}
    values |= {"state": str(made.state), "districts": list(made.districts), "categories": list(made.categories)}
    conn.execute(insert(print_batch).values(**values, updated_at=made.made_at))


def next_number(conn: Connection, regency: str, day: date) -> int:
    """The number of the next batch of that day."""
    return int(conn.execute(select(func.max(b.number)).where(b.regency == regency, b.day == day)).scalar() or 0) + 1


def change(conn: Connection, batch: Batch, values: Mapping[str, Any], at: datetime) -> None:
    """Set some columns if nobody did since `batch.version`. Raises Conflict("batch_changed")."""
    statement = update(print_batch).where(b.id == batch.id, b.version == batch.version)
    if conn.execute(statement.values(**values, version=batch.version + 1, updated_at=at)).rowcount != 1:
        raise Conflict("batch_changed")


def append(conn: Connection, batch_id: int, cards: Sequence[Proposed]) -> None:
    """Put them at its end, in this order."""
    last = int(conn.execute(select(func.max(c.position)).where(c.batch_id == batch_id)).scalar() or 0)
    rows = (
        (batch_id, position, one.resident_id, one.serial, str(one.category), day_number(one.due_on),
         str(CardMark.WAITING), 0)
        for position, one in enumerate(cards, start=last + 1)
    )  # fmt: skip
    names = ["batch_id", "position", "resident_id", "serial", "category", "due_on", "state", "spoiled"]
    dialects.bulk_insert(conn, print_batch_card, names, rows)


def residents(conn: Connection, batch_id: int, positions: Sequence[int]) -> dict[int, int]:
    """Position -> resident of those that are there; neither ever changes."""
    query = select(c.position, c.resident_id).where(c.batch_id == batch_id, c.position.in_(positions))
    return {row.position: row.resident_id for row in conn.execute(query)}


def cards(conn: Connection, batch_id: int, *where: ColumnElement[bool]) -> list[BatchCard]:
    """Cards of a batch in printing order."""
    names = tuple(BatchCard.__dataclass_fields__)
    query = select(*(c[name] for name in names)).where(c.batch_id == batch_id, *where).order_by(c.position)
    return [
        BatchCard(batch, position, resident, serial, Category(category), due, CardMark(state), spoiled, taken, reason)
        for batch, position, resident, serial, category, due, state, spoiled, taken, reason in conn.execute(query)
    ]


def mark(conn: Connection, batch_id: int, positions: Sequence[int], values: Mapping[str, Any]) -> None:
    """Set the same on some of its cards, whose residents the caller has locked."""
    conn.execute(update(print_batch_card).where(c.batch_id == batch_id, c.position.in_(positions)).values(**values))


def decided(state: CardMark, *, day: date, at: datetime, by: str, reason: str | None = None) -> dict[str, Any]:
    """The columns of a card that something became of."""
    values = {"state": str(state), "day": day, "at": at, "by": by, "reason": reason}
    return values | {"taken_by": None, "taken_at": None}


def elsewhere(conn: Connection, residents: Sequence[int]) -> set[int]:
    """Those of these residents, locked by the caller, whose card waits in a batch."""
    return set(conn.execute(select(c.resident_id).where(c.resident_id.in_(residents), WAITING)).scalars())


def progress(conn: Connection, batch_id: int) -> Progress:
    """What became of its cards, counted."""
    query = select(c.state, func.count(), func.sum(c.spoiled)).where(c.batch_id == batch_id).group_by(c.state)
    found = conn.execute(query).all()
    return Progress(**{state: int(n) for state, n, _ in found}, spoiled=sum(int(lost) for _, _, lost in found))


def order(conn: Connection, regency: str) -> PrintOrder:
    """In which order the office prints."""
    row = conn.execute(select(o.categories, o.first_time_months, o.version).where(o.regency == regency)).first()
    return DEFAULT if row is None else PrintOrder(tuple(map(Category, row[0])), row[1], row[2])


def set_order(conn: Connection, regency: str, wanted: PrintOrder, *, by: str, at: datetime) -> None:
    """Store it if nobody changed it since `wanted.version`. Raises Conflict("order_changed")."""
    values = {"categories": list(wanted.categories), "first_time_months": wanted.first_time_months}
    values |= {"version": wanted.version + 1, "updated_at": at, "updated_by": by}
    if wanted.version:
        statement = update(print_order).where(o.regency == regency, o.version == wanted.version).values(**values)
    else:
        statement = dialects.insert(conn, print_order).values(regency=regency, **values).on_conflict_do_nothing()
    if conn.execute(statement.returning(o.version)).first() is None:
        raise Conflict("order_changed")
