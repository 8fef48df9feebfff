"""Many cards at once: found by NIK through a staged join, moved by one UPDATE, events and counts with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    Select,
    SmallInteger,
    String,
    Table,
    delete,
    select,
    type_coerce,
    update,
)
from sqlalchemy.schema import CreateTable

from ktp_core.cards import followers
from ktp_core.cards.events import append_events, event_row, turned_lines
from ktp_core.cards.lists.planning import Move
from ktp_core.cards.model import Card, CardState, Cause, EventRow
from ktp_core.cards.store import CARD_COLUMNS, PROJECTION, facts_of, stored_cause
from ktp_core.db import dialects
from ktp_core.db.schema import resident
from ktp_core.db.types import day_number, day_of, region_code
from ktp_core.errors import Conflict
from ktp_core.summaries.store import Deltas

_NUMBERS = [type_coerce(column, BigInteger) for column in CARD_COLUMNS]
_DAYS = tuple(name for name in PROJECTION if name.endswith("_on"))
_HELD = tuple(map(int, followers.HELD))
_staging = MetaData()
_NIKS = Table("staged_nik", _staging, Column("nik", String(16), primary_key=True), prefixes=["TEMPORARY"])
_IDS = Table(
    "staged_card", _staging, Column("id", BigInteger, primary_key=True, autoincrement=False), prefixes=["TEMPORARY"]
)
_MOVES = Table(
    "staged_move",
    _staging,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("old_state", SmallInteger, nullable=False),
    Column("old_serial", SmallInteger, nullable=False),
    Column("state", SmallInteger, nullable=False),
    Column("serial", SmallInteger, nullable=False),
    *(Column(name, BigInteger) for name in _DAYS),
    Column("cause", SmallInteger),
    prefixes=["TEMPORARY"],
)


def cards_by_nik(
    conn: Connection, regency: str, niks: Collection[str], *, districts: Sequence[str] = (), lock: bool = False
) -> dict[str, Card]:
    """The cards of those NIKs that are known here, locked if asked. `districts`: only theirs, so none without one."""
    _stage(conn, _NIKS, ((nik,) for nik in niks))
    query = select(resident.c.nik, *_NUMBERS).where(resident.c.nik.in_(select(_NIKS.c.nik)))
    if districts:
        query = query.where(resident.c.district.in_(districts))
    return {row[0]: _card(regency, row) for row in _cards(conn, query, regency, lock)}


def cards_by_id(conn: Connection, regency: str, ids: Collection[int], *, lock: bool = False) -> dict[int, Card]:
    """The cards of those residents of that regency, locked in the order of their ids if asked; by id."""
    _stage(conn, _IDS, ((one,) for one in sorted(set(ids))))
    query = select(resident.c.id.label("key"), *_NUMBERS).where(resident.c.id.in_(select(_IDS.c.id)))
    return {row[0]: _card(regency, row) for row in _cards(conn, query, regency, lock)}


def _cards(conn: Connection, query: Select[Any], regency: str, lock: bool) -> Iterable[Any]:
    query = query.where(resident.c.regency == regency).order_by(resident.c.id)
    return conn.execute(query.with_for_update(of=resident) if lock else query)


def _card(regency: str, row: Any) -> Card:
    _, id_, _, standing, district, village, born, of_age, state, serial, *days, cause = row
    state_on, recorded, ready, printed, delivered, owned, due = (None if day is None else _day(day) for day in days)
    return Card(
        id_, regency, CardState(state), serial, state_on, recorded, ready, printed, delivered, owned, due,
        standing == 1, _place(district), _day(born), _day(of_age), standing == 4,
        None if cause is None else Cause(cause), _place(village),
    )  # fmt: skip


_day = cache(day_of)


@cache
def _place(district: int | None) -> str | None:
    return None if district is None else region_code(district)


def write_moves(conn: Connection, moves: Sequence[Move], deltas: Deltas) -> None:
    """Store what was planned for cards read with `lock`. Raises Conflict when one is no longer where it was."""
    if not moves:
        return
    _stage(conn, _MOVES, map(_staged, moves))
    values: dict[str, Any] = {name: _MOVES.c[name] for name in ("state", "serial", *_DAYS, "cause")}
    values |= {"version": resident.c.version + 1, "updated_at": moves[0].steps[0][0].at}
    still = (
        # Said twice: from the equation alone SQLite reads every resident and looks for each in the staged table.
        resident.c.id.in_(select(_MOVES.c.id)),
        resident.c.id == _MOVES.c.id,
        resident.c.state == _MOVES.c.old_state,
        resident.c.serial == _MOVES.c.old_serial,
    )
    if conn.execute(update(resident).where(*still).values(values)).rowcount != len(moves):
        raise Conflict("card_moved")
    followers.follow(conn, select(_MOVES.c.id).where(_MOVES.c.old_state.in_(_HELD)), at=moves[0].steps[0][0].at)
    for move in moves:
        deltas.resident(facts_of(move.before), facts_of(move.after))
    past = turned_lines(conn, select(_MOVES.c.id))
    rows = [row for move in moves for row in _rows(move, past.get(move.before.resident_id, []))]
    append_events(conn, rows, deltas)


def _rows(move: Move, line: list[EventRow]) -> list[EventRow]:
    rows: list[EventRow] = []
    card = move.before
    for event, after in move.steps:
        rows.append(event_row(event, card, after, [*line, *rows] if line else ()))
        card = after
    return rows


def _staged(move: Move) -> tuple[Any, ...]:
    before, after = move.before, move.after
    days: list[date | None] = [getattr(after, name) for name in _DAYS]
    return (
        before.resident_id, int(before.state), before.serial, int(after.state), after.serial,
        *(None if day is None else day_number(day) for day in days), stored_cause(after),
    )  # fmt: skip


def _stage(conn: Connection, table: Table, rows: Any) -> None:
    conn.execute(CreateTable(table, if_not_exists=True))
    conn.execute(delete(table))
    dialects.bulk_insert(conn, table, [column.name for column in table.c], rows)
    dialects.analyze_staged(conn, table)
