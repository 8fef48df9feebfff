"""The cards of a batch or of a proposal, with names: who prints what, in printing order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, case, func, select

from ktp_core import nik
from ktp_core.batches.model import CardMark
from ktp_core.batches.numbers import say
from ktp_core.batches.proposal import Proposed
from ktp_core.batches.store import WAITING
from ktp_core.db.schema import account, institution, print_batch_card, region, resident

c, r = print_batch_card.c, resident.c
_district = region.alias("district")
_WHO = (
    r.name, r.nik, r.birth_date, institution.c.name.label("institution"), r.class_name,
    _district.c.name.label("district"),
)  # fmt: skip
_taker = case((WAITING, c.taken_by))  # of a card that left meanwhile it says nothing any more
_PLACES = (
    resident.outerjoin(institution, institution.c.id == r.institution_id)
    .outerjoin(_district, _district.c.code == r.district)
)  # fmt: skip
CARDS = (
    "position", "resident_id", "serial", "name", "nik", "birth_date", "institution", "class_name", "district",
    "category", "due_on", "days", "state", "spoiled", "taken_by", "taken_name", "reason", "done_on",
)  # fmt: skip
PROPOSED = (
    "place", "resident_id", "serial", "name", "nik", "birth_date", "institution", "class_name", "district", "category",
    "due_on", "days",
)  # fmt: skip
WORKING = ("taken_by", "name", "n", "numbers", "since")


def cards(
    conn: Connection, batch_id: int, *, today: date, reveal: bool = False, states: Sequence[CardMark] = (),
    taken_by: str | None = None, limit: int | None = None, offset: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """One row is a card of the batch (CARDS), in printing order. `days`: waited until `done_on` (the day of what
    decided it) or `today`; `taken_by` the account, `taken_name` its display name; NIK masked unless `reveal`. Asked
    `taken_by`: only what that account is printing."""
    named = func.coalesce(account.c.display_name, _taker).label("taken_name")
    own = (
        c.position, c.resident_id, c.serial, c.category, c.due_on, c.state, c.spoiled, c.reason,
        _taker.label("taken_by"), c.day.label("done_on"),
    )  # fmt: skip
    query = select(*own, named, *_WHO).select_from(
        print_batch_card.join(_PLACES, r.id == c.resident_id).outerjoin(account, account.c.name == _taker)
    )
    if taken_by is not None:
        query = query.where(WAITING, c.taken_by == taken_by)
    query = query.where(c.batch_id == batch_id, *_in(states)).order_by(c.position).limit(limit).offset(offset)
    rows = [_line(row._mapping, row.done_on or today, reveal) for row in conn.execute(query)]
    return pd.DataFrame([tuple(row[name] for name in CARDS) for row in rows], columns=list(CARDS), dtype=object)


def cards_total(conn: Connection, batch_id: int, *, states: Sequence[CardMark] = ()) -> int:
    """How many rows `cards` has."""
    query = select(func.count()).select_from(print_batch_card).where(c.batch_id == batch_id, *_in(states))
    return int(conn.execute(query).scalar_one())


def waiting(conn: Connection, batch_id: int) -> list[tuple[int, str | None]]:
    """The positions that wait, in printing order, each with the account that is printing it now."""
    query = select(c.position, c.taken_by).where(c.batch_id == batch_id, WAITING).order_by(c.position)
    return [(row.position, row.taken_by) for row in conn.execute(query)]


def working(conn: Connection, batch_id: int) -> pd.DataFrame:
    """One row is somebody printing (WORKING): account, display name, how many cards, their positions as `1–25, 31`,
    since when."""
    named = func.coalesce(account.c.display_name, c.taken_by)
    query = (
        select(c.taken_by, named, c.position, c.taken_at)
        .select_from(print_batch_card).outerjoin(account, account.c.name == c.taken_by)
        .where(c.batch_id == batch_id, WAITING, c.taken_by.is_not(None)).order_by(c.taken_by, c.position)
    )  # fmt: skip
    lines = []
    for (who, name), rows in groupby(conn.execute(query), key=lambda row: (row[0], row[1])):
        theirs = [(position, since) for _, _, position, since in rows]
        numbers = say(position for position, _ in theirs)
        lines.append((who, name, len(theirs), numbers, min(since for _, since in theirs)))
    return pd.DataFrame(lines, columns=list(WORKING), dtype=object)


def proposed(
    conn: Connection, chosen: Sequence[Proposed], *, today: date, reveal: bool = False, first: int = 1
) -> pd.DataFrame:
    """The cards of a proposal with names (PROPOSED), in its order; `place` counts from `first`. At most MOST rows."""
    query = select(r.id, *_WHO).select_from(_PLACES).where(r.id.in_([one.resident_id for one in chosen]))
    people = {row.id: row._mapping for row in conn.execute(query)}
    lines = []
    for place, one in enumerate(chosen, start=first):
        own = {"place": place, "resident_id": one.resident_id, "serial": one.serial, "category": str(one.category)}
        lines.append(_line({**people[one.resident_id], **own, "due_on": one.due_on}, today, reveal))
    return pd.DataFrame([tuple(row[name] for name in PROPOSED) for row in lines], columns=list(PROPOSED), dtype=object)


def _in(states: Sequence[CardMark]) -> list[ColumnElement[bool]]:
    return [c.state.in_([str(one) for one in states])] if states else []


def _line(row: Mapping[Any, Any], until: date, reveal: bool) -> dict[str, Any]:
    days = max((until - row["due_on"]).days, 0)
    return {**row, "days": days, "nik": row["nik"] if reveal else nik.mask(row["nik"])}
