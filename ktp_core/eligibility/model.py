"""Words of eligibility: the age rules of an office, and where one resident stands on one day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class Stage(StrEnum):
    """How far a resident is on the way to a card."""

    UNDER_16 = "under_16"
    RECORDABLE = "recordable"
    CARD_AGE = "card_age"


class Residence(StrEnum):
    """Whether the resident belongs to the regency that asks: it decides who is counted, never who is served."""

    OURS = "ours"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AgeRules:
    """Ages in completed years. UU 24/2013 article 63 fixes 17; 16 for recording is practice and therefore a parameter.

    `leap_day` says when somebody born on 29 February completes a year in a common year.
    """

    record_age: int = 16
    card_age: int = 17
    leap_day: Literal["march_1", "february_28"] = "march_1"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one resident stands on `as_of`. `next_on` is the day of the next stage, None once card age is reached."""

    stage: Stage
    as_of: date
    next_on: date | None
    residence: Residence
