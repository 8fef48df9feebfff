"""Cards entering and leaving the backlog, said as SQL over the events: the recount of `rules.step`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, func, literal, or_, select
from sqlalchemy.sql.selectable import CTE

from ktp_core.db.schema import card_event
from ktp_core.summaries.columns import district, keys, latest, plain
from ktp_core.summaries.model import ACTION, CAME, LEFT, Flow


def backlog(regency: str) -> list[Select[Any]]:
    """Each event that stands against the one before it, on days that never go back within one card."""
    row = _turns(regency).c
    left = case((row.action == Flow.PRINT - ACTION, int(Flow.LEFT_PRINTED)), else_=int(Flow.LEFT_OTHER))
    left_on, came_on = latest(row.turned_on, row.due_before), latest(row.turned_on, row.due)
    return [
        keys(row.regency, left, left_on, row.district_before).where(row.gone == 1),
        keys(row.regency, literal(int(Flow.DUE)), came_on, row.district).where(row.come == 1),
        _part(LEFT, row, left_on, row.district_before).where(row.gone == 1),
        _part(CAME, row, came_on, row.district).where(row.come == 1),
    ]


def _part(parts: dict[int, Flow], row: Any, day: Any, place: Any) -> Select[Any]:
    """Those of a way that has a name of its own."""
    flow = case({action: int(flow) for action, flow in parts.items()}, value=row.action)
    return keys(row.regency, flow, day, place).where(row.action.in_(list(parts)))


def _turns(regency: str) -> CTE:
    """Every step with the last day until it on which something of the backlog changed."""
    row = _steps(regency).c
    same = and_(row.due_before == row.due, row.district_before == row.district)
    gone = and_(row.due_before.is_not(None), or_(row.due.is_(None), ~same))
    come = and_(row.due.is_not(None), or_(row.due_before.is_(None), ~same))
    turned = func.max(case((or_(gone, come), row.day))).over(**_line(row))
    return select(
        row.regency, row.action, row.district, row.due, row.district_before, row.due_before,
        case((gone, 1), else_=0).label("gone"), case((come, 1), else_=0).label("come"), turned.label("turned_on"),
    ).cte("turns")  # fmt: skip


def _steps(regency: str) -> CTE:
    """The events that stand, with place and due day before each."""
    row = _events(regency).c
    return (
        select(
            *row,
            func.lag(row.due).over(**_line(row)).label("due_before"),
            func.coalesce(func.lag(row.district).over(**_line(row)), 0).label("district_before"),
        )
        .where(or_(row.undone_from.is_(None), row.undone_from > row.id))
        .cte("steps")
    )


def _events(regency: str) -> CTE:
    """A correction takes back the act it undoes and what followed it, and says itself where the card stands now."""
    row = card_event.c
    undone_from = func.min(row.undoes).over(**_line(row), rows=(1, None))
    columns = (
        row.regency, row.id, row.resident_id, row.action, plain(row.day).label("day"), district(card_event),
        plain(row.due_on).label("due"), undone_from.label("undone_from"),
    )  # fmt: skip
    return select(*columns).where(row.regency == regency).cte("events")


def _line(row: Any) -> dict[str, Any]:
    return {"partition_by": row.resident_id, "order_by": row.id}
