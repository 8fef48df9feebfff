"""Lists of the last visits with what was said of everybody on them, and where those missed are expected next."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from ktp_core.cards.model import CardState
from ktp_core.db import dialects
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import follow_up, institution, resident, visit, visit_outcome, visit_person, visit_report
from ktp_core.db.types import Instant, day_number
from ktp_core.demo.ground import Ground
from ktp_core.demo.moments import moment
from ktp_core.fieldwork.merging import SCREEN, Report
from ktp_core.fieldwork.model import PersonOrigin, listed_key
from ktp_core.visits.model import MISSED, Outcome, Reason

_LISTED, _EXPECTED = timedelta(days=90), timedelta(days=200)
_REPORT = ("id", "visit_id", "key", "copy", "outcome", "reason", "acted_at", "operator", "kit", "settles", "digest",
           "entered_at", "entered_by")  # fmt: skip
_LIST = ("visit_id", "number", "key", "resident_id", "class_name", "origin", "walk_in")


def write(conn: Connection, ground: Ground) -> None:
    """Sheets of the last months, by class and name, and what was said on screen of everybody on them."""
    statement = (
        select(
            visit.c.id, visit.c.day, visit.c.start, visit.c.minutes, visit.c.team_id, visit_outcome.c.resident_id,
            visit_outcome.c.outcome, visit_outcome.c.reason, resident.c.class_name,
        )
        .join(visit_outcome, visit_outcome.c.visit_id == visit.c.id)
        .join(resident, resident.c.id == visit_outcome.c.resident_id)
        .where(visit.c.regency == ground.regency, visit.c.day > ground.today - _LISTED)
        .order_by(visit.c.id, resident.c.class_name, resident.c.name, resident.c.id)
    )  # fmt: skip
    people, said = [], []
    for _, rows in groupby(conn.execute(statement).all(), key=attrgetter("id")):
        for number, row in enumerate(rows, start=1):
            key = listed_key(row.resident_id)
            people.append((row.id, number, key, row.resident_id, row.class_name, str(PersonOrigin.LIST), None))
            said.append(_said(ground, row, number))
    dialects.bulk_insert(conn, visit_person, list(_LIST), people)
    ids = next_ids(conn, ground.regency, "visit_report", len(said))
    dialects.bulk_insert(conn, visit_report, list(_REPORT), ((key, *one) for key, one in zip(ids, said, strict=True)))


def _said(ground: Ground, row: Any, number: int) -> tuple[Any, ...]:
    crew = next((one for one in ground.crews if one.id == row.team_id), None)
    at = moment(ground, row.day, min(row.start + number * 2, 16 * 60))
    outcome, reason = Outcome(row.outcome), Reason(row.reason) if row.reason else None
    tool = number % len(crew.kits) if crew else 0
    report = Report(
        listed_key(row.resident_id), SCREEN, outcome, reason, at, crew.operator_names[tool] if crew else None,
        crew.kit_names[tool] if crew else None,
    )  # fmt: skip
    stored = _micros(at)
    return (row.id, report.key, SCREEN, int(outcome), row.reason, stored, report.operator, report.kit, None,
            report.digest, stored, "lapangan")  # fmt: skip


def expected(conn: Connection, ground: Ground) -> None:
    """Those missed at the last visits and not recorded since: where they are expected next."""
    offices = _points(conn, ground.regency, "KECAMATAN")
    stops = _points(conn, ground.regency, "KELILING") or offices
    statement = (
        select(visit.c.id, visit.c.day, visit.c.institution_id, visit_outcome, resident.c.district)
        .join(visit_outcome, visit_outcome.c.visit_id == visit.c.id)
        .join(resident, resident.c.id == visit_outcome.c.resident_id)
        .where(visit.c.regency == ground.regency, visit.c.day > ground.today - _EXPECTED)
        .where(visit_outcome.c.outcome.in_([int(one) for one in MISSED]))
        .where(resident.c.state == int(CardState.UNRECORDED)).order_by(visit.c.id, resident.c.id)
    )  # fmt: skip
    rows: dict[tuple[int, int], tuple[Any, ...]] = {}
    for row in conn.execute(statement).all():
        district = row.district or ""
        where = row.institution_id
        if row.reason == Reason.LEFT_SCHOOL:
            where = offices.get(district, where)
        elif ground.rng.random() < 0.15:
            where = stops.get(district, where)
        rows[row.id, row.resident_id] = (row.id, row.resident_id, where, day_number(row.day), None)
    columns = [column.name for column in follow_up.columns]
    dialects.bulk_insert(conn, follow_up, columns, rows.values())


def _points(conn: Connection, regency: str, type_: str) -> dict[str, int]:
    c = institution.c
    found: dict[str, int] = {}
    for row in conn.execute(
        select(c.district, c.id).where(c.regency == regency, c.type == type_).order_by(c.id.desc())
    ):
        found[row.district] = row.id
    return found


def _micros(at: datetime) -> int:
    return int(Instant().process_bind_param(at, None) or 0)  # type: ignore[arg-type]
