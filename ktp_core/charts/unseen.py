"""Areas by how many people no list holds, the most on top: one bar each, what it says at its end."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, sketch, text_width

_ROW, _LEAST = 25, 60


def unseen_bars(areas: pd.DataFrame, colours: Palette, width: int) -> go.Figure:
    """`areas`: `label`, `n` (None: not known; below zero where lists hold more), `text`, top to bottom.

    `width`: pixels that the picture has at least; the bars leave room in it for the longest text.
    """
    values = [0 if pd.isna(n) else int(n) for n in areas["n"]]
    low = min([0, *values])
    made = sketch(max(_LEAST, _ROW * len(areas) + 12), colours, left=2, right=2, top=4, bottom=4)
    fills = [colours.print_ready if n > 0 else colours.unrecorded for n in values]
    made.add(
        "bar",
        x=values, y=areas["label"], orientation="h", width=0.66, customdata=areas["text"],
        hovertemplate="%{y}: %{customdata}<extra></extra>", marker={"color": fills},
    )  # fmt: skip
    for label, n, text, known in zip(areas["label"], values, areas["text"], areas["n"].notna(), strict=True):
        made.add_annotation(
            x=max(n, 0), y=label, text=text, showarrow=False, xanchor="left", xshift=5,
            font={"size": 12, "color": colours.text if known and n > 0 else colours.muted},
        )  # fmt: skip
    made.xaxis(visible=False, range=[low, low + _length(areas, values, low, width)])
    made.yaxis(autorange="reversed", type="category", tickfont={"size": 13, "color": colours.text}, ticksuffix=" ")
    return made.figure()


def _length(areas: pd.DataFrame, values: list[int], low: int, width: int) -> float:
    """How much of the axis is shown: every bar is as long as it can be with its text behind it."""
    plot = max(width - 12 - max((text_width(label, 13) for label in areas["label"]), default=0), 120)
    ends = [(max(n, 0) - low, text_width(text, 12) + 12) for n, text in zip(values, areas["text"], strict=True)]
    scale = min((max(plot - words, 40) / length for length, words in ends if length), default=plot / max([1, *values]))
    return plot / scale
