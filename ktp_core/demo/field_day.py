"""The visit of today, under way: its list by the real rules, and what the team has said of the first of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, func, select, update

from ktp_core.access.transactions import SYSTEM, Writing
from ktp_core.cards.model import CardState
from ktp_core.db.schema import institution, membership, resident, visit
from ktp_core.db.types import day_of
from ktp_core.demo.ground import Ground
from ktp_core.demo.moments import moment
from ktp_core.fieldwork import lists, store
from ktp_core.fieldwork.merging import SCREEN, Report
from ktp_core.institutions.model import Kind
from ktp_core.residents.model import Standing
from ktp_core.visits import history
from ktp_core.visits import store as visits
from ktp_core.visits.model import Outcome, Reason, VisitAction, VisitDraft, VisitState

# What is said of the first on the list, in turn; the rest of the list is still waiting.
_SAID: tuple[tuple[Outcome, Reason | None], ...] = (
    (Outcome.RECORDED, None), (Outcome.RECORDED, None), (Outcome.RECORDED, None), (Outcome.ABSENT, Reason.INTERNSHIP),
    (Outcome.RECORDED, None), (Outcome.RECORDED, None), (Outcome.FAILED, Reason.NETWORK), (Outcome.RECORDED, None),
    (Outcome.DOCUMENT_MISSING, None), (Outcome.ABSENT, Reason.ILL),
)  # fmt: skip
_SHARE = 0.4
_SIXTEEN = 16 * 365 + 10
START, END = 8 * 60, 14 * 60


def begin(conn: Connection, ground: Ground) -> int:
    """Write it; 1, or 0 when nobody waits anywhere. On days off the team is at a pesantren."""
    place = _busiest(conn, ground)
    if place is None:
        return 0
    crew, tx = ground.crews[0], Writing(conn, replace(SYSTEM, name="lapangan"), ground.regency, ground.at)
    key = visits.insert_draft(
        conn, ground.regency,
        VisitDraft(institution_id=place, day=ground.today, start=START, end=END, team_id=crew.id, resources=crew.along),
        at=ground.at,
    )  # fmt: skip
    told = ground.today - timedelta(days=12)
    history.note(
        conn, ground.regency, key, VisitAction.SCHEDULE, at=moment(ground, told), by="jadwal", days=(None, ground.today)
    )
    people = lists.prepare(tx, visits.visit(conn, key)).added
    conn.execute(update(visit).where(visit.c.id == key).values(expected=len(people)))
    visits.change(conn, visits.visit(conn, key), {"state": VisitState.UNDERWAY}, ground.at)
    at = moment(ground, ground.today, START)
    history.note(conn, ground.regency, key, VisitAction.START, at=at, by="lapangan")
    said = []
    for one in people[: round(len(people) * _SHARE)]:
        outcome, reason = _SAID[one.number % len(_SAID)]
        tool = one.number % len(crew.kits)
        when = moment(ground, ground.today, START + 2 * one.number)
        said.append(Report(one.key, SCREEN, outcome, reason, when, crew.operator_names[tool], crew.kit_names[tool]))
    store.insert_reports(conn, key, said, at=ground.at, by="lapangan")
    return 1


def _busiest(conn: Connection, ground: Ground) -> int | None:
    """Where most wait who may be recorded."""
    m, r = membership.c, resident.c
    kinds = [str(Kind.PESANTREN)]
    if ground.calendar.is_workday(ground.today):
        kinds.append(str(Kind.SCHOOL))
    statement = (
        select(m.institution_id)
        .join(resident, r.id == m.resident_id).join(institution, institution.c.id == m.institution_id)
        .where(r.regency == ground.regency, r.state == int(CardState.UNRECORDED), r.standing == int(Standing.OURS))
        .where(r.birth_date <= day_of(ground.now - _SIXTEEN), m.until_day.is_(None), institution.c.kind.in_(kinds))
        .group_by(m.institution_id).order_by(func.count().desc(), m.institution_id)
    )  # fmt: skip
    found = conn.execute(statement.limit(1)).scalar_one_or_none()
    return None if found is None else int(found)
