"""Bars from left to right with their values at their ends, in the order given; many go on in another drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line, Rect

from ktp_core.documents.monthly_words import DASH, amount
from ktp_core.documents.pdf_axes import (
    GRID,
    INK,
    LEADING,
    SIZE,
    Colour,
    colours,
    known,
    lines,
    nothing,
    paper,
    say,
    wide,
)
from ktp_core.reports.model import Chart

_BAR, _BETWEEN, _GAP = 9.0, 5.0, 5.0
_TALLEST = 600.0  # points: what is higher becomes two drawings or more


@dataclass(frozen=True, slots=True)
class _Row:
    """A label and its values, one per series."""

    name: tuple[str, ...]
    values: tuple[float | None, ...]

    @property
    def high(self) -> float:
        return max(len(self.name) * LEADING, len(self.values) * _BAR) + _BETWEEN


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where the bars start, and points of one unit."""

    zero: float
    unit: float


def draw(chart: Chart, width: float) -> list[Drawing]:
    """One drawing or more, all on one scale."""
    values = known(chart.series)
    if not values or not chart.labels:
        return [nothing(width)]
    names = [tuple(lines(label, width * 0.36)) for label in chart.labels]
    rows = [_Row(name, tuple(one.values[at] for one in chart.series)) for at, name in enumerate(names)]
    left = max(wide(line) for name in names for line in name) + _GAP
    scale = _scale(values, left, width, chart.unit)
    tints = colours(chart.series)
    return [_drawing(part, chart, tints, left, scale, width) for part in _pages(rows)]


def _scale(values: Sequence[float], left: float, width: float, unit: str) -> _Scale:
    """Room is left for the values at both ends."""
    low, high = min(*values, 0.0), max(*values, 0.0)
    words = [wide(amount(value, unit)) for value in values]
    before = max(words) + 4 if low < 0 else 0.0
    room = width - left - before - max(words) - 4
    each = room / ((high - low) or 1.0)
    return _Scale(left + before - low * each, each)


def _pages(rows: Sequence[_Row]) -> list[list[_Row]]:
    """About as high as one another."""
    high = sum(row.high for row in rows)
    most = high / math.ceil(high / _TALLEST) + max(row.high for row in rows) / 2
    found: list[list[_Row]] = [[]]
    for row in rows:
        if found[-1] and sum(one.high for one in found[-1]) + row.high > most:
            found.append([])
        found[-1].append(row)
    return found


def _drawing(
    rows: Sequence[_Row], chart: Chart, tints: list[Colour], left: float, scale: _Scale, width: float
) -> Drawing:
    keys = _key(chart, tints, left, width) if len(chart.series) > 1 else []
    lead = (keys[-1][1] + LEADING + 4) if keys else 0.0
    high = sum(row.high for row in rows) + lead
    made = paper(width, high)
    for x, down, name, colour in keys:
        y = high - down - LEADING
        made.add(Rect(x, y + 1, 7, 7, fillColor=colour.fill, strokeColor=None))
        made.add(say(x + 10, y + 1.5, name, colour=colour.text))
    y = high - lead
    for row in rows:
        _row(made, row, y, chart.unit, tints, left, scale)
        y -= row.high
    made.add(Line(scale.zero, 0, scale.zero, high - lead, strokeColor=GRID, strokeWidth=1.1))
    return made


def _key(chart: Chart, tints: list[Colour], left: float, width: float) -> list[tuple[float, float, str, Colour]]:
    """Where each name of a colour stands: from the left, down from the top."""
    found: list[tuple[float, float, str, Colour]] = []
    x, down = left, 0.0
    for one, colour in zip(chart.series, tints, strict=True):
        (name,) = lines(one.name, width - left - 12, most=1)
        if x > left and x + 10 + wide(name) > width:
            x, down = left, down + LEADING
        found.append((x, down, name, colour))
        x += 10 + wide(name) + 14
    return found


def _row(made: Drawing, row: _Row, top: float, unit: str, tints: list[Colour], left: float, scale: _Scale) -> None:
    middle = top - (row.high - _BETWEEN) / 2
    for line, word in enumerate(row.name):
        y = middle + len(row.name) * LEADING / 2 - (line + 0.76) * LEADING
        made.add(say(left - _GAP, y, word, anchor="end", colour=INK))
    for at, (value, colour) in enumerate(zip(row.values, tints, strict=True)):
        y = middle + len(row.values) * _BAR / 2 - (at + 1) * _BAR
        _bar(made, value, y, unit, colour, scale)


def _bar(made: Drawing, value: float | None, y: float, unit: str, colour: Colour, scale: _Scale) -> None:
    long = (value or 0.0) * scale.unit
    if value:
        start = scale.zero + min(long, 0.0)
        made.add(Rect(start, y + 0.6, max(abs(long), 0.6), _BAR - 1.2, fillColor=colour.fill, strokeColor=None))
    said = DASH if value is None else amount(value, unit)
    below = value is not None and value < 0
    made.add(
        say(scale.zero + long + (-3 if below else 3), y + _BAR / 2 - SIZE * 0.34, said,
            anchor="end" if below else "start", colour=colour.text)
    )  # fmt: skip
