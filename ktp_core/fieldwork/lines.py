"""The sheet of a visit as values: one line per number, and what the whole of it says."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from ktp_core.cards.model import Card
from ktp_core.fieldwork.merging import Effective, Report
from ktp_core.fieldwork.model import Person
from ktp_core.visits.model import Outcome, Reason, Visit


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the sheet. Name, sex and birth date of a walk-in are those written down on the spot.

    `resident_id` and `card` are None for a walk-in whose NIK is not known here. `said`: every report on this person.
    `why_not`: the code of why a recording on the day cannot be true, None when it can; being recorded by this very
    visit is no hindrance.
    """

    person: Person
    resident_id: int | None
    nik: str
    name: str
    sex: str
    birth_date: date
    recordable_from: date
    card: Card | None
    effective: Effective | None
    said: tuple[Report, ...]
    made_here: bool
    why_not: str | None
    doubt: bool

    @property
    def number(self) -> int:
        return self.person.number

    @property
    def outcome(self) -> Outcome | None:
        return self.effective.outcome if self.effective else None

    @property
    def reason(self) -> Reason | None:
        return self.effective.reason if self.effective else None

    @property
    def conflict(self) -> tuple[Report, ...]:
        return self.effective.conflict if self.effective else ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines by number, and the residents whom this visit recorded before it was reopened."""

    visit: Visit
    lines: tuple[Line, ...]
    made_here: frozenset[int]

    @property
    def open(self) -> list[int]:
        """Numbers of whom nothing was said yet."""
        return [line.number for line in self.lines if line.effective is None]

    @property
    def disputed(self) -> list[int]:
        """Numbers of whom different things were said."""
        return [line.number for line in self.lines if line.conflict]

    @property
    def done(self) -> int:
        """How many have exactly one outcome."""
        return sum(line.outcome is not None for line in self.lines)

    @property
    def totals(self) -> Counter[Outcome]:
        """How many rows have which outcome."""
        return Counter(line.outcome for line in self.lines if line.outcome is not None)

    @property
    def twins(self) -> list[list[Line]]:
        """Rows that are one human: the same NIK was written down twice."""
        same: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            same[line.nik].append(line)
        return [lines for lines in same.values() if len(lines) > 1]
