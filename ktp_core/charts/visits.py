"""What a visit changed: the people of an institution on one bar; and what came of everybody on its list."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, sketch

_ROW = 30


def coverage_bar(before: int, after: int, everybody: int, texts: tuple[str, str, str], colours: Palette) -> go.Figure:
    """Recorded before, recorded since, still to be recorded. `texts`: what stands above each part, in that order.

    Never clipped: where fewer are recorded after than before, the part between has no length.
    """
    gained, left = max(after - before, 0), max(everybody - max(before, after), 0)
    made = sketch(96, colours, left=2, right=2, top=2, bottom=2)
    made.layout["barmode"] = "stack"
    made.xaxis(range=[0, max(everybody, 1)], visible=False)
    made.yaxis(range=[-0.6, 1.9], visible=False)
    # One state, one colour: who had been recorded before is paler than who was recorded that day.
    parts = ((before, colours.recorded, 0.5), (gained, colours.recorded, 1.0), (left, colours.rest, 1.0))
    for (n, colour, opacity), text in zip(parts, texts, strict=True):
        made.add(
            "bar",
            x=[n], y=[0], orientation="h", width=0.9, customdata=[text], hovertemplate="%{customdata}<extra></extra>",
            marker={"color": colour, "opacity": opacity, "line": {"color": colours.background, "width": 2}},
        )  # fmt: skip
    for x, anchor, level, text, colour in (
        (0, "left", 0.78, texts[0], colours.recorded_text), (0, "left", 1.5, texts[1], colours.text),
        (1, "right", 0.78, texts[2], colours.muted),
    ):  # fmt: skip
        made.add_annotation(
            x=x, y=level, xref="paper", text=text, showarrow=False, xanchor=anchor, font={"size": 13, "color": colour}
        )
    return made.figure()


def outcome_bars(outcomes: pd.DataFrame, colours: Palette) -> go.Figure:
    """`outcomes`: `label`, `n`, `text`, `kind` (recorded | missed | other), top to bottom."""
    fills = {"recorded": colours.recorded, "missed": colours.print_ready, "other": colours.unrecorded}
    most = max(int(outcomes["n"].max()), 1) if len(outcomes) else 1
    made = sketch(_ROW * len(outcomes) + 12, colours, left=2, right=30, top=4, bottom=4)
    made.add(
        "bar",
        x=outcomes["n"], y=outcomes["label"], orientation="h", width=0.62, text=outcomes["text"],
        textposition="outside", cliponaxis=False, textfont={"color": colours.text, "size": 13},
        marker={"color": [fills[kind] for kind in outcomes["kind"]]}, hovertemplate="%{y}: %{text}<extra></extra>",
    )  # fmt: skip
    made.xaxis(visible=False, range=[0, most * 1.12])
    made.yaxis(autorange="reversed", type="category", tickfont={"size": 13, "color": colours.text})
    return made.figure()
