"""Birthdays of every possible birth date, looked up instead of computed: the rules of `eligibility` as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ktp_core.db.types import day_number, day_of
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import birthday

Days = NDArray[np.int64]
_FIRST = date(1936, 1, 1)


@dataclass(frozen=True, slots=True)
class Ages:
    """Days on which somebody born on `first + position` may be recorded and has card age."""

    first: int
    record_from: Days
    card_age: Days

    @classmethod
    def until(cls, last_birth: date, rules: AgeRules) -> Ages:
        """For births up to `last_birth`, by the office's parameters."""
        births = [day_of(number) for number in range(day_number(_FIRST), day_number(last_birth) + 1)]
        return cls(
            day_number(_FIRST),
            np.array([day_number(birthday(born, rules.record_age, rules)) for born in births]),
            np.array([day_number(birthday(born, rules.card_age, rules)) for born in births]),
        )

    def recordable(self, births: Days) -> Days:
        """The first day on which each may be recorded."""
        return self.record_from[births - self.first]

    def of_card_age(self, births: Days) -> Days:
        """The day on which each has card age."""
        return self.card_age[births - self.first]

    def born_for_card_age(self, days: Days) -> Days:
        """The last birth date that has card age by each of `days`."""
        return self.first + np.searchsorted(self.card_age, days, side="right") - 1
