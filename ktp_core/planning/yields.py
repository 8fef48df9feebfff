"""How many people may be recorded at an institution on a date: on its list, not recorded, 16 by then. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import latest_birth

UNKNOWN_CROWD = 30
"""People reckoned with where there is neither a list nor a number in the letter. An assumption, shown as one."""


class Basis(StrEnum):
    """What the number of people rests on."""

    LIST = "list"  # open memberships, or the registry of a village
    LETTER = "letter"  # what the letter says
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Unrecorded people of an institution. `births`: their birth dates, earliest first; `married`: those of any age who
    may be recorded already because they are or were married."""

    births: tuple[date, ...] = ()
    married: int = 0

    def recordable(self, day: date, rules: AgeRules) -> int:
        """People who may be recorded on that day."""
        return self.married + bisect_right(self.births, latest_birth(rules.record_age, day, rules))

    def turning(self, after: date, until: date, rules: AgeRules) -> int:
        """People who reach card age after one day and until another: from then on they must have a card."""
        first, last = (latest_birth(rules.card_age, day, rules) for day in (after, until))
        return bisect_right(self.births, last) - bisect_right(self.births, first)


@dataclass(frozen=True, slots=True)
class People:
    """The people to reckon with at an institution: its crowd, or one number for every day."""

    basis: Basis
    crowd: Crowd = Crowd()
    fixed: int = 0

    def on(self, day: date, rules: AgeRules) -> int:
        """People who may be recorded on that day."""
        return self.crowd.recordable(day, rules) if self.basis is Basis.LIST else self.fixed

    def turning(self, after: date, until: date, rules: AgeRules) -> int | None:
        """People who reach card age meanwhile; None: not known."""
        return self.crowd.turning(after, until, rules) if self.basis is Basis.LIST else None


def people_of(
    crowd: Crowd, last: date, rules: AgeRules, expected: int | None, *, letter: bool, village: bool
) -> People:
    """A school's list says more than its letter; of a village that asks, the letter says who will come."""
    listed = crowd.recordable(last, rules)
    if expected and (village or not listed):
        return People(Basis.LETTER, fixed=expected)
    if listed or not letter:
        return People(Basis.LIST, crowd)
    return People(Basis.ASSUMED, fixed=UNKNOWN_CROWD)
