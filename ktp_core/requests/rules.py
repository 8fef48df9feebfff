"""What a request may say, how long it waits, and when two letters are one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ktp_core.institutions.model import Kind
from ktp_core.requests.model import OPEN, Request, RequestDraft, RequestState, Sender
from ktp_core.text import squeeze

Fault = tuple[str, dict[str, Any]]
SAME_LETTER_DAYS = 365
"""A number may come again in another year."""
MOST_PEOPLE = 20_000
OLDEST_DAYS = 730
_LONGEST = {"letter_number": 100, "contact_name": 120, "contact_phone": 32, "note": 1000}
_SENDERS = {Kind.SCHOOL: Sender.SCHOOL, Kind.PESANTREN: Sender.PESANTREN, Kind.VILLAGE: Sender.VILLAGE}


def tidy(draft: RequestDraft) -> RequestDraft:
    """Single spaces, empty text as nothing."""
    texts: dict[str, Any] = {name: squeeze(getattr(draft, name) or "") or None for name in _LONGEST}
    return replace(draft, **texts)


def sender_of(kind: Kind) -> Sender:
    """Who asks when the letter comes from an institution of this kind; of a service point: ourselves."""
    return _SENDERS.get(kind, Sender.OWN)


def fault_of(draft: RequestDraft, kind: Kind, *, today: date) -> Fault | None:
    """Why a tidy draft cannot be kept: a code of `labels.requests` and its parameters; None when it can."""
    return next(_faults(draft, kind, today), None)


def _faults(draft: RequestDraft, kind: Kind, today: date) -> Iterator[Fault]:
    if draft.sender not in (Sender.OWN, sender_of(kind)):
        yield "request_sender", {}
    for name, most in _LONGEST.items():
        if len(getattr(draft, name) or "") > most:
            yield "request_long", {"most": most}
    if draft.expected is not None and not 1 <= draft.expected <= MOST_PEOPLE:
        yield "request_expected", {"most": MOST_PEOPLE}
    if not today - timedelta(days=OLDEST_DAYS) <= draft.received_on <= today:
        yield "request_received", {"since": today - timedelta(days=OLDEST_DAYS)}
    if draft.letter_date is not None and draft.letter_date > draft.received_on:
        yield "request_letter_date", {"received": draft.received_on}
    if draft.wished_until is not None and (draft.wished_from is None or draft.wished_until < draft.wished_from):
        yield "request_wished", {}
    if draft.wished_from is not None and (draft.wished_until or draft.wished_from) < draft.received_on:
        yield "request_wished_past", {"received": draft.received_on}


def days_waiting(state: RequestState, received_on: date, today: date) -> int | None:
    """Whole days that somebody has been waiting for an answer; None when nobody is (any more)."""
    return max((today - received_on).days, 0) if state in OPEN else None


def letter_key(number: str | None) -> str:
    """A letter number as two clerks would both have typed it: "421.3 / 015/2026" and "421.3/15/2026" are one."""
    digits_and_words = "".join(char if char.isalnum() else " " for char in (number or "").casefold()).split()
    return " ".join(part.lstrip("0") or "0" for part in digits_and_words)


def twin(draft: RequestDraft, others: Iterable[Request], *, but: int | None = None) -> Request | None:
    """A request of the same institution with the same letter number, among those of the last year."""
    key = letter_key(draft.letter_number)
    return next((one for one in others if key and one.id != but and letter_key(one.letter_number) == key), None)


def changed(before: RequestDraft, after: RequestDraft) -> list[str]:
    """Names of the fields that differ."""
    return [name for name in RequestDraft.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
