"""The stock of blanks as it is foreseen: down to nothing, and how far below the work would go."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, Sketch, sketch, text_width

_HEIGHT = 190


def stock_course(
    days: Sequence[str], left: Sequence[int], run_out: str, marks: Sequence[int], colours: Palette
) -> go.Figure:
    """`days`: working days as ready text; `left`: blanks left at the end of each, below zero: missing.

    `run_out`: what is said at the first day without enough, empty when there is none. `marks`: positions whose day is
    named on the axis.
    """
    made = sketch(_HEIGHT, colours, right=10, top=22)
    enough = [max(n, 0) for n in left]
    made.add(
        "scatter",
        x=list(range(len(days))), y=enough, mode="lines", fill="tozeroy", customdata=list(days),
        line={"color": colours.printed, "width": 2.4}, fillcolor=colours.rest,
        hovertemplate="%{customdata}: %{y:,.0f}<extra></extra>",
    )  # fmt: skip
    made.xaxis(
        tickvals=list(marks), ticktext=[days[at] for at in marks], tickangle=0, range=[-0.5, max(len(days) - 0.5, 1)]
    )
    made.yaxis(range=[0, max([*enough, 1]) * 1.12], tickformat=",.0f", nticks=4, showgrid=True, gridcolor=colours.grid)
    if run_out:
        _mark(made, next(at for at, n in enumerate(left) if n < 0), len(days), run_out, colours)
    return made.figure()


def _mark(made: Sketch, at: int, count: int, said: str, colours: Palette) -> None:
    near_end = at > count - text_width(said) / 4
    line = {"color": colours.wrong_text, "width": 1.4, "dash": "dot"}
    made.add_shape(type="line", x0=at, x1=at, y0=0, y1=1, yref="paper", line=line)
    made.add_annotation(
        x=at, y=1.0, yref="paper", text=said, showarrow=False, yanchor="bottom",
        xanchor="right" if near_end else "left", font={"color": colours.wrong_text, "size": 13},
    )  # fmt: skip
