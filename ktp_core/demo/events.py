"""The histories of a chapter as rows of `card_event`, in the numbers the file holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ktp_core.cards.model import CardAction, Channel, Source
from ktp_core.db.schema import card_event
from ktp_core.demo.rows import Chapter, Row, cause
from ktp_core.residents.model import Standing

EVENT = [column.name for column in card_event.columns]

_DAY = 86_400 * 1_000_000
_MORNING = 2 * 3600 * 1_000_000  # 9 o'clock in Pasuruan
_BY = {
    CardAction.PRINT: "cetak", CardAction.SPOIL: "antar", CardAction.REPLACE: "cetak", CardAction.DISPATCH: "antar",
    CardAction.DELIVER: "antar", CardAction.RETURN: "antar", CardAction.CORRECT: "admin", CardAction.ADJUST: "daftar",
}  # fmt: skip
_CENTRE = {CardAction.CLEAR, CardAction.FAIL, CardAction.ADJUDICATE, CardAction.FLAG_DUPLICATE, CardAction.RESET}


def events(chapter: Chapter, first_id: int) -> Iterator[Row]:
    """Rows of `card_event`, one resident after the other, with ids from `first_id` on."""
    columns = [_step(chapter, at) for at in range(len(chapter.plan.steps))]
    width, latest = len(columns), chapter.ground.moment
    for person, steps in enumerate(zip(*columns, strict=True)):
        base = first_id + person * width
        for at, (fixed, day, due, visit, channel, district) in enumerate(steps):
            serial, action, before, after, by, source, ours, undoes, reason = fixed
            yield (
                base + at, chapter.ground.office, chapter.ids[person], serial, action, before, after, day,
                min(day * _DAY + _MORNING + at * 60_000_000, latest), by, source, channel, district, ours, due, visit,
                None if undoes is None else base + undoes, reason,
                cause(chapter.ids[person], serial) if action == CardAction.REPLACE else None,
            )  # fmt: skip


def _step(chapter: Chapter, at: int) -> Iterator[Any]:
    step, n = chapter.plan.steps[at], len(chapter.ids)
    ours = chapter.standing is not Standing.ELSEWHERE and step.action is not CardAction.ADJUST
    source = Source.SIAK if step.action in _CENTRE else Source.OFFICE
    by = "siak" if source is Source.SIAK else _BY.get(step.action, "lapangan")
    fixed = (step.serial, int(step.action), int(step.from_state), int(step.to_state), by, int(source), int(ours),
             step.undoes, step.reason)  # fmt: skip
    due = chapter.due_after(step.ready)
    first = at == 0
    visits = [visit or None for visit in chapter.visit_ids.tolist()] if first else [None] * n
    districts = [district or None for district in chapter.people.districts.tolist()]
    days = chapter.lives.steps[:, at].tolist()
    return zip([fixed] * n, days, due, visits, _channels(chapter, step.action, first), districts, strict=True)


def _channels(chapter: Chapter, action: CardAction, first: bool) -> list[int]:
    rng, n = chapter.ground.rng, len(chapter.ids)
    counter = rng.choice([2, 3, 4], size=n, p=[0.45, 0.4, 0.15])
    if action is CardAction.RECORD:
        return np.where(first & (chapter.visit_ids > 0), int(Channel.VISIT), counter).tolist()
    if action is CardAction.DELIVER:  # those met at school get their card there
        at_school = (chapter.visit_ids > 0) & (rng.random(n) < 0.8)
        return np.where(at_school, int(Channel.VISIT), counter).tolist()
    return [int(Channel.UNKNOWN if action in _CENTRE else Channel.OFFICE)] * n
