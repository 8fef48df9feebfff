"""How long the cards of the backlog have waited."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from ktp_core.charts.theme import palette

# The print-ready amber of the office, from fresh to old; in the dark the oldest is the brightest.
_LIGHT = ("#F3DAA8", "#ECC06F", "#E09F2D", "#B9770F", "#8A5206")
_DARK = ("#7A5A22", "#A0752A", "#C99136", "#F0B64F", "#FFDF9E")


def backlog_ageing(
    counts: Sequence[int], labels: Sequence[str], *, number: Callable[[float], str], dark: bool
) -> go.Figure:
    """One bar per age of the wait, youngest first, with its number of cards above it. `number` writes it."""
    colours = palette(dark)
    bars = go.Bar(
        x=list(labels),
        y=list(counts),
        text=[number(n) for n in counts],
        textposition="outside",
        textfont={"color": colours.text},
        cliponaxis=False,
        marker={"color": (_DARK if dark else _LIGHT)[: len(counts)], "line": {"width": 0}},
        hoverinfo="skip",
    )
    figure = go.Figure(bars)
    figure.update_layout(
        height=160, bargap=0.22, separators=",.", margin={"l": 4, "r": 4, "t": 18, "b": 4}, showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    figure.update_xaxes(
        fixedrange=True, automargin=True, showgrid=False, type="category", ticks="", tickangle=0,
        tickfont={"color": colours.muted},
    )  # fmt: skip
    figure.update_yaxes(visible=False, fixedrange=True, rangemode="tozero")
    return figure
