"""Every pair of acts that two operators may do to one card at the same moment, and what the slower one is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from tests_support.card_people import TODAY
from tests_support.line.race import HERE, NOW, Act, Race

from ktp_core.batches import service as batches
from ktp_core.cards import service as cards
from ktp_core.cards.model import CardAction, CardState
from ktp_core.delivery import service as delivery
from ktp_core.delivery.model import Keeper

S, A = CardState, CardAction


@dataclass(frozen=True)
class Contest:
    """Two acts on one card. `told`: what the slower may hear; `once`: the event that then exists exactly once, if any.
    `lists`: nobody need lose, because one of them is a list of SIAK, which is never refused: it finds nothing left to
    do; or because both are right in one order."""

    key: int
    first: Act
    second: Act
    told: set[str]
    once: CardAction | None = None
    lists: bool = False


def two_print_a_card_of_a_batch(race: Race) -> Contest:
    key, batch = race.batch_of_one()
    one, two = race.in_batch(race.office.print_a, batch), race.in_batch(race.office.print_b, batch)
    return Contest(key, one, two, {"batch_printed"}, A.PRINT)


def two_take_a_card_of_a_batch(race: Race) -> Contest:
    key, batch = race.batch_of_one()
    one, two = (partial(batches.take, by, batch, [1], at=NOW) for by in (race.office.print_a, race.office.print_b))
    return Contest(key, one, two, {"batch_taken"})


def one_prints_and_one_skips(race: Race) -> Contest:
    key, batch = race.batch_of_one()
    other = partial(batches.skip, race.office.print_b, batch, [1], reason="x", at=NOW)
    return Contest(key, race.in_batch(race.office.print_a, batch), other, {"batch_printed", "batch_not_waiting"})


def one_prints_alone_and_one_makes_a_batch(race: Race) -> Contest:
    key = race.one(S.PRINT_READY)
    other = partial(race.batch, race.office.print_b, key)
    told = {"card_in_batch", "batch_nobody", "card_moved"}
    return Contest(key, race.alone(race.office.print_a, key), other, told)


def two_make_a_batch_of_the_same_card(race: Race) -> Contest:
    key = race.one(S.PRINT_READY)
    one, two = (partial(race.batch, by, key) for by in (race.office.print_a, race.office.print_b))
    return Contest(key, one, two, {"batch_nobody"})


def two_print_alone(race: Race) -> Contest:
    key = race.one(S.PRINT_READY)
    one, two = race.alone(race.office.print_a, key), race.alone(race.office.print_b, key)
    return Contest(key, one, two, {"card_moved"}, A.PRINT)


def one_prints_a_card_of_a_batch_and_siak_says_so(race: Race) -> Contest:
    key, batch = race.batch_of_one()
    told = {"batch_not_waiting", "batch_printed"}
    other = race.listed("CARD_PRINTED", key)
    return Contest(key, race.in_batch(race.office.print_a, batch), other, told, A.PRINT, lists=True)


def one_prints_and_one_resets(race: Race) -> Contest:
    key, batch = race.batch_of_one()
    how = {"day": TODAY, "at": NOW, "expected_state": S.PRINT_READY, "reason": "x"}
    reset = partial(cards.act, race.office.field, key, A.RESET, **how)
    told = {"card_moved", "batch_not_waiting", "batch_not_due"}
    return Contest(key, race.in_batch(race.office.print_a, batch), reset, told)


def two_pack(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    one, two = (partial(delivery.pack, by, HERE, [key], at=NOW) for by in (race.office.give_a, race.office.give_b))
    return Contest(key, one, two, {"card_in_parcel"})


def one_packs_and_one_corrects_the_print(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    pack = partial(delivery.pack, race.office.give_a, HERE, [key], at=NOW)
    return Contest(key, pack, race.corrected(key, S.PRINTED), {"card_in_parcel", "parcel_cards_moved"})


def two_give_it_at_the_counter(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    one, two = race.counter(race.office.give_a, key), race.counter(race.office.give_b, key)
    return Contest(key, one, two, {"card_delivered"}, A.DELIVER)


def one_packs_and_one_gives_it_at_the_counter(race: Race) -> Contest:
    """Whoever packed first lets the counter take it out again; the counter always wins."""
    key, parcel = race.packed()
    send = partial(delivery.send, race.office.give_a, parcel, Keeper.STAFF, "Budi", "Antar", day=TODAY, at=NOW)
    told = {"card_sent_in_parcel", "card_in_parcel", "parcel_empty"}
    return Contest(key, send, race.counter(race.office.give_b, key), told)


def two_give_it_out_of_a_parcel(race: Race) -> Contest:
    key, parcel = race.sent()
    one, two = race.from_parcel(race.office.give_a, parcel), race.from_parcel(race.office.give_b, parcel)
    return Contest(key, one, two, {"parcel_no_way", "parcel_numbers"}, A.DELIVER)


def one_gives_it_and_one_brings_it_back(race: Race) -> Contest:
    key, parcel = race.sent()
    back = partial(delivery.bring_back, race.office.give_b, parcel, [1], "x", day=TODAY, at=NOW)
    return Contest(key, race.from_parcel(race.office.give_a, parcel), back, {"parcel_no_way", "parcel_numbers"})


def one_gives_it_and_one_reroutes_it(race: Race) -> Contest:
    key, parcel = race.sent()
    on = partial(delivery.reroute, race.office.give_b, parcel, [1], HERE, day=TODAY, at=NOW)
    return Contest(key, race.from_parcel(race.office.give_a, parcel), on, {"parcel_no_way", "parcel_numbers"})


def one_gives_it_out_of_a_parcel_and_siak_says_so(race: Race) -> Contest:
    key, parcel = race.sent()
    told = {"parcel_no_way", "parcel_numbers", "card_delivered"}
    other = race.listed("CARD_ISSUED", key)
    return Contest(key, race.from_parcel(race.office.give_a, parcel), other, told, A.DELIVER, lists=True)


def two_propose_its_destruction(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    one, two = (race.doom(by, key) for by in (race.office.print_a, race.office.print_b))
    return Contest(key, one, two, {"destroy_open"})


def one_proposes_its_destruction_and_one_gives_it(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    told = {"parcel_cards_doomed", "destroy_no_card"}
    return Contest(key, race.doom(race.office.print_a, key), race.counter(race.office.give_a, key), told)


def two_decide_its_destruction(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    proposal = race.doom(race.office.print_a, key)()
    one, two = (partial(delivery.decide_destruction, by, proposal, True, day=TODAY, at=NOW)
                for by in (race.office.print_b, race.office.admin))  # fmt: skip
    return Contest(key, one, two, {"destroy_decided"}, A.SPOIL)


def two_take_a_print_back(race: Race) -> Contest:
    key = race.one(S.PRINT_READY)
    race.alone(race.office.print_a, key)()
    one, two = race.corrected(key, S.PRINTED), race.corrected(key, S.PRINTED)
    return Contest(key, one, two, {"card_moved"}, A.CORRECT)


def two_take_a_hand_over_back(race: Race) -> Contest:
    key, parcel = race.sent()
    race.from_parcel(race.office.give_a, parcel)()
    one, two = race.corrected(key, S.DELIVERED), race.corrected(key, S.DELIVERED)
    return Contest(key, one, two, {"card_moved"}, A.CORRECT)


def one_takes_a_hand_over_back_and_one_gives_it_again(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    race.counter(race.office.give_a, key)()
    told = {"card_delivered"}
    return Contest(key, race.corrected(key, S.DELIVERED), race.counter(race.office.give_b, key), told, lists=True)


def one_takes_a_hand_over_out_of_a_parcel_back_and_one_gives_it_again(race: Race) -> Contest:
    key, parcel = race.sent()
    race.from_parcel(race.office.give_a, parcel)()
    told = {"parcel_no_way", "parcel_numbers"}
    again = race.from_parcel(race.office.give_b, parcel)
    return Contest(key, race.corrected(key, S.DELIVERED), again, told, lists=True)


def one_takes_a_hand_over_back_and_one_proposes_destruction(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    race.counter(race.office.give_a, key)()
    other = race.doom(race.office.print_a, key)
    return Contest(key, race.corrected(key, S.DELIVERED), other, {"destroy_no_card"}, lists=True)


def one_takes_back_what_siak_handed_over_and_one_accepts_its_destruction(race: Race) -> Contest:
    key = race.one(S.PRINTED)
    proposal = race.doom(race.office.print_a, key)()
    race.listed("CARD_ISSUED", key)()
    other = partial(delivery.decide_destruction, race.office.print_b, proposal, True, day=TODAY, at=NOW)
    return Contest(key, race.corrected(key, S.DELIVERED), other, {"destroy_card_moved"}, lists=True)


CORRECTED = (
    one_takes_a_hand_over_back_and_one_gives_it_again,
    one_takes_a_hand_over_out_of_a_parcel_back_and_one_gives_it_again,
    one_takes_a_hand_over_back_and_one_proposes_destruction,
    one_takes_back_what_siak_handed_over_and_one_accepts_its_destruction,
)
"""In one order both are right: what was taken back can be given or destroyed. In the other the second is told."""

CONTESTS = (
    two_print_a_card_of_a_batch, two_take_a_card_of_a_batch, one_prints_and_one_skips,
    one_prints_alone_and_one_makes_a_batch, two_make_a_batch_of_the_same_card, two_print_alone,
    one_prints_a_card_of_a_batch_and_siak_says_so, one_prints_and_one_resets, two_pack,
    one_packs_and_one_corrects_the_print, two_give_it_at_the_counter, one_packs_and_one_gives_it_at_the_counter,
    two_give_it_out_of_a_parcel, one_gives_it_and_one_brings_it_back, one_gives_it_and_one_reroutes_it,
    one_gives_it_out_of_a_parcel_and_siak_says_so, two_propose_its_destruction,
    one_proposes_its_destruction_and_one_gives_it, two_decide_its_destruction, two_take_a_print_back,
    two_take_a_hand_over_back,
)  # fmt: skip
