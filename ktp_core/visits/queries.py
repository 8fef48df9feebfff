"""How many visits, institutions and people a year had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, exists, func, or_, select

from ktp_core.cards.model import CardAction
from ktp_core.db.schema import card_event, institution, visit, visit_change
from ktp_core.visits.model import VisitAction, VisitState

COLUMNS = ("year", "visits", "reported", "institutions", "served")


def by_year(
    conn: Connection, regency: str, years: Sequence[int], as_of: date, districts: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (), known_until: datetime | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Per calendar year: visits done up to `as_of`, those of them read in a report, institutions, people recorded.

    A person recorded twice within a year, and an institution visited twice, count once; merged institutions are one.
    Recordings that were corrected away don't count. A year without visits has no row. `kinds`: of institutions.
    `known_until`: only what had been entered by that moment.
    """
    if not years:
        return pd.DataFrame(columns=list(COLUMNS))
    made = conn.execute(_done(_visits(years), regency, years, as_of, districts, kinds, known_until)).all()
    people = _done(_served(years, known_until), regency, years, as_of, districts, kinds, known_until)
    served = {row.year: row.served for row in conn.execute(people)}
    return pd.DataFrame(
        [(row.year, row.visits, row.reported, row.institutions, served.get(row.year, 0)) for row in made],
        columns=list(COLUMNS),
    )


def _visits(years: Sequence[int]) -> Select[Any]:
    one = func.coalesce(institution.c.merged_into, institution.c.id)
    year = _year(years)
    counts: Select[Any] = select(
        year,
        func.count().label("visits"),
        func.count(visit.c.source).label("reported"),
        func.count(distinct(one)).label("institutions"),
    ).select_from(visit)
    return counts.group_by(year).order_by(year)


def _served(years: Sequence[int], known_until: datetime | None) -> Select[Any]:
    undo = card_event.alias("undo")
    year = _year(years)
    counts: Select[Any] = select(year, func.count(distinct(card_event.c.resident_id)).label("served")).join_from(
        visit, card_event, card_event.c.visit_id == visit.c.id
    )
    recorded = card_event.c.action == int(CardAction.RECORD)
    then = [] if known_until is None else [undo.c.at < known_until]
    standing = ~exists().where(undo.c.undoes == card_event.c.id, *then)
    entered = [] if known_until is None else [card_event.c.at < known_until]
    return counts.where(recorded, standing, *entered).group_by(year)


def _done(
    counts: Select[Any], regency: str, years: Sequence[int], as_of: date, districts: tuple[str, ...],
    kinds: tuple[str, ...], known_until: datetime | None,
) -> Select[Any]:  # fmt: skip
    first, last = date(min(years), 1, 1), min(as_of, date(max(years), 12, 31))
    found = counts.join(institution, institution.c.id == visit.c.institution_id).where(
        visit.c.regency == regency, _was_done(known_until), visit.c.day.between(first, last)
    )
    if kinds:
        found = found.where(institution.c.kind.in_([str(kind) for kind in kinds]))
    return found.where(institution.c.district.in_(districts)) if districts else found


def _was_done(known_until: datetime | None) -> ColumnElement[bool]:
    """Done now; or by the last of the changes that had been entered by then. What has no history was always done."""
    done = visit.c.state == str(VisitState.DONE)
    if known_until is None:
        return done
    change = visit_change.c
    turning = change.action != str(VisitAction.ASSIGN)
    last = (
        select(change.action).where(change.visit_id == visit.c.id, turning, change.at < known_until)
        .order_by(change.id.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    bare = ~exists().where(change.visit_id == visit.c.id)
    return or_(last == str(VisitAction.CLOSE), and_(done, bare))


def _year(years: Sequence[int]) -> ColumnElement[Any]:
    newest_first = sorted(years, reverse=True)
    return case(*((visit.c.day >= date(year, 1, 1), year) for year in newest_first)).label("year")
