"""What is asked of the results of visits: which years, places and kinds. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ktp_core.access.model import Actor
from ktp_core.access.permissions import ANYWHERE, Permission, require
from ktp_core.institutions.model import Kind

# Those that the programme is for; service points are open all year and villages ask by themselves.
PUPILS = (Kind.SCHOOL, Kind.PESANTREN)


class Reached(StrEnum):
    """Whether an institution was visited up to the day."""

    ALL = "all"
    NEVER = "never"
    BEFORE = "before"  # at least once


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about visits up to `as_of`. Empty means all.

    `months`: only institutions whose last visit is at least so many whole months ago. `institution_id`: one of them.
    """

    regency: str
    as_of: date
    year: int | None = None
    kinds: tuple[Kind, ...] = ()
    districts: tuple[str, ...] = ()
    institution_id: int | None = None
    search: str = ""
    reached: Reached = Reached.ALL
    months: int | None = None

    def within(self, actor: Actor) -> Asked:
        """The same question inside what `actor` may see. Raises NotAllowed for a place outside it."""
        for district in self.districts or (ANYWHERE,):
            require(actor, Permission.VISIT_VIEW, self.regency, district)
        return replace(self, districts=self.districts or tuple(actor.districts))

    @property
    def first(self) -> date:
        """The first day of the period."""
        return date(self.year, 1, 1) if self.year else date.min

    @property
    def last(self) -> date:
        """The last day of the period, never after `as_of`."""
        return min(self.as_of, date(self.year, 12, 31)) if self.year else self.as_of


def months_since(day: date, as_of: date) -> int:
    """Whole months from `day` to `as_of`: from 15 March to 14 April none, to 15 April one."""
    return (as_of.year - day.year) * 12 + as_of.month - day.month - (as_of.day < day.day)


def months_before(as_of: date, months: int) -> date:
    """The latest day that is at least so many whole months before `as_of`."""
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    return date(year, month + 1, min(as_of.day, monthrange(year, month + 1)[1]))
