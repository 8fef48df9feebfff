"""What cannot be meant of a visit: hours, people and notes out of bounds. Pure."""

from __future__ import annotations

from ktp_core.errors import Refused
from ktp_core.visits.rules import DAY_END, DAY_START, Slot

MOST_PEOPLE, LONGEST_NOTE, LONGEST_REASON = 10_000, 2_000, 500


def check(slot: Slot, expected: int | None = None, note: str | None = None) -> None:
    """Raises Refused("visit_hours" | "visit_expected" | "visit_note_long") on what cannot be meant."""
    if (slot.start is None) != (slot.end is None):
        raise Refused("visit_hours")
    if slot.start is not None and slot.end is not None and not DAY_START <= slot.start < slot.end <= DAY_END:
        raise Refused("visit_hours")
    if expected is not None and not 0 <= expected <= MOST_PEOPLE:
        raise Refused("visit_expected", limit=MOST_PEOPLE)
    if len(note or "") > LONGEST_NOTE:
        raise Refused("visit_note_long", limit=LONGEST_NOTE)
