"""Lives and identities as rows of the tables, in the numbers the file holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ktp_core.cards.model import CardAction, Channel, Source
from ktp_core.db.schema import card_event, membership, resident
from ktp_core.db.types import day_number
from ktp_core.demo.ground import Ground
from ktp_core.demo.lives import Lives
from ktp_core.demo.people import FIRST_SCHOOL_YEAR, People, school_year
from ktp_core.demo.plans import Plan
from ktp_core.residents.model import Standing

RESIDENT = [column.name for column in resident.columns]
EVENT = [column.name for column in card_event.columns]
MEMBERSHIP = [column.name for column in membership.columns]
Row = tuple[Any, ...]

_DAY = 86_400 * 1_000_000
_MORNING = 2 * 3600 * 1_000_000  # 9 o'clock in Pasuruan
_GRADES = ("X", "XI", "XII")
_BY = {
    CardAction.PRINT: "cetak", CardAction.SPOIL: "cetak", CardAction.REPLACE: "cetak", CardAction.DISPATCH: "antar",
    CardAction.DELIVER: "antar", CardAction.RETURN: "antar", CardAction.CORRECT: "admin", CardAction.ADJUST: "daftar",
}  # fmt: skip
_CENTRE = {CardAction.CLEAR, CardAction.FAIL, CardAction.ADJUDICATE, CardAction.FLAG_DUPLICATE, CardAction.RESET}


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
        return [None] * len(self.ids) if ready is None else self._due(ready).tolist()

    def _due(self, ready: int) -> np.ndarray:
        if self.standing is Standing.ELSEWHERE:
            return np.full(len(self.ids), None, dtype=object)
        return np.maximum(self.lives.steps[:, ready], self.lives.card_age)

    def residents(self) -> Iterator[Row]:
        """Rows of `resident`."""
        g, lives, people = self.ground, self.lives, self.people
        classes = self._classes()
        identity = zip(
            self.ids, people.niks, people.names, people.women.tolist(), lives.births.tolist(), lives.married.tolist(),
            lives.card_age.tolist(), people.districts.tolist(), people.villages.tolist(),
            self._nisns(), self._school_ids(), classes, strict=True,
        )  # fmt: skip
        line = zip(*(self._column(name) for name in ("state_on", "recorded_on", "ready_on", "printed_on",
                                                       "delivered_on", "owned_on")), self.due(), strict=True)  # fmt: skip
        cities = g.rng.integers(0, len(g.parts.birth_places), len(self.ids)).tolist()
        for (id_, nik, name, woman, birth, married, age, district, village, nisn, school, class_), city, days in zip(
            identity, cities, line, strict=True
        ):
            yield (
                id_, g.office, nik, name, "P" if woman else "L", g.parts.birth_places[city], birth, married or None,
                age, int(self.standing), district or None, village or None, nisn, school, class_,
                int(self.plan.state), self.plan.serial, *days, 1, g.moment,
            )  # fmt: skip

    def events(self, first_id: int) -> Iterator[Row]:
        """Rows of `card_event`, one resident after the other, with ids from `first_id` on."""
        columns = [self._step(at) for at in range(len(self.plan.steps))]
        width = len(columns)
        for person, steps in enumerate(zip(*columns, strict=True)):
            base = first_id + person * width
            for at, (fixed, day, due, visit, channel, district) in enumerate(steps):
                serial, action, before, after, by, source, ours, undoes, reason = fixed
                yield (
                    base + at, self.ground.office, self.ids[person], serial, action, before, after, day,
                    day * _DAY + _MORNING + at * 60_000_000, by, source, channel, district, ours, due, visit,
                    None if undoes is None else base + undoes, reason,
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

    def _step(self, at: int) -> Iterator[Any]:
        step, n = self.plan.steps[at], len(self.ids)
        ours = self.standing is not Standing.ELSEWHERE and step.action is not CardAction.ADJUST
        source = Source.SIAK if step.action in _CENTRE else Source.OFFICE
        by = "siak" if source is Source.SIAK else _BY.get(step.action, "lapangan")
        fixed = (step.serial, int(step.action), int(step.from_state), int(step.to_state), by, int(source), int(ours),
                 step.undoes, step.reason)  # fmt: skip
        due = [None] * n if step.ready is None else self._due(step.ready).tolist()
        first = at == 0
        visits = [visit or None for visit in self.visit_ids.tolist()] if first else [None] * n
        districts = [district or None for district in self.people.districts.tolist()]
        days = self.lives.steps[:, at].tolist()
        return zip([fixed] * n, days, due, visits, self._channels(step.action, first), districts, strict=True)

    def _channels(self, action: CardAction, first: bool) -> list[int]:
        rng, n = self.ground.rng, len(self.ids)
        counter = rng.choice([2, 3, 4], size=n, p=[0.45, 0.4, 0.15])
        if action is CardAction.RECORD:
            return np.where(first & (self.visit_ids > 0), int(Channel.VISIT), counter).tolist()
        if action is CardAction.DELIVER:  # those met at school get their card there
            at_school = (self.visit_ids > 0) & (rng.random(n) < 0.8)
            return np.where(at_school, int(Channel.VISIT), counter).tolist()
        return [int(Channel.UNKNOWN if action in _CENTRE else Channel.OFFICE)] * n

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
        years = (self.lives.births.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970).tolist()
        return [
            None if at < 0 else f"{year % 1000:03d}{serial:07d}"
            for at, year, serial in zip(self.people.schools.tolist(), years, serials, strict=True)
        ]


_JULY = {year: day_number(np.datetime64(f"{year}-07-14").astype(object)) for year in range(2020, 2100)}
_JUNE = {year: day_number(np.datetime64(f"{year}-06-30").astype(object)) for year in range(2020, 2101)}
