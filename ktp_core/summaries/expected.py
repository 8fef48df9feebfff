"""What the summaries should hold, said as SQL over residents and events: a second way to the numbers of `rules`.

Each public function is a SELECT whose columns are those of its summary table, in order. Nothing here reads a summary
except `months` and `years`, which add days up.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, func, literal, or_, select, type_coerce, union_all
from sqlalchemy.sql.selectable import CTE

from ktp_core.db.schema import card_event, resident, summary_day
from ktp_core.db.types import day_number
from ktp_core.summaries.calendar import months_of
from ktp_core.summaries.model import ACTION, ELSEWHERE, Flow
from ktp_core.summaries.rules import FIRST_MONTH, LAST_MONTH, OPENING

_OURS = 1


def states(regency: str) -> Select[Any]:
    """People now by district × state × month of birth."""
    row = resident.c
    first = day_number(OPENING.replace(year=FIRST_MONTH // 100, month=FIRST_MONTH % 100))
    month = months_of(_latest(row.birth_date, since=first))
    month = case((month > LAST_MONTH, LAST_MONTH), else_=month).label("birth_month")
    return _counted(select(row.regency, _district(resident), row.state, month).where(_ours(regency)))


def days(regency: str) -> Select[Any]:
    """Everything that is counted on a day, by flow × day × district × channel."""
    # Every part has flows of its own, so that no key comes twice.
    parts = [_counted(part) for part in (*_people(regency), _actions(regency), *_backlog(regency))]
    return select(union_all(*parts).subquery("parts"))


def months(regency: str) -> Select[Any]:
    """The days that are stored, added up to months."""
    return _periods(regency, months_of(summary_day.c.day))


def years(regency: str) -> Select[Any]:
    """The days that are stored, added up to calendar years."""
    return _periods(regency, months_of(summary_day.c.day) // 100)


def _periods(regency: str, period: Any) -> Select[Any]:
    row = summary_day.c
    rows = select(row.regency, row.flow, period.label("period"), row.district, row.channel, row.n)
    return _added(rows.where(row.regency == regency))


def _people(regency: str) -> list[Select[Any]]:
    row = resident.c
    first = row.serial == 1
    stages: dict[Flow, Any] = {
        Flow.ELIGIBLE: row.card_age_on,
        Flow.COVERED: row.recorded_on,
        Flow.READY: case((first, _plain(row.ready_on)), else_=_plain(row.owned_on)),
        Flow.PRINTED: case((first, _plain(row.printed_on)), else_=_plain(row.owned_on)),
        Flow.OWNED: row.owned_on,
    }
    return [
        _keys(row.regency, literal(int(flow)), _latest(day, row.card_age_on), _district(resident))
        .where(_ours(regency), _plain(day).is_not(None))
        for flow, day in stages.items()
    ]  # fmt: skip


def _actions(regency: str) -> Select[Any]:
    """Acts that stand: a correction takes the act it undoes out of the count of that act's own day."""
    row = card_event.c
    undone = select(card_event.alias("correction").c.undoes)
    undone = undone.where(undone.selected_columns.undoes.is_not(None))
    flow = _plain(row.action) + case((row.ours == 1, ACTION), else_=ELSEWHERE)
    known = flow.in_([int(flow) for flow in Flow if flow > ACTION])
    keys = _keys(row.regency, flow, _latest(row.day), _district(card_event), row.channel)
    corrected = select(row.undoes).where(row.regency == regency, row.undoes.is_not(None))
    return keys.where(row.regency == regency, known, row.id.not_in(corrected))


def _backlog(regency: str) -> list[Select[Any]]:
    """Cards entering and leaving the backlog: each event against the one before it."""
    row = _steps(regency).c
    same = and_(row.due_before == row.due, row.district_before == row.district)
    left = case((row.action == Flow.PRINT - ACTION, int(Flow.LEFT_PRINTED)), else_=int(Flow.LEFT_OTHER))
    gone = and_(row.due_before.is_not(None), or_(row.due.is_(None), ~same))
    come = and_(row.due.is_not(None), or_(row.due_before.is_(None), ~same))
    return [
        _keys(row.regency, left, _latest(row.day, row.due_before), row.district_before).where(gone),
        _keys(row.regency, literal(int(Flow.DUE)), _latest(row.day, row.due), row.district).where(come),
    ]


def _steps(regency: str) -> CTE:
    row = card_event.c
    line: dict[str, Any] = {"partition_by": row.resident_id, "order_by": row.id}
    due = _plain(row.due_on)
    columns = (
        row.regency, row.action, row.day, _district(card_event), due.label("due"),
        func.lag(due).over(**line).label("due_before"),
        func.coalesce(func.lag(_plain(row.district)).over(**line), 0).label("district_before"),
    )  # fmt: skip
    return select(*columns).where(row.regency == regency).cte("steps")


def _keys(regency: Any, flow: Any, day: Any, district: Any, channel: Any = None) -> Select[Any]:
    channel = literal(0) if channel is None else channel
    return select(
        regency.label("regency"), flow.label("flow"), day.label("day"), district.label("district"),
        _plain(channel).label("channel"),
    )  # fmt: skip


def _counted(rows: Select[Any]) -> Select[Any]:
    # Through a subquery: PostgreSQL does not see that two expressions with parameters are the same.
    keys = rows.subquery().c
    return select(*keys, func.count().label("n")).group_by(*keys)


def _added(rows: Select[Any]) -> Select[Any]:
    *keys, n = rows.subquery().c
    return select(*keys, func.sum(n).label("n")).group_by(*keys)


def _ours(regency: str) -> ColumnElement[bool]:
    return and_(resident.c.regency == regency, resident.c.standing == _OURS)


def _district(table: Any) -> Any:
    return func.coalesce(_plain(table.c.district), 0).label("district")


def _latest(*days_: Any, since: int = day_number(OPENING)) -> Any:
    """The latest of some days and a first day."""
    found: Any = literal(since)
    for day in days_:
        found = case((_plain(day) > found, _plain(day)), else_=found)
    return found


def _plain(value: Any) -> Any:
    """The integer behind a date or code."""
    return type_coerce(value, BigInteger)
