"""Two operators, one card, the same moment: exactly one wins and the other is told in words. 500 on each database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import func, select
from tests_support.card_people import TODAY
from tests_support.line.contests import CONTESTS, Contest
from tests_support.line.office import set_up
from tests_support.line.race import HERE, NOW, Race, S

from ktp_core.access.transactions import SYSTEM
from ktp_core.blanks import service as blanks
from ktp_core.cards.model import CardAction
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import card_event
from ktp_core.delivery import service as delivery
from ktp_core.labels import refusal_text
from ktp_core.upkeep.verify import verify

ROUNDS = 24  # of each of the 21: 504
MANY = 6


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
