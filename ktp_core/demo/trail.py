"""What became of every card printed of late, remembered while the events are written: batches, parcels and hand-overs
are told from it, so that nobody has to look through millions of events for them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ktp_core.cards.model import CardAction, CardState
from ktp_core.demo.made import Made
from ktp_core.demo.rows import Chapter
from ktp_core.residents.model import Standing

KEPT = 365  # days back
_AFTER = (CardAction.REPLACE, CardAction.ADJUST)  # come at the end, and are of no concern to a finished card
_HELD = (CardState.PRINTED, CardState.DISPATCHED)


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
