"""What is known of a visit once its people are: time worked, lists with what was said, who is expected where next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from ktp_core.cards.model import CardState, Channel
from ktp_core.db import dialects
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import (
    follow_up,
    institution,
    resident,
    visit,
    visit_change,
    visit_outcome,
    visit_person,
    visit_report,
)
from ktp_core.db.types import Instant, day_number
from ktp_core.demo.ground import Ground
from ktp_core.demo.letters import moment
from ktp_core.fieldwork.merging import SCREEN, Report
from ktp_core.fieldwork.model import PersonOrigin, listed_key
from ktp_core.visits.model import MISSED, Outcome, Reason, VisitAction, VisitState

_LISTED, _EXPECTED = timedelta(days=90), timedelta(days=200)
_CANCEL = ("Ujian sekolah dimajukan", "Tim dialihkan ke kecamatan lain", "Lembaga meminta hari lain")
_NOTES = ("Jaringan lancar.", "Sinyal lemah, data dikirim dari kantor.", "Aula cukup luas untuk dua alat.", None, None)
_BAD_NETWORK, LONGEST = 0.15, 150
_REPORT = ("id", "visit_id", "key", "copy", "outcome", "reason", "acted_at", "operator", "kit", "settles", "digest",
           "entered_at", "entered_by")  # fmt: skip
_LIST = ("visit_id", "number", "key", "resident_id", "class_name", "origin", "walk_in")


def finish(conn: Connection, ground: Ground) -> None:
    """Write what follows from the outcomes of a regency's visits."""
    rows = conn.execute(
        select(visit.c.id, visit.c.day, visit.c.state, visit.c.start, visit.c.team_id, visit.c.channel)
        .where(visit.c.regency == ground.regency, visit.c.source.is_(None)).order_by(visit.c.id)
    ).all()  # fmt: skip
    met = _met(conn, ground.regency)
    _worked(conn, ground, rows, met)
    _history(conn, ground, rows)
    _lists(conn, ground)
    _expected(conn, ground)


def _met(conn: Connection, regency: str) -> dict[int, int]:
    statement = (
        select(visit_outcome.c.visit_id, func.count()).join(visit, visit.c.id == visit_outcome.c.visit_id)
        .where(visit.c.regency == regency).group_by(visit_outcome.c.visit_id)
    )  # fmt: skip
    return {int(key): int(n) for key, n in conn.execute(statement).all()}


def _worked(conn: Connection, ground: Ground, rows: Sequence[Any], met: dict[int, int]) -> None:
    """Minutes and kits: two to four minutes for each person with one kit, five to ten where the network is bad."""
    rng, values = ground.rng, []
    kits = {crew.id: len(crew.kits) for crew in ground.crews}
    for row in rows:
        if row.state != VisitState.DONE:
            continue
        people = met.get(row.id, 0)
        each = rng.uniform(5, 10) if rng.random() < _BAD_NETWORK else rng.uniform(2.2, 4.2)
        used = min(kits.get(row.team_id, 1), 1 + people // 20)
        # A team has two hours and a half at a place: where many come, it works faster.
        raw = min(round(people * each / used), LONGEST) if row.channel == int(Channel.VISIT) else rng.integers(200, 290)
        minutes = int(raw)
        note = _NOTES[int(rng.integers(len(_NOTES)))]
        expected = round(people * rng.uniform(0.9, 1.25)) or None
        values.append({"key": row.id, "minutes": max(minutes, 5), "kits": used, "note": note, "expected": expected})
    if values:
        conn.execute(
            update(visit).where(visit.c.id == bindparam("key")).values(
                minutes=bindparam("minutes"), kits=bindparam("kits"), note=bindparam("note"),
                expected=bindparam("expected"),
            ), values,
        )  # fmt: skip


def _history(conn: Connection, ground: Ground, rows: Sequence[Any]) -> None:
    """Scheduled three weeks before; some moved; then done, or cancelled for a reason."""
    told = set(conn.execute(select(visit_change.c.visit_id)).scalars())
    made: list[dict[str, Any]] = []
    for row in rows:
        if row.id in told:
            continue
        earlier = row.day - timedelta(days=int(ground.rng.integers(2, 9)))
        moved = ground.rng.random() < 0.06
        made.append(_change(ground, row, VisitAction.SCHEDULE, -21, to_day=earlier if moved else row.day))
        if moved:
            made.append(
                _change(ground, row, VisitAction.RESCHEDULE, -10, from_day=earlier, to_day=row.day,
                        reason="Lembaga meminta hari lain")
            )  # fmt: skip
        if row.state == VisitState.CANCELLED:
            reason = _CANCEL[int(ground.rng.integers(len(_CANCEL)))]
            made.append(_change(ground, row, VisitAction.CANCEL, -2, reason=reason))
        elif row.state == VisitState.DONE:
            made += [_change(ground, row, VisitAction.START, 0), _change(ground, row, VisitAction.CLOSE, 0, 15 * 60)]
    for key, change in zip(next_ids(conn, ground.regency, "visit_change", len(made)), made, strict=True):
        change["id"] = key
    if made:
        conn.execute(insert(visit_change), made)


def _change(
    ground: Ground, row: Any, action: VisitAction, days: int, minutes: int = 8 * 60, *, from_day: date | None = None,
    to_day: date | None = None, reason: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    by = "lapangan" if action in (VisitAction.START, VisitAction.CLOSE) else "jadwal"
    return {
        "visit_id": row.id, "at": moment(ground, row.day + timedelta(days=days), minutes), "by": by,
        "action": str(action), "from_day": from_day, "to_day": to_day, "reason": reason, "details": {},
    }  # fmt: skip


def _lists(conn: Connection, ground: Ground) -> None:
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


def _expected(conn: Connection, ground: Ground) -> None:
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
    found: dict[str, int] = defaultdict(int)
    for row in conn.execute(
        select(c.district, c.id).where(c.regency == regency, c.type == type_).order_by(c.id.desc())
    ):
        found[row.district] = row.id
    return dict(found)


def _micros(at: datetime) -> int:
    return int(Instant().process_bind_param(at, None) or 0)  # type: ignore[arg-type]
