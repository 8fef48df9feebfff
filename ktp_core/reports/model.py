"""A monthly report as plain values: what it says is frozen when it is issued, how it is drawn is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"  # people, cards, visits: whole
    SHARE = "share"  # a Share: printed as a percentage with n of N
    DECIMAL = "decimal"  # days and the like, to one place
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Share:
    """n of N; divided when it is printed, never before. Nothing of nothing is printed as a dash."""

    n: int | None
    of: int | None


Cell = str | int | float | date | Share | None
"""By the kind of its column; None is not known and printed as a dash, never as zero."""


@dataclass(frozen=True, slots=True)
class Column:
    """Heading of a column and what stands beneath. `key`: its name for comparing, the same in every report."""

    key: str
    title: str
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True, slots=True)
class Table:
    """`keys`: the name of each row for comparing (a measure, a region code), the same in every report; one per row.

    `total`: the last row is the sum of those above. `note`: below the table, in words.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    note: str = ""


class Look(StrEnum):
    """How a chart is drawn."""

    LINES = "lines"  # months from left to right
    BARS = "bars"  # one bar per label, longest first as given


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one colour of bars. None: not known, a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`finding`: what it shows, as a sentence above it and for who cannot see it. `running`: the last label is a month
    that is not over. `unit`: behind each value, `%` (values from 0 to 100) or ` hari`; empty for amounts."""

    key: str
    title: str
    finding: str
    look: Look
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    running: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An area of the map by its region code; its shape is looked up when it is drawn."""

    code: str
    name: str
    share: Share


@dataclass(frozen=True, slots=True)
class Map:
    """A rate by area in classes. `bounds`: the limits between classes, fractions. `small`: denominators below are
    hatched."""

    key: str
    title: str
    finding: str
    places: tuple[Place, ...]
    bounds: tuple[float, ...]
    small: int


Part = Table | Chart | Map


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, sentences, and what stands beneath them."""

    key: str
    title: str
    texts: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whose report, of which month (yyyymm), of which day as known on which, by whom, with which version.

    `known_on`: None means as known when it was made. `number`: of the issue of that month, None for a draft.
    """

    regency: str
    name: str
    office: str
    month: int
    as_of: date
    known_on: date | None
    made_at: datetime
    made_by: str
    version: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that the paper and the workbook say, in the order they say it."""

    stamp: Stamp
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A number that is another now than in the report: where it stands in words, what it was, what it is now."""

    where: str
    column: str
    was: Cell
    now: Cell


@dataclass(frozen=True, slots=True)
class Issue:
    """A report that was issued. `sha256`: of its content as it is kept."""

    id: int
    regency: str
    month: int
    number: int
    as_of: date
    known_on: date | None
    made_at: datetime
    made_by: str
    sha256: str
