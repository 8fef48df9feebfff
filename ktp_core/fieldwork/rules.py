"""Decisions of a visit's day that need no database: numbers as typed, who may be recorded, where the missed go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from ktp_core.cards.model import Card, CardAction
from ktp_core.cards.states import TRANSITIONS, forbidden
from ktp_core.fieldwork.merging import reason_fits
from ktp_core.fieldwork.model import Entry, NextPlace
from ktp_core.visits.model import Outcome, Reason

_PIECE = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
_DASHES = re.compile(r"\s*(?:[-‐-―]|s/d|sd|sampai)\s*", re.IGNORECASE)
_GAPS = re.compile(r"[\s,;.&+/]+|\bdan\b", re.IGNORECASE)


def numbers(typed: str, known: Collection[int]) -> tuple[list[int], list[str]]:
    """Row numbers as people write them ("3, 7 12-15") that are on the list, and the pieces that are not."""
    found: set[int] = set()
    wrong: list[str] = []
    for piece in filter(None, _GAPS.split(_DASHES.sub("-", typed.strip()))):
        match = _PIECE.fullmatch(piece)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        inside = {number for number in known if first <= number <= last}
        if not inside or not {first, last} <= inside:
            wrong.append(piece)
        else:
            found |= inside
    return sorted(found), wrong


def ranges(listed: Iterable[int]) -> str:
    """Numbers as people read them: 3, 7, 12-15."""
    spans: list[list[int]] = []
    for number in sorted(set(listed)):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}, {b}" if b == a + 1 else f"{a}-{b}" for a, b in spans)  # noqa: RUF001


def why_not(card: Card | None, *, recordable_from: date, day: date) -> str | None:
    """The code of why somebody cannot have been recorded on that day, or None. No card: not known to us yet."""
    if card is not None and card.deceased:
        return "field_deceased"
    if card is not None and (card.state, CardAction.RECORD) not in TRANSITIONS:
        return "field_recorded_before"
    if recordable_from > day:
        return "field_too_young"
    if card is not None and forbidden(card, CardAction.RECORD, day):
        return "field_day_before"
    return None


def sensible(entry: Entry) -> tuple[Outcome, Reason | None] | None:
    """What was typed as outcome and reason; None when there are no such, or they don't go together."""
    try:
        outcome, reason = Outcome(entry.outcome), Reason(entry.reason) if entry.reason else None
    except ValueError:
        return None
    return (outcome, reason) if reason_fits(outcome, reason) else None


def next_place(reason: Reason | None) -> NextPlace:
    """Where somebody missed is expected next unless a human says otherwise: who has left is not sought here again."""
    gone = reason in (Reason.LEFT_SCHOOL, Reason.MOVED)
    return NextPlace.DISTRICT_OFFICE if gone else NextPlace.HERE
