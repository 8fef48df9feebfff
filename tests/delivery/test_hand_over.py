"""Custody, hand-over, what comes back, and what is rerouted."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, bring_to
from tests_support.parcel_office import (
    OFFICER,
    OWNER,
    PRINTED,
    TODAY,
    VILLAGE,
    ParcelOffice,
    places,
    row_of,
    states,
)

from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import card_event, hand_over, resident
from ktp_core.delivery import queries, service
from ktp_core.delivery.finished import Loss, Proof, Receipt, Receiver, Spot
from ktp_core.delivery.model import Destination, Keeper, Parcels, ParcelState, Place
from ktp_core.errors import Conflict, NotAllowed, Refused
from ktp_core.institutions import service as institutions

S = CardState
SENT_ON, LATER = date(2026, 11, 10), date(2026, 11, 15)


def sent(there: ParcelOffice, count: int = 3, day: date = SENT_ON) -> tuple[int, list[int]]:
    """A parcel to the first school with a member of staff."""
    people = there.people(count, school=there.school)
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=day, at=AT)
    return made, people


def test_a_parcel_that_leaves_sends_every_card_and_says_who_has_it_at_every_moment(there: ParcelOffice) -> None:
    made, people = sent(there)

    service.transfer(there.second, made, Keeper.INSTITUTION, " Bu  Sri ", "Andi", day=LATER, at=AT, note="TU")

    assert states(*people) == [S.DISPATCHED] * 3
    with read_connection() as conn:
        chain = queries.custody(conn, made)
        one = queries.parcel(conn, made, TODAY, regency="35.14")
        where = queries.where_is(conn, people[0])
        days = conn.execute(select(card_event.c.day).where(card_event.c.action == 10)).scalars().all()
    assert list(chain[["day", "keeper", "name", "given_by", "cards", "note"]].itertuples(index=False, name=None)) == [
        (TODAY, "office", "Serah", "Serah", 3, None),
        (SENT_ON, "staff", "Andi", "Serah", 3, None),
        (LATER, "institution", "Bu Sri", "Andi", 3, "TU"),
    ]
    assert (one["state"], one["keeper"], one["keeper_name"], one["kept_since"], one["sent_on"], one["days"]) == (
        "sent", "institution", "Bu Sri", LATER, SENT_ON, 12,
    )  # fmt: skip
    assert where is not None
    assert (where.spot, where.keeper, where.keeper_name, where.since, where.code, where.place_name) == (
        Spot.PARCEL, Keeper.INSTITUTION, "Bu Sri", LATER, row_of(made)["code"], "SMAN 1 Kejayan",
    )  # fmt: skip
    assert set(days) == {SENT_ON}


def test_a_parcel_leaves_only_with_who_may_carry_it_there_and_with_two_names(there: ParcelOffice) -> None:
    made = service.pack(there.clerk, there.to_school, there.people(1), at=AT)

    def send(keeper: Keeper = Keeper.STAFF, name: str = "Andi", giver: str = "Serah", day: date = TODAY) -> None:
        service.send(there.clerk, made, keeper, name, giver, day=day, at=AT)

    for wrong in ({"keeper": Keeper.OFFICE}, {"keeper": Keeper.VILLAGE}):
        with pytest.raises(Refused, match="parcel_keeper"):
            send(**wrong)
    for wrong in ({"name": " "}, {"giver": ""}, {"name": "x" * 81}):
        with pytest.raises(Refused, match="parcel_name"):
            send(**wrong)
    with pytest.raises(Refused, match="parcel_day_future"):
        send(day=date(2026, 11, 23))
    with pytest.raises(Refused, match="parcel_card_day_before"):
        send(day=date(2026, 11, 1))
    assert row_of(made)["state"] == "packed"


def test_a_parcel_is_sent_as_it_was_shown(there: ParcelOffice) -> None:
    people = there.people(2)
    made = service.pack(there.clerk, there.to_school, people[:1], at=AT)
    seen = row_of(made)["version"]
    service.put_in(there.second, made, people[1:], at=AT)

    with pytest.raises(Conflict, match="parcel_changed"):
        service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT, version=seen)

    service.take_out(there.second, made, [1, 2], reason="x", at=AT)
    with pytest.raises(Refused, match="parcel_empty"):
        service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT)


def test_the_numbers_of_cards_that_cannot_go_are_named(there: ParcelOffice) -> None:
    people = there.people(3)
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    with write_transaction() as conn:
        conn.execute(update(resident).where(resident.c.id == people[1]).values(standing=4))

    with pytest.raises(Refused, match="parcel_card_deceased") as refusal:
        service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT)

    assert refusal.value.params["numbers"] == "2"
    assert states(*people) == [S.PRINTED] * 3 and set(places(made).values()) == {"in"}


def test_a_card_that_a_list_of_siak_sent_on_goes_along_without_a_second_event(there: ParcelOffice) -> None:
    people = there.people(2)
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    with write_transaction() as conn:
        bring_to(conn, people[0], S.DISPATCHED, TODAY)

    # Before it was printed it cannot have left, whoever says so.
    with pytest.raises(Refused, match="parcel_day_before"):
        service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=date(2026, 10, 1), at=AT)
    service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT)

    with read_connection() as conn:
        events = conn.execute(select(card_event.c.resident_id).where(card_event.c.action == 10)).scalars().all()
    assert sorted(events) == people


def test_cards_are_handed_over_one_by_one_and_many_at_once_until_the_parcel_is_settled(there: ParcelOffice) -> None:
    made, people = sent(there)
    parent = Receipt(Receiver.PARENT, Proof.FAMILY_CARD, name="Siti", reason="tidak disimpan")

    service.hand_over(there.clerk, people[1], parent, day=LATER, at=AT, parcel_id=made)
    done = service.hand_over_many(there.clerk, made, [3, 1], OFFICER, day=TODAY, at=AT)

    assert done == 2 and states(*people) == [S.DELIVERED] * 3
    row = row_of(made)
    assert (row["state"], row["settled_on"]) == ("settled", TODAY)
    with read_connection() as conn:
        cards = queries.parcel_cards(conn, made)
        where = queries.where_is(conn, people[1])
        totals = queries.hand_overs(conn, "35.14", LATER, TODAY)
    shown = ["number", "state", "day", "receiver", "receiver_name", "proof", "proof_reason"]
    assert [tuple(row) for row in cards[shown].itertuples(index=False)] == [
        (1, "handed", TODAY, "officer", "Bu Sri", "known", None),
        (2, "handed", LATER, "parent", "Siti", "family_card", None),
        (3, "handed", TODAY, "officer", "Bu Sri", "known", None),
    ]
    assert where is not None and (where.spot, where.receiver, where.receiver_name, where.since) == (
        Spot.HAND, Receiver.PARENT, "Siti", LATER,
    )  # fmt: skip
    assert [tuple(row) for row in totals.itertuples(index=False)] == [
        ("officer", "known", 2, 0, 2, 2), ("parent", "family_card", 1, 0, 1, 1),
    ]  # fmt: skip


def test_one_card_one_delivery(there: ParcelOffice) -> None:
    made, people = sent(there, 2)
    service.hand_over(there.clerk, people[0], OWNER, day=TODAY, at=AT, parcel_id=made)

    with pytest.raises(Conflict, match="card_delivered"):
        service.hand_over(there.second, people[0], OWNER, day=TODAY, at=AT, parcel_id=made)
    with pytest.raises(Conflict, match="card_delivered"):
        service.hand_over(there.second, people[0], OWNER, day=TODAY, at=AT)
    with pytest.raises(Conflict, match="parcel_numbers") as refusal:
        service.hand_over_many(there.second, made, [1, 2], OWNER, day=TODAY, at=AT)

    assert refusal.value.params["numbers"] == "1" and states(*people) == [S.DELIVERED, S.DISPATCHED]


@pytest.mark.parametrize(
    "receipt, code",
    [
        (Receipt(Receiver.PROXY, Proof.CARD, name="Joko"), "receipt_proof"),
        (Receipt(Receiver.PROXY, Proof.NONE, name="Joko", reason="x"), "receipt_proof"),
        (Receipt(Receiver.OWNER, Proof.AUTHORITY), "receipt_proof"),
        (Receipt(Receiver.PARENT, Proof.CARD), "receipt_name"),
        (Receipt(Receiver.OFFICER, Proof.CARD, name="  "), "receipt_name"),
        (Receipt(Receiver.OWNER, Proof.NONE), "receipt_reason"),
    ],
)
def test_who_takes_a_card_shows_who_they_are_or_somebody_writes_why_not(
    there: ParcelOffice, receipt: Receipt, code: str
) -> None:
    (one,) = there.people(1)

    with pytest.raises(Refused, match=code):
        service.hand_over(there.clerk, one, receipt, day=TODAY, at=AT)

    assert states(one) == [S.PRINTED]


def test_a_card_handed_over_without_proof_is_kept_with_its_reason_and_counted_apart(there: ParcelOffice) -> None:
    one, other = there.people(2)

    service.hand_over(there.clerk, one, Receipt(Receiver.OWNER, Proof.NONE, "x", " lupa  kartu "), day=TODAY, at=AT)
    service.hand_over(there.clerk, other, Receipt(Receiver.PROXY, Proof.AUTHORITY, "Joko"), day=TODAY, at=AT)

    with read_connection() as conn:
        kept = conn.execute(select(hand_over.c.receiver_name, hand_over.c.reason).order_by(hand_over.c.id)).all()
        totals = queries.hand_overs(conn, "35.14", TODAY, TODAY)
    assert kept == [(None, "lupa kartu"), ("Joko", None)]
    assert list(totals["proof"]) == ["none", "authority"]


def test_a_parent_or_proxy_comes_for_one_card(there: ParcelOffice) -> None:
    made, _ = sent(there, 2)
    parent = Receipt(Receiver.PARENT, Proof.CARD, name="Siti")

    with pytest.raises(Refused, match="receipt_many"):
        service.hand_over_many(there.clerk, made, [1, 2], parent, day=TODAY, at=AT)

    assert service.hand_over_many(there.clerk, made, [2], parent, day=TODAY, at=AT) == 1


def test_at_the_counter_a_card_comes_out_of_a_parcel_that_has_not_left_and_not_out_of_one_that_has(
    there: ParcelOffice,
) -> None:
    away, gone = sent(there, 1)
    people = there.people(2)
    packed = service.pack(there.clerk, there.to_school, people, at=AT)

    service.hand_over(there.second, people[0], OWNER, day=TODAY, at=AT)
    with pytest.raises(Refused, match="card_sent_in_parcel") as refusal:
        service.hand_over(there.second, gone[0], OWNER, day=TODAY, at=AT)

    assert refusal.value.params["code"] == row_of(away)["code"]
    assert places(packed) == {1: "out", 2: "in"} and states(people[0]) == [S.DELIVERED]
    with pytest.raises(Conflict, match="card_not_in_parcel"):
        service.hand_over(there.second, there.people(1)[0], OWNER, day=TODAY, at=AT, parcel_id=away)


def test_only_a_finished_card_is_handed_over_and_not_to_the_dead(there: ParcelOffice) -> None:
    (waiting,), (dead,) = there.people(1, S.PRINT_READY), there.people(1)
    with write_transaction() as conn:
        conn.execute(update(resident).where(resident.c.id == dead).values(standing=4))

    with pytest.raises(Conflict, match="card_moved"):
        service.hand_over(there.clerk, waiting, OWNER, day=TODAY, at=AT)
    with pytest.raises(Refused, match="card_deceased"):
        service.hand_over(there.clerk, dead, OWNER, day=TODAY, at=AT)
    with pytest.raises(Refused, match="card_day_before"):
        service.hand_over(there.clerk, there.people(1)[0], OWNER, day=date(2026, 11, 1), at=AT)


def test_at_the_counter_a_clerk_of_one_district_serves_its_residents(there: ParcelOffice) -> None:
    near, far = there.people(1, district=KEJAYAN) + there.people(1, district=PURWOSARI)

    service.hand_over(there.kejayan, near, OWNER, day=TODAY, at=AT)
    with pytest.raises(NotAllowed):
        service.hand_over(there.kejayan, far, OWNER, day=TODAY, at=AT)


def test_cards_that_come_back_lie_at_the_office_and_can_be_packed_again(there: ParcelOffice) -> None:
    made, people = sent(there, 3)

    back = service.bring_back(there.clerk, made, [1, 3], "tidak masuk", day=LATER, at=AT)

    assert back == 2 and states(*people) == [S.PRINTED, S.DISPATCHED, S.PRINTED]
    assert places(made) == {1: "returned", 2: "in", 3: "returned"} and row_of(made)["state"] == "sent"
    again = service.pack(there.clerk, there.to_school, [people[0]], at=AT)
    service.bring_back(there.clerk, made, [2], "tidak masuk", day=TODAY, at=AT)
    assert row_of(made)["state"] == "settled" and row_of(again)["state"] == "packed"
    with pytest.raises(Refused, match="parcel_no_way"):
        service.transfer(there.clerk, made, Keeper.STAFF, "Andi", "Bu Sri", day=TODAY, at=AT)
    with pytest.raises(Refused, match="parcel_reason"):
        service.bring_back(there.clerk, sent(there, 1)[0], [1], "", day=TODAY, at=AT)


def test_a_card_of_somebody_who_left_the_school_goes_home_in_another_parcel(there: ParcelOffice) -> None:
    people = there.people(2, school=there.school, village=VILLAGE)
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    service.send(there.clerk, made, Keeper.INSTITUTION, "Bu Sri", "Serah", day=SENT_ON, at=AT)
    there.leaves(people[1])
    with read_connection() as conn:
        gone = queries.leavers(conn, made, TODAY)

    assert list(gone["number"]) == [2]
    assert tuple(gone.loc[0, ["place", "institution_id", "village", "district"]]) == ("village", None, VILLAGE, KEJAYAN)
    to = Destination(Place.VILLAGE, village=VILLAGE)
    other = service.reroute(there.clerk, made, [2], to, day=TODAY, at=AT)

    assert places(made) == {1: "in", 2: "returned"} and places(other) == {1: "in"}
    assert states(*people) == [S.DISPATCHED, S.PRINTED]
    third = service.reroute(there.clerk, other, [1], Destination(Place.DISTRICT, district=KEJAYAN), day=TODAY, at=AT)
    assert places(other) == {1: "out"} and places(third) == {1: "in"}
    with read_connection() as conn:
        assert queries.leavers(conn, made, TODAY).empty and queries.leavers(conn, third, TODAY).empty


def test_cards_that_were_sent_in_no_parcel_are_taken_in_again(there: ParcelOffice) -> None:
    strays, (packed,) = there.people(2, S.DISPATCHED), sent(there, 1)[1]
    with read_connection() as conn:
        assert list(queries.stray_cards(conn, "35.14", TODAY)["resident_id"]) == strays
        where = queries.where_is(conn, strays[0])
        assert where is not None and (where.spot, where.keeper) == (Spot.OUTSIDE, None)

    with pytest.raises(Refused, match="card_in_parcel"):
        service.bring_back_strays(there.clerk, [*strays, packed], "ditemukan", day=TODAY, at=AT)
    with pytest.raises(Refused, match="parcel_day_before"):
        service.bring_back_strays(there.clerk, strays, "ditemukan", day=date(2026, 11, 1), at=AT)
    assert service.bring_back_strays(there.clerk, strays, "ditemukan", day=TODAY, at=AT) == 2

    assert states(*strays) == [S.PRINTED] * 2
    with read_connection() as conn:
        assert queries.stray_cards(conn, "35.14", TODAY).empty


def test_a_sent_parcel_that_a_list_of_siak_emptied_counts_as_settled_and_is_stored_so(there: ParcelOffice) -> None:
    made, people = sent(there, 1)
    with write_transaction() as conn:
        bring_to(conn, people[0], S.DELIVERED, TODAY)

    assert places(made) == {1: "left"} and row_of(made)["state"] == "sent"
    with read_connection() as conn:
        assert queries.parcel(conn, made, TODAY, regency="35.14")["state"] == "settled"
        for state, n in ((ParcelState.SENT, 0), (ParcelState.SETTLED, 1)):
            assert queries.parcels_total(conn, Parcels("35.14", states=(state,)), TODAY) == n
    with pytest.raises(Refused, match="parcel_no_way"):
        service.transfer(there.clerk, made, Keeper.STAFF, "Andi", "Bu Sri", day=TODAY, at=AT)
    service.looked(there.clerk, made, at=AT)
    assert row_of(made)["state"] == "settled"


def test_a_parcel_follows_its_school_into_a_merger(there: ParcelOffice, actor_of: object) -> None:
    made, people = sent(there, 1)
    keeper = actor_of("daftar", "roster", regency="35.14")  # type: ignore[operator]

    moved = institutions.merge(keeper, (there.school, 1), (there.other, 1), at=AT)

    assert moved["parcels"] == 1
    row = row_of(made)
    assert (row["institution_id"], row["district"]) == (there.other, PURWOSARI)
    service.hand_over_many(there.clerk, made, [1], OFFICER, day=TODAY, at=AT)
    assert states(*people) == [S.DELIVERED] and PRINTED < SENT_ON


def test_a_card_that_somebody_wants_destroyed_is_not_handed_over_until_that_is_decided(there: ParcelOffice) -> None:
    (one,) = there.people(1)
    proposal = service.propose_destruction(there.second, one, Loss.UNCOLLECTED, "dua tahun", day=TODAY, at=AT)

    with pytest.raises(Refused, match="parcel_cards_doomed"):
        service.hand_over(there.clerk, one, OWNER, day=TODAY, at=AT)
    service.decide_destruction(there.clerk, proposal, False, day=TODAY, at=AT)

    service.hand_over(there.clerk, one, OWNER, day=TODAY, at=AT)
    assert states(one) == [S.DELIVERED]
