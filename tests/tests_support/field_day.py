"""A school with pupils, a visit to it today, and what its tests look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from tests_support.card_people import add_people, newcomer, nik
from tests_support.offices import make_office

from ktp_core.cards.model import Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import card_event, follow_up, institution, membership, resident, visit, visit_outcome
from ktp_core.fieldwork import service
from ktp_core.fieldwork.closing import Work
from ktp_core.fieldwork.lines import Sheet
from ktp_core.fieldwork.model import Entry, WalkIn
from ktp_core.fieldwork.sheet import load
from ktp_core.visits import store as visits
from ktp_core.visits.model import Outcome, Reason, VisitDraft

REGENCY, KEJAYAN, PURWOSARI = "35.14", "35.14.06", "35.14.02"
TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
WORK = Work(minutes=300, kits=2)
BORN = date(2009, 3, 1)  # 17 this March
__all__ = ["nik"]


@dataclass
class School:
    """A school of `pupils` (resident ids by number, from 1), in XII-1 and XII-2 in turn, and a visit today."""

    id: int
    visit_id: int
    places: dict[str, int]
    pupils: dict[int, int] = field(default_factory=dict)


def make_school(pupils: int, *, day: date = TODAY, channel: Channel = Channel.VISIT) -> School:
    """An office with a school in Kejayan, the office of that district and a Kenduren Mas stop there."""
    school, office, stop, other = make_office(
        ("school", "SMK CONTOH KEJAYAN", KEJAYAN), ("service_point", "KANTOR KECAMATAN KEJAYAN", KEJAYAN),
        ("service_point", "LAPANGAN KEJAYAN", KEJAYAN), ("school", "SMA CONTOH PURWOSARI", PURWOSARI),
    )  # fmt: skip
    with write_transaction() as conn:
        for key, kind in ((office, "KECAMATAN"), (stop, "KELILING")):
            conn.execute(institution.update().where(institution.c.id == key).values(type=kind))
        people = [newcomer(number, born=BORN, name=f"SISWA {number:03d}") for number in range(1, pupils + 1)]
        ids = add_people(conn, *people)
        join(conn, school, ids)
    made = School(school, plan(school, day, channel=channel), {"office": office, "stop": stop, "other": other})
    made.pupils = dict(enumerate(ids, start=1))
    return made


def join(conn: Any, institution_id: int, ids: Iterable[int], class_name: str | None = None) -> None:
    """Open memberships of this school year."""
    rows = [
        {
            "institution_id": institution_id, "school_year": 2026, "resident_id": key, "from_day": date(2026, 7, 1),
            "class_name": class_name or f"XII-{1 + at % 2}",
        }
        for at, key in enumerate(ids)
    ]  # fmt: skip
    if rows:
        conn.execute(insert(membership), rows)


def plan(institution_id: int, day: date, *, channel: Channel = Channel.VISIT, request_id: int | None = None) -> int:
    """A planned visit; its id."""
    with write_transaction() as conn:
        draft = VisitDraft(institution_id=institution_id, day=day, channel=channel, request_id=request_id)
        return visits.insert_draft(conn, REGENCY, draft, at=AT)


def sheet_of(visit_id: int) -> Sheet:
    with read_connection() as conn:
        return load(conn, visits.visit(conn, visit_id))


def say(by: Any, visit_id: int, outcomes: dict[int, Outcome | tuple[Outcome, Reason]], at: datetime = AT) -> int:
    """Enter outcomes by number, having seen what is there."""
    lines = {line.number: line for line in sheet_of(visit_id).lines}
    entries = []
    for number, said in outcomes.items():
        outcome, reason = said if isinstance(said, tuple) else (said, None)
        entries.append(Entry(lines[number].person.key, int(outcome), str(reason) if reason else None))
    seen = {one.digest for line in lines.values() for one in line.said}
    return service.report(by, visit_id, entries, at=at, seen=seen)


def everybody(by: Any, visit_id: int, outcome: Outcome = Outcome.RECORDED) -> None:
    """The same outcome for everybody of whom nothing was said yet."""
    say(by, visit_id, dict.fromkeys(sheet_of(visit_id).open, outcome))


def walk_in(number: int, name: str | None = None, born: date = BORN, **more: Any) -> WalkIn:
    return WalkIn(more.pop("nik", nik(number)), name or f"SISWA {number:03d}", "L", born, **more)


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def events(visit_id: int) -> list[Any]:
    """Events of this visit and what takes them back, oldest first."""
    with read_connection() as conn:
        mine = select(card_event.c.id).where(card_event.c.visit_id == visit_id)
        where = (card_event.c.visit_id == visit_id) | card_event.c.undoes.in_(mine)
        return list(conn.execute(select(card_event).where(where).order_by(card_event.c.id)))


def outcomes(visit_id: int) -> Counter[tuple[int, str | None]]:
    with read_connection() as conn:
        rows = conn.execute(select(visit_outcome).where(visit_outcome.c.visit_id == visit_id))
        return Counter((row.outcome, row.reason) for row in rows)


def missed(visit_id: int) -> dict[int, tuple[int, int | None]]:
    """Who is expected where, and whose list has them."""
    with read_connection() as conn:
        rows = conn.execute(select(follow_up).where(follow_up.c.visit_id == visit_id))
        return {row.resident_id: (row.institution_id, row.settled_by) for row in rows}


def state_of(visit_id: int) -> str:
    with read_connection() as conn:
        return str(conn.execute(select(visit.c.state).where(visit.c.id == visit_id)).scalar_one())


def card_states() -> Counter[int]:
    with read_connection() as conn:
        return Counter(conn.execute(select(resident.c.state)).scalars())
