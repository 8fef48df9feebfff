"""Lists and reports as SQL keeps them. Callers hold the lock on the visit's row (`visits.store.visit(lock=True)`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from ktp_core.db.ids import PER_REGENCY, next_ids
from ktp_core.db.schema import visit_outcome, visit_person, visit_report
from ktp_core.db.types import region_code
from ktp_core.fieldwork.merging import Report
from ktp_core.fieldwork.model import NewPerson, Person, PersonOrigin, WalkIn
from ktp_core.visits.model import Outcome, Reason

_p, _r = visit_person.c, visit_report.c


def regency_of(visit_id: int) -> str:
    """Ids carry their regency in front."""
    return region_code(visit_id // PER_REGENCY)


def people(conn: Connection, visit_id: int) -> list[Person]:
    """Everybody on the list, by number."""
    rows = conn.execute(select(visit_person).where(_p.visit_id == visit_id).order_by(_p.number)).mappings()
    return [_person(row) for row in rows]


def insert_people(conn: Connection, visit_id: int, new: Sequence[NewPerson]) -> list[Person]:
    """Put them at the end of the list, in this order; whose key is there already is left out. Those who were added."""
    there = {person.key for person in people(conn, visit_id)}
    last = conn.execute(select(func.max(_p.number)).where(_p.visit_id == visit_id)).scalar() or 0
    fresh = list({one.key: one for one in new if one.key not in there}.values())
    added = [
        Person(visit_id, number, one.key, one.origin, one.resident_id, one.class_name, one.walk_in)
        for number, one in enumerate(fresh, start=last + 1)
    ]
    if added:
        conn.execute(insert(visit_person), [_stored(one) for one in added])
    return added


def set_walk_in(conn: Connection, visit_id: int, key: str, walk_in: WalkIn) -> None:
    """Other details of somebody who walked in; who they are in the registry is found again when the visit is closed."""
    where = (_p.visit_id == visit_id, _p.key == key)
    conn.execute(update(visit_person).where(*where).values(walk_in=walk_in_facts(walk_in), resident_id=None))


def set_residents(conn: Connection, visit_id: int, found: Mapping[str, int]) -> None:
    """Who the walk-ins are, by key."""
    for key, resident_id in found.items():
        where = (_p.visit_id == visit_id, _p.key == key)
        conn.execute(update(visit_person).where(*where).values(resident_id=resident_id))


def reports(conn: Connection, visit_id: int) -> list[Report]:
    """Everything that was said at this visit, in the order in which it came in (which decides nothing)."""
    rows = conn.execute(select(visit_report).where(_r.visit_id == visit_id).order_by(_r.id)).mappings()
    return [_report(row) for row in rows]


def insert_reports(conn: Connection, visit_id: int, said: Iterable[Report], *, at: datetime, by: str) -> int:
    """Add reports that are not there yet; how many were new."""
    there = set(conn.execute(select(_r.digest).where(_r.visit_id == visit_id)).scalars())
    fresh = list({report.digest: report for report in said if report.digest not in there}.values())
    if fresh:
        ids = next_ids(conn, regency_of(visit_id), "visit_report", len(fresh))
        rows = [_stored_report(one) for one in fresh]
        where = {"visit_id": visit_id, "entered_at": at, "entered_by": by}
        conn.execute(insert(visit_report), [{"id": key, **where, **row} for key, row in zip(ids, rows, strict=True)])
    return len(fresh)


def replace_outcomes(
    conn: Connection, visit_id: int, outcomes: Mapping[int, tuple[Outcome | None, Reason | None]]
) -> None:  # fmt: skip
    """What came of everybody at this visit, by resident, instead of what was written when it was closed before."""
    conn.execute(delete(visit_outcome).where(visit_outcome.c.visit_id == visit_id))
    rows = [
        {
            "visit_id": visit_id, "resident_id": key, "outcome": int(outcome),
            "reason": str(reason) if reason else None,
        }
        for key, (outcome, reason) in sorted(outcomes.items()) if outcome is not None
    ]  # fmt: skip
    if rows:
        conn.execute(insert(visit_outcome), rows)


def walk_in_facts(walk_in: WalkIn) -> dict[str, Any]:
    """As JSON values."""
    facts = {name: getattr(walk_in, name) for name in ("nik", "name", "sex", "same_person", "by_hand")}
    return facts | {"birth_date": walk_in.birth_date.isoformat()}


def _person(row: Mapping[Any, Any]) -> Person:
    facts = row["walk_in"]
    walk_in = WalkIn(**{**facts, "birth_date": date.fromisoformat(facts["birth_date"])}) if facts else None
    return Person(
        row["visit_id"], row["number"], row["key"], PersonOrigin(row["origin"]), row["resident_id"], row["class_name"],
        walk_in,
    )  # fmt: skip


def _stored(one: Person) -> dict[str, Any]:
    return {
        "visit_id": one.visit_id, "number": one.number, "key": one.key, "origin": str(one.origin),
        "resident_id": one.resident_id, "class_name": one.class_name,
        "walk_in": walk_in_facts(one.walk_in) if one.walk_in else None,
    }  # fmt: skip


def _report(row: Mapping[Any, Any]) -> Report:
    settles = row["settles"]
    return Report(
        row["key"], row["copy"], Outcome(row["outcome"]), Reason(row["reason"]) if row["reason"] else None,
        row["acted_at"], row["operator"], row["kit"], None if settles is None else frozenset(settles),
    )  # fmt: skip


def _stored_report(one: Report) -> dict[str, Any]:
    return {
        "key": one.key, "copy": one.copy, "outcome": int(one.outcome),
        "reason": str(one.reason) if one.reason else None, "acted_at": one.acted_at, "operator": one.operator,
        "kit": one.kit, "settles": None if one.settles is None else sorted(one.settles),
        "digest": one.digest,
    }  # fmt: skip
