"""Two clerks at one card at once: one does it, the other is told; nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests_support.at_once import Act, at_once
from tests_support.card_people import AT, bring_to
from tests_support.parcel_office import OFFICER, OWNER, TODAY, ParcelOffice, places, states

from ktp_core.cards import store
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.delivery import queries, service
from ktp_core.delivery.finished import Loss, Spot
from ktp_core.delivery.model import Destination, Keeper, Place
from ktp_core.errors import Conflict, KtpError, Refused

ROUNDS = 5
S = CardState


def refusals(*acts: Act) -> list[KtpError | None]:
    """What each was told, None for what was done."""
    return [came if isinstance(came, KtpError) else None for came in at_once(*acts)]


def sent(there: ParcelOffice, people: list[int]) -> int:
    made = service.pack(there.clerk, there.to_school, people, at=AT)
    service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT)
    return made


def packed_twice(there: ParcelOffice) -> tuple[Act, Act]:
    people = there.people(3)
    return (
        lambda: service.pack(there.clerk, there.to_school, people, at=AT),
        lambda: service.pack(there.second, there.to_school, people[::-1], at=AT),
    )


def handed_twice(there: ParcelOffice) -> tuple[Act, Act]:
    people = there.people(2)
    made = sent(there, people)
    return (
        lambda: service.hand_over(there.clerk, people[0], OWNER, day=TODAY, at=AT, parcel_id=made),
        lambda: service.hand_over_many(there.second, made, [1, 2], OFFICER, day=TODAY, at=AT),
    )


def handed_and_brought_back(there: ParcelOffice) -> tuple[Act, Act]:
    people = there.people(2)
    made = sent(there, people)
    return (
        lambda: service.hand_over_many(there.clerk, made, [1, 2], OFFICER, day=TODAY, at=AT),
        lambda: service.bring_back(there.second, made, [2], "tidak masuk", day=TODAY, at=AT),
    )


def handed_and_rerouted(there: ParcelOffice) -> tuple[Act, Act]:
    people = there.people(2)
    made = sent(there, people)
    home = Destination(Place.DISTRICT, district="35.14.06")
    return (
        lambda: service.hand_over(there.clerk, people[1], OWNER, day=TODAY, at=AT, parcel_id=made),
        lambda: service.reroute(there.second, made, [2, 1], home, day=TODAY, at=AT),
    )


def handed_and_written_off(there: ParcelOffice) -> tuple[Act, Act]:
    (one,) = there.people(1)
    return (
        lambda: service.hand_over(there.clerk, one, OWNER, day=TODAY, at=AT),
        lambda: service.propose_destruction(there.printer, one, Loss.LOST, "hilang", day=TODAY, at=AT),
    )


def decided_twice(there: ParcelOffice) -> tuple[Act, Act]:
    (one,) = there.people(1)
    proposal = service.propose_destruction(there.printer, one, Loss.LOST, "hilang", day=TODAY, at=AT)
    return (
        lambda: service.decide_destruction(there.clerk, proposal, True, day=TODAY, at=AT),
        lambda: service.decide_destruction(there.second, proposal, False, day=TODAY, at=AT),
    )


def sent_and_opened(there: ParcelOffice) -> tuple[Act, Act]:
    made = service.pack(there.clerk, there.to_school, there.people(2), at=AT)
    return (
        lambda: service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT),
        lambda: service.open_parcel(there.second, made, reason="batal", at=AT),
    )


RACES = (
    packed_twice, handed_twice, handed_and_brought_back, handed_and_rerouted,
    handed_and_written_off, decided_twice, sent_and_opened,
)  # fmt: skip


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_of_two_who_want_the_same_card_one_has_it_and_the_other_is_told(
    there: ParcelOffice, race: Callable[[ParcelOffice], tuple[Act, Act]]
) -> None:
    for _ in range(ROUNDS):
        came = refusals(*race(there))

        assert sum(one is None for one in came) == 1, came
        (told,) = (one for one in came if one is not None)
        assert isinstance(told, Conflict | Refused)


def test_a_card_that_is_fetched_while_it_is_packed_is_in_a_hand_and_in_no_parcel(there: ParcelOffice) -> None:
    for _ in range(ROUNDS):
        people = there.people(2)

        came = refusals(
            lambda one=people[1]: service.hand_over(there.clerk, one, OWNER, day=TODAY, at=AT),
            lambda some=people: service.pack(there.second, there.to_school, some, at=AT),
        )

        with read_connection() as conn:
            where = [queries.where_is(conn, key) for key in people]
        spots, codes = [one.spot for one in where if one], [one and one.code for one in came]
        # A parcel that has not left gives the card to its owner; one packed in that very moment is named instead.
        assert (codes, spots) in (
            ([None, None], [Spot.PARCEL, Spot.HAND]),
            ([None, "parcel_cards_moved"], [Spot.OFFICE, Spot.HAND]),
            (["card_in_parcel", None], [Spot.PARCEL, Spot.PARCEL]),
        )


def test_two_parcels_whose_cards_are_handed_over_criss_cross_do_not_wait_for_each_other(there: ParcelOffice) -> None:
    home = Destination(Place.DISTRICT, district="35.14.06")
    for _ in range(ROUNDS):
        people = there.people(6)
        first, second = sent(there, people[::2]), sent(there, people[1::2][::-1])

        came = refusals(
            lambda made=first: service.hand_over_many(there.clerk, made, [3, 1, 2], OFFICER, day=TODAY, at=AT),
            lambda made=second: service.reroute(there.second, made, [2, 3, 1], home, day=TODAY, at=AT),
        )

        assert came == [None, None]
        assert states(*people[::2]) == [S.DELIVERED] * 3 and set(places(first).values()) == {"handed"}
        assert states(*people[1::2]) == [S.PRINTED] * 3 and set(places(second).values()) == {"returned"}


def test_a_card_that_a_list_of_siak_hands_over_while_its_parcel_leaves_is_named(there: ParcelOffice) -> None:
    for _ in range(ROUNDS):
        people = there.people(3)
        made = service.pack(there.clerk, there.to_school, people, at=AT)

        def tell(key: int = people[1]) -> None:
            with write_transaction() as conn:
                store.card(conn, key, lock=True)
                bring_to(conn, key, S.DELIVERED, TODAY)

        came = refusals(
            lambda made=made: service.send(there.clerk, made, Keeper.STAFF, "Andi", "Serah", day=TODAY, at=AT), tell
        )

        assert came[1] is None
        assert came[0] is None or (came[0].code, came[0].params["numbers"]) == ("parcel_numbers", "2")
        assert states(people[1]) == [S.DELIVERED] and places(made)[2] == "left"
