"""One card that was printed, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ktp_core.cards.model import CardAction
from ktp_core.demo.school_years import FIRST_SCHOOL_YEAR, YEAR_BEGINS, years_of


@dataclass(frozen=True, slots=True)
class Made:
    """One printed card: its steps from PRINT on, up to the next time it or its successor was printed.

    `due`: as it stood before the printing, None for people of elsewhere. Places are those of the owner, 0: not known.
    """

    resident_id: int
    serial: int
    due: int | None
    card_age: int
    steps: tuple[tuple[CardAction, int], ...]
    held: bool  # by us: printed or dispatched
    school: int  # position in the registry, -1: none
    first_year: int  # school year of class X
    district: int
    village: int
    visit: int = 0  # printed on the spot there, 0: where the printer stands

    @property
    def printed(self) -> int:
        """The day of printing."""
        return self.steps[0][1]

    def pupil(self, day: int) -> bool:
        """Whether the owner was at their school in the school year of that day."""
        year = int(years_of(np.array([day - YEAR_BEGINS]))[0])
        return self.school >= 0 and max(self.first_year, FIRST_SCHOOL_YEAR) <= year <= self.first_year + 2
