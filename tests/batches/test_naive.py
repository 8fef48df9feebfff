"""Proposals and whole lives of batches against a second implementation in plain Python, on random people and acts."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests_support import naive_batches as naive
from tests_support.card_people import KEJAYAN, PURWOSARI, REGENCY, add_people, newcomer
from tests_support.print_room import TODAY, marks, of, print_room, progress, residents, step, walk

from ktp_core.batches import candidates, queries, service
from ktp_core.batches.model import Category, PrintOrder
from ktp_core.batches.proposal import Wish
from ktp_core.batches.states import HOLDING
from ktp_core.cards import store
from ktp_core.cards.model import CardAction, CardState, Cause
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.errors import Conflict, Refused
from ktp_core.residents.model import Change
from ktp_core.residents.store import update_many
from ktp_core.summaries.store import Deltas, add

PLACES = (KEJAYAN, PURWOSARI, None)


def random_people(dice: random.Random, there, many: int) -> list[int]:
    """Everybody somewhere on the line: most wait, some are too young, replaced twice, or printed."""
    with write_transaction() as conn:
        people = [
            replace(
                newcomer(number, born=TODAY - timedelta(days=17 * 365 + dice.randrange(-60, 900)),
                         district=dice.choice(PLACES)),
                institution_id=dice.choice((None, there.school, there.pesantren)),
            )
            for number in range(1, many + 1)
        ]  # fmt: skip
        keys = add_people(conn, *people)
        for key in keys:
            card = walk(conn, key, CardState.PRINT_READY, TODAY - timedelta(days=dice.randrange(300, 330)))
            for _ in range(dice.choice((0, 0, 0, 1, 1, 2))):
                day = max(card.card_age_on, card.state_on or TODAY)
                if day > TODAY:
                    break
                card = walk(conn, key, CardState.DELIVERED, day)
                day = min(day + timedelta(days=dice.randrange(40)), TODAY)
                card = step(conn, card, CardAction.REPLACE, day, dice.choice((*Cause, None)))
    return keys


def shuffled(dice: random.Random) -> PrintOrder:
    return PrintOrder(tuple(dice.sample(list(Category), len(Category))), dice.choice((1, 6, 12, 30)))


@pytest.mark.parametrize("seed", range(3))
def test_a_proposal_is_what_plain_python_proposes(database, actor_of, seed):
    dice, there = random.Random(seed), print_room(actor_of, stock=500, capacity=None)
    random_people(dice, there, 120)
    for number in range(6):  # cards of other batches are left out
        with suppress(Refused):
            service.make(
                there.clerk, there.printer, day=TODAY, asked=dice.randrange(1, 9), today=TODAY,
                districts=dice.choice(((), (KEJAYAN,))), at=datetime(2026, 11, 22, number, tzinfo=UTC),
            )  # fmt: skip
    compared = 0
    with read_connection() as conn:
        for _ in range(25):
            order, day = shuffled(dice), TODAY + timedelta(days=dice.randrange(20))
            districts = dice.choice(((), (), (KEJAYAN,), (KEJAYAN, PURWOSARI)))
            institutions = dice.choice(((), (), (there.school,), (there.school, there.pesantren)))
            limit = dice.choice((0, 1, 7, 40, 500))
            names = [str(one) for one in order.categories]
            expected = naive.next_cards(conn, REGENCY, day, names, order.first_time_months, districts, institutions)
            left = frozenset(one[0] for one in dice.sample(expected, min(3, len(expected))))
            wish = Wish(districts, institutions, None, dice.choice((frozenset(), left)))

            found, waiting = candidates.propose(conn, REGENCY, day, order=order, wish=wish, limit=limit)

            told = [(one.resident_id, one.serial, str(one.category), one.due_on) for one in found]
            assert told == [one for one in expected if one[0] not in wish.skip][:limit]
            assert [(str(one), n) for one, n in waiting] == [
                (name, sum(e[2] == name for e in expected)) for name in names
            ]
            compared += len(told)
    assert compared > 200


ACTS = (
    "make",
    "make",
    "take",
    "print",
    "print",
    "spoil",
    "skip",
    "skip",
    "unskip",
    "unskip",
    "turn",
    "siak",
    "die",
    "day",
)


class Room:
    """Two operators and SIAK doing anything to some people."""

    def __init__(self, there, seed: int) -> None:
        self.there, self.dice, self.today = there, random.Random(seed), TODAY
        self.people = random_people(self.dice, there, 40)
        self.batches: list[int] = []
        self.done: set[str] = set()

    @property
    def at(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 3, tzinfo=UTC)

    def act(self) -> None:
        name = self.dice.choice(ACTS)
        if name in ("make", "siak", "die", "day") or self.batches:
            with suppress(Refused, Conflict):
                getattr(self, name)()
                self.done.add(name)

    def recent(self) -> int:
        return self.dice.choice(self.batches[-3:])

    def some(self, batch: int) -> list[int]:
        return self.dice.sample(range(1, len(residents(batch)) + 1), min(2, len(residents(batch))))

    def make(self) -> None:
        holder = self.dice.choice((self.there.printer, self.there.other))
        asked, day = self.dice.randrange(1, 9), self.today + timedelta(days=self.dice.randrange(3))
        with read_connection() as conn:
            order = queries.order(conn, REGENCY)
            names = [str(one) for one in order.categories]
            expected = naive.next_cards(conn, REGENCY, day, names, order.first_time_months)
            expected = expected[: min(asked, naive.room(conn, holder, day))]
        by = self.dice.choice((self.there.clerk, self.there.second))
        try:
            made = service.make(by, holder, day=day, asked=asked, today=self.today, at=self.at)
        except Refused:
            assert not expected
            raise
        self.batches.append(made)
        assert residents(made) == [one[0] for one in expected]

    def take(self) -> None:
        batch = self.recent()
        service.take(self.dice.choice((self.there.clerk, self.there.second)), batch, self.some(batch), at=self.at)

    def print(self) -> None:
        batch, by = self.recent(), self.dice.choice((self.there.clerk, self.there.second))
        service.printed(by, batch, self.some(batch), day=self.today, at=self.at)

    def spoil(self) -> None:
        batch = self.recent()
        (one, *_) = self.some(batch)
        service.spoiled(self.there.clerk, batch, one, reason="x", day=self.today, at=self.at)

    def skip(self) -> None:
        batch = self.recent()
        service.skip(self.there.clerk, batch, self.some(batch), reason="x", at=self.at)

    def unskip(self) -> None:
        skipped = [
            (batch, position)
            for batch in self.batches if of(batch).state in HOLDING
            for position, mark in enumerate(marks(batch), 1) if mark == "skipped"
        ]  # fmt: skip
        batch, position = self.dice.choice(skipped or [(self.recent(), 1)])
        service.unskip(self.there.clerk, batch, [position], at=self.at)

    def turn(self) -> None:
        batch = self.recent()
        before, version = progress(batch), of(batch).version
        way = self.dice.choice((service.pause, service.resume, service.resume, service.finish, service.cancel))
        if way is service.resume:
            service.resume(self.there.clerk, batch, version, at=self.at)
        else:
            way(self.there.clerk, batch, version, reason="x", at=self.at)
        if way in (service.finish, service.cancel):
            after = progress(batch)
            assert (after.waiting, after.released) == (0, before.released + before.waiting)

    def siak(self) -> None:
        with write_transaction() as conn:
            card = store.card(conn, self.dice.choice(self.people), lock=True)
            state = self.dice.choice(
                (CardState.PRINTED, CardState.DELIVERED, CardState.DUPLICATE, CardState.PRINT_READY)
            )
            if self.today >= card.card_age_on and not card.deceased:
                walk(conn, card.resident_id, state, self.today)

    def die(self) -> None:
        with write_transaction() as conn:
            key = self.dice.choice(self.people)
            row = conn.execute(resident.select().where(resident.c.id == key).with_for_update()).mappings().one()
            change = Change(row, {"standing": self.dice.choice((1, 1, 3, 4)), "district": KEJAYAN})
            deltas, who = Deltas(REGENCY), {"by": "uji", "at": self.at, "day": self.today, "reason": "uji"}
            update_many(conn, [change], deltas, rules=AgeRules(), **who)
            add(conn, deltas)

    def day(self) -> None:
        self.today += timedelta(days=1)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_operators_and_siak_do_batches_stay_true(database, actor_of, seed):
    room = Room(print_room(actor_of, stock=60, capacity=9), seed)

    for _ in range(200):
        room.act()
        with read_connection() as conn:
            naive.all_is_well(conn)

    assert room.done == set(ACTS)
