"""What the summaries should hold, said as SQL over residents and events: a second way to the numbers of `rules`.

Each public function is a SELECT whose columns are those of its summary table, in order. Nothing here reads a summary
except `months`, `years` and `village_years`, which add up.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select, union_all

from ktp_core.db.schema import card_event, resident, summary_day, summary_village_month
from ktp_core.db.types import day_number
from ktp_core.months import first_day
from ktp_core.summaries.backlog import backlog
from ktp_core.summaries.calendar import months_of
from ktp_core.summaries.columns import district, keys, latest, plain, smallest_place
from ktp_core.summaries.model import ACTION, ELSEWHERE, Flow
from ktp_core.summaries.rules import FIRST_MONTH, LAST_MONTH

_OURS = 1


def states(regency: str) -> Select[Any]:
    """People now by district × state × month of birth."""
    row = resident.c
    first = day_number(first_day(FIRST_MONTH))
    month = months_of(latest(row.birth_date, since=first))
    month = case((month > LAST_MONTH, LAST_MONTH), else_=month).label("birth_month")
    return _counted(select(row.regency, district(resident), row.state, month).where(_ours(regency)))


def days(regency: str) -> Select[Any]:
    """Everything that is counted on a day, by flow × day × district × channel."""
    # Every part has flows of its own, so that no key comes twice.
    parts = [_counted(part) for part in (*_people(regency, district(resident)), _actions(regency), *backlog(regency))]
    return select(union_all(*parts).subquery("parts"))


def months(regency: str) -> Select[Any]:
    """The days that are stored, added up to months."""
    return _periods(regency, months_of(summary_day.c.day))


def years(regency: str) -> Select[Any]:
    """The days that are stored, added up to calendar years."""
    return _periods(regency, months_of(summary_day.c.day) // 100)


def queue(regency: str) -> Select[Any]:
    """Cards that wait to be printed by area, first or again, and due day."""
    row = resident.c
    waiting = (row.regency == regency, row.due_on.is_not(None))
    again = case((row.serial > 1, 1), else_=0).label("again")
    parts = (
        select(row.regency, area.label("area"), row.due_on, again).where(*waiting)
        for area in (plain(row.regency), district(resident))
    )
    return _counted(select(union_all(*parts).subquery("waiting")))


def village_months(regency: str) -> Select[Any]:
    """People's flows by month × village (or district, or 0)."""
    found = union_all(*_people(regency, smallest_place(resident))).subquery("people").c
    month, place = months_of(found.day).label("month"), found.district.label("place")
    return _counted(select(found.regency, found.flow, month, place))


def village_years(regency: str) -> Select[Any]:
    """The months by village that are stored, added up to calendar years."""
    row = summary_village_month.c
    rows = select(row.regency, row.flow, (row.month // 100).label("year"), row.place, row.n)
    return _added(rows.where(row.regency == regency))


def _periods(regency: str, period: Any) -> Select[Any]:
    row = summary_day.c
    rows = select(row.regency, row.flow, period.label("period"), row.district, row.channel, row.n)
    return _added(rows.where(row.regency == regency))


def _people(regency: str, place: Any) -> list[Select[Any]]:
    row = resident.c
    first = row.serial == 1
    stages: dict[Flow, Any] = {
        Flow.ELIGIBLE: row.card_age_on,
        Flow.COVERED: row.recorded_on,
        Flow.READY: case((first, plain(row.ready_on)), else_=plain(row.owned_on)),
        Flow.PRINTED: case((first, plain(row.printed_on)), else_=plain(row.owned_on)),
        Flow.OWNED: row.owned_on,
    }
    return [
        keys(row.regency, literal(int(flow)), latest(day, row.card_age_on), place)
        .where(_ours(regency), plain(day).is_not(None))
        for flow, day in stages.items()
    ]  # fmt: skip


def _actions(regency: str) -> Select[Any]:
    """Acts that stand: a correction takes the act it undoes out of the count of that act's own day."""
    row = card_event.c
    flow = plain(row.action) + case((row.ours == 1, ACTION), else_=ELSEWHERE)
    known = flow.in_([int(flow) for flow in Flow if flow > ACTION])
    acts = keys(row.regency, flow, latest(row.day), district(card_event), row.channel)
    corrected = select(row.undoes).where(row.regency == regency, row.undoes.is_not(None))
    return acts.where(row.regency == regency, known, row.id.not_in(corrected))


def _counted(rows: Select[Any]) -> Select[Any]:
    # Through a subquery: PostgreSQL does not see that two expressions with parameters are the same.
    key = rows.subquery().c
    return select(*key, func.count().label("n")).group_by(*key)


def _added(rows: Select[Any]) -> Select[Any]:
    *key, n = rows.subquery().c
    return select(*key, func.sum(n).label("n")).group_by(*key)


def _ours(regency: str) -> ColumnElement[bool]:
    return and_(resident.c.regency == regency, resident.c.standing == _OURS)
