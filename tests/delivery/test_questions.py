"""Where cards are, who does not collect them and whom to call: against plain Python, after random histories."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import update
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY, bring_to, event_of
from tests_support.naive_parcels import Person, Story
from tests_support.parcel_office import OWNER, TODAY, VILLAGE, ParcelOffice

from ktp_core.cards import store
from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import institution, membership, resident
from ktp_core.delivery import queries, rules, service
from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.delivery.model import Destination, Keeper, Parcels, ParcelState, Place
from ktp_core.delivery.rules import Home
from ktp_core.errors import Refused
from ktp_core.summaries.store import Deltas, add

SEEDS = range(6)


def where_of(row: Any) -> tuple[str, Any] | None:
    """A row's destination as the naive story writes it."""
    codes = {"institution": row.institution_id, "village": row.village, "district": row.district}
    return None if row.place is None else (row.place, codes[row.place])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_question_answers_as_a_plain_list_of_what_happened_does(there: ParcelOffice, seed: int) -> None:
    story = Story(there, seed)
    story.run(70)

    with read_connection() as conn:
        ages, loose = queries.uncollected(conn, REGENCY, (), TODAY), queries.loose(conn, REGENCY, (), TODAY)
        spots = {one.id: queries.where_is(conn, one.id) for one in story.people}
        lists = {days: queries.calls(conn, REGENCY, (), TODAY, days) for days in (0, 8, 31)}
        strays = list(queries.stray_cards(conn, REGENCY, TODAY)["resident_id"])

    assert counted(ages) == story.uncollected()
    assert dict(zip(map(where_of, loose.itertuples()), loose["n"], strict=True)) == Counter(
        one.home for one in story.loose()
    )
    assert sorted(strays) == [one.id for one in story.people if one.spot == "outside"]
    for days, frame in lists.items():
        found = {where_of(row): (row.parcels, row.there, row.here, row.oldest) for row in frame.itertuples()}
        assert found == story.calls(days)
    for one in story.people:
        assert told(spots[one.id]) == expected(one)


def counted(ages: pd.DataFrame) -> Counter[Any]:
    """As the naive count, without the classes in which there is nobody; totals and ages agree."""
    found: Counter[Any] = Counter()
    for row in ages.itertuples():
        by_age = [row.age_0, row.age_1, row.age_2, row.age_3]
        assert sum(by_age) == row.n
        for at, n in enumerate(by_age):
            if n:
                found[row.spot, row.sent, where_of(row), at] += n
    return found


def told(found: Any) -> Any:
    if found is None:
        return None
    taken = found.receiver and Receipt(found.receiver, found.proof, found.receiver_name)
    keeper = found.keeper and str(found.keeper)
    doomed = found.destruction_id
    return str(found.spot), keeper, found.keeper_name, found.since, found.parcel_id, taken, doomed


def expected(one: Person) -> Any:
    """Spot, keeper and name, since, parcel, receipt, proposal to destroy."""
    if one.spot == "gone":
        return None
    if one.spot == "hand":
        taken = one.receipt and Receipt(one.receipt.receiver, one.receipt.proof, one.receipt.name)
        return "hand", None, None, one.since, one.out_of, taken, None
    if one.parcel:
        box = one.parcel
        return "parcel", box.keeper, box.name, box.since, box.id, None, one.doomed
    return one.spot, "office" if one.spot == "office" else None, None, one.since, None, None, one.doomed


@pytest.mark.parametrize("school", [7, None])
@pytest.mark.parametrize("village", [VILLAGE, None])
@pytest.mark.parametrize("district", [KEJAYAN, None])
def test_a_card_goes_to_the_school_else_to_the_village_else_to_the_district(
    school: int | None, village: str | None, district: str | None
) -> None:
    found = rules.destination(Home(school, village, district))

    if school:
        assert found == Destination(Place.INSTITUTION, institution_id=7)
    elif village:
        assert found == Destination(Place.VILLAGE, village=VILLAGE, district=KEJAYAN)
    else:
        assert found == (Destination(Place.DISTRICT, district=KEJAYAN) if district else None)


def test_last_years_pupils_of_a_closed_school_or_of_elsewhere_have_other_destinations(there: ParcelOffice) -> None:
    graduate, closed, pupil = (
        there.people(1, school=school)[0] for school in (there.school, there.other, there.school)
    )
    (stranger,) = there.people(1)
    with write_transaction() as conn:
        last_year = update(membership).where(membership.c.resident_id == graduate)
        conn.execute(last_year.values(school_year=2025))
        ended = update(institution).where(institution.c.id == there.other)
        conn.execute(ended.values(active_until=TODAY - timedelta(days=1)))
        conn.execute(update(resident).where(resident.c.id == stranger).values(district=None))
        conn.execute(update(resident).where(resident.c.id == graduate).values(village=VILLAGE))

    with read_connection() as conn:
        found = queries.loose(conn, REGENCY, (), TODAY)
        lists = {
            str(to and to.place): list(queries.loose_cards(conn, REGENCY, to, TODAY)["resident_id"])
            for to in (
                there.to_school, Destination(Place.VILLAGE, village=VILLAGE),
                Destination(Place.DISTRICT, district=KEJAYAN), None,
            )
        }  # fmt: skip
        near = queries.loose(conn, REGENCY, (KEJAYAN,), TODAY)
    assert {where_of(row) for row in found.itertuples()} == {
        ("institution", there.school), ("village", VILLAGE), ("district", KEJAYAN), None,
    }  # fmt: skip
    assert lists == {"institution": [pupil], "village": [graduate], "district": [closed], "None": [stranger]}
    assert near["n"].sum() == 3 and queries_total(near) == 3


