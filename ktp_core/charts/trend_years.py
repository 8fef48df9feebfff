"""This year against years before: sums that grow from January on, and months against what they are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, Sketch, sketch, text_width

_HEIGHT, _LABEL_PIXELS = 290, 18


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year: `ends` the sums at the end of each month that is over, `n` the sum at `at` months into the year.

    `label` stands at the line's end, `said` beside the mark of `n`.
    """

    label: str
    ends: Sequence[int]
    n: int
    at: float
    hovers: Sequence[str]
    said: str


def growing_years(years: Sequence[YearLine], months: Sequence[str], colour: str, colours: Palette) -> go.Figure:
    """The newest year first and in `colour`, drawn as far as it has come; the others whole and grey, the oldest dotted,
    with a ring where the same day of that year is. Amounts, so the axis starts at zero."""
    width = max((text_width(one.label) for one in years), default=0)
    made = sketch(_HEIGHT, colours, right=width + 10, top=14)
    top = max(1, *(max([one.n, *one.ends]) for one in years))
    for place, one in reversed(list(enumerate(years))):
        _draw_year(made, one, place, colour, colours)
    highest = _name_ends(made, years, top, colour, colours)
    made.xaxis(range=[0, 12], tickvals=[month + 0.5 for month in range(12)], ticktext=list(months), tickangle=0)
    made.yaxis(
        range=[0, max(top * 1.08, highest + top * 0.04)], tickformat=",.0f", nticks=5, showgrid=True,
        gridcolor=colours.grid,
    )  # fmt: skip
    return made.figure()


def _draw_year(made: Sketch, one: YearLine, place: int, colour: str, colours: Palette) -> None:
    """Its line, the mark of the day, and points that answer the mouse at the end of each month."""
    own, thick, dash = (colours.muted, 1.8, "dot" if place > 1 else "solid") if place else (colour, 2.8, "solid")
    points = [(float(month), n) for month, n in enumerate([0, *one.ends])]
    if not place and one.at > points[-1][0]:
        points.append((one.at, one.n))
    made.add(
        "scatter", x=[x for x, _ in points], y=[n for _, n in points], mode="lines", hoverinfo="skip",
        line={"color": own, "width": thick, "dash": dash},
    )  # fmt: skip
    made.add(
        "scatter", x=[one.at], y=[one.n], mode="markers", customdata=[one.said],
        hovertemplate="%{customdata}<extra></extra>",
        marker={"size": 9, "color": own if not place else colours.background, "line": {"color": own, "width": 2}},
    )  # fmt: skip
    made.add(
        "scatter", x=list(range(1, len(one.ends) + 1)), y=list(one.ends), mode="markers",
        marker={"size": 9, "opacity": 0, "color": own}, customdata=list(one.hovers),
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _name_ends(made: Sketch, years: Sequence[YearLine], top: int, colour: str, colours: Palette) -> float:
    """Names at the right, at the height of the line's end, moved apart where they would overlap; the highest."""
    apart, floor = top * 1.08 * _LABEL_PIXELS / (_HEIGHT - 50), float("-inf")
    ends = [(max([one.n, *one.ends]), place, one) for place, one in enumerate(years)]
    for height, place, one in sorted(ends, key=lambda end: end[:2]):
        floor = max(height, floor + apart)
        made.add_annotation(
            x=1, xref="paper", y=floor, text=one.label, showarrow=False, xanchor="left", xshift=6,
            font={"color": colours.muted if place else colour, "size": 13},
        )  # fmt: skip
    return floor


def months_against(
    names: Sequence[str], bars: Sequence[int | None], marks: Sequence[float], texts: Sequence[str],
    hovers: Sequence[str], colour: str, colours: Palette, *, pale: int | None = None,
) -> go.Figure:  # fmt: skip
    """A bar for each month, with a line across it at what it is compared with. `texts` stand above both; `pale`:
    the place of a month that is not over. Amounts from zero."""
    made = sketch(_HEIGHT, colours, top=20)
    places = list(range(len(names)))
    made.add(
        "bar", x=places, y=[n or 0 for n in bars], width=0.62, customdata=list(hovers),
        hovertemplate="%{customdata}<extra></extra>",
        marker={"color": colour, "opacity": [0.5 if place == pale else 1.0 for place in places]},
    )  # fmt: skip
    _cross(made, marks, colours)
    above = [max(n or 0, mark) for n, mark in zip(bars, marks, strict=True)]
    made.add(
        "scatter", x=places, y=above, mode="text", text=list(texts), textposition="top center", hoverinfo="skip",
        textfont={"color": colours.text, "size": 12}, cliponaxis=False,
    )  # fmt: skip
    made.xaxis(range=[-0.6, len(names) - 0.4], tickvals=places, ticktext=list(names), tickangle=0)
    made.yaxis(visible=False, range=[0, max([1.0, *above]) * 1.12])
    return made.figure()


def _cross(made: Sketch, marks: Sequence[float], colours: Palette) -> None:
    """A line across each bar, with a rim, so that it is seen on the bar too."""
    for width, shade in ((5, colours.background), (2.5, colours.text)):
        made.add(
            "scatter", mode="lines", hoverinfo="skip", line={"color": shade, "width": width},
            x=[x for place in range(len(marks)) for x in (place - 0.4, place + 0.4, None)],
            y=[y for mark in marks for y in (mark, mark, None)],
        )  # fmt: skip
