"""How many residents of which kind a demo has: one row of a table is a group that shares a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.random import Generator

from ktp_core.cards.model import CardAction
from ktp_core.db.types import day_number
from ktp_core.demo import lives, plans
from ktp_core.demo.ground import Ground
from ktp_core.demo.lives import Lives
from ktp_core.demo.model import BACKLOG, SMALLER_REGENCY, Size
from ktp_core.residents.model import Standing

Actions = tuple[CardAction, ...]
# recorded before 17, within four years, later
YOUNG, MIXED, OLD = (0.62, 0.33, 0.05), (0.55, 0.35, 0.10), (0.02, 0.13, 0.85)
_FACTORS = {Size.SMALL: 0.03, Size.NORMAL: 1.0, Size.FULL: 1.0}
_MONTHS = np.array((1.1, 1.1, 0.8, 0.6, 0.7, 0.6, 0.9, 1.3, 1.3, 1.3, 1.1, 0.6))


@dataclass(frozen=True, slots=True)
class Group:
    """`make` gives so many of them days; `backlog`: whether they are waiting for print today."""

    people: int
    actions: Actions
    make: Callable[[Ground, int, Actions], Lives]
    standing: Standing = Standing.OURS
    backlog: bool = False

    def lives(self, ground: Ground, people: int) -> Lives:
        """Days for so many of them."""
        return self.make(ground, people, self.actions)


def of(regency: str, size: Size, residents: int | None = None) -> list[Group]:
    """The groups of one regency. `residents`: about so many, by adding holders of old cards or by making all smaller."""
    groups = [*_waiting_for_print(), *_in_progress(), *_done(), *_beside()]
    factor = _FACTORS[size] * (0.05 if regency == SMALLER_REGENCY else 1.0)
    if residents is not None:
        factor = min(factor, residents / sum(group.people for group in groups))
    scaled = [replace(group, people=max(1, round(group.people * factor))) for group in groups]
    if residents is not None and (missing := residents - sum(group.people for group in scaled)) > 0:
        scaled.append(Group(missing, plans.AT_THE_COUNTER, _old))
    return _exact(scaled, round(BACKLOG * factor))


def _exact(groups: list[Group], backlog: int) -> list[Group]:
    """The first group takes what rounding left over."""
    missing = backlog - sum(group.people for group in groups if group.backlog)
    return [replace(groups[0], people=groups[0].people + missing), *groups[1:]]


def _waiting_for_print() -> list[Group]:
    counts: dict[Actions, int] = {
        plans.READY: 39_600, plans.SENT_AGAIN: 1_400, plans.RECORDED_AGAIN: 700, plans.CLEARED_BY_HAND: 400,
        plans.SPOILT: 500, plans.REPLACED: 26_000, plans.REPLACED_TWICE: 1_400,
    }  # fmt: skip
    return [Group(n, actions, _waited, backlog=True) for actions, n in counts.items()]


def _in_progress() -> list[Group]:
    recent: dict[Actions, int] = {
        plans.RECORDED: 900, plans.SUBMITTED: 1_500, plans.FAILED: 650, plans.ADJUDICATE: 160, plans.DUPLICATE: 110,
        plans.RESET: 220,
    }  # fmt: skip
    groups = [Group(n, actions, _unfinished) for actions, n in recent.items()]
    groups += [Group(1_800, plans.PRINTED, _lately), Group(1_500, plans.DISPATCHED, _lately)]
    groups += [Group(150, plans.RETURNED, _lately), Group(60, plans.WRONG_HAND, _lately)]
    return [*groups, Group(8_200, plans.READY, _too_young), Group(150, plans.SENT_AGAIN, _too_young)]


def _done() -> list[Group]:
    counts: dict[Actions, int] = {
        plans.DELIVERED: 36_000, plans.AT_THE_COUNTER: 12_000, plans.BROUGHT_AGAIN: 900, plans.PRINTED_AGAIN: 600,
        plans.RENEWED: 4_500,
    }  # fmt: skip
    return [Group(n, actions, _since_2023) for actions, n in counts.items()]


def _beside() -> list[Group]:
    away, dead, far = Standing.MOVED, Standing.DECEASED, Standing.ELSEWHERE
    return [
        Group(12_000, (), _unrecorded_of_age), Group(21_000, (), _unrecorded_young),
        Group(700, plans.READY, _waited, far), Group(1_600, plans.DELIVERED, _since_2023, far),
        Group(900, (), _unrecorded_young, far), Group(500, plans.READY, _then_left, away),
        Group(900, plans.DELIVERED, _then_left, away), Group(200, (), _unrecorded_young, away),
        Group(120, plans.READY, _then_left, dead), Group(300, plans.DELIVERED, _then_left, dead),
        Group(60, (), _unrecorded_of_age, dead),
    ]  # fmt: skip


def _waited(ground: Ground, people: int, actions: Actions) -> Lives:
    """Most for weeks, a few for over a thousand days."""
    rng = ground.rng
    spans = np.array(((0, 30), (31, 90), (91, 180), (181, 365), (366, 1000), (1001, 1400)))
    which = rng.choice(len(spans), size=people, p=(0.34, 0.30, 0.19, 0.11, 0.055, 0.005))
    waits = rng.integers(spans[which, 0], spans[which, 1], endpoint=True)
    return lives.due_at_end(rng, ground.ages, actions, ground.now - waits, MIXED)


def _lately(ground: Ground, people: int, actions: Actions) -> Lives:
    ends = ground.now - ground.rng.integers(0, 25, people)
    return lives.due_at_end(ground.rng, ground.ages, actions, ends, YOUNG)


def _since_2023(ground: Ground, people: int, actions: Actions) -> Lives:
    ends = history(ground.rng, people, 2023, ground.now)
    return lives.due_at_end(ground.rng, ground.ages, actions, ends, YOUNG)


def _old(ground: Ground, people: int, actions: Actions) -> Lives:
    ends = history(ground.rng, people, 2012, ground.now)
    return lives.due_at_end(ground.rng, ground.ages, actions, ends, OLD)


def _then_left(ground: Ground, people: int, actions: Actions) -> Lives:
    ends = history(ground.rng, people, 2023, ground.now)
    lived = lives.due_at_end(ground.rng, ground.ages, actions, ends, YOUNG)
    return lives.with_last_step(ground.rng, lived, CardAction.ADJUST, ground.now)


def _too_young(ground: Ground, people: int, actions: Actions) -> Lives:
    ends = ground.now - (ground.rng.random(people) ** 1.5 * 300).astype(np.int64)
    return lives.waiting(ground.rng, ground.ages, actions, ends, ground.now)


def _unfinished(ground: Ground, people: int, actions: Actions) -> Lives:
    ends = ground.now - (ground.rng.random(people) ** 2 * 90).astype(np.int64)
    return lives.unfinished(ground.rng, ground.ages, actions, ends)


def _unrecorded_of_age(ground: Ground, people: int, _: Actions) -> Lives:
    long = (ground.rng.random(people) ** 2.5 * 6 * 365).astype(np.int64)
    return lives.unrecorded(ground.rng, ground.ages, ground.now - long)


def _unrecorded_young(ground: Ground, people: int, _: Actions) -> Lives:
    return lives.unrecorded(ground.rng, ground.ages, ground.now + ground.rng.integers(3, 2 * 365 + 90, people))


def history(rng: Generator, people: int, first_year: int, now: int) -> np.ndarray:
    """Days from `first_year` to today: more every year, fewer before examinations and in December."""
    days = np.arange(day_number(date(first_year, 1, 1)), now + 1)
    months = (days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) % 12
    chances = _MONTHS[months] * (1 + 0.6 * np.arange(len(days)) / len(days))
    return rng.choice(days, size=people, p=chances / chances.sum())

