"""Recordings of closed visits by team and month: read by visit, never by resident.

The day is that of the visit. Everybody recorded there counts, residents of elsewhere included. As known on a day:
visits that were closed by then, recordings that had been entered and not taken back, and the team that a visit had.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from ktp_core import clock
from ktp_core.db.schema import institution, team, visit, visit_change
from ktp_core.kpi.model import Scope
from ktp_core.months import month_of
from ktp_core.visits import served
from ktp_core.visits.model import VisitAction
from ktp_core.visits.queries import was_done

Team = int | None  # None: a visit without a team


def recorded(conn: Connection, scope: Scope, first: date) -> Counter[tuple[Team, int]]:
    """(team, yyyymm) -> recordings at closed visits from `first` to the scope's day. Districts: of institutions."""
    known = clock.end_of(scope.known_on, scope.regency) if scope.known_on else None
    changed = {} if known is None else _teams_then(conn, scope, first, known)
    found: Counter[tuple[Team, int]] = Counter()
    for key, team_id, day, n in conn.execute(_visits(scope, first, known)):
        found[changed.get(key, team_id), month_of(day)] += int(n)
    return found


def names(conn: Connection, regency: str) -> dict[int, str]:
    """Name by id of every team, those given up included."""
    rows = conn.execute(select(team.c.id, team.c.name).where(team.c.regency == regency).order_by(team.c.name))
    return {int(key): name for key, name in rows}


def _visits(scope: Scope, first: date, known: datetime | None) -> Select[Any]:
    """One row is a closed visit with its recordings that stand."""
    found = served.recordings(scope.known_on, visit.c.id, visit.c.team_id, visit.c.day).where(
        *_made(scope, first), was_done(known)
    )
    if not scope.districts:
        return found
    there = select(institution.c.id).where(institution.c.district.in_(scope.districts))
    return found.where(visit.c.institution_id.in_(there))


def _teams_then(conn: Connection, scope: Scope, first: date, known: datetime) -> dict[int, Team]:
    """The team that a visit had by then, of visits that were given to another one since."""
    change = visit_change.c
    rows = conn.execute(
        select(change.visit_id, change.details).join(visit, visit.c.id == change.visit_id)
        .where(*_made(scope, first), change.action == str(VisitAction.ASSIGN), change.at >= known)
        .order_by(change.id.desc())
    )  # fmt: skip
    # Newest first: of several changes the earliest one, which says what was before all of them, is kept.
    return {int(key): details["team_id"][0] for key, details in rows if "team_id" in details}


def _made(scope: Scope, first: date) -> tuple[Any, ...]:
    return visit.c.regency == scope.regency, visit.c.day.between(first, scope.as_of)
