"""The list, its counts and who waits, against asking every letter in turn; on both databases."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import insert
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import request, visit
from ktp_core.requests import queries
from ktp_core.requests.model import Chosen, RequestState, Sender

TODAY = date(2026, 11, 22)
BASE = 3514 * 10**9
PLACES = (
    ("school", "SMAN 1 Kejayan", "35.14.06"),
    ("pesantren", "PP Ngalah", "35.14.16"),
    ("school", "SMK Seratus", None),
)


@pytest.fixture
def letters(database: str) -> list[dict]:
    """120 letters of three places in every state, some with a visit and some with a cancelled one before it."""
    ids = make_office(*PLACES)
    rng, found = random.Random(3), []
    for n in range(1, 121):
        at = rng.randrange(3)
        received = TODAY - timedelta(days=rng.randrange(200))
        found.append({
            "id": BASE + n, "regency": PASURUAN, "institution_id": ids[at], "sender": rng.choice(list(Sender)).value,
            "letter_number": rng.choice([None, f"421/{n}/2026", f"B-{n}%"]), "received_on": received,
            "state": rng.choice(list(RequestState)).value, "state_on": received + timedelta(days=rng.randrange(9)),
            "expected": rng.choice([None, 50]), "wished_from": None, "updated_at": NOW, "version": 1,
        })  # fmt: skip
    far = {**found[0], "id": 6311 * 10**9 + 1, "regency": "63.11", "state": "received"}
    trips = [
        {"id": BASE + 2 * n + late, "regency": PASURUAN, "institution_id": ids[0], "request_id": BASE + n,
         "day": TODAY + timedelta(days=late + n % 5), "state": "planned" if late else "cancelled", "updated_at": NOW}
        for n in range(1, 120, 3) for late in (0, 1)
    ]  # fmt: skip
    planned = {trip["request_id"] for trip in trips}
    for one in found:  # whatever is scheduled has a visit
        one["state"] = "done" if one["state"] == "scheduled" and one["id"] not in planned else one["state"]
    with write_transaction() as conn:
        conn.execute(insert(request), [*found, far])
        conn.execute(insert(visit), trips)
    days = {trip["request_id"]: trip["day"] for trip in trips if trip["state"] == "planned"}
    return [
        {**one, "place": PLACES[ids.index(one["institution_id"])], "visit_day": days.get(one["id"])} for one in found
    ]


def naive(letters: list[dict], chosen: Chosen) -> list[dict]:
    """The same question put to every letter in turn, in the order of the list."""
    hits = []
    for one in letters:
        _, name, district = one["place"]
        if chosen.states and one["state"] not in {state.value for state in chosen.states}:
            continue
        if chosen.sender and one["sender"] != chosen.sender.value:
            continue
        if chosen.districts and district not in chosen.districts:
            continue
        if chosen.institution_id and one["institution_id"] != chosen.institution_id:
            continue
        typed = chosen.search.lower()
        if typed and typed not in name.lower() and typed not in (one["letter_number"] or "").lower():
            continue
        hits.append(one)
    waits = [one for one in hits if one["state"] in ("received", "verified")]
    planned = [one for one in hits if one["state"] == "scheduled"]
    rest = [one for one in hits if one not in waits and one not in planned]
    waits.sort(key=lambda one: (one["received_on"], -one["state_on"].toordinal(), -one["id"]))
    rest.sort(key=lambda one: (-one["state_on"].toordinal(), -one["id"]))
    planned.sort(key=lambda one: (one["visit_day"], -one["state_on"].toordinal(), -one["id"]))
    return waits + planned + rest


CHOICES = [
    Chosen(PASURUAN),
    Chosen(PASURUAN, states=(RequestState.RECEIVED,)),
    Chosen(PASURUAN, states=(RequestState.DONE, RequestState.DECLINED), sender=Sender.OWN),
    Chosen(PASURUAN, districts=("35.14.16",)),
    Chosen(PASURUAN, search="ngalah"),
    Chosen(PASURUAN, search="421/7"),
    Chosen(PASURUAN, search="%"),
    Chosen(PASURUAN, search="tidak ada"),
    Chosen("63.12"),
]


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_the_list_is_what_asking_every_letter_gives(letters, chosen) -> None:
    expected = naive(letters, chosen) if chosen.regency == PASURUAN else []

    with read_connection() as conn:
        frame = queries.page(conn, chosen, today=TODAY, limit=500)
        total, by_state = queries.count(conn, chosen), queries.by_state(conn, chosen)
        longest = queries.longest(conn, chosen, today=TODAY)
        pages = [queries.page(conn, chosen, today=TODAY, limit=7, offset=n) for n in range(0, total, 7)]

    assert list(frame["id"]) == [one["id"] for one in expected]
    assert [None if pd.isna(day) else day for day in frame["visit_day"]] == [one["visit_day"] for one in expected]
    waiting = [(TODAY - one["received_on"]).days for one in expected if one["state"] in ("received", "verified")]
    assert [int(days) for days in frame["days"].dropna()] == waiting
    assert total == len(expected) and sum(by_state.values()) == total
    assert {state: n for state, n in by_state.items() if n} == {
        state: n for state in RequestState if (n := sum(one["state"] == state.value for one in expected))
    }
    assert (longest[0] if longest else None) == (max(waiting) if waiting else None)
    assert [key for page in pages for key in page["id"]] == list(frame["id"])


def test_who_waits_for_a_visit_comes_oldest_first_within_the_districts_asked_for(letters) -> None:
    with read_connection() as conn:
        every = queries.waiting(conn, PASURUAN, today=TODAY)
        kraton = queries.waiting(conn, PASURUAN, ("35.14.16",), today=TODAY)

    waits = [one for one in letters if one["state"] in ("received", "verified")]
    waits.sort(key=lambda one: (one["received_on"], one["id"]))
    assert list(every["request_id"]) == [one["id"] for one in waits]
    assert list(kraton["request_id"]) == [one["id"] for one in waits if one["place"][2] == "35.14.16"]
    assert list(every["days"]) == [(TODAY - one["received_on"]).days for one in waits]
    assert {
        "institution_id",
        "institution",
        "district",
        "letter_date",
        "expected",
        "wished_from",
        "wished_until",
    } <= set(every.columns)


def test_an_actor_of_some_districts_asks_only_about_them(actor_of, database) -> None:
    kraton = actor_of("kraton", "roster", regency=PASURUAN, districts=("35.14.16",))

    assert Chosen(PASURUAN).within(kraton).districts == ("35.14.16",)
    assert Chosen(PASURUAN, districts=("35.14.06",)).within(kraton).districts == ("35.14.16",)
    whole = actor_of("semua", "roster", regency=PASURUAN)
    assert Chosen(PASURUAN, districts=("35.14.06",)).within(whole).districts == ("35.14.06",)
