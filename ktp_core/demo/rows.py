"""Residents and memberships as rows of the tables, in the numbers the file holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ktp_core.cards.model import Cause
from ktp_core.db.schema import membership, resident
from ktp_core.db.types import day_number
from ktp_core.demo.ground import Ground
from ktp_core.demo.lives import Lives
from ktp_core.demo.people import People, school_year
from ktp_core.demo.plans import Plan
from ktp_core.demo.school_years import FIRST_SCHOOL_YEAR, years_of
from ktp_core.residents.model import Standing

RESIDENT = [column.name for column in resident.columns]
MEMBERSHIP = [column.name for column in membership.columns]
Row = tuple[Any, ...]

_LINE = ("state_on", "recorded_on", "ready_on", "printed_on", "delivered_on", "owned_on")
_CAUSES = (Cause.LOST,) * 8 + (Cause.DAMAGED,) * 6 + (Cause.CHANGED,) * 5 + (Cause.DISASTER,)
_GRADES = ("X", "XI", "XII")


def cause(resident_id: int, serial: int) -> int | None:
    """Why this resident's card of that serial is a replacement: mostly lost, then damaged or no longer true."""
    return int(_CAUSES[(resident_id + serial) % len(_CAUSES)]) if serial > 1 else None


@dataclass(frozen=True, slots=True)
class Chapter:
    """Residents with one plan, ready to be written."""

    ground: Ground
    plan: Plan
    standing: Standing
    lives: Lives
    people: People
    visit_ids: np.ndarray  # of the first recording, 0: not at a visit
    ids: range

    def due(self) -> list[int | None]:
        """The due day of each as it stands now."""
        ready = self.plan.steps[-1].ready if self.plan.steps else None
        return self.due_after(ready)

    def due_after(self, ready: int | None) -> list[int | None]:
        """The due day of each when step `ready` was what made the card ready."""
        if ready is None or self.standing is Standing.ELSEWHERE:
            return [None] * len(self.ids)
        return np.maximum(self.lives.steps[:, ready], self.lives.card_age).tolist()

    def residents(self) -> Iterator[Row]:
        """Rows of `resident`."""
        g, lives, people = self.ground, self.lives, self.people
        classes = self._classes()
        identity = zip(
            self.ids, people.niks, people.names, people.women.tolist(), lives.births.tolist(), lives.married.tolist(),
            lives.card_age.tolist(), people.districts.tolist(), people.villages.tolist(),
            self._nisns(), self._school_ids(), classes, strict=True,
        )  # fmt: skip
        line = zip(*(self._column(name) for name in _LINE), self.due(), strict=True)
        cities = g.rng.integers(0, len(g.parts.birth_places), len(self.ids)).tolist()
        for (id_, nik, name, woman, birth, married, age, district, village, nisn, school, class_), city, days in zip(
            identity, cities, line, strict=True
        ):
            yield (
                id_, g.office, nik, name, "P" if woman else "L", g.parts.birth_places[city], birth, married or None,
                age, int(self.standing), district or None, village or None, nisn, school, class_,
                int(self.plan.state), self.plan.serial, *days, 1, g.moment, cause(id_, self.plan.serial),
            )  # fmt: skip

    def memberships(self) -> Iterator[Row]:
        """Rows of `membership`: each school year from FIRST_SCHOOL_YEAR on."""
        now = school_year(self.ground)
        for id_, school, first, number in zip(
            self.ids, self._school_ids(), self.people.first_years.tolist(), self._class_numbers(), strict=True
        ):
            for year in range(max(first, FIRST_SCHOOL_YEAR), min(first + 2, now) + 1) if school else ():
                until = None if year == now else _JUNE[year + 1]
                yield school, year, id_, f"{_GRADES[year - first]}-{number}", _JULY[year], until

    def _column(self, name: str) -> list[int | None]:
        at = self.plan.days[name] if self.plan.steps else None
        return [None] * len(self.ids) if at is None else self.lives.steps[:, at].tolist()

    def _school_ids(self) -> list[int | None]:
        ids = self.ground.schools.ids.tolist()
        return [None if at < 0 else ids[at] for at in self.people.schools.tolist()]

    def _class_numbers(self) -> list[int]:
        return [1 + id_ % 4 for id_ in self.ids]

    def _classes(self) -> list[str | None]:
        now = school_year(self.ground)
        return [
            None if at < 0 else f"{_GRADES[min(now - first, 2)]}-{number}"
            for at, first, number in zip(
                self.people.schools.tolist(), self.people.first_years.tolist(), self._class_numbers(), strict=True
            )
        ]

    def _nisns(self) -> list[str | None]:
        """Ten digits, the first three those of the birth year; only of pupils."""
        serials = self.ground.rng.integers(0, 10_000_000, len(self.ids)).tolist()
        years = years_of(self.lives.births).tolist()
        return [
            None if at < 0 else f"{year % 1000:03d}{serial:07d}"
            for at, year, serial in zip(self.people.schools.tolist(), years, serials, strict=True)
        ]


# A school year begins in the middle of July and ends in June.
_JULY = {year: day_number(date(year, 7, 14)) for year in range(FIRST_SCHOOL_YEAR, 2100)}
_JUNE = {year: day_number(date(year, 6, 30)) for year in range(FIRST_SCHOOL_YEAR, 2101)}
