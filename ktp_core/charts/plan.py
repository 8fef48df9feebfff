"""A plan of visits: three ways to plan side by side, and the expected recordings of each day."""

from __future__ import annotations

import html
import re

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, sketch, text_width

_ROW = 34
_MARKUP = re.compile(r"<[^>]*>")


def methods(rows: pd.DataFrame, colours: Palette) -> go.Figure:
    """`rows`: `label`, `n`, `text` (at the bar's end), `ours` (bool); the first stands on top."""
    end = max((text_width(_MARKUP.sub("", text), 10) for text in rows["text"]), default=0) + 6
    start = max((text_width(label, 10) for label in rows["label"]), default=0) + 14
    made = sketch(_ROW * len(rows) + 12, colours, right=end, left=start)
    made.add(
        "bar",
        x=rows["n"], y=rows["label"], orientation="h", width=0.62, text=rows["text"], textposition="outside",
        cliponaxis=False, textfont={"color": colours.text, "size": 12},
        hovertemplate="%{y}: %{text}<extra></extra>",
        marker={"color": [colours.recorded_text if ours else colours.unrecorded for ours in rows["ours"]]},
    )  # fmt: skip
    made.xaxis(visible=False, range=[0, max(float(rows["n"].max()), 1.0)])
    font = {"color": colours.text, "size": 12}
    made.yaxis(autorange="reversed", automargin=False, tickfont=font, ticklabelstandoff=6)
    return made.figure()


def days(rows: pd.DataFrame, colours: Palette) -> go.Figure:
    """`rows`: one per day and team: `day` (ready text, in order), `team`, `n`, `hover`. Stacked, one hue."""
    made = sketch(190, colours, top=38)
    order = list(dict.fromkeys(rows["day"]))
    shades = (colours.scale[3], colours.scale[1], colours.scale[4], colours.scale[2])
    for number, (team, part) in enumerate(rows.groupby("team", sort=False)):
        if not part["n"].any():
            continue  # the colour of a team stays its own
        made.add(
            "bar",
            x=part["day"], y=part["n"], name=html.escape(str(team)), customdata=part["hover"],
            hovertemplate="%{customdata}<extra></extra>",
            marker={"color": shades[number % len(shades)], "line": {"color": colours.background, "width": 1}},
        )  # fmt: skip
    made.layout |= {
        "barmode": "stack", "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal",
                   "itemclick": False, "itemdoubleclick": False, "font": {"color": colours.text, "size": 12}},
    }  # fmt: skip
    made.xaxis(type="category", categoryorder="array", categoryarray=order, tickangle=0, nticks=14)
    made.yaxis(rangemode="tozero", nticks=4, showgrid=True, gridcolor=colours.grid)
    return made.figure()
