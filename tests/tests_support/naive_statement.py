"""The statement of the backlog a second time: one card after the other, month by month, from the acts themselves."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date

from tests_support.naive_cards import OPENING, Act, told, waits_on

CAME = {"SPOIL": "spoiled", "REPLACE": "replaced", "ADJUST": "changed_in", "CORRECT": "corrected"}
GONE = {"PRINT": "printed", "ADJUST": "changed_out", "CORRECT": "corrected"}


def months(first: int, until: date) -> list[int]:
    wanted = range(first // 100, until.year + 1)
    return [y * 100 + m for y in wanted for m in range(1, 13) if first <= y * 100 + m <= until.year * 100 + until.month]


def month_end(month: int, until: date) -> date:
    return min(date(month // 100, month % 100, monthrange(month // 100, month % 100)[1]), until)


def stock(lines: list[list[Act]], day: date) -> Counter[str]:
    """District -> cards that wait on a day."""
    return Counter(place for acts in lines if (place := waits_on(acts, day)) is not None)


def moves(lines: list[list[Act]], until: date) -> dict[tuple[int, str], Counter[str]]:
    """(month, district) -> what happened, by the names of the statement."""
    found: dict[tuple[int, str], Counter[str]] = {}

    def count(day: date, district: str, name: str, n: int) -> None:
        if day <= until:
            found.setdefault((day.year * 100 + day.month, district), Counter())[name] += n

    for acts in lines:
        before, turned = None, OPENING
        for act, after in told(acts):
            if before == after:
                continue
            turned = max(turned, act.day)
            if before:
                gone = GONE.get(act.name, "sent_back")
                count(max(turned, before[0]), before[1], gone, -1 if gone == "corrected" else 1)
            if after:
                count(max(turned, after[0]), after[1], CAME.get(act.name, "became_due"), 1)
            before = after
    return found
