"""How institutions stand on the map: letters and plans, now and at the end of a past day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, insert, update
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import institution, request, request_change, visit, visit_change
from ktp_core.visits.marks import marks
from ktp_core.visits.store import insert_visit

KEJAYAN = "35.14.06"
MAY, JUNE, JULY = (datetime(2026, month, 10, 3, tzinfo=UTC) for month in (5, 6, 7))
TODAY = date(2026, 11, 22)


@pytest.fixture
def places(sqlite_database: str) -> list[int]:
    return list(make_office(
        ("school", "A", KEJAYAN), ("pesantren", "B", KEJAYAN), ("village", "C", KEJAYAN),
        ("service_point", "D", KEJAYAN),
    ))  # fmt: skip


def states(until: datetime | None = None, day: date = TODAY, **more: object) -> dict[str, str]:
    with read_connection() as conn:
        found = marks(conn, PASURUAN, day, until=until, **more)  # type: ignore[arg-type]
    return dict(zip(found["institution"], found["state"], strict=True))


def letter(conn: Connection, place: int, *steps: tuple[datetime, str]) -> None:
    key = 3514000000900 + place % 100
    conn.execute(insert(request).values(
        id=key, regency=PASURUAN, institution_id=place, sender="school", received_on=steps[0][0].date(),
        state=steps[-1][1], state_on=steps[-1][0].date(), updated_at=NOW,
    ))  # fmt: skip
    for number, (at, state) in enumerate(steps):
        conn.execute(insert(request_change).values(
            id=key * 10 + number, request_id=key, at=at, by="uji", action="edit", to_state=state
        ))  # fmt: skip


def test_where_nobody_went_nobody_asked_and_nothing_is_planned(places: list[int]):
    assert states() == {"A": "never", "B": "never", "C": "never"}  # a service point is no place to be reached


def test_a_letter_waits_until_it_is_answered_also_at_the_end_of_a_past_day(places: list[int]):
    with write_transaction() as conn:
        letter(conn, places[0], (MAY, "received"), (JULY, "declined"))
        letter(conn, places[1], (JUNE, "received"), (JULY, "verified"))

    assert states() == {"A": "never", "B": "waiting", "C": "never"}
    assert states(JUNE, date(2026, 6, 10)) == {"A": "waiting", "B": "never", "C": "never"}
    assert states(MAY, date(2026, 5, 10))["A"] == "never"  # known only from that moment on


def test_a_plan_comes_before_a_letter_and_ends_with_the_visit(places: list[int]):
    with write_transaction() as conn:
        letter(conn, places[0], (MAY, "received"))
        key = insert_visit(conn, PASURUAN, places[0], date(2026, 7, 10), at=NOW)
        for number, (at, action) in enumerate(((MAY, "schedule"), (JULY, "close"))):
            conn.execute(insert(visit_change).values(
                id=key * 10 + number, visit_id=key, at=at, by="uji", action=action, details={}
            ))  # fmt: skip

    assert states(JUNE, date(2026, 6, 10))["A"] == "planned"
    assert states()["A"] == "waiting"
    with write_transaction() as conn:
        conn.execute(update(visit).values(state="planned"))
    assert states()["A"] == "planned"


def test_a_visit_of_this_year_is_told_from_an_earlier_one_and_follows_a_merger(places: list[int]):
    with write_transaction() as conn:
        insert_visit(conn, PASURUAN, places[0], date(2026, 1, 2), at=NOW)
        insert_visit(conn, PASURUAN, places[1], date(2025, 12, 30), at=NOW)

    assert states() == {"A": "served", "B": "before", "C": "never"}
    assert states(day=date(2025, 12, 31)) == {"A": "never", "B": "served", "C": "never"}
    with write_transaction() as conn:
        conn.execute(update(institution).where(institution.c.id == places[0]).values(merged_into=places[2]))
    assert states() == {"B": "before", "C": "served"}


def test_a_point_is_its_own_or_that_of_its_village_and_never_invented(places: list[int]):
    with write_transaction() as conn:
        conn.execute(update(institution).where(institution.c.id == places[0]).values(lat=-7.7, lon=112.8))
        conn.execute(update(institution).where(institution.c.id == places[2]).values(village="35.14.06.2001"))
    with read_connection() as conn:
        found = marks(conn, PASURUAN, TODAY).set_index("institution")

    assert (found.loc["A", "lat"], found.loc["A", "lon"]) == (-7.7, 112.8)
    assert found.loc["B", "lat"] is None
    assert -8 < found.loc["C", "lat"] < -7


def test_a_kind_or_a_district_alone(places: list[int]):
    assert states(kinds=("service_point",)) == {"D": "never"}
    assert states(districts=("35.14.15",)) == {}
