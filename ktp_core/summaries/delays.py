"""Waits that ended: how long somebody waited for a card that was printed or handed over. Pure.

A wait runs from the day on which the card might be printed to that of the act. What was taken back does not count, nor
a printed card that was spoiled, nor an act for somebody who was not ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

# (action, 1 of a replacement, day, district, days waited)
DelayKey = tuple[int, int, date, str, int]

PRINT, SPOIL, DELIVER, CORRECT = 8, 9, 11, 14  # cards.model.CardAction
PROMISES = {PRINT: "promise_printed", DELIVER: "promise_delivered"}
"""Names in the table `parameter` of what is promised of each act (printing.promise.PARAMETERS)."""


class Act(NamedTuple):
    """A printing, spoiling or hand-over. `due_before`: from when on the card might be printed, as it stood before."""

    id: int
    action: int
    serial: int
    day: date
    district: str
    ours: bool
    due_before: date | None


def waits(line: Sequence[Act]) -> list[DelayKey]:
    """Those of the acts that stand of one resident, oldest first."""
    found = ((act, _since(line, at)) for at, act in enumerate(line))
    return [
        (act.action, int(act.serial > 1), act.day, act.district, (act.day - since).days)
        for act, since in found
        if since is not None and act.ours
    ]


def part_of(day: date, starts: Sequence[date]) -> date:
    """The first day of its month, or of the part of it since the latest promise that is valid by then."""
    return max([day.replace(day=1), *(one for one in starts if one <= day)])


def _since(line: Sequence[Act], at: int) -> date | None:
    """Where the wait began that this act ended; None if it ended none, or the card was spoiled afterwards."""
    act = line[at]
    if act.action == PRINT and not any(one.action == SPOIL and one.serial == act.serial for one in line[at + 1 :]):
        return act.due_before
    if act.action == DELIVER:
        prints = [one for one in line[:at] if one.action == PRINT and one.serial == act.serial]
        return prints[-1].due_before if prints else None
    return None
