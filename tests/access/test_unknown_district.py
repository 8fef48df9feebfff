"""An account of some districts: what lies nowhere known lies in none of them, on every screen and in every service."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, TODAY, add_people, bring_to, newcomer, nik
from tests_support.offices import PASURUAN, make_office, pupil, roster_csv

from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import Permission, may
from ktp_core.cards import queries, service
from ktp_core.cards.lists import service as lists
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import institution
from ktp_core.errors import NotAllowed, NotFound
from ktp_core.rosters import service as rosters

ONLY = (KEJAYAN,)


@pytest.fixture
def people(database) -> list[int]:
    """One in the account's district, one in another, one of whom it is not known."""
    with write_transaction() as conn:
        places = enumerate((KEJAYAN, PURWOSARI, None), start=1)
        ids = add_people(conn, *(newcomer(number, district=place, name="SAMA NAMA") for number, place in places))
        for one in ids:
            bring_to(conn, one, CardState.SUBMITTED, date(2026, 3, 1))
    return ids


def test_the_permission_itself_knows_an_unknown_district_from_none_asked_about():
    limited = Actor("a", 1, frozenset({Role.PRINT}), PASURUAN, ONLY)
    whole = Actor("b", 2, frozenset({Role.PRINT}), PASURUAN)

    assert [may(limited, Permission.CARD_VIEW, PASURUAN, place) for place in (KEJAYAN, PURWOSARI, None)] == [
        True, False, False,
    ]  # fmt: skip
    assert may(limited, Permission.CARD_VIEW, PASURUAN)
    assert may(whole, Permission.CARD_VIEW, PASURUAN, None)


def test_residents_without_a_known_district_are_found_by_the_whole_regency_alone(people):
    with read_connection() as conn:
        assert list(queries.find(conn, PASURUAN, "SAMA", districts=ONLY)["id"]) == people[:1]
        assert list(queries.find(conn, PASURUAN, nik(3), districts=ONLY)["id"]) == []
        assert list(queries.find(conn, PASURUAN, "SAMA")["id"]) == people
        with pytest.raises(NotFound):
            queries.person(conn, people[2], regency=PASURUAN, districts=ONLY)


def test_their_cards_are_not_opened_revealed_or_moved(people, actor_of):
    limited = actor_of("cetak", "print", regency=PASURUAN, districts=ONLY)
    whole = actor_of("cetak2", "print", regency=PASURUAN)

    for attempt in (service.looked, service.reveal):
        with pytest.raises(NotAllowed):
            attempt(limited, people[2], at=AT)
        attempt(whole, people[2], at=AT)


def test_a_status_list_does_not_know_them(people, actor_of):
    limited = actor_of("cetak", "print", regency=PASURUAN, districts=ONLY)
    content = "NIK;Status;Tanggal\n" + "".join(f"{nik(n)};PRR;05/04/2026\n" for n in (1, 2, 3))
    sheets, roles = lists.understand(limited, PASURUAN, content.encode(), "a.csv", today=TODAY)

    outcome = lists.apply(limited, PASURUAN, sheets, roles, listed_on=TODAY, today=TODAY, at=AT)

    assert (outcome.applied, outcome.unknown) == (1, 2)


def test_no_roster_goes_to_an_institution_whose_district_is_unknown(database, actor_of):
    (school,) = make_office(("school", "SMK", KEJAYAN))
    limited = actor_of("rina", "roster", regency=PASURUAN, districts=ONLY)
    content = roster_csv(pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P"))
    staged = rosters.stage(limited, school, "a.csv", content, 2026, at=AT, today=TODAY)
    with write_transaction() as conn:
        conn.execute(update(institution).values(district=None))

    for attempt in (
        lambda: rosters.stage(limited, school, "a.csv", content, 2026, at=AT, today=TODAY),
        lambda: rosters.apply(limited, staged, at=AT, today=TODAY),
        lambda: rosters.looked(limited, staged, at=AT),
    ):
        with pytest.raises(NotAllowed):
            attempt()
