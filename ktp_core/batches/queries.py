"""Print batches as the screens ask for them. The cards of one batch: `batches.lists`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from ktp_core.batches import rules, store
from ktp_core.batches.candidates import propose
from ktp_core.batches.lists import CARDS, PROPOSED, WORKING, cards, cards_total, proposed, waiting, working
from ktp_core.batches.model import Batch, BatchState, CardMark, PrintOrder, Progress
from ktp_core.batches.proposal import Room
from ktp_core.batches.states import HOLDING
from ktp_core.batches.store import WAITING
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.schema import account, blank_holder, institution, print_batch, print_batch_card, visit
from ktp_core.db.types import region_code
from ktp_core.errors import NotFound

__all__ = [
    "BATCHES", "CARDS", "PROPOSED", "WORKING", "batch", "batches", "batches_total", "cards", "cards_total", "order",
    "progress", "propose", "proposed", "room", "waiting", "waiting_in", "working",
]  # fmt: skip
b, c, h = print_batch.c, print_batch_card.c, blank_holder.c
_COUNTED = ("waiting", "printed", "skipped", "released", "gone")
BATCHES = (
    "id", "number", "day", "state", "holder_id", "printer", "visit_id", "institution", "cards", *_COUNTED, "spoiled",
    "made_by", "made_at", "note", "reason", "version",
)  # fmt: skip


def batches(
    conn: Connection, regency: str, *, districts: Sequence[str] = (), states: Sequence[BatchState] = (),
    limit: int = 50, offset: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """One row is a batch (BATCHES), the newest day first. `districts` of somebody who is limited to them: only batches
    made for these alone. `made_by` is a display name; `institution` that of the visit."""
    page = _page(conn, regency, districts, states).limit(limit).offset(offset)
    keys = list(conn.execute(page).scalars())
    counts = [func.sum(_is(mark)).label(mark) for mark in _COUNTED]
    counting = select(c.batch_id, func.count().label("cards"), *counts, func.sum(c.spoiled).label("spoiled"))
    summed = counting.where(c.batch_id.in_(keys)).group_by(c.batch_id).subquery()
    query = (
        select(
            b.id, b.number, b.day, b.state, b.holder_id, h.name, b.visit_id, institution.c.name,
            *(func.coalesce(summed.c[name], 0) for name in ("cards", *_COUNTED, "spoiled")),
            func.coalesce(account.c.display_name, b.made_by), b.made_at, b.note, b.reason, b.version,
        )
        .select_from(print_batch)
        .join(blank_holder, h.id == b.holder_id).outerjoin(summed, summed.c.batch_id == b.id)
        .outerjoin(visit, visit.c.id == b.visit_id).outerjoin(institution, institution.c.id == visit.c.institution_id)
        .outerjoin(account, account.c.name == b.made_by).where(b.id.in_(keys)).order_by(b.day.desc(), b.number.desc())
    )  # fmt: skip
    return pd.DataFrame([tuple(row) for row in conn.execute(query)], columns=list(BATCHES), dtype=object)


def batches_total(
    conn: Connection, regency: str, *, districts: Sequence[str] = (), states: Sequence[BatchState] = ()
) -> int:
    """How many there are."""
    found = _page(conn, regency, districts, states).subquery()
    return int(conn.execute(select(func.count()).select_from(found)).scalar_one())


def batch(conn: Connection, batch_id: int, *, regency: str, districts: Sequence[str] = ()) -> Batch:
    """One batch. Raises NotFound("batch_unknown"), also outside `regency` and `districts`."""
    found = store.get(conn, batch_id)
    if found.regency != regency or not rules.own(found, districts):
        raise NotFound("batch_unknown")
    return found


def progress(conn: Connection, batch_id: int) -> Progress:
    """What became of its cards, counted."""
    return store.progress(conn, batch_id)


def room(conn: Connection, holder_id: int, day: date) -> Room:
    """How many cards a printer can take on for that day. Raises NotFound("blank_holder_unknown")."""
    cards_of = select(func.count()).select_from(print_batch_card.join(print_batch, b.id == c.batch_id))
    cards_of = cards_of.where(b.holder_id == holder_id)
    # Open ones are found by the office: there are few, and a printer's batches of years are many.
    mine = (b.regency == region_code(holder_id // PER_REGENCY), b.state.in_([str(one) for one in sorted(HOLDING)]))
    promised = cards_of.where(*mine, WAITING)
    planned = cards_of.where(b.day == day, c.state.in_([str(CardMark.WAITING), str(CardMark.PRINTED)]))
    query = select(h.stock, promised.scalar_subquery(), h.daily_capacity, planned.scalar_subquery())
    row = conn.execute(query.where(h.id == holder_id)).first()
    if row is None:
        raise NotFound("blank_holder_unknown")
    return Room(*row)


def order(conn: Connection, regency: str) -> PrintOrder:
    """In which order the office prints; `order.DEFAULT` (version 0) where it never said."""
    return store.order(conn, regency)


def waiting_in(conn: Connection, resident_id: int) -> Batch | None:
    """The batch in which the resident's card waits now."""
    query = select(print_batch).join(print_batch_card, c.batch_id == b.id).where(c.resident_id == resident_id, WAITING)
    row = conn.execute(query).mappings().first()
    return None if row is None else store.batch_of(row)


def _page(conn: Connection, regency: str, districts: Sequence[str], states: Sequence[BatchState]) -> Select[tuple[int]]:
    where: list[ColumnElement[bool]] = [b.regency == regency]
    if states:
        where.append(b.state.in_([str(one) for one in states]))
    if districts:  # a list inside a column: looked at here, batch by batch, for those who are limited to some
        wanted = set(districts)
        some = conn.execute(select(b.id, b.districts).where(*where))
        where.append(b.id.in_([key for key, theirs in some if theirs and set(theirs) <= wanted]))
    return select(b.id).where(*where).order_by(b.day.desc(), b.number.desc())


def _is(mark: str) -> Any:
    return case((c.state == mark, 1), else_=0)
