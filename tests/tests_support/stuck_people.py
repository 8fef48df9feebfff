"""Residents with random card lines, reached by the real acts, and the same lines as lists of acts to count naively."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select, update
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, TODAY, add_people, event_of, newcomer
from tests_support.naive_cards import Act, days_of, due

from ktp_core.cards import history, states, store
from ktp_core.cards.model import CardAction as A
from ktp_core.db.schema import resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.residents.model import Change, Standing
from ktp_core.residents.store import update_many
from ktp_core.summaries.store import Deltas, add

ONWARD = (A.RECORD, A.SUBMIT, A.CLEAR, A.PRINT, A.DISPATCH)
PLACES = (KEJAYAN, PURWOSARI, "35.14.10", None)


@dataclass
class Person:
    """One resident as the naive count sees them."""

    id: int
    standing: Standing
    district: str | None
    institution: int | None
    acts: list[Act] = field(default_factory=list)

    def stuck(self, limits: dict[str, int], today: date) -> tuple[str, date] | None:
        """Kind and since when, by plain ifs over the acts: no table, no SQL."""
        now: dict[str, Any] = days_of(self.acts)
        state = now["state"]
        hand = {"PRINTED": "printed", "DISPATCHED": "dispatched"}
        faults = {"ENROLMENT_FAILED": "failed", "ADJUDICATE": "adjudicate", "DUPLICATE": "duplicate"}

        def long(kind: str, day: date | None) -> tuple[str, date] | None:
            return (kind, day) if day is not None and (today - day).days >= limits[kind] else None

        if state in hand and self.standing is not Standing.DECEASED:
            return long(hand[state], now["state_on"])
        if state == "PRINT_READY":
            return long("printable", due(self.acts))
        if self.standing not in (Standing.OURS, Standing.ELSEWHERE):
            return None
        if state in faults:
            return long(faults[state], now["state_on"])
        if state == "SUBMITTED" and long("submitted", now["state_on"]):
            return long("submitted", now["state_on"])
        return long("not_ready", now["recorded_on"]) if state in ("RECORDED", "SUBMITTED") else None


def random_people(conn: Connection, n: int, rng: random.Random, schools: list[int]) -> list[Person]:
    """`n` residents, each after a random walk along the law of the card line, corrections among the steps."""
    return [_one(conn, number, rng, schools) for number in range(1, n + 1)]


def _one(conn: Connection, number: int, rng: random.Random, schools: list[int]) -> Person:
    standing = rng.choices(list(Standing), (12, 2, 1, 1))[0]
    district = rng.choice(PLACES) if standing is Standing.OURS else None
    born = date(2007, 1, 1) + timedelta(days=rng.randrange(1500))
    # The dead and the moved were alive and here when it happened.
    living = Standing.ELSEWHERE if standing is Standing.ELSEWHERE else Standing.OURS
    (key,) = add_people(conn, newcomer(number, born=born, district=district, standing=living))
    school = rng.choice([*schools, None])
    person = Person(key, standing, district, school)
    _walk(conn, person, rng)
    conn.execute(update(resident).where(resident.c.id == key).values(institution_id=school))
    if standing is not living:
        _leaves(conn, person, standing)
    return person


def _walk(conn: Connection, person: Person, rng: random.Random) -> None:
    # Most walk until shortly before today, so that ages fall on both sides of every limit.
    day, deltas = TODAY - timedelta(days=rng.choice((20, 45, 90, 400))), Deltas("35.14")
    for _ in range(rng.randrange(1, 10)):
        card = store.card(conn, person.id)
        standing = [act for act in person.acts if not act.undone and act.name != "CORRECT"]
        ways = states.actions(card, day=day)
        if standing and rng.random() < 0.1:
            past = store.history(conn, person.id)
            event = history.undo(card, past, day=day, at=AT, by="uji", reason="salah ketik")
            standing[-1].undone, name = True, "CORRECT"
        elif ways:
            onward = [way for way in ways if way in ONWARD]
            action = rng.choice(onward if onward and rng.random() < 0.75 else ways)
            event, name = event_of(card, action, day), action.name
        else:
            break
        store.write(conn, card, event, deltas)
        person.acts.append(Act(name, day, card.district or "", card.ours, card.card_age_on))
        day = min(TODAY, day + timedelta(days=rng.choice((0, 1, 6, 7, 8, 13, 14, 20, 21, 22, 29, 30, 31))))
    add(conn, deltas)


def _leaves(conn: Connection, person: Person, standing: Standing) -> None:
    row = conn.execute(select(resident).where(resident.c.id == person.id)).mappings().one()
    deltas, values = Deltas("35.14"), {"standing": int(standing)}
    change = Change(row, values)
    update_many(conn, [change], deltas, rules=AgeRules(), by="uji", at=AT, day=TODAY, reason="uji")
    add(conn, deltas)
    if person.acts:
        card = store.card(conn, person.id)
        person.acts.append(Act("ADJUST", TODAY, card.district or "", card.ours, card.card_age_on))
