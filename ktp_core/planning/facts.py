"""Reads what a question is answered from: candidates with their rates, planned visits, the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from ktp_core.db.types import day_of, plain
from ktp_core.eligibility.model import AgeRules
from ktp_core.institutions.model import Kind
from ktp_core.planning import queries, yields
from ktp_core.planning.capacity import Past, Rates, learn
from ktp_core.planning.cost import HORIZON
from ktp_core.planning.model import TeamTime
from ktp_core.planning.places import Candidate, Letter
from ktp_core.planning.shifts import Booked
from ktp_core.planning.yields import Basis, Crowd
from ktp_core.regions.store import age_rules
from ktp_core.requests.model import RequestState
from ktp_core.requests.queries import waiting
from ktp_core.teams import store as teams
from ktp_core.teams.model import ResourceKind
from ktp_core.workdays import store as workdays
from ktp_core.workdays.rules import Calendar

HOURS = 5.0
"""Working hours of a team's day, unless somebody says otherwise: 08.00 to 13.00, as schools have them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is read; what follows is arithmetic."""

    candidates: tuple[Candidate, ...]
    booked: tuple[Booked, ...]
    calendar: Calendar
    rates: Rates
    rules: AgeRules


def read(
    conn: Connection, regency: str, first: date, last: date, *, districts: Sequence[str] = (), today: date
) -> Facts:
    """The facts of a period. `districts`: only institutions there; visits that are planned elsewhere count all the
    same, for they take the teams' time."""
    rules = age_rules(conn, regency, last)
    past = queries.past(conn, regency, today)
    rates = learn(_past(row) for row in past.itertuples())
    found = queries.institutions(conn, regency, first, districts)
    letters = _letters(waiting(conn, regency, districts, today=today))
    crowds = _crowds(conn, regency, last, rules, found, letters)
    candidates = (
        _candidate(row, crowds.get(int(row.id), Crowd()), letters.get(int(row.id)), last, rules, rates)
        for row in found.itertuples()
    )  # fmt: skip
    booked = tuple(_booked(row) for row in queries.planned(conn, regency, first, last).itertuples())
    calendar = workdays.calendar(conn, regency, min(first, today), last + timedelta(days=HORIZON))
    return Facts(tuple(one for one in candidates if one is not None), booked, calendar, rates, rules)


def team_times(conn: Connection, regency: str) -> tuple[TeamTime, ...]:
    """The teams in use, with the kits in use that usually go with each."""
    kits: dict[int, int] = defaultdict(int)
    for one in teams.resources(conn, regency):
        if one.kind is ResourceKind.KIT and one.team_id is not None:
            kits[one.team_id] += 1
    return tuple(TeamTime(one.id, one.name, kits[one.id], HOURS) for one in teams.teams(conn, regency))


def _crowds(
    conn: Connection, regency: str, last: date, rules: AgeRules, found: pd.DataFrame, letters: dict[int, Any]
) -> dict[int, Crowd]:
    births: dict[int, list[date]] = defaultdict(list)
    married: dict[int, int] = defaultdict(int)
    asking = found[(found["kind"] == str(Kind.VILLAGE)) & found["id"].isin(list(letters)) & found["village"].notna()]
    of_village = dict(zip(asking["village"], asking["id"], strict=True))
    villagers = queries.villagers(conn, regency, last, rules, list(of_village))
    rows = queries.people(conn, regency, last, rules)
    for place, birth, ever_married in [*rows, *((of_village[code], b, m) for code, b, m in villagers)]:
        if ever_married:
            married[int(place)] += 1
        else:
            births[int(place)].append(day_of(birth))
    return {place: Crowd(tuple(sorted(births[place])), married[place]) for place in {*births, *married}}


def _letters(frame: pd.DataFrame) -> dict[int, tuple[Letter, int | None]]:
    """The oldest letter of each institution, and the people it speaks of."""
    found: dict[int, tuple[Letter, int | None]] = {}
    for row in frame.itertuples():
        letter = Letter(
            int(row.request_id), row.received_on, plain(row.wished_from), plain(row.wished_until),
            verified=row.state == str(RequestState.VERIFIED),
        )  # fmt: skip
        expected = plain(row.expected)
        found.setdefault(int(row.institution_id), (letter, None if expected is None else int(expected)))
    return found


def _candidate(
    row: Any, crowd: Crowd, asked: tuple[Letter, int | None] | None, last: date, rules: AgeRules, rates: Rates
) -> Candidate | None:
    """Whoever has people to record, or a letter. Villages are visited when they ask."""
    village = row.kind == str(Kind.VILLAGE)
    letter, expected = asked or (None, None)
    people = yields.people_of(crowd, last, rules, expected, letter=letter is not None, village=village)
    if letter is None and (village or not people.on(last, rules)):
        return None
    kind, district = str(row.type), plain(row.district)
    presence = rates.presence_of(int(row.id), kind, village=village and people.basis is not Basis.LETTER)
    return Candidate(
        int(row.id), str(row.name), str(row.kind), kind, district, plain(row.district_name), people, presence,
        rates.success_of(kind), rates.minutes_of(district or ""), letter, plain(row.last_visit),
    )  # fmt: skip


def _past(row: Any) -> Past:
    minutes, kits = plain(row.minutes), plain(row.kits)
    return Past(
        int(row.institution_id), str(row.type), plain(row.district) or "", int(row.recorded), int(row.failed),
        int(row.absent), minutes and int(minutes), kits and int(kits), village=row.type in ("DESA", "KELURAHAN"),
    )  # fmt: skip


def _booked(row: Any) -> Booked:
    team, start, end = plain(row.team_id), plain(row.start), plain(row.end)
    return Booked(
        int(row.institution_id), row.day, None if team is None else int(team), None if start is None else int(start),
        None if end is None else int(end), plain(row.district), row.kind == str(Kind.SERVICE_POINT),
    )  # fmt: skip
