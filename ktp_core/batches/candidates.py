"""Which waiting cards come next, by the order of urgency: short walks along one covering index (`ix_print_order`).

Cards that wait in a batch are left out. 70,000 waiting cost one pass to count them and as many rows as are wanted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, select, union

from ktp_core.batches.model import Category, PrintOrder
from ktp_core.batches.order import category, cause_of, first_time_since
from ktp_core.batches.proposal import Proposed, Wish
from ktp_core.batches.store import WAITING
from ktp_core.cards.model import CardAction, Cause
from ktp_core.db.schema import card_event, print_batch_card, resident, visit, visit_person

r, c = resident.c, print_batch_card.c
Waiting = dict[Category, Counter[int]]
"""Per category, how many cards of which serial."""
FIRST = (Category.FIRST_TIME, Category.WAITING)


def propose(
    conn: Connection, regency: str, day: date, *, order: PrintOrder, wish: Wish, limit: int
) -> tuple[list[Proposed], tuple[tuple[Category, int], ...]]:
    """The first `limit` cards that may be printed on `day`, in printing order; how many there are per category, in the
    order of urgency (residents left out by hand count too)."""
    if wish.visit_id is not None:
        return _at_visit(conn, regency, day, order, wish, limit)
    counted = _counts(conn, regency, day, order, wish)
    found: list[Proposed] = []
    for wanted in order.categories:
        missing = limit - len(found)
        if missing > 0 and counted[wanted]:
            found += _walk(conn, regency, day, order, wish, wanted, counted[wanted], missing)
    return found, tuple((name, counted[name].total()) for name in order.categories)


def _where(regency: str, day: date, wish: Wish, due: Any = r.due_on) -> list[ColumnElement[bool]]:
    where = [r.regency == regency, r.due_on.is_not(None), due <= day]
    if wish.districts:
        where.append(_one_of(r.district, wish.districts))
    if wish.institutions:
        where.append(_one_of(r.institution_id, wish.institutions))
    return where


def _one_of(column: Any, values: Sequence[Any]) -> ColumnElement[bool]:
    return column.in_(values) if len(values) > 1 else column == values[0]


def _counts(conn: Connection, regency: str, day: date, order: PrintOrder, wish: Wish) -> Waiting:
    young = case((r.card_age_on > first_time_since(day, order), 1), else_=0)
    counting = select(r.serial, r.cause, func.count(), func.sum(young)).group_by(r.serial, r.cause)
    # `+ 0`: no other index may be chosen for its days, or the planner reads 70,000 rows of the table.
    counting = counting.where(*_where(regency, day, wish, r.due_on + 0))
    found: Waiting = defaultdict(Counter)
    _add(found, conn, counting, 1)
    held = counting.join(print_batch_card, (c.resident_id == r.id) & (c.serial == r.serial)).where(WAITING)
    _add(found, conn, held, -1)
    return found


def _add(found: Waiting, conn: Connection, counting: Select[Any], sign: int) -> None:
    for serial, cause, n, young in conn.execute(counting):
        if serial == 1:
            found[Category.FIRST_TIME][1] += sign * int(young)
            found[Category.WAITING][1] += sign * (n - int(young))
        else:
            found[_replaced(cause)][serial] += sign * n


def _replaced(cause: int | None) -> Category:
    return next(one for one in Category if one not in FIRST and cause_of(one) == (Cause(cause) if cause else None))


def _walk(
    conn: Connection, regency: str, day: date, order: PrintOrder, wish: Wish, wanted: Category, serials: Counter[int],
    limit: int,
) -> list[Proposed]:  # fmt: skip
    more = limit + len(wish.skip)
    where = [*_where(regency, day, wish), ~_held(), *_kind(wanted, day, order)]
    # Ordered by the cause too: PostgreSQL does not see that there is only one when it is null.
    picked = select(r.due_on, r.id, r.serial).order_by(r.cause, r.due_on, r.id).limit(more)
    runs = [conn.execute(picked.where(*where, r.serial == serial)).all() for serial, n in serials.items() if n > 0]
    left = ((due, id_, serial) for due, id_, serial in merge(*runs) if id_ not in wish.skip)
    return [Proposed(id_, serial, wanted, due) for due, id_, serial in islice(left, limit)]


def _kind(wanted: Category, day: date, order: PrintOrder) -> list[ColumnElement[bool]]:
    since = first_time_since(day, order)
    if wanted is Category.FIRST_TIME:  # nobody is due before card age: the walk begins there
        return [r.cause.is_(None), r.card_age_on > since, r.due_on > since]
    if wanted is Category.WAITING:
        return [r.cause.is_(None), r.card_age_on <= since]
    cause = cause_of(wanted)
    return [r.cause.is_(None) if cause is None else r.cause == int(cause)]


def _held() -> ColumnElement[bool]:
    return exists().where(c.resident_id == r.id, c.serial == r.serial, WAITING)


def _at_visit(
    conn: Connection, regency: str, day: date, order: PrintOrder, wish: Wish, limit: int
) -> tuple[list[Proposed], tuple[tuple[Category, int], ...]]:
    p, e = visit_person.c, card_event.c
    undo = card_event.alias("undo")
    recorded = select(e.resident_id).where(
        e.visit_id == wish.visit_id, e.action == int(CardAction.RECORD), ~exists().where(undo.c.undoes == e.id)
    )
    listed = select(p.resident_id).where(p.visit_id == wish.visit_id, p.resident_id.is_not(None))
    visited = select(visit.c.institution_id).where(visit.c.id == wish.visit_id).scalar_subquery()
    there = select(r.id).where(r.institution_id == visited, *_where(regency, day, wish))
    query = select(r.due_on, r.id, r.serial, r.cause, r.card_age_on)
    rows = conn.execute(query.where(r.id.in_(union(listed, recorded, there)), *_where(regency, day, wish), ~_held()))
    found = [
        Proposed(id_, serial, category(serial, Cause(cause) if cause else None, age, day, order), due)
        for due, id_, serial, cause, age in rows
    ]
    found.sort(key=lambda one: (order.categories.index(one.category), one.due_on, one.resident_id))
    counted = Counter(one.category for one in found)
    return _first(found, wish.skip, limit), tuple((name, counted[name]) for name in order.categories)


def _first(found: Sequence[Proposed], skip: Collection[int], limit: int) -> list[Proposed]:
    return [one for one in found if one.resident_id not in skip][:limit]
