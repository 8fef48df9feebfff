"""Targets side by side: how far each is, what is left, and the pace that it takes. Pure.

Each target counts in its own unit and is never the denominator of anything else; what it counts is the figure of the
same name, or what happened since it began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ktp_core.figures.model import Target
from ktp_core.kpi.model import Figure, Origin, Unit

# People at a stage on the day: measure of the target -> figure.
STOCKS: dict[str, str] = {"holders": "cards_owned", "recorded": "recorded"}
# What happens from the beginning of the target on: measure -> figure of a whole calendar year, "" when there is none.
SPANS: dict[str, str] = {"institutions_served": "institutions", "people_served": "served", "visits": "", "printed": "",
                         "delivered": ""}  # fmt: skip
UNITS: dict[str, Unit] = {
    "holders": Unit.PEOPLE, "recorded": Unit.PEOPLE, "institutions_served": Unit.INSTITUTIONS,
    "people_served": Unit.PEOPLE, "visits": Unit.VISITS, "printed": Unit.CARDS,
    "delivered": Unit.CARDS, "beginners_recorded": Unit.PEOPLE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goal:
    """One target on a day. `n` None: nothing that we count, or only a part of it (`note`).

    `pace`: units a working day of late; None: not known. `workdays_left`: from the day after to the last one, None
    without an end.
    """

    target: Target
    n: int | None
    origin: Origin
    day: date
    pace: float | None = None
    workdays_left: int | None = None
    note: str | None = None

    @property
    def share(self) -> float | None:
        """Of the target; above 1 when it is exceeded, None of nothing."""
        return None if self.n is None or not self.target.value else self.n / self.target.value

    @property
    def missing(self) -> int | None:
        """What is left, never below zero."""
        return None if self.n is None else max(self.target.value - self.n, 0)

    @property
    def days_left(self) -> int | None:
        """Calendar days to its last one."""
        return (self.target.valid_until - self.day).days if self.target.valid_until else None

    @property
    def needed(self) -> float | None:
        """Units a working day that it takes to arrive on its last day; None without an end or a working day left."""
        if self.missing is None or not self.workdays_left:
            return None
        return self.missing / self.workdays_left

    @property
    def last(self) -> bool:
        """Whether it ends with nothing left to do it in."""
        return self.workdays_left == 0 and bool(self.missing)


def of_year(target: Target, figures: dict[str, Figure]) -> Figure | None:
    """The yearly figure that counts what the target counts: where it is meant for one calendar year."""
    first, last = target.valid_from, target.valid_until
    stem = SPANS.get(str(target.measure), "")
    whole = last is not None and first == date(last.year, 1, 1) and last == date(last.year, 12, 31)
    return figures.get(f"{stem}_{first.year}") if stem and whole else None


def per_day(n: int, workdays: int) -> float | None:
    """Units a working day."""
    return n / workdays if workdays > 0 else None
