"""How many visits, institutions and people a year had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, exists, func, or_, select

from ktp_core import clock
from ktp_core.db.schema import institution, visit, visit_change
from ktp_core.visits import served
from ktp_core.visits.model import VisitAction, VisitState

COLUMNS = ("year", "visits", "reported", "institutions", "served")
GROUPS = ("year", "kind", "channel", "visits", "institutions", "served")


@dataclass(frozen=True, slots=True)
class Made:
    """Which visits that were done: on days from `first` to `last`. Empty: all. `kinds`: of institutions; `channel`: of
    the programme (`cards.model.Channel`). `known_on`: only what had been entered by the end of that day."""

    regency: str
    first: date
    last: date
    districts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    channel: int | None = None
    known_on: date | None = None

    @property
    def known_until(self) -> datetime | None:
        """The moment at which that day is over."""
        return clock.end_of(self.known_on, self.regency) if self.known_on else None


def by_year(
    conn: Connection, regency: str, years: Sequence[int], as_of: date, districts: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (), known_on: date | None = None, channel: int | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Per calendar year: visits done up to `as_of`, those of them read in a report, institutions, people recorded.

    A person recorded twice within a year, and an institution visited twice, count once; merged institutions are one.
    Recordings that were corrected away don't count. A year without visits has no row. `kinds`: of institutions.
    `known_on`: only what had been entered by the end of that day.
    """
    if not years:
        return pd.DataFrame(columns=list(COLUMNS))
    last = min(as_of, date(max(years), 12, 31))
    made = Made(regency, date(min(years), 1, 1), last, districts, kinds, channel, known_on)
    found = conn.execute(_done(_visits(_year(years)), made)).all()
    people = _served(conn, made, _year(years))
    return pd.DataFrame(
        [(row.year, row.visits, row.reported, row.institutions, people[row.year,]) for row in found],
        columns=list(COLUMNS),
    )


def in_span(conn: Connection, made: Made) -> tuple[int, int, int, int]:
    """Visits, those of them read in a report, institutions and people recorded of a span, each once as in a year."""
    visits, reported, institutions = conn.execute(_done(_visits(), made)).one()
    return int(visits), int(reported), int(institutions), _served(conn, made)[()]


def span_by_district(conn: Connection, made: Made) -> dict[str, tuple[int, int, int, int]]:
    """The same for each district that has any, by where the institution lies; "" when that is not known."""
    return _span_by(conn, made, institution.c.district)


def span_by_kind(conn: Connection, made: Made) -> dict[str, tuple[int, int, int, int]]:
    """The same for each kind of institution that has any."""
    return _span_by(conn, made, institution.c.kind)


def _span_by(conn: Connection, made: Made, key: ColumnElement[Any]) -> dict[str, tuple[int, int, int, int]]:
    people = _served(conn, made, key)
    return {
        code or "": (int(visits), int(reported), int(places), people[code,])
        for code, visits, reported, places in conn.execute(_done(_visits(key), made))
    }


def by_kind(conn: Connection, made: Made) -> pd.DataFrame:
    """One row is a calendar year, kind of institution and channel with visits (GROUPS), newest year first. What is in
    two rows of a year is counted in both."""
    years = range(made.first.year, made.last.year + 1)
    keys = (_year(years), institution.c.kind, visit.c.channel)
    people = _served(conn, made, *keys)
    rows = [
        (row.year, row.kind, row.channel, row.visits, row.institutions, people[tuple(row[:3])])
        for row in conn.execute(_done(_visits(*keys), made))
    ]
    return pd.DataFrame(sorted(rows, key=lambda row: (-row[0], row[1], row[2])), columns=list(GROUPS))


def _visits(*keys: ColumnElement[Any]) -> Select[Any]:
    one = func.coalesce(institution.c.merged_into, institution.c.id)
    counts: Select[Any] = select(
        *keys,
        func.count().label("visits"),
        func.count(visit.c.source).label("reported"),
        func.count(distinct(one)).label("institutions"),
    ).select_from(visit)
    return counts.group_by(*keys).order_by(*keys[:1]) if keys else counts


def _served(conn: Connection, made: Made, *keys: ColumnElement[Any]) -> Counter[tuple[Any, ...]]:
    """People recorded, by keys: recordings that stand without the repeats."""
    recordings = conn.execute(_done(served.recordings(made.known_on, *keys), made))
    found = Counter({tuple(row[:-1]): int(row.n) for row in recordings})
    for *key, _, n in conn.execute(_done(served.again(made.known_on, *keys), made)):
        found[tuple(key)] -= int(n) - 1
    return found


def _done(counts: Select[Any], made: Made) -> Select[Any]:
    found = counts.join(institution, institution.c.id == visit.c.institution_id).where(
        visit.c.regency == made.regency, was_done(made.known_until), visit.c.day.between(made.first, made.last)
    )
    if made.kinds:
        found = found.where(institution.c.kind.in_([str(kind) for kind in made.kinds]))
    if made.channel is not None:
        found = found.where(visit.c.channel == int(made.channel))
    return found.where(institution.c.district.in_(made.districts)) if made.districts else found


def was_done(known_until: datetime | None) -> ColumnElement[bool]:
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
