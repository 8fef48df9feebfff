"""Two operators, one card, the same moment: exactly one wins and the other is told in words. 500 on each database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import func, select
from tests_support.card_people import TODAY
from tests_support.line.contests import CONTESTS, CORRECTED, Contest
from tests_support.line.office import set_up
from tests_support.line.race import HERE, NOW, TAKEN, Race, S

from ktp_core.access.transactions import SYSTEM
from ktp_core.batches import service as batches
from ktp_core.blanks import service as blanks
from ktp_core.cards.model import CardAction
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import card_event
from ktp_core.delivery import service as delivery
from ktp_core.labels import refusal_text
from ktp_core.upkeep.verify import verify

ROUNDS = 24  # of each of the 21: 504
MANY = 6
TURNS = 8  # of those about many cards, and of corrected hand-overs
MEANT = ([1] * 6 + [0] * 3, [0] * 3 + [1] * 6)


@pytest.fixture
def race(database: str) -> Iterator[Race]:
    made = Race(set_up())
    yield made
    made.pool.shutdown()


def test_of_two_at_once_exactly_one_wins_and_the_other_is_told(race: Race) -> None:
    race.people(PRINT_READY=9 * ROUNDS, PRINTED=12 * ROUNDS)
    blanks.receive(race.office.print_a, race.office.second, 2_000, day=TODAY, document="SJ", at=NOW)
    seen: Counter[str] = Counter()
    for n in range(ROUNDS):
        for contest in CONTESTS:
            one = contest(race)
            pair = (one.first, one.second) if n % 2 else (one.second, one.first)
            said = race.both(*pair)
            assert judged(one, said), f"{contest.__name__}: {said}, may be told {one.told}"
            assert one.once is None or times(one.key, one.once) == 1, contest.__name__
            seen.update(f"{contest.__name__}: {word}" for word in said if word)

    assert sum(seen.values()) >= 0.8 * len(CONTESTS) * ROUNDS, seen
    assert all(map(refusal_text, race.told))
    report = verify(SYSTEM, today=TODAY)
    assert not report.differences, report.differences


def test_many_cards_at_once_never_wait_for_each_other_for_ever(race: Race) -> None:
    """A batch, a parcel and lists of SIAK about the same cards, named in the other order: one of two that wait for each
    other would be thrown out by the database, which is no sentence for anybody."""
    race.people(PRINT_READY=MANY * 30, PRINTED=MANY * 10)
    blanks.receive(race.office.print_a, race.office.second, 2_000, day=TODAY, document="SJ", at=NOW)
    for _ in range(10):
        keys = [race.one(S.PRINT_READY) for _ in range(MANY)]
        batch = race.batch(race.office.print_a, *keys)
        race.both(race.in_batch(race.office.print_a, batch, MANY), race.listed("CARD_PRINTED", *reversed(keys)))
        parcel = delivery.pack(race.office.give_a, HERE, keys, at=NOW)
        race.both(race.send(parcel), race.listed("CARD_SHIPPED", *reversed(keys)))
        race.both(race.from_parcel(race.office.give_a, parcel, MANY), race.listed("CARD_ISSUED", *reversed(keys)))
        others = [race.batch(race.office.print_a, *(race.one(S.PRINT_READY) for _ in range(MANY))) for _ in range(2)]
        printing = [race.in_batch(by, one, MANY) for by, one in zip(race.clerks, others, strict=True)]
        assert race.both(*printing) == ["", ""], "two batches of one printer print side by side"
        keys = [race.one(S.PRINTED) for _ in range(MANY)]
        pack = partial(delivery.pack, race.office.give_a, HERE, list(reversed(keys)), at=NOW)
        said = race.both(pack, partial(delivery.pack, race.office.give_b, HERE, keys, at=NOW))
        assert sorted(said) == ["", "card_in_parcel"]
    report = verify(SYSTEM, today=TODAY)
    assert not report.differences, report.differences


def test_of_two_who_mark_overlapping_cards_one_marks_all_of_theirs_and_the_other_none(race: Race) -> None:
    """Nine cards; one means 1 to 6, the other 4 to 9. Never a part of what somebody meant, never a card twice."""
    race.people(PRINT_READY=9 * TURNS, PRINTED=18 * TURNS)
    blanks.receive(race.office.print_a, race.office.second, 2_000, day=TODAY, document="SJ", at=NOW)
    low, high = range(1, 7), range(4, 10)
    for n in range(TURNS):
        keys = [race.one(S.PRINT_READY) for _ in range(9)]
        batch = race.batch(race.office.print_a, *keys)
        one, two = (partial(batches.printed, by, batch, ours, day=TODAY, at=NOW)
                    for by, ours in zip(race.clerks, (low, high), strict=True))  # fmt: skip
        alone(race.both(one, two), {"batch_printed"})
        assert [times(key, CardAction.PRINT) for key in keys] in MEANT

        for back in (True, False):
            keys = [race.one(S.PRINTED) for _ in range(9)]
            parcel = delivery.pack(race.office.give_a, HERE, keys, at=NOW)
            race.send(parcel)()
            given = partial(delivery.hand_over_many, race.office.give_a, parcel, low, TAKEN, day=TODAY, at=NOW)
            returned = partial(delivery.bring_back, race.office.give_b, parcel, high, "x", day=TODAY, at=NOW)
            again = partial(delivery.hand_over_many, race.office.give_b, parcel, high, TAKEN, day=TODAY, at=NOW)
            pair = (given, returned if back else again)
            said = race.both(*(pair if n % 2 else pair[::-1]))
            alone(said, {"parcel_numbers"})
            handed = [times(key, CardAction.DELIVER) for key in keys]
            moved = [a + times(key, CardAction.RETURN) for a, key in zip(handed, keys, strict=True)]
            assert moved in MEANT and (back or handed == moved)
    report = verify(SYSTEM, today=TODAY)
    assert not report.differences, report.differences


def test_a_hand_over_that_is_taken_back_meets_another_one_or_the_end_of_the_card(race: Race) -> None:
    race.people(PRINTED=len(CORRECTED) * TURNS)
    for n in range(TURNS):
        for contest in CORRECTED:
            one = contest(race)
            said = race.both(*((one.first, one.second) if n % 2 else (one.second, one.first)))
            assert judged(one, said), f"{contest.__name__}: {said}, may be told {one.told}"
            assert times(one.key, CardAction.CORRECT) == 1, "what is taken back is taken back whoever comes first"
    assert all(map(refusal_text, race.told))
    report = verify(SYSTEM, today=TODAY)
    assert not report.differences, report.differences


def alone(said: list[str], told: set[str]) -> None:
    """One did all of theirs, the other nothing and was told."""
    assert said.count("") == 1 and set(said) - {""} <= told, said


def judged(one: Contest, said: list[str]) -> bool:
    """Exactly one wins. A list of SIAK that comes second finds that it is so already, and nobody loses."""
    loser = [code for code in said if code]
    return len(loser) == 1 and loser[0] in one.told or (one.lists and not loser)


def times(key: int, action: CardAction) -> int:
    """How often it happened to the card in the race."""
    e = card_event.c
    with read_connection() as conn:
        query = select(func.count()).where(e.resident_id == key, e.action == int(action), e.by != "siak")
        return int(conn.execute(query).scalar_one())
