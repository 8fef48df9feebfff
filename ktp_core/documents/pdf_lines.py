"""Months from left to right as lines, each named at its end. Amounts: the axis starts at zero."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from ktp_core.documents.monthly_words import amount
from ktp_core.documents.pdf_axes import LEADING, Colour, colours, known, lines, nothing, paper, say, steps, wide
from ktp_core.documents.pdf_plot import Plot, amounts, grid, months, trace
from ktp_core.reports.model import Chart, Series

_HIGH, _TOP, _BOTTOM, _GAP = 172.0, 9.0, 27.0, 6.0


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
