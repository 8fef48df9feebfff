"""A merger of two institutions takes letters, visits and plans along, on both databases."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert, select
from tests_support.constants import NOW

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import (
    blocked_period,
    follow_up,
    metadata,
    request,
    resident,
    round_,
    round_exception,
    round_stop,
    visit,
)
from ktp_core.institutions import service
from ktp_core.institutions.model import Draft, Kind

TODAY = date(2026, 11, 22)
BASE = 3514 * 10**9
MOVED = {
    "blocked_period", "follow_up", "institution_alias", "membership", "parcel", "request", "resident", "roster_upload",
    "round_exception", "round_stop", "visit",
}  # fmt: skip


def test_no_table_that_points_to_an_institution_is_forgotten() -> None:
    pointing = {
        table.name
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "institution" and table.name != "institution"
    }

    assert pointing == MOVED


def test_letters_visits_and_plans_hang_on_the_kept_one_afterwards(office, clerk) -> None:
    kept, gone, bystander = (
        service.add(clerk, office, Draft(kind=Kind.SCHOOL, name=name), at=NOW) for name in ("A", "B", "C")
    )
    _fill(kept, gone, bystander)

    moved = service.merge(clerk, (gone, 1), (kept, 1), at=NOW)

    counts = {"requests": 1, "visits": 2, "blocked": 1, "follow_ups": 1, "stops": 1, "exceptions": 1}
    assert {name: moved[name] for name in counts} == counts
    with read_connection() as conn:
        letters = conn.execute(select(request.c.institution_id, request.c.version).order_by(request.c.id)).all()
        stops = conn.execute(select(round_stop).order_by(round_stop.c.round_id, round_stop.c.position)).all()
        trips = conn.execute(select(visit.c.institution_id, visit.c.round_id).order_by(visit.c.id)).all()
        places = [
            set(conn.execute(select(table.c.institution_id)).scalars())
            for table in (blocked_period, follow_up, round_exception)
        ]
    assert letters == [(kept, 2), (bystander, 1)]
    assert stops == [(BASE + 1, 1, kept), (BASE + 1, 3, bystander), (BASE + 2, 1, kept)]
    assert trips == [(kept, BASE + 1), (kept, None), (kept, BASE + 2)]
    assert places == [{kept}, {kept}, {kept}]


def _fill(kept: int, gone: int, bystander: int) -> None:
    """Two rounds: the first stops at both on one day, the second at the one that goes."""
    with write_transaction() as conn:
        rounds = {"regency": "35.14", "channel": 2, "weekdays": [1], "start": 480, "end": 720, "from_day": TODAY}
        conn.execute(insert(round_), [{"id": BASE + n, "name": str(n), "updated_at": NOW, **rounds} for n in (1, 2)])
        stops = [(1, 1, kept), (1, 2, gone), (1, 3, bystander), (2, 1, gone)]
        conn.execute(
            insert(round_stop),
            [{"round_id": BASE + n, "position": at, "institution_id": place} for n, at, place in stops],
        )
        trips = [(1, kept, 1), (2, gone, 1), (3, gone, 2)]
        conn.execute(
            insert(visit),
            [
                {"id": BASE + n, "regency": "35.14", "institution_id": place, "day": TODAY, "state": "planned",
                 "updated_at": NOW, "round_id": BASE + of}
                for n, place, of in trips
            ],
        )  # fmt: skip
        letter = {"regency": "35.14", "sender": "school", "received_on": TODAY, "state": "received", "state_on": TODAY}
        conn.execute(
            insert(request),
            [
                {"id": BASE + n, "institution_id": place, "updated_at": NOW, **letter}
                for n, place in ((1, gone), (2, bystander))
            ],
        )
        conn.execute(
            insert(blocked_period).values(
                id=BASE + 1, regency="35.14", institution_id=gone, from_day=TODAY, until_day=TODAY, cause="exam",
                updated_at=NOW, by="rina",
            )
        )  # fmt: skip
        conn.execute(
            insert(resident).values(
                id=BASE + 1, regency="35.14", nik="3514060101100001", name="A", sex="L", birth_date=date(2010, 1, 1),
                standing=1, state=10, version=1, updated_at=NOW, card_age_on=date(2027, 1, 1), serial=1,
            )
        )  # fmt: skip
        conn.execute(
            insert(follow_up).values(visit_id=BASE + 1, resident_id=BASE + 1, institution_id=gone, since=TODAY)
        )
        conn.execute(
            insert(round_exception).values(
                round_id=BASE + 1, day=TODAY, institution_id=gone, reason="x", by="rina", at=NOW
            )
        )
