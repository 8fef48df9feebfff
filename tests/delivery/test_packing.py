"""Parcels at the office: what may go in, what comes out, and which visit takes them along."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select, update
from tests_support.card_people import AT, KEJAYAN, PURWOSARI
from tests_support.parcel_office import TODAY, VILLAGE, ParcelOffice, places, row_of, states

from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, resident
from ktp_core.delivery import queries, service
from ktp_core.delivery.finished import Loss
from ktp_core.delivery.model import MOST, Destination, Parcels, Place
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused


def test_a_parcel_holds_its_cards_in_the_order_given_and_the_office_keeps_it(there: ParcelOffice) -> None:
    people = there.people(3, school=there.school)

    made = service.pack(there.clerk, there.to_school, people[::-1], note=" kelas XII ", at=AT)

    with read_connection() as conn:
        one = queries.parcel(conn, made, TODAY, regency="35.14")
        cards = queries.parcel_cards(conn, made)
        chain = queries.custody(conn, made)
    assert list(cards["resident_id"]) == people[::-1] and list(cards["number"]) == [1, 2, 3]
    assert (one["state"], one["name"], one["district_name"], one["note"]) == (
        "packed", "SMAN 1 Kejayan", "Kejayan", "kelas XII",
    )  # fmt: skip
    assert (one["cards"], one["inside"], one["handed"], one["district"]) == (3, 3, 0, KEJAYAN)
    assert list(chain[["keeper", "name", "cards", "day"]].itertuples(index=False, name=None)) == [
        ("office", "Serah", 3, TODAY)
    ]
    assert states(*people) == [CardState.PRINTED] * 3
    assert cards["nik"].str.endswith("*" * 10).all()


def test_a_parcel_is_found_by_its_code_however_typed(there: ParcelOffice) -> None:
    made = service.pack(there.clerk, there.to_school, there.people(1), at=AT)
    code = row_of(made)["code"]

    with read_connection() as conn:
        assert queries.by_code(conn, "35.14", code.lower().replace("-", "")) == made
        with pytest.raises(NotFound, match="parcel_unknown_code"):
            queries.by_code(conn, "63.11", code)
        with pytest.raises(NotFound, match="parcel_unknown_code"):
            queries.by_code(conn, "35.14", code, districts=(PURWOSARI,))


def test_a_card_lies_in_one_parcel_at_a_time(there: ParcelOffice) -> None:
    first, second = there.people(2)
    made = service.pack(there.clerk, there.to_school, [first], at=AT)

    with pytest.raises(Refused, match="card_in_parcel") as refusal:
        service.pack(there.second, there.to_school, [second, first], at=AT)

    assert refusal.value.params["code"] == row_of(made)["code"]
    with read_connection() as conn:
        assert queries.loose_total(conn, "35.14") == 1


@pytest.mark.parametrize("state", [CardState.PRINT_READY, CardState.DISPATCHED, CardState.DELIVERED])
def test_only_a_card_that_lies_at_the_office_can_be_packed(there: ParcelOffice, state: CardState) -> None:
    people = there.people(1) + there.people(1, state)

    with pytest.raises(Conflict, match="parcel_cards_moved"):
        service.pack(there.clerk, there.to_school, people, at=AT)


def test_what_is_to_be_destroyed_or_belongs_to_a_dead_person_is_not_packed(there: ParcelOffice) -> None:
    doomed, dead = there.people(2)
    service.propose_destruction(there.second, doomed, Loss.DAMAGED, "patah", day=TODAY, at=AT)
    with write_transaction() as conn:
        conn.execute(update(resident).where(resident.c.id == dead).values(standing=4))

    with pytest.raises(Refused, match="parcel_cards_doomed"):
        service.pack(there.clerk, there.to_school, [doomed], at=AT)
    with pytest.raises(Refused, match="parcel_cards_deceased"):
        service.pack(there.clerk, there.to_school, [dead], at=AT)


def test_a_parcel_has_bounds(there: ParcelOffice) -> None:
    (one,) = there.people(1)

    with pytest.raises(Refused, match="parcel_empty"):
        service.pack(there.clerk, there.to_school, [], at=AT)
    with pytest.raises(Refused, match="parcel_full"):
        service.pack(there.clerk, there.to_school, range(one, one + MOST + 1), at=AT)
    with pytest.raises(NotFound, match="resident_unknown"):
        service.pack(there.clerk, there.to_school, [one, one + 5000], at=AT)
    with pytest.raises(Refused, match="parcel_note"):
        service.pack(there.clerk, there.to_school, [one], note="x" * 301, at=AT)


@pytest.mark.parametrize(
    "to",
    [
        Destination(Place.INSTITUTION, institution_id=3514 * 10**9 + 999),
        Destination(Place.INSTITUTION),
        Destination(Place.VILLAGE, village="35.14.06.9999"),
        Destination(Place.VILLAGE, village="63.11.01.2001"),
        Destination(Place.DISTRICT, district="35.14.99"),
        Destination(Place.DISTRICT),
    ],
)
def test_a_parcel_goes_only_where_there_is_something(there: ParcelOffice, to: Destination) -> None:
    with pytest.raises(Refused, match="parcel_destination"):
        service.pack(there.clerk, to, there.people(1), at=AT)


def test_a_village_and_a_district_have_their_names_and_their_district(there: ParcelOffice) -> None:
    village, district = (
        service.pack(there.clerk, to, there.people(1), at=AT)
        for to in (Destination(Place.VILLAGE, village=VILLAGE), Destination(Place.DISTRICT, district=PURWOSARI))
    )

    with read_connection() as conn:
        found = [queries.parcel(conn, key, TODAY, regency="35.14") for key in (village, district)]
    assert [one["district"] for one in found] == [KEJAYAN, PURWOSARI]
    assert found[1]["name"] == found[1]["district_name"] == "Tutur"
    assert found[0]["district_name"] == "Kejayan" and found[0]["name"] not in ("", None, VILLAGE)


def test_cards_put_in_later_get_new_numbers_and_a_number_is_never_given_twice(there: ParcelOffice) -> None:
    people = there.people(4)
    made = service.pack(there.clerk, there.to_school, people[:2], at=AT)

    service.take_out(there.clerk, made, [2], reason="salah kelas", at=AT)
    added = service.put_in(there.second, made, [people[2], people[1]], at=AT)

    assert added == 2
    assert places(made) == {1: "in", 2: "out", 3: "in", 4: "in"}
    with pytest.raises(Conflict, match="parcel_numbers") as refusal:
        service.take_out(there.clerk, made, [1, 2, 9], reason="x", at=AT)
    assert refusal.value.params["numbers"] == "2, 9"
    with pytest.raises(Refused, match="parcel_reason"):
        service.take_out(there.clerk, made, [1], reason="  ", at=AT)


def test_a_parcel_that_is_given_up_lets_all_its_cards_go(there: ParcelOffice) -> None:
    people = there.people(2)
    made = service.pack(there.clerk, there.to_school, people, at=AT)

    opened = service.open_parcel(there.clerk, made, reason="sekolah pindah", at=AT)

    assert opened == 2 and row_of(made)["state"] == "opened" and set(places(made).values()) == {"out"}
    with read_connection() as conn:
        assert queries.loose_total(conn, "35.14") == 2
    for late in (
        lambda: service.open_parcel(there.clerk, made, reason="lagi", at=AT),
        lambda: service.put_in(there.clerk, made, people, at=AT),
        lambda: service.assign_visit(there.clerk, made, None, at=AT),
    ):
        with pytest.raises(Refused, match="parcel_no_way"):
            late()


def test_only_a_planned_visit_that_goes_there_takes_a_parcel_along(there: ParcelOffice) -> None:
    later, sooner = (there.visit(there.school, day) for day in (date(2026, 12, 9), date(2026, 12, 2)))
    elsewhere, past, over = (
        there.visit(there.other, date(2026, 12, 2)), there.visit(there.school, date(2026, 11, 21)),
        there.visit(there.school, date(2026, 12, 1), "cancelled"),
    )  # fmt: skip
    made = service.pack(there.clerk, there.to_school, there.people(1), visit_id=later, at=AT)

    with read_connection() as conn:
        next_ = queries.next_visit(conn, there.school, TODAY)
        assert next_ is not None and (next_.id, next_.institution) == (sooner, "SMAN 1 Kejayan")
        assert [one.id for one in queries.visits_for(conn, there.to_school, TODAY)] == [sooner, later]
        assert list(queries.of_visit(conn, later)["id"]) == [made] and queries.of_visit(conn, sooner).empty
    for wrong in (elsewhere, past, over):
        with pytest.raises(Refused, match="parcel_visit"):
            service.assign_visit(there.clerk, made, wrong, at=AT)
    service.assign_visit(there.clerk, made, sooner, at=AT)
    with read_connection() as conn:
        one = queries.parcel(conn, made, TODAY, regency="35.14")
        assert (one["visit_id"], one["visit_day"], one["visit_state"]) == (sooner, date(2026, 12, 2), "planned")
    service.assign_visit(there.clerk, made, None, at=AT)
    assert row_of(made)["visit_id"] is None


def test_a_clerk_of_one_district_works_with_its_parcels_and_cards_alone(there: ParcelOffice) -> None:
    here, far = there.people(1, district=KEJAYAN), there.people(1, district=PURWOSARI)
    foreign = service.pack(there.clerk, Destination(Place.INSTITUTION, institution_id=there.other), far, at=AT)

    made = service.pack(there.kejayan, there.to_school, here, at=AT)

    with pytest.raises(NotAllowed):
        service.pack(there.kejayan, there.to_school, there.people(1, district=PURWOSARI), at=AT)
    with pytest.raises(NotAllowed):
        service.pack(there.kejayan, Destination(Place.DISTRICT, district=PURWOSARI), here, at=AT)
    for refused in (service.open_parcel, service.take_out):
        arguments = {"numbers": [1]} if refused is service.take_out else {}
        with pytest.raises(NotAllowed):
            refused(there.kejayan, foreign, reason="x", at=AT, **arguments)
    with pytest.raises(NotAllowed):
        service.looked(there.kejayan, foreign, at=AT)
    with read_connection() as conn:
        assert list(queries.parcels(conn, Parcels("35.14", districts=(KEJAYAN,)), TODAY)["id"]) == [made]
        with pytest.raises(NotFound):
            queries.parcel(conn, foreign, TODAY, regency="35.14", districts=(KEJAYAN,))


def test_each_use_case_makes_one_entry_that_names_nobody(there: ParcelOffice) -> None:
    people = there.people(2)
    with read_connection() as conn:
        before = conn.execute(select(func.count()).select_from(audit_log)).scalar_one()

    made = service.pack(there.clerk, there.to_school, people, at=AT)
    service.looked(there.second, made, at=AT)
    service.looked_at_loose(there.second, "35.14", rows=3, at=AT)

    with read_connection() as conn:
        rows = conn.execute(select(audit_log).order_by(audit_log.c.seq)).mappings().all()[before:]
    assert [row["action"] for row in rows] == ["parcel.pack", "parcel.view", "parcel.view_loose"]
    assert "PENDUDUK" not in str(rows) and "3514060103" not in str(rows)
