"""What became of every card printed of late, remembered while the events are written: batches, parcels and hand-overs
are told from it, so that nobody has to look through millions of events for them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ktp_core.cards.model import CardAction, CardState
from ktp_core.demo.people import FIRST_SCHOOL_YEAR, years_of
from ktp_core.demo.rows import Chapter
from ktp_core.residents.model import Standing

KEPT = 365  # days back
YEAR_BEGINS = 195  # days into the year, from 14 July
_AFTER = (CardAction.REPLACE, CardAction.ADJUST)  # come at the end, and are of no concern to a finished card
_HELD = (CardState.PRINTED, CardState.DISPATCHED)


@dataclass(frozen=True, slots=True)
class Made:
    """One printed card: its steps from PRINT on, up to the next time it or its successor was printed.

    `due`: as it stood before the printing, None for people of elsewhere. Places are those of the owner, 0: not known.
    """

    resident_id: int
    serial: int
    due: int | None
    card_age: int
    steps: tuple[tuple[CardAction, int], ...]
    held: bool  # by us: printed or dispatched
    school: int  # position in the registry, -1: none
    first_year: int  # school year of class X
    district: int
    village: int

    @property
    def printed(self) -> int:
        """The day of printing."""
        return self.steps[0][1]

    def pupil(self, day: int) -> bool:
        """Whether the owner was at their school in the school year of that day."""
        year = int(years_of(np.array([day - YEAR_BEGINS]))[0])
        return self.school >= 0 and max(self.first_year, FIRST_SCHOOL_YEAR) <= year <= self.first_year + 2


def of(chapter: Chapter) -> list[Made]:
    """The cards of a chapter that were printed or moved within the last year, or are still in our hands."""
    actions = [step.action for step in chapter.plan.steps]
    prints = [at for at, action in enumerate(actions) if action is CardAction.PRINT]
    made: list[Made] = []
    for at, end in pairwise([*prints, len(actions)]):
        made += _cards(chapter, at, end)
    return made


def _cards(chapter: Chapter, at: int, end: int) -> list[Made]:
    lives, people, plan = chapter.lives, chapter.people, chapter.plan
    held = end == len(plan.steps) and plan.state in _HELD
    actions = [step.action for step in plan.steps[at:end] if step.action not in _AFTER]
    end = at + len(actions)
    recent = np.flatnonzero(held | (lives.steps[:, end - 1] >= chapter.ground.now - KEPT))
    due = chapter.due_after(plan.steps[at - 1].ready)
    serial, ours = plan.steps[at].serial, chapter.standing is not Standing.ELSEWHERE
    return [
        Made(
            chapter.ids[one], serial, due[one] if ours else None, int(lives.card_age[one]),
            tuple(zip(actions, lives.steps[one, at:end].tolist(), strict=True)), held, int(people.schools[one]),
            int(people.first_years[one]), int(people.districts[one]), int(people.villages[one]),
        )
        for one in recent.tolist()
    ]  # fmt: skip
