"""Months as lines with their names at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, Sketch, sketch, text_width

_HEIGHT, _LABEL_PIXELS = 300, 18


@dataclass(frozen=True, slots=True)
class Line:
    """A column of the frame, its name at the line's end, and the colours of line and name."""

    column: str
    label: str
    colour: str
    text_colour: str


def monthly_lines(months: pd.DataFrame, lines: Sequence[Line], colours: Palette, *, running: bool) -> go.Figure:
    """`months`: `month` as ready text, oldest first, and one column per line. `running`: the last one is not over yet.

    The running month is dotted: it would look like a fall. Amounts, so the axis starts at zero.
    """
    width = max((text_width(line.label) for line in lines), default=0)
    made = sketch(_HEIGHT, colours, right=width + 12, top=12)
    names = list(months["month"])
    whole = len(names) - 1 if running else len(names)
    for line in lines:
        values = [int(value) for value in months[line.column]]
        _draw(made, names[:whole], values[:whole], line, "solid")
        if running and whole:
            _draw(made, names[whole - 1 :], values[whole - 1 :], line, "dot")
    top = max((int(value) for line in lines for value in months[line.column]), default=0)
    _axes(made, names, max(top, 1), colours)
    _name_ends(made, months, lines, max(top, 1))
    return made.figure()


def _draw(made: Sketch, months: list[str], values: list[int], line: Line, dash: str) -> None:
    made.add(
        "scatter",
        x=months, y=values, mode="lines", line={"color": line.colour, "width": 2.4, "dash": dash}, name=line.label,
        hovertemplate="%{x}: %{y:,.0f}<extra>" + line.label + "</extra>",
    )  # fmt: skip


def _axes(made: Sketch, names: list[str], top: int, colours: Palette) -> None:
    shown = names[::-1][:: 6 if len(names) > 12 else 2][::-1]  # counted from the end: the newest month is named
    made.xaxis(
        type="category", tickvals=shown, ticktext=[name.replace(" ", "<br>") for name in shown], tickangle=0,
        range=[-0.5, len(names) - 0.5], categoryorder="array", categoryarray=names,
    )  # fmt: skip
    made.yaxis(
        range=[0, top * 1.08], tickformat=",.0f", nticks=5, showgrid=True, gridcolor=colours.grid, rangemode="tozero",
        dtick=1 if top < 5 else None,
    )  # fmt: skip


def _name_ends(made: Sketch, months: pd.DataFrame, lines: Sequence[Line], top: int) -> None:
    """Names at the height of their line's end, moved apart where they would overlap."""
    if months.empty:
        return
    apart = top * 1.08 * _LABEL_PIXELS / (_HEIGHT - 60)
    floor = -apart
    for line in sorted(lines, key=lambda one: months[one.column].iloc[-1]):
        floor = max(float(months[line.column].iloc[-1]), floor + apart)
        made.add_annotation(
            x=1, xref="paper", y=floor, text=line.label, showarrow=False, xanchor="left", xshift=4,
            font={"color": line.text_colour, "size": 13},
        )  # fmt: skip
