"""Months from left to right as lines, each named at its end. Amounts: the axis starts at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine

from ktp_core.documents.monthly_words import amount
from ktp_core.documents.pdf_axes import (
    GRID,
    LEADING,
    SIZE,
    Colour,
    colours,
    known,
    lines,
    nothing,
    paper,
    say,
    steps,
    wide,
)  # fmt: skip
from ktp_core.reports.model import Chart, Series

_HIGH, _TOP, _BOTTOM, _GAP = 172.0, 9.0, 27.0, 6.0
_STROKE = 1.7


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the values lie, in points; `low` and `high`: the ends of the axis."""

    left: float
    right: float
    bottom: float
    top: float
    low: float
    high: float
    count: int

    def x(self, at: int) -> float:
        """Of the label number `at`."""
        half = (self.right - self.left) / max(self.count, 1) / 2
        return self.left + half + at * 2 * half

    def y(self, value: float) -> float:
        """Of a value."""
        return self.bottom + (value - self.low) / (self.high - self.low) * (self.top - self.bottom)


def draw(chart: Chart, width: float) -> Drawing:
    """The whole chart; the last step of a running month is dotted."""
    values = known(chart.series)
    if not values or not chart.labels:
        return nothing(width)
    marks = steps(min(values), max(values))
    names = [_name(chart, one, width * 0.3) for one in chart.series]
    left = max(wide(amount(mark, chart.unit)) for mark in marks) + _GAP
    right = width - max((wide(line) for name in names for line in name), default=0) - _GAP
    high = max(_HIGH, sum(len(name) for name in names) * LEADING + _TOP + _BOTTOM)
    plot = Plot(left, right, _BOTTOM, high - _TOP, marks[0], marks[-1], len(chart.labels))
    made = paper(width, high)
    grid(made, plot, marks)
    amounts(made, plot, marks, chart.unit)
    months(made, plot, chart.labels)
    tints = colours(chart.series)
    for one, colour in zip(chart.series, tints, strict=True):
        trace(made, plot, one, colour, chart.running)
    _ends(made, plot, chart, names, tints)
    return made


def _name(chart: Chart, one: Series, room: float) -> list[str]:
    last = next((value for value in reversed(one.values) if value is not None), None)
    said = lines(one.name, room)
    return said if last is None else [*said[:-1], *lines(f"{said[-1]} {amount(last, chart.unit)}", room)]


def grid(made: Drawing, plot: Plot, marks: Sequence[float]) -> None:
    """Thin lines at round numbers; that of zero is thicker."""
    for mark in marks:
        y = plot.y(mark)
        made.add(Line(plot.left, y, plot.right, y, strokeColor=GRID, strokeWidth=1.1 if mark == 0 else 0.5))


def amounts(made: Drawing, plot: Plot, marks: Sequence[float], unit: str, size: float = SIZE) -> None:
    """The round numbers left of their lines."""
    for mark in marks:
        y = plot.y(mark)
        made.add(say(plot.left - 4, y - size * 0.33, amount(mark, unit), anchor="end", size=size))


def months(made: Drawing, plot: Plot, labels: Sequence[str], size: float = SIZE) -> None:
    """As many names of months as have room, counted from the end: the newest one is named."""
    room = (plot.right - plot.left) / len(labels)
    needed = max(wide(word, size) for label in labels for word in label.split(" ")) + 5
    every = max(1, -int(-needed // room))
    for at in range(len(labels) - 1, -1, -every):
        for line, word in enumerate(label_lines(labels[at])):
            made.add(say(plot.x(at), plot.bottom - 10 - line * (size + 1.5), word, anchor="middle", size=size))


def label_lines(label: str) -> list[str]:
    """`Okt` above `2026`."""
    first, _, second = label.partition(" ")
    return [first, second] if second else [first]


def trace(made: Drawing, plot: Plot, one: Series, colour: Colour, running: bool, stroke: float = _STROKE) -> None:
    """A line with gaps where nothing is known; a value alone between gaps is a dot."""
    last = plot.count - 1
    for run in runs(one.values):
        whole = [(plot.x(at), plot.y(value)) for at, value in run if not (running and at == last)]
        if len(whole) > 1:
            points = [part for point in whole for part in point]
            made.add(PolyLine(points, strokeColor=colour.fill, strokeWidth=stroke, strokeLineJoin=1, strokeLineCap=1))
        if running and run[-1][0] == last and len(run) > 1:
            ends = [part for at, value in run[-2:] for part in (plot.x(at), plot.y(value))]
            made.add(PolyLine(ends, strokeColor=colour.fill, strokeWidth=stroke, strokeDashArray=[1.6, 2.2]))
        if len(run) == 1 or run[-1][0] == last:
            x, y = plot.x(run[-1][0]), plot.y(run[-1][1])
            made.add(Circle(x, y, stroke + 0.4, fillColor=colour.fill, strokeColor=None))


def runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Stretches of values that are known, with their places."""
    found: list[list[tuple[int, float]]] = []
    for at, value in enumerate(values):
        if value is not None:
            if not at or values[at - 1] is None:
                found.append([])
            found[-1].append((at, value))
    return found


def _ends(made: Drawing, plot: Plot, chart: Chart, names: list[list[str]], tints: list[Colour]) -> None:
    """Names at the height of their line's end, moved apart where they would overlap."""
    ends = [next((v for v in reversed(one.values) if v is not None), plot.low) for one in chart.series]
    order = sorted(range(len(ends)), key=lambda at: (ends[at], -at))
    places = apart([plot.y(ends[at]) for at in order], [len(names[at]) * LEADING for at in order], plot)
    for at, middle in zip(order, places, strict=True):
        top = middle + len(names[at]) * LEADING / 2
        for line, word in enumerate(names[at]):
            y = top - (line + 0.75) * LEADING
            made.add(say(plot.right + _GAP - 2, y, word, colour=tints[at].text))


def apart(wanted: Sequence[float], heights: Sequence[float], plot: Plot) -> list[float]:
    """Middles of names from below, as near to `wanted` as they fit without covering one another."""
    found: list[float] = []
    floor = plot.bottom - LEADING / 2
    for middle, high in zip(wanted, heights, strict=True):
        found.append(max(middle, floor + high / 2))
        floor = found[-1] + high / 2
    ceiling = plot.top + LEADING / 2
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], ceiling - heights[at] / 2)
        ceiling = found[at] - heights[at] / 2
    return found
