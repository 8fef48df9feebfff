"""What is asked of the survey list: who may be recorded, who turns 16 or 17, where, and when. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.access.permissions import ANYWHERE, Permission, require
from ktp_core.eligibility.rules import AgeRules, birthday
from ktp_core.errors import Refused

NO_INSTITUTION = 0


class SurveyKind(StrEnum):
    """Which list. RECORDABLE is a state of affairs on one day, the others are birthdays within a span of days."""

    RECORDABLE = "recordable"  # 16 and over (or married), not yet recorded
    TURNS_16 = "turns_16"
    TURNS_17 = "turns_17"


@dataclass(frozen=True, slots=True)
class SurveyFilter:
    """One question. Empty means all. `until` is the last day of a span, unused for RECORDABLE.

    Raises Refused for a span that ends before it begins.
    """

    regency: str
    kind: SurveyKind
    on: date
    until: date | None = None
    institution_id: int | None = None
    class_name: str | None = None
    districts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.on:
            raise Refused("survey_dates")

    def within(self, actor: Actor) -> SurveyFilter:
        """The same question inside what `actor` may see. Raises NotAllowed for a place outside it."""
        for district in self.districts or (ANYWHERE,):
            require(actor, Permission.SURVEY_VIEW, self.regency, district)
        return replace(self, districts=self.districts or tuple(actor.districts))

    def births(self, rules: AgeRules) -> tuple[date | None, date]:
        """First and last birth date that answer the question; None: no first."""
        if self.kind is SurveyKind.RECORDABLE:
            return None, latest_birth(rules.record_age, self.on, rules)
        age = rules.record_age if self.kind is SurveyKind.TURNS_16 else rules.card_age
        first = latest_birth(age, self.on - timedelta(days=1), rules) + timedelta(days=1)
        return first, latest_birth(age, self.until or self.on, rules)

    def to_params(self) -> dict[str, Any]:
        """As JSON values, for an owned download."""
        return {
            "regency": self.regency, "kind": self.kind.value, "on": self.on.isoformat(),
            "until": self.until.isoformat() if self.until else None, "institution_id": self.institution_id,
            "class_name": self.class_name, "districts": list(self.districts),
        }  # fmt: skip

    @classmethod
    def from_params(cls, params: dict[str, Any]) -> SurveyFilter:
        """The filter that `to_params` wrote."""
        until = params["until"]
        return cls(
            params["regency"], SurveyKind(params["kind"]), date.fromisoformat(params["on"]),
            date.fromisoformat(until) if until else None, params["institution_id"], params["class_name"],
            tuple(params["districts"]),
        )  # fmt: skip


def latest_birth(age: int, day: date, rules: AgeRules) -> date:
    """The latest birth date with which `age` completed years are reached by `day`."""
    year = day.year - age
    try:
        born = day.replace(year=year)
    except ValueError:  # 29 February, `age` years after a common year
        born = date(year, 2, 28)
    later = born + timedelta(days=1)
    return later if birthday(later, age, rules) <= day else born
