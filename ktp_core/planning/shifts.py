"""Working days of teams, and what planned visits leave of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.planning.model import Question, Shift


@dataclass(frozen=True, slots=True)
class Booked:
    """A visit that is planned already. No hours: the whole day; no team: nobody's time."""

    institution_id: int
    day: date
    team_id: int | None
    start: int | None
    end: int | None
    district: str | None
    service_point: bool = False


def shifts_of(
    question: Question, booked: Sequence[Booked], days: Sequence[date]
) -> tuple[tuple[Shift, ...], tuple[float, ...]]:
    """Every working day of every team; it begins after the visits that the team has that day."""
    taken: dict[tuple[int | None, date], list[Booked]] = {}
    for one in booked:
        taken.setdefault((one.team_id, one.day), []).append(one)
    shifts, begins = [], []
    start = question.choices.start
    for number, day in enumerate(days):
        for team in question.teams:
            visits = taken.get((team.team_id, day), [])
            ends = [one.end if one.end is not None else 24 * 60 for one in visits]
            begin = max([start, *ends])
            minutes = max(0.0, start + team.hours * 60 - begin)
            if team.kits > 0:
                slots = max(0, question.choices.per_day - len(visits))
                shifts.append(Shift(team.team_id, number, team.kits, minutes, slots))
                begins.append(float(begin))
    return tuple(shifts), tuple(begins)
