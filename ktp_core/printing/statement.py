"""The stock-flow statement of the backlog: opening + came - left = closing, to the card. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from ktp_core.errors import Refused
from ktp_core.months import month_of, moved
from ktp_core.summaries.model import Flow
from ktp_core.summaries.rules import OPENING

MAX_MONTHS = 120
LINE_FLOWS = (
    Flow.DUE, Flow.LEFT_PRINTED, Flow.LEFT_OTHER, Flow.CAME_SPOILED, Flow.CAME_REPLACED, Flow.CAME_CHANGED,
    Flow.CAME_CORRECTED, Flow.LEFT_CHANGED, Flow.LEFT_CORRECTED,
)  # fmt: skip
_IN, _OUT = {Flow.DUE}, {Flow.LEFT_PRINTED, Flow.LEFT_OTHER}


@dataclass(frozen=True, slots=True)
class Moves:
    """What happened to a backlog within a period, in cards. Only `corrected` may be below zero."""

    became_due: int = 0  # print-ready and of card age, in order
    replaced: int = 0  # a new card for one lost, damaged or outdated
    spoiled: int = 0  # printed, spoiled, waiting again
    changed_in: int = 0  # moved here, or another birth date or standing
    corrected: int = 0  # acts taken back: came - left
    printed: int = 0
    sent_back: int = 0  # to be compared or recorded again: duplicate, alike, reset
    changed_out: int = 0  # moved away, died, another birth date

    @property
    def net(self) -> int:
        """Closing - opening."""
        came = self.became_due + self.replaced + self.spoiled + self.changed_in + self.corrected
        return came - self.printed - self.sent_back - self.changed_out

    def __add__(self, other: Moves) -> Moves:
        return Moves(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the statement: a month (yyyymm, 0 for all of them) of a district ("" where it is not known)."""

    month: int
    district: str
    opening: int
    moves: Moves

    @property
    def closing(self) -> int:
        """Cards waiting at the end; of the running month, today."""
        return self.opening + self.moves.net


def months(first: int, until: date) -> list[int]:
    """yyyymm of each month from `first` to that of `until`. Raises Refused for none, too many, or before 2011."""
    last, found, at = month_of(until), [], first
    if not (month_of(OPENING) <= first <= last and 1 <= first % 100 <= 12):
        raise Refused("statement_months", limit=MAX_MONTHS)
    while at <= last:
        found.append(at)
        at = moved(at, 1)
    if len(found) > MAX_MONTHS:
        raise Refused("statement_months", limit=MAX_MONTHS)
    return found


def moves(counts: Mapping[Flow, int]) -> Moves:
    """The named parts: what is not one of them came in order, or went back to the centre."""
    n = {flow: counts.get(flow, 0) for flow in LINE_FLOWS}
    named = n[Flow.CAME_SPOILED] + n[Flow.CAME_REPLACED] + n[Flow.CAME_CHANGED] + n[Flow.CAME_CORRECTED]
    return Moves(
        became_due=n[Flow.DUE] - named,
        replaced=n[Flow.CAME_REPLACED],
        spoiled=n[Flow.CAME_SPOILED],
        changed_in=n[Flow.CAME_CHANGED],
        corrected=n[Flow.CAME_CORRECTED] - n[Flow.LEFT_CORRECTED],
        printed=n[Flow.LEFT_PRINTED],
        sent_back=n[Flow.LEFT_OTHER] - n[Flow.LEFT_CHANGED] - n[Flow.LEFT_CORRECTED],
        changed_out=n[Flow.LEFT_CHANGED],
    )


def stock(counts: Mapping[Flow, int]) -> int:
    """Cards waiting, of flows summed up to a day."""
    return sum(n for flow, n in counts.items() if flow in _IN) - sum(n for flow, n in counts.items() if flow in _OUT)


def by_month(lines: Iterable[Line]) -> list[Line]:
    """The districts of each month added up, in order of the months."""
    found: dict[int, Line] = {}
    for line in lines:
        before = found.get(line.month, Line(line.month, "", 0, Moves()))
        found[line.month] = Line(line.month, "", before.opening + line.opening, before.moves + line.moves)
    return [found[month] for month in sorted(found)]


def by_district(lines: Iterable[Line]) -> list[Line]:
    """All months of each district as one line: the first opening, everything that happened."""
    found: dict[str, Line] = {}
    for line in sorted(lines, key=lambda one: (one.district, one.month)):
        before = found.get(line.district)
        opening = line.opening if before is None else before.opening
        added = line.moves if before is None else before.moves + line.moves
        found[line.district] = Line(0, line.district, opening, added)
    return sorted(found.values(), key=lambda line: (not line.district, line.district))
