"""How many residents of which kind a demo has: one row of a table is a group that shares a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ktp_core.cards.model import CardAction
from ktp_core.demo import kinds, plans
from ktp_core.demo.ground import Ground
from ktp_core.demo.lives import Lives
from ktp_core.demo.model import BACKLOG, DEMO_REGENCY, SMALLER_REGENCY, TOLD, Size
from ktp_core.residents.model import Standing

Actions = tuple[CardAction, ...]
_FACTORS = {Size.SMALL: 0.03, Size.NORMAL: 1.0, Size.FULL: 1.0}


@dataclass(frozen=True, slots=True)
class Group:
    """`make` gives so many of them days; `backlog`: whether they are waiting for print today;
    `waves`: pupils among them are of few schools, as after a visit;
    `least`: also in a small demo."""

    people: int
    actions: Actions
    make: Callable[[Ground, int, Actions], Lives]
    standing: Standing = Standing.OURS
    backlog: bool = False
    waves: bool = False
    least: int = 1

    def lives(self, ground: Ground, people: int) -> Lives:
        """Days for so many of them."""
        return self.make(ground, people, self.actions)


def of(regency: str, size: Size, residents: int | None = None) -> list[Group]:
    """The groups of one regency. `residents`: about so many, by more holders of old cards or by fewer of everybody."""
    waiting, others = _waiting_for_print(), [*_in_progress(), *_done(), *_beside()]
    share_waiting, share = (0.02, 0.09) if regency == SMALLER_REGENCY else (1.0, 1.0)
    factor = _FACTORS[size]
    if residents is not None:
        factor = min(factor, residents / sum(group.people for group in (*waiting, *others)))
    scaled = [*_times(waiting, factor * share_waiting), *_times(others, factor * share)]
    # What rounding left over of the backlog goes to its first group.
    missing = round(BACKLOG * factor * share_waiting) - sum(group.people for group in scaled if group.backlog)
    scaled[0] = replace(scaled[0], people=scaled[0].people + missing)
    if regency == DEMO_REGENCY:  # after all others, so that nobody's dice fall otherwise for them
        scaled.append(Group(TOLD, plans.READY, kinds.waited, backlog=True))
    if residents is not None and (more := residents - sum(group.people for group in scaled)) > 0:
        scaled.append(Group(more, plans.AT_THE_COUNTER, kinds.old))
    return scaled


def _times(groups: list[Group], factor: float) -> list[Group]:
    return [replace(group, people=max(group.least, round(group.people * factor))) for group in groups]


def _waiting_for_print() -> list[Group]:
    # Most wait for a replacement (Batang 2023: 3.488 first cards in a queue of 23.600).
    counts: dict[Actions, int] = {
        plans.READY: 25_600, plans.SENT_AGAIN: 1_200, plans.RECORDED_AGAIN: 500, plans.CLEARED_BY_HAND: 300,
        plans.SPOILT: 400, plans.REPLACED: 40_600, plans.REPLACED_TWICE: 1_400,
    }  # fmt: skip
    return [Group(n, actions, kinds.waited, backlog=True) for actions, n in counts.items()]


def _in_progress() -> list[Group]:
    recent: dict[Actions, int] = {
        plans.RECORDED: 900, plans.SUBMITTED: 1_500, plans.FAILED: 650, plans.ADJUDICATE: 160, plans.DUPLICATE: 110,
        plans.RESET: 220,
    }  # fmt: skip
    groups = [Group(n, actions, kinds.unfinished) for actions, n in recent.items()]
    in_hand: dict[Actions, int] = {
        plans.PRINTED: 1_800, plans.DISPATCHED: 1_500, plans.RETURNED: 150, plans.WRONG_HAND: 60,
    }  # fmt: skip
    groups += [Group(n, actions, kinds.lately, waves=True) for actions, n in in_hand.items()]
    groups += [Group(900, plans.DISPATCHED, kinds.uncollected, waves=True)]
    groups += [Group(120, plans.DISPATCHED, kinds.graduated, waves=True, least=30)]
    groups += [Group(350, plans.PRINTED, kinds.uncollected, waves=True)]
    return [*groups, Group(8_200, plans.READY, kinds.too_young), Group(150, plans.SENT_AGAIN, kinds.too_young)]


def _done() -> list[Group]:
    counts: dict[Actions, int] = {
        plans.DELIVERED: 30_000, plans.AT_THE_COUNTER: 10_000, plans.BROUGHT_AGAIN: 900, plans.PRINTED_AGAIN: 600,
        plans.RENEWED: 4_500,
    }  # fmt: skip
    return [Group(n, actions, kinds.since_2023) for actions, n in counts.items()]


def _beside() -> list[Group]:
    away, dead, far = Standing.MOVED, Standing.DECEASED, Standing.ELSEWHERE
    return [
        Group(12_000, (), kinds.unrecorded_of_age), Group(21_000, (), kinds.unrecorded_young, least=300),
        Group(700, plans.READY, kinds.waited, far), Group(1_600, plans.DELIVERED, kinds.since_2023, far),
        Group(900, (), kinds.unrecorded_young, far), Group(500, plans.READY, kinds.then_left, away),
        Group(900, plans.DELIVERED, kinds.then_left, away), Group(200, (), kinds.unrecorded_young, away),
        Group(120, plans.READY, kinds.then_left, dead), Group(300, plans.DELIVERED, kinds.then_left, dead),
        Group(60, (), kinds.unrecorded_of_age, dead),
    ]  # fmt: skip
