"""Many lines as small charts of one scale, side by side: a name, its newest value, its course."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from ktp_core.documents.fonts import BOLD
from ktp_core.documents.monthly_words import DASH, amount
from ktp_core.documents.pdf_axes import INK, known, lines, nothing, one_colour, paper, say, steps, wide
from ktp_core.documents.pdf_plot import Plot, amounts, grid, trace
from ktp_core.reports.model import Chart, Series

_ACROSS, _HIGH, _BETWEEN = 4, 84.0, 16.0
_HEAD, _FOOT, _SMALL = 24.0, 14.0, 7.0
_TALLEST = 640.0  # points: all of them on one page
_COLOUR = one_colour()


def draw(chart: Chart, width: float) -> Drawing:
    """Row by row in the order given."""
    values = known(chart.series)
    if not values or not chart.labels:
        return nothing(width)
    across = _ACROSS if len(chart.series) <= 28 else 6
    down = -(-len(chart.series) // across)
    high = min(_HIGH, _TALLEST / down)
    top, marks = max(max(values) * 1.04, 1.0), steps(min(values), max(values), about=3)
    marks = [mark for mark in marks if mark <= top]
    left = max(wide(amount(mark, chart.unit), _SMALL) for mark in marks) + 5
    each = (width - left - (across - 1) * _BETWEEN) / across
    made = paper(width, down * high + _FOOT)
    for at, one in enumerate(chart.series):
        row, column = divmod(at, across)
        x, under = left + column * (each + _BETWEEN), (down - row - 1) * high + _FOOT
        plot = Plot(x, x + each, under, under + high - _HEAD, marks[0], top, len(chart.labels))
        if not column:
            amounts(made, plot, marks, chart.unit, _SMALL)
        if at + across >= len(chart.series):
            _span(made, plot, chart.labels)
        _one(made, chart, one, plot, marks)
    return made


def _span(made: Drawing, plot: Plot, labels: Sequence[str]) -> None:
    """The first month and the last."""
    made.add(say(plot.left, plot.bottom - 9, labels[0], size=_SMALL))
    if len(labels) > 1:
        made.add(say(plot.right, plot.bottom - 9, labels[-1], anchor="end", size=_SMALL))


def _one(made: Drawing, chart: Chart, one: Series, plot: Plot, marks: Sequence[float]) -> None:
    grid(made, plot, marks)
    trace(made, plot, one, _COLOUR, chart.running, 1.3)
    newest = next((value for value in reversed(one.values) if value is not None), None)
    said = DASH if newest is None else amount(newest, chart.unit)
    (name,) = lines(one.name, plot.right - plot.left - wide(said, font=BOLD) - 4, most=1)
    made.add(say(plot.left, plot.top + 5, name, colour=INK))
    made.add(say(plot.right, plot.top + 5, said, anchor="end", colour=INK, bold=True))
