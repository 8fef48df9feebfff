"""How many cards are to be printed in each period to come."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, sketch

_MOST_TICKS, _MOST_NUMBERS = 12, 26


def print_calendar(
    names: Sequence[str], own: Sequence[int], moved: Sequence[int], hovers: Sequence[str], texts: Sequence[str],
    colours: Palette,
) -> go.Figure:  # fmt: skip
    """One bar per period: cards due in it, and in a paler part those that waited for it over days off.

    `texts` stand above the bars where there is room; the tallest bar always has its own.
    """
    made = sketch(190, colours, left=4, right=4, top=20, bottom=4)
    made.layout |= {"barmode": "stack", "bargap": 0.2}
    totals = [a + b for a, b in zip(own, moved, strict=True)]
    most = max(totals, default=0)
    crowded = len(names) > _MOST_NUMBERS
    shown = [text if not crowded or n == most else "" for text, n in zip(texts, totals, strict=True)]
    x = list(range(len(names)))
    for values, opacity, words in ((own, 1.0, None), (moved, 0.55, shown)):
        made.add(
            "bar",
            x=x, y=list(values), text=words, textposition="outside", cliponaxis=False,
            textfont={"color": colours.text, "size": 12}, customdata=list(hovers),
            hovertemplate="%{customdata}<extra></extra>", marker={"color": colours.print_ready, "opacity": opacity},
        )  # fmt: skip
    every = max(1, -(-len(names) // _MOST_TICKS))
    made.xaxis(tickvals=x[::every], ticktext=list(names)[::every], tickangle=0, range=[-0.6, len(names) - 0.4])
    made.yaxis(visible=False, range=[0, max(most, 1) * 1.12])
    return made.figure()
