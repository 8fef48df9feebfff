"""Visits, institutions and people served by year."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert, update
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, store
from tests_support.offices import make_office

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import card_event, institution
from ktp_core.summaries.rebuild import rebuild
from ktp_core.visits import queries
from ktp_core.visits.model import VisitState
from ktp_core.visits.store import insert_visit

AS_OF = date(2026, 11, 22)
KEJAYAN, KRATON = "35.14.06", "35.14.15"


@pytest.fixture
def places(database: str) -> list[int]:
    return make_office(
        ("school", "SMA Kejayan", KEJAYAN), ("pesantren", "PP Kraton", KRATON), ("school", "Lama", KEJAYAN)
    )


def visit(place: int, day: date, **more: object) -> int:
    with write_transaction() as conn:
        return insert_visit(conn, PASURUAN, place, day, at=NOW, **more)  # type: ignore[arg-type]


def recorded(residents: int, *visits: int) -> list[int]:
    """`residents` new people, each recorded at every one of the visits; ids of the events."""
    with write_transaction() as conn:
        people = [life for life in lives(PASURUAN, [KEJAYAN], 400, seed=5, today=AS_OF) if not life.events][:residents]
        for number, life in enumerate(people):
            life.row["nik"] = f"{visits[0] % 10**6:06d}{number:010d}"
        store(conn, PASURUAN, people)
        keys = []
        for life in people:
            for one in visits:
                keys.append(next_id(conn, PASURUAN, "card_event"))
                conn.execute(insert(card_event).values(
                    id=keys[-1], regency=PASURUAN, resident_id=life.row["id"], serial=1, action=1, from_state=10,
                    to_state=20, day=AS_OF, at=NOW, by="system", source=1, channel=1, district=KEJAYAN, ours=1,
                    visit_id=one,
                ))  # fmt: skip
        rebuild(conn, PASURUAN)
        return keys


def by_year(as_of: date = AS_OF, districts: tuple[str, ...] = ()) -> list[tuple[int, ...]]:
    with read_connection() as conn:
        frame = queries.by_year(conn, PASURUAN, [2024, 2025, 2026], as_of, districts)
    return [tuple(map(int, row)) for row in frame.itertuples(index=False)]


def test_a_year_counts_done_visits_distinct_institutions_and_distinct_people(places: list[int]):
    school, pesantren, _ = places
    first, again = visit(school, date(2026, 2, 1)), visit(school, date(2026, 3, 1), source="WartaBromo")
    other = visit(pesantren, date(2025, 12, 31))
    visit(school, date(2026, 4, 1), state=VisitState.PLANNED)
    visit(school, date(2023, 4, 1))
    recorded(3, first, again)
    recorded(2, other)

    assert by_year() == [(2025, 1, 0, 1, 2), (2026, 2, 1, 1, 3)]
    assert by_year(date(2026, 2, 15)) == [(2025, 1, 0, 1, 2), (2026, 1, 0, 1, 3)]
    assert by_year(districts=(KRATON,)) == [(2025, 1, 0, 1, 2)]


def test_merged_institutions_are_one(places: list[int]):
    school, _, old = places
    visit(school, date(2026, 2, 1))
    visit(old, date(2026, 3, 1))
    with write_transaction() as conn:
        conn.execute(update(institution).where(institution.c.id == old).values(merged_into=school))

    assert by_year() == [(2026, 2, 0, 1, 0)]


def test_a_recording_that_was_corrected_away_serves_nobody(places: list[int]):
    wrong, _ = recorded(2, visit(places[0], date(2026, 2, 1)))
    with write_transaction() as conn:
        of = conn.execute(card_event.select().where(card_event.c.id == wrong)).mappings().one()
        conn.execute(insert(card_event).values(
            **{**of, "id": next_id(conn, PASURUAN, "card_event"), "action": 14, "undoes": wrong, "visit_id": None}
        ))  # fmt: skip
        rebuild(conn, PASURUAN)

    assert by_year() == [(2026, 1, 0, 1, 1)]


def test_no_years_no_rows(sqlite_database: str):
    with read_connection() as conn:
        assert queries.by_year(conn, PASURUAN, [], AS_OF).empty
