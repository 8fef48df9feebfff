"""Many lines as small charts of one scale, side by side: a name, its newest value, its course."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from ktp_core.documents.monthly_words import DASH, amount
from ktp_core.documents.pdf_axes import INK, SIZE, colours, known, lines, nothing, say, steps, wide
from ktp_core.documents.pdf_lines import Plot, amounts, grid, months, trace
from ktp_core.reports.model import Chart, Series

_ACROSS, _HIGH, _BETWEEN = 4, 92.0, 14.0
_TOP, _BOTTOM, _SMALL = 25.0, 24.0, 7.0
_TALLEST = 640.0  # points: all of them on one page


def draw(chart: Chart, width: float) -> Drawing:
    """Row by row in the order given."""
    values = known(chart.series)
    if not values or not chart.labels:
        return nothing(width)
    across = _ACROSS if len(chart.series) <= 28 else 6
    down = -(-len(chart.series) // across)
    high = min(_HIGH, _TALLEST / down)
    marks = steps(min(values), max(values), about=2)
    left = max(wide(amount(mark, chart.unit), _SMALL) for mark in marks) + 5
    each = (width - left - (across - 1) * _BETWEEN) / across
    made = Drawing(width, down * high)
    for at, one in enumerate(chart.series):
        row, column = divmod(at, across)
        x, top = left + column * (each + _BETWEEN), (down - row) * high
        last_row = at + across >= len(chart.series)
        plot = Plot(x, x + each, top - high + _BOTTOM, top - _TOP, marks[0], marks[-1], len(chart.labels))
        _one(made, chart, one, plot, marks, first=column == 0, dated=last_row)
    return made


def _one(
    made: Drawing, chart: Chart, one: Series, plot: Plot, marks: list[float], *, first: bool, dated: bool
) -> None:
    grid(made, plot, marks)
    if first:
        amounts(made, plot, marks, chart.unit, _SMALL)
    if dated:
        months(made, plot, chart.labels, _SMALL)
    trace(made, plot, one, colours([chart.series[0]])[0], chart.running, 1.3)
    newest = next((value for value in reversed(one.values) if value is not None), None)
    said = DASH if newest is None else amount(newest, chart.unit)
    room = plot.right - plot.left - wide(said) - 4
    (name,) = lines(one.name, room, most=1, size=SIZE)
    made.add(say(plot.left, plot.top + 8, name, colour=INK))
    made.add(say(plot.right, plot.top + 8, said, anchor="end", colour=INK, bold=True))
