"""Institutions that a plan may visit, and the problem that they and the days of teams make. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.eligibility.model import AgeRules
from ktp_core.planning.capacity import Rate
from ktp_core.planning.model import Problem, Question, Stop
from ktp_core.planning.shifts import Booked, shifts_of
from ktp_core.planning.yields import People
from ktp_core.workdays.rules import Calendar


@dataclass(frozen=True, slots=True)
class Letter:
    """A request that waits. `since`: the day it was received; wished days are both included, None: any.

    One that is not verified yet cannot be scheduled: nobody has asked back how many they are and when.
    """

    request_id: int
    since: date
    wished_from: date | None = None
    wished_until: date | None = None
    verified: bool = True

    def wishes(self, day: date) -> bool:
        """Whether the day is one they asked for."""
        after = self.wished_from is None or day >= self.wished_from
        return after and (self.wished_until is None or day <= self.wished_until)

    @property
    def any_day(self) -> bool:
        """Whether they named no days."""
        return self.wished_from is None and self.wished_until is None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An institution with people to record, or with a letter; the rates that hold there."""

    id: int
    name: str
    kind: str
    type: str
    district: str | None
    district_name: str | None
    people: People
    presence: Rate
    success: Rate
    minutes: Rate
    letter: Letter | None = None
    last_visit: date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a question is answered on. By shift: `begins`, minutes after midnight. By candidate: `open_days`, whether a
    visit is possible on each day, whatever day was wished. `unwished`: ids of candidates on whose wished days none is.

    Left out: `booked`, ids of institutions with a visit planned, and `unverified`, whose letter cannot be scheduled
    yet. `undecided`: years whose cuti bersama is not announced.
    """

    candidates: tuple[Candidate, ...]
    days: tuple[date, ...]
    problem: Problem
    begins: tuple[float, ...]
    open_days: tuple[tuple[bool, ...], ...] = ()
    unwished: frozenset[int] = frozenset()
    booked: frozenset[int] = frozenset()
    unverified: tuple[Candidate, ...] = ()
    undecided: tuple[int, ...] = ()


def ground_of(
    question: Question, found: Sequence[Candidate], booked: Sequence[Booked], calendar: Calendar, rules: AgeRules,
    today: date,
) -> Ground:  # fmt: skip
    """The problem of a question. Days before today are none of a plan; who has a visit in the period needs no other."""
    days = tuple(calendar.workdays(max(question.first, today), question.last))
    has_visit = {one.institution_id for one in booked}
    unverified = tuple(
        one for one in found if one.letter and not one.letter.verified and one.id not in has_visit
    )  # fmt: skip
    candidates = tuple(one for one in found if one.id not in has_visit and one not in unverified)
    shifts, begins = shifts_of(question, booked, days)
    stops, open_days, unwished = [], [], set()
    for one in candidates:
        open_ = tuple(calendar.blocked(one.id, one.kind, day) is None for day in days)
        stop, wish = _stop(question, one, days, open_, rules, today)
        stops.append(stop)
        open_days.append(open_)
        if not wish:
            unwished.add(one.id)
    served = {one.district for one in booked if one.district and not one.service_point}
    choices = question.choices
    problem = Problem(
        tuple(stops), shifts, choices.setup, choices.least, choices.letters_first, choices.every_district,
        frozenset(served),
    )  # fmt: skip
    left_out = frozenset(one.id for one in found if one.id in has_visit)
    return Ground(
        candidates, days, problem, begins, tuple(open_days), frozenset(unwished), left_out, unverified,
        calendar.undecided,
    )  # fmt: skip


def _stop(
    question: Question, one: Candidate, days: Sequence[date], open_: Sequence[bool], rules: AgeRules, today: date
) -> tuple[Stop, bool]:
    """The stop, and whether its wished days could be kept: when none of them is possible, any day is."""
    people = [one.people.on(day, rules) for day in days]
    wished = [ok and (one.letter is None or one.letter.wishes(day)) for ok, day in zip(open_, days, strict=True)]
    kept = any(wished) or one.letter is None or one.letter.any_day
    minutes = question.choices.minutes or one.minutes.value
    weight = (today - one.letter.since).days + 1 if one.letter else 0
    present = tuple(n * one.presence.value for n in people)
    stop = Stop(
        one.id, one.district or "", minutes, one.success.value, present,
        tuple(wished) if any(wished) else tuple(open_), max(weight, 1) if one.letter else 0,
        float(max(people, default=0)),
    )  # fmt: skip
    return stop, kept
