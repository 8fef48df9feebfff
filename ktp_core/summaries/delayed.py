"""Waits that ended, said as SQL over the events: the recount of `delays.waits`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, literal, literal_column, or_, select, union_all
from sqlalchemy.sql.selectable import CTE

from ktp_core.db.schema import card_event, parameter
from ktp_core.db.types import day_number
from ktp_core.summaries.calendar import month_begins
from ktp_core.summaries.columns import district, plain
from ktp_core.summaries.delays import DELIVER, PRINT, PROMISES, SPOIL


def waits(regency: str) -> Select[Any]:
    """Rows of `summary_delay`."""
    acts = _acts(regency)
    return _counted([_ended(regency, action, acts) for action in PROMISES])


def waits_within(regency: str, action: int, first: date, before: date) -> Select[Any]:
    """The same of the acts from one day to the day before another: reads the cards of those days alone."""
    span = (card_event.c.day >= first, card_event.c.day < before)
    served: Any = literal_column("action IN (8, 11)")  # word for word the condition of ix_card_event_served
    acts = select(card_event.c.resident_id).where(card_event.c.regency == regency, served, *span)
    found = _ended(regency, action, _acts(regency, card_event.c.resident_id.in_(acts))).subquery("ended").c
    ended = select(*found).where(found.day >= day_number(first), found.day < day_number(before))
    return _counted([ended])


def _counted(ended: list[Select[Any]]) -> Select[Any]:
    row = union_all(*ended).subquery("waits").c
    key = (row.regency, row.action, row.again, row.since, row.district, row.days)
    return select(*key, func.count().label("n")).group_by(*key)


def _ended(regency: str, action: int, acts: CTE) -> Select[Any]:
    row = acts.c
    since = row.due_before if action == PRINT else row.due_of_print
    kept = [or_(row.spoiled.is_(None), row.spoiled < row.id)] if action == PRINT else []
    return select(
        row.regency, literal(action).label("action"), case((row.serial > 1, 1), else_=0).label("again"), row.day,
        _part(regency, action, row.day).label("since"), row.district, (row.day - since).label("days"),
    ).where(row.action == action, row.ours == 1, since.is_not(None), *kept)  # fmt: skip


def _part(regency: str, action: int, day: Any) -> Any:
    """`delays.part_of`."""
    c = parameter.c
    starts = select(func.max(plain(c.valid_from))).where(
        c.regency == regency, c.name == PROMISES[action], plain(c.valid_from) <= day
    )  # fmt: skip
    began, month = starts.correlate_except(parameter).scalar_subquery(), month_begins(day)
    return case((began > month, began), else_=month)


def _acts(regency: str, *whose: Any) -> CTE:
    """Acts that stand, each with the due day before the printing of its card, and its last spoiling."""
    row = _standing(regency, *whose).c
    printing: dict[str, Any] = {"partition_by": (row.resident_id, row.serial, row.printing)}
    of_print = func.max(case((row.action == PRINT, row.due_before))).over(**printing)
    return select(*row, of_print.label("due_of_print")).cte("acts")


def _standing(regency: str, *whose: Any) -> CTE:
    row = _events(regency, *whose).c
    card: dict[str, Any] = {"partition_by": (row.resident_id, row.serial)}
    return (
        select(
            *row,
            # The first printing of a card and what follows it until the second are number 1, and so on.
            func.count(case((row.action == PRINT, 1))).over(**card, order_by=row.id).label("printing"),
            func.max(case((row.action == SPOIL, row.id))).over(**card).label("spoiled"),
        )
        .where(row.action.in_((PRINT, SPOIL, DELIVER)), or_(row.undone_from.is_(None), row.undone_from > row.id))
        .cte("standing")
    )


def _events(regency: str, *whose: Any) -> CTE:
    """Every event with the due day before it; a correction takes back the act it undoes and what followed it."""
    row = card_event.c
    line: dict[str, Any] = {"partition_by": row.resident_id, "order_by": row.id}
    return (
        select(
            row.regency, row.id, row.resident_id, row.serial, row.action, plain(row.day).label("day"), row.ours,
            district(card_event), func.lag(plain(row.due_on)).over(**line).label("due_before"),
            func.min(row.undoes).over(**line, rows=(1, None)).label("undone_from"),
        )
        .where(row.regency == regency, *whose)
        .cte("told")
    )  # fmt: skip
