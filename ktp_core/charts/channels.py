"""Recordings by the place where they were made: one bar per month, a part for each place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, sketch

_HEIGHT, _LEGEND = 260, 16


def colours_of(colours: Palette) -> dict[int, str]:
    """By channel (cards.model.Channel): one hue, strongest where the office goes out; what SIAK told is grey.

    No colour of a card's state: those mean something else.
    """
    least, low, _, high, most = colours.scale
    return {1: most, 4: high, 3: low, 2: least, 0: colours.no_data}


def channel_bars(
    months: pd.DataFrame, names: dict[int, str], colours: Palette, *, number: Callable[[float], str], running: bool
) -> go.Figure:
    """`months`: `month` as ready text, oldest first, and a column for each channel of `names`, in the order drawn.

    Amounts from zero, the total above each bar; the names stand in one line above the bars. `running`: the last month
    is not over yet and is drawn paler.
    """
    made = sketch(_HEIGHT, colours, top=44)
    totals = [int(sum(row)) for row in months[list(names)].itertuples(index=False)]
    pale = [0.55 if running and n == len(months) - 1 else 1.0 for n in range(len(months))]
    shades = colours_of(colours)
    for channel, name in names.items():
        made.add(
            "bar",
            x=months["month"], y=months[channel], name=name, width=0.62,
            marker={"color": shades[channel], "opacity": pale, "line": {"width": 1, "color": colours.background}},
            customdata=[number(n) for n in months[channel]],
            hovertemplate="%{x}<br>" + name + ": %{customdata}<extra></extra>",
        )  # fmt: skip
    made.add(
        "scatter",
        x=months["month"], y=totals, mode="text", text=[number(n) for n in totals], textposition="top center",
        textfont={"color": colours.text, "size": 12}, hoverinfo="skip", cliponaxis=False, showlegend=False,
    )  # fmt: skip
    made.layout |= {"barmode": "stack", "showlegend": True, "legend": _legend(colours)}
    made.xaxis(type="category", tickangle=0, ticktext=_two_lines(months), tickvals=months["month"])
    made.yaxis(visible=False, range=[0, max([1, *totals]) * 1.12])
    return made.figure()


def _legend(colours: Palette) -> dict[str, Any]:
    return {
        "orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "yref": "paper", "traceorder": "normal",
        "font": {"color": colours.text, "size": 12}, "itemclick": False, "itemdoubleclick": False,
        "entrywidth": 0, "tracegroupgap": _LEGEND,
    }  # fmt: skip


def _two_lines(months: pd.DataFrame) -> list[str]:
    return [str(name).replace(" ", "<br>") for name in months["month"]]
