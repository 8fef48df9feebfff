"""A regency's month in numbers that can be added, from this installation or from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

FORMAT, VERSION = "ktp-el-summary", 1


class From(StrEnum):
    """Where a regency's numbers come from."""

    HERE = "here"  # counted in this installation
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Share:
    """A rate as its two counts: they are added, and divided last."""

    numerator: int | None
    denominator: int | None

    @property
    def value(self) -> float | None:
        """A fraction; nothing divided by nothing is None."""
        return None if self.numerator is None or not self.denominator else self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Month:
    """The numbers of one regency at the end of a month (yyyymm). Names of `counts` and `shares`: kpi.definitions.

    `districts`: code -> name of a stock (eligible, covered ...) -> people. `sources`: of each number, in words.
    `partial`: numbers of a registry that holds only a part of the people; they are shown and never added to whole ones.
    `made_at`: when they were counted; None: now.
    """

    regency: str
    name: str
    month: int
    as_of: date
    counts: Mapping[str, int | None]
    shares: Mapping[str, Share]
    districts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    made_at: datetime | None = None
    partial: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Side:
    """One regency beside others. `received_at`, `received_by`: of a file."""

    month: Month
    origin: From
    received_at: datetime | None = None
    received_by: str | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """All of them added up. `lacking`: number -> regencies that do not know it, or of a part of their people alone:
    they are not in its sum."""

    counts: Mapping[str, int | None]
    shares: Mapping[str, Share]
    lacking: Mapping[str, tuple[str, ...]]
