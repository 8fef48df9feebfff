"""One bar per calendar year; years that were reported are drawn differently from those we counted."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, sketch


def year_bars(years: pd.DataFrame, colour: str, colours: Palette) -> go.Figure:
    """`years`: `label` (ready text, may hold a second line), `n`, `text`, `reported`."""
    made = sketch(200, colours, top=22)
    most = max(int(years["n"].max()), 1) if len(years) else 1
    made.add(
        "bar",
        x=years["label"], y=years["n"], text=years["text"], textposition="outside", cliponaxis=False, width=0.55,
        textfont={"color": colours.text, "size": 13},
        hovertemplate="%{x}: %{text}<extra></extra>",
        marker={
            "color": colour,
            "pattern": {
                "shape": ["/" if reported else "" for reported in years["reported"]],
                "fillmode": "overlay", "fgcolor": colours.background, "fgopacity": 0.55, "size": 6,
            },
        },
    )  # fmt: skip
    made.xaxis(type="category", tickangle=0)
    made.yaxis(visible=False, range=[0, most * 1.18])
    return made.figure()
