"""A few residents to whom anything happens, as naive acts and in the database: late, taken back, moved, dead."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sqlalchemy import select
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY, add_people, event_of, newcomer
from tests_support.naive_cards import Act

from ktp_core.cards import history, states, store
from ktp_core.cards.model import CardAction
from ktp_core.db.schema import resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.residents.model import Change
from ktp_core.residents.store import update_many
from ktp_core.summaries.store import Deltas, add

START = date(2025, 1, 10)
A = CardAction
KRATON = "35.14.15"
FORWARD = {A.RECORD, A.SUBMIT, A.CLEAR, A.PRINT, A.DELIVER, A.REPLACE}


class CardOffice:
    """A few residents to whom anything happens, in one transaction."""

    def __init__(self, conn, seed: int, people: int = 12) -> None:
        self.conn, self.dice, self.today = conn, random.Random(seed), START
        born = [date(2007, 1, 1) + timedelta(days=self.dice.randrange(900)) for _ in range(people)]
        self.ids = add_people(conn, *(newcomer(n, born=day) for n, day in enumerate(born, 1)))
        self.acts: dict[int, list[Act]] = {key: [] for key in self.ids}

    def a_day_passes(self) -> None:
        self.today += timedelta(days=self.dice.choice((1, 2, 5)))
        for key in self.dice.sample(self.ids, 5):
            self.day = self.today - timedelta(days=self.dice.choice((0, 0, 0, 4, 60)))
            self.dice.choices((self.act, self.correct, self.change), weights=(12, 2, 2))[0](key)

    def act(self, key: int) -> None:
        card = store.card(self.conn, key)
        self.day = max(self.day, card.state_on or self.day)
        ways = [way for way in states.actions(card, day=self.day) if way is not A.RESET or self.dice.random() < 0.2]
        if ways:
            action = self.dice.choices(ways, weights=[4 if way in FORWARD else 1 for way in ways])[0]
            self.write(key, event_of(card, action, self.day))
            self.note(key, action.name)

    def correct(self, key: int) -> None:
        past = store.history(self.conn, key)
        if history.standing(past):
            card = store.card(self.conn, key)
            self.write(key, history.undo(card, past, day=self.day, at=AT, by="uji", reason="salah"))
            real = [act for act in self.acts[key] if act.name not in ("CORRECT", "ADJUST") and not act.undone]
            real[-1].undone = True
            self.note(key, "CORRECT")

    def change(self, key: int) -> None:
        """Moves within the regency, leaves it, dies, or is born on another day."""
        row = self.conn.execute(select(resident).where(resident.c.id == key)).mappings().one()
        standing = self.dice.choice((1, 1, 1, 1, 1, 2, 2, 4))
        place = self.dice.choice((KEJAYAN, PURWOSARI, KRATON)) if standing == 1 else None
        values = {"standing": standing, "district": place}
        if self.dice.random() < 0.3:
            values = {"birth_date": row["birth_date"] + timedelta(days=self.dice.randrange(-90, 90))}
        deltas = Deltas(REGENCY, self.today)
        update_many(
            self.conn, [Change(row, values)], deltas, rules=AgeRules(), by="uji", at=AT, day=self.day, reason="uji"
        )
        add(self.conn, deltas)
        if self.acts[key]:
            self.note(key, "ADJUST")

    def write(self, key: int, event) -> None:
        deltas = Deltas(REGENCY, self.today)
        store.write(self.conn, store.card(self.conn, key), event, deltas)
        add(self.conn, deltas)

    def note(self, key: int, name: str) -> None:
        card = store.card(self.conn, key)
        self.acts[key].append(Act(name, self.day, card.district or "", card.ours, card.card_age_on))