def queries_total(frame: pd.DataFrame) -> int:
    with read_connection() as conn:
        assert len(frame) == 3
        return queries.loose_total(conn, REGENCY, (KEJAYAN,))


def test_loose_cards_come_in_pages_by_class_and_name_with_the_nik_hidden(there: ParcelOffice) -> None:
    people = there.people(5, school=there.school)
    there.visit(there.school, date(2026, 12, 2))

    with read_connection() as conn:
        pages = [
            queries.loose_cards(conn, REGENCY, there.to_school, TODAY, limit=2, offset=at) for at in (0, 2, 4)
        ]  # fmt: skip
        bare = queries.loose_cards(conn, REGENCY, there.to_school, TODAY, reveal=True)
        group = queries.loose(conn, REGENCY, (), TODAY).iloc[0]
        with pytest.raises(Refused):
            queries.loose_cards(conn, REGENCY, there.to_school, TODAY, limit=2000)
    assert [key for page in pages for key in page["resident_id"]] == people
    assert pages[0]["nik"].iloc[0] == "351406**********" and bare["nik"].iloc[0].isdigit()
    assert (group["n"], group["days"], group["visit_day"], group["name"]) == (
        5,
        20,
        date(2026, 12, 2),
        "SMAN 1 Kejayan",
    )


def test_parcels_are_paged_and_found_by_state_place_visit_and_how_long_they_are_out(there: ParcelOffice) -> None:
    visit = there.visit(there.school, date(2026, 12, 2))
    to_other = Destination(Place.INSTITUTION, institution_id=there.other)
    packed = service.pack(there.clerk, there.to_school, there.people(2), visit_id=visit, at=AT)
    days = (date(2026, 11, 10), date(2026, 11, 20))
    old, new = (service.pack(there.clerk, to_other, there.people(1), at=AT) for _ in days)
    for key, day in zip((old, new), days, strict=True):
        service.send(there.clerk, key, Keeper.STAFF, "Andi", "Serah", day=day, at=AT)

    def found(**asked: Any) -> list[int]:
        chosen = Parcels(REGENCY, **asked)
        with read_connection() as conn:
            frame = queries.parcels(conn, chosen, TODAY)
            assert queries.parcels_total(conn, chosen, TODAY) == len(frame)
            assert list(queries.parcels(conn, chosen, TODAY, limit=1, offset=1)["id"]) == list(frame["id"])[1:2]
        return list(frame["id"])

    assert found() == [new, old, packed]
    assert found(states=(ParcelState.SENT,)) == [new, old] and found(
        states=(ParcelState.PACKED, ParcelState.SETTLED)
    ) == [packed]
    assert found(districts=(PURWOSARI,)) == [new, old] and found(institution_id=there.school) == [packed]
    assert found(visit_id=visit) == [packed]
    assert found(overdue_days=2) == [old, new] and found(overdue_days=12) == [old] and found(overdue_days=13) == []


def test_a_replacement_is_counted_apart_and_its_owner_once(there: ParcelOffice) -> None:
    one, other = there.people(2)
    service.hand_over(there.clerk, one, OWNER, day=TODAY, at=AT)
    service.hand_over(there.clerk, other, OWNER, day=TODAY - timedelta(days=1), at=AT)
    with write_transaction() as conn:
        replaced(conn, one, CardAction.REPLACE)
        bring_to(conn, one, CardState.PRINTED, TODAY)
    service.hand_over(there.clerk, one, Receipt(Receiver.OWNER, Proof.SCHOOL_CARD), day=TODAY, at=AT)

    with read_connection() as conn:
        today = queries.hand_overs(conn, REGENCY, TODAY, TODAY)
        both = queries.hand_overs(conn, REGENCY, TODAY - timedelta(days=1), TODAY, districts=(KEJAYAN,))
        none = queries.hand_overs(conn, REGENCY, TODAY, TODAY, districts=(PURWOSARI,))
    shown = ["first", "replacements", "cards", "people"]
    assert list(today[shown].iloc[0]) == [1, 1, 2, 1] and list(both[shown].iloc[0]) == [2, 1, 3, 2] and none.empty


def replaced(conn: Any, key: int, action: Any) -> None:
    card, deltas = store.card(conn, key), Deltas(REGENCY)
    store.write(conn, card, event_of(card, action, TODAY), deltas)
    add(conn, deltas)


def test_a_call_goes_to_whoever_answers_for_the_place(there: ParcelOffice) -> None:
    people = there.people(2, school=there.school)
    made = service.pack(there.clerk, there.to_school, people[:1], at=AT)
    service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=date(2026, 11, 10), at=AT)

    with read_connection() as conn:
        (row,) = queries.calls(conn, REGENCY, (), TODAY, 8).itertuples()
        assert queries.calls(conn, REGENCY, (PURWOSARI,), TODAY, 8).empty
    assert (row.name, row.district_name, row.contact_name, row.contact_phone) == (
        "SMAN 1 Kejayan", "Kejayan", "Pak Budi", "0812-3456-7890",
    )  # fmt: skip
    assert (row.parcels, row.there, row.here, row.oldest) == (1, 1, 1, 20)
