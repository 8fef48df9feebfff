"""From wajib KTP to card in hand: one bar per stage, and beside it who is missing since the stage before."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, sketch

_ROW = 56


def funnel(stages: pd.DataFrame, colours: Palette) -> go.Figure:
    """`stages`: one row per stage, top to bottom: `label`, `n`, `colour`, `text`, `gap_text`, `urgent`.

    Texts stand on a line above their bar, left and right, so that none is cut however short the bar.
    """
    made = sketch(_ROW * len(stages) + 8, colours, left=2, right=2, top=2, bottom=2)
    most = max(int(stages["n"].max()), 1) if len(stages) else 1
    made.xaxis(range=[0, most], visible=False)
    made.yaxis(range=[len(stages) - 0.18, -0.72], visible=False)
    made.add(
        "bar",
        x=[most] * len(stages), y=list(range(len(stages))), orientation="h", width=0.42, hoverinfo="skip",
        marker={"color": colours.rest},
    )  # fmt: skip
    made.add(
        "bar",
        x=stages["n"], y=list(range(len(stages))), orientation="h", width=0.42, customdata=stages["text"],
        marker={"color": stages["colour"]}, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    made.layout["barmode"] = "overlay"
    for row, stage in enumerate(stages.itertuples()):
        made.add_annotation(
            x=0, y=row - 0.46, xref="paper", text=stage.text, showarrow=False, xanchor="left",
            font={"size": 13, "color": colours.text},
        )  # fmt: skip
        if stage.gap_text:
            colour = colours.amber_text if stage.urgent else colours.muted
            made.add_annotation(
                x=1, y=row - 0.46, xref="paper", text=stage.gap_text, showarrow=False, xanchor="right",
                font={"size": 13, "color": colour},
            )  # fmt: skip
    return made.figure()
