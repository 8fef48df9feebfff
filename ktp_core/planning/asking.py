"""Whether a question can be meant. Pure."""

from __future__ import annotations

from datetime import date

from ktp_core.errors import Refused
from ktp_core.planning.model import Question

LONGEST = 92  # days
PER_DAY, SETUP, LEAST, MINUTES = (1, 6), (0, 240), (1, 500), (1.0, 60.0)
KITS, HOURS = (0, 50), (0.0, 16.0)


def check(question: Question, today: date) -> None:
    """Raises Refused("plan_period" | "plan_values" | "plan_no_team")."""
    length = (question.last - question.first).days + 1
    if not 1 <= length <= LONGEST or question.last < today:
        raise Refused("plan_period", limit=LONGEST)
    choices = question.choices
    numbers = [
        (choices.per_day, PER_DAY), (choices.setup, SETUP), (choices.least, LEAST),
        (choices.minutes if choices.minutes is not None else MINUTES[0], MINUTES),
        *((team.kits, KITS) for team in question.teams), *((team.hours, HOURS) for team in question.teams),
    ]  # fmt: skip
    if any(not low <= value <= high for value, (low, high) in numbers):
        raise Refused("plan_values")
    if not any(team.kits > 0 and team.hours > 0 for team in question.teams):
        raise Refused("plan_no_team")
