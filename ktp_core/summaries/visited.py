"""Recordings at visits, said as SQL over the events: one row where one became known, one where it was taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, literal, select, union_all

from ktp_core import clock
from ktp_core.db.schema import card_event
from ktp_core.summaries.columns import plain

RECORD = 1  # cards.model.CardAction
_DAY, _MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
_e = card_event.c


def visits(regency: str) -> Select[Any]:
    """Rows of `summary_visit`."""
    row = told(regency).subquery("told").c
    key = (row.regency, row.visit_id, row.known_on)
    return select(*key, func.sum(row.n).label("n")).group_by(*key)


def again(regency: str) -> Select[Any]:
    """Rows of `summary_visit_again`."""
    row = told(regency).subquery("told").c
    often = select(_e.resident_id).where(*_at_visits(regency)).group_by(_e.resident_id).having(func.count() > 1)
    key = (row.regency, row.resident_id, row.visit_id, row.known_on)
    return select(*key, func.sum(row.n).label("n")).where(row.resident_id.in_(often)).group_by(*key)


def told(regency: str, *whose: Any) -> Select[Any]:
    """`regency`, `resident_id`, `visit_id`, `known_on`, `n`: 1 of a recording, -1 of one that was taken back."""
    undo = card_event.alias("undo")
    undone_at = select(func.min(plain(undo.c.at))).where(undo.c.undoes == _e.id).scalar_subquery()
    found = (
        select(_e.regency, _e.resident_id, _e.visit_id, plain(_e.at).label("at"), undone_at.label("undone_at"))
        .where(*_at_visits(regency), *whose).cte("at_visits").c
    )  # fmt: skip
    who = (found.regency, found.resident_id, found.visit_id)
    # Clocks go back: nothing is taken back before it was told.
    later = case((found.undone_at > found.at, found.undone_at), else_=found.at)
    parts = (
        select(*who, _office_day(found.at, regency).label("known_on"), literal(1).label("n")),
        select(*who, _office_day(later, regency), literal(-1)).where(found.undone_at.is_not(None)),
    )
    return select(union_all(*parts).subquery("parts"))


def _at_visits(regency: str) -> tuple[Any, ...]:
    return _e.regency == regency, _e.action == RECORD, _e.visit_id.is_not(None)


def _office_day(at: Any, regency: str) -> Any:
    """The day number of a stored moment on the office's calendar. Its zones have kept their hours since 1988."""
    ahead = datetime(2011, 1, 1, tzinfo=clock.zone_of(regency)).utcoffset()
    assert ahead is not None
    return (at + ahead // _MICROSECOND) // (_DAY // _MICROSECOND)
