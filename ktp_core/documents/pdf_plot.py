"""Months on a plot: where values lie, the thin lines behind them, names of months, a line with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine

from ktp_core.documents.monthly_words import amount
from ktp_core.documents.pdf_axes import GRID, SIZE, Colour, say, wide
from ktp_core.reports.model import Series

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
