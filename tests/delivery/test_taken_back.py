"""A hand-over that was a mistake: the card lies again where it lay before."""

from __future__ import annotations

from sqlalchemy import select
from tests_support.card_people import AT, REGENCY, bring_to
from tests_support.parcel_office import OWNER, TODAY, ParcelOffice, places, row_of, states

from ktp_core.access.model import Actor
from ktp_core.cards import service as cards
from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import hand_over
from ktp_core.delivery import queries, service
from ktp_core.delivery.finished import Spot
from ktp_core.delivery.model import Keeper

S = CardState


def correct(admin: Actor, key: int, state: CardState = S.DELIVERED) -> None:
    cards.act(admin, key, CardAction.CORRECT, day=TODAY, at=AT, expected_state=state, reason="salah orang")


def test_out_of_a_parcel_it_is_in_it_again_under_its_number(there: ParcelOffice, actor_of) -> None:
    admin = actor_of("adm", "admin", regency=REGENCY)
    people = there.people(2)
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT)
    service.hand_over_many(there.clerk, made, [1, 2], OWNER, day=TODAY, at=AT)
    assert row_of(made)["state"] == "settled"

    correct(admin, people[1])

    row = row_of(made)
    assert (row["state"], row["settled_on"]) == ("sent", None)
    assert places(made) == {1: "handed", 2: "in"} and states(*people) == [S.DELIVERED, S.DISPATCHED]
    with read_connection() as conn:
        void = conn.execute(select(hand_over.c.void_by).order_by(hand_over.c.id)).scalars().all()
        assert queries.hand_overs(conn, REGENCY, TODAY, TODAY)["cards"].sum() == 1
        assert list(queries.parcel_cards(conn, made)["receiver"]) == ["owner", None]
    assert void == [None, "adm"]
    service.hand_over(there.second, people[1], OWNER, day=TODAY, at=AT, parcel_id=made)
    assert row_of(made)["state"] == "settled"


def test_at_the_counter_it_is_loose_again(there: ParcelOffice, actor_of) -> None:
    admin = actor_of("adm", "admin", regency=REGENCY)
    loose, packed = there.people(2)
    made = service.pack(there.clerk, there.to_school, [packed], at=AT)
    for key in (loose, packed):
        service.hand_over(there.clerk, key, OWNER, day=TODAY, at=AT)

    for key in (loose, packed):
        correct(admin, key)

    assert places(made) == {1: "out"} and states(loose, packed) == [S.PRINTED] * 2
    with read_connection() as conn:
        for key in (loose, packed):
            where = queries.where_is(conn, key)
            assert where is not None and where.spot is Spot.OFFICE


def test_what_a_list_of_siak_said_of_a_card_in_a_parcel_puts_it_back(there: ParcelOffice, actor_of) -> None:
    admin = actor_of("adm", "admin", regency=REGENCY)
    people = there.people(2)
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT)
    with write_transaction() as conn:
        bring_to(conn, people[0], S.DELIVERED, TODAY)
    assert places(made) == {1: "left", 2: "in"}

    correct(admin, people[0])

    assert places(made) == {1: "in", 2: "in"} and states(*people) == [S.DISPATCHED] * 2


def test_a_card_that_left_a_parcel_long_before_it_was_handed_over_is_not_put_back(
    there: ParcelOffice, actor_of
) -> None:
    admin = actor_of("adm", "admin", regency=REGENCY)
    (one,) = there.people(1)
    made = service.pack(there.clerk, there.to_school, [one], at=AT)
    service.take_out(there.clerk, made, [1], reason="salah", at=AT)
    with write_transaction() as conn:
        bring_to(conn, one, S.DELIVERED, TODAY)

    correct(admin, one)

    assert places(made) == {1: "out"} and states(one) == [S.PRINTED]
