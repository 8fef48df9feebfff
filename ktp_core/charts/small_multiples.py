"""Many short lines on one sheet, each in a panel of its own with its name and numbers; a click answers with its key.

One pair of axes for all panels: 24 pairs cost the browser and the server ten times as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, Sketch, sketch, text_width

_GAP = 0.14  # between panels, in widths of one
_HEAD = 34  # pixels of a panel for its name and numbers
_FOOT = 14


@dataclass(frozen=True, slots=True)
class Panel:
    """One line: `values` by month, oldest first; `now` and `below` are ready text; `hovers` one per value."""

    key: str
    name: str
    values: Sequence[int]
    now: str
    below: str
    hovers: Sequence[str]
    chosen: bool = False


def small_multiples(
    panels: Sequence[Panel], colour: str, colours: Palette, *, columns: int, shared: bool, running: bool,
    panel_height: int = 112,
) -> go.Figure:  # fmt: skip
    """Panels row by row. `shared`: one scale for all, from zero; else each up to its own peak. `running`: the last
    month is not over and is dotted; the dot marks the last that is. A click answers with `customdata` [text, key]."""
    rows = max(-(-len(panels) // columns), 1)
    made = sketch(rows * panel_height, colours, left=2, right=2, top=2, bottom=2)
    peak = max((n for panel in panels for n in panel.values), default=0)
    line_part = 1 - (_HEAD + _FOOT) / panel_height
    _grounds(made, panels, columns, colours)
    for place, panel in enumerate(panels):
        left, floor = place % columns * (1 + _GAP), -(place // columns) - 1 + _FOOT / panel_height
        top = max(peak if shared else max(panel.values, default=0), 1)
        ys = [floor + n / top * line_part for n in panel.values]
        _line(made, panel, [left + step / max(len(ys) - 1, 1) for step in range(len(ys))], ys, colour, running)
        _words(made, panel, left, -(place // columns), colours)
        made.add_shape(type="line", x0=left, x1=left + 1, y0=floor, y1=floor, layer="below",
                       line={"color": colours.grid, "width": 1})  # fmt: skip
    made.xaxis(visible=False, range=[-0.03, columns * (1 + _GAP) - _GAP + 0.03])
    made.yaxis(visible=False, range=[-rows, 0])
    made.layout |= {"bargap": 0, "hoverdistance": 30}
    return made.figure()


def columns_for(width: int, names: Sequence[str]) -> int:
    """How many panels stand beside one another, so that every name has room beside its number."""
    longest = max((text_width(name, 12) for name in names), default=0)
    return max(1, min(6, width // max(longest + 60, 150)))


def _grounds(made: Sketch, panels: Sequence[Panel], columns: int, colours: Palette) -> None:
    """What a click meets anywhere in a panel; the chosen one is tinted."""
    made.add(
        "bar",
        x=[place % columns * (1 + _GAP) + 0.5 for place in range(len(panels))], width=1 + _GAP / 2,
        base=[-(place // columns) - 0.98 for place in range(len(panels))], y=[0.96] * len(panels),
        marker={"color": [colours.rest if panel.chosen else "rgba(0,0,0,0)" for panel in panels], "line": {"width": 0}},
        customdata=[[panel.name, panel.key] for panel in panels],
        hovertemplate="<b>%{customdata[0]}</b><extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _line(made: Sketch, panel: Panel, xs: list[float], ys: list[float], colour: str, running: bool) -> None:
    whole = len(ys) - 1 if running and len(ys) > 1 else len(ys)
    common = {"mode": "lines+markers", "hovertemplate": "%{customdata[0]}<extra></extra>",
              "selected": {"marker": {"opacity": 0}}, "unselected": {"marker": {"opacity": 0}}}  # fmt: skip
    said = [[f"<b>{panel.name}</b><br>{hover}", panel.key] for hover in panel.hovers]
    unseen = {"size": 9, "color": colour, "opacity": 0}
    made.add("scatter", x=xs[:whole], y=ys[:whole], customdata=said[:whole], marker=unseen,
             line={"color": colour, "width": 1.8}, **common)  # fmt: skip
    if whole < len(ys):
        made.add("scatter", x=xs[whole - 1 :], y=ys[whole - 1 :], customdata=said[whole - 1 :], marker=unseen,
                 line={"color": colour, "width": 1.8, "dash": "dot"}, **common)  # fmt: skip
    if whole:
        made.add("scatter", x=xs[whole - 1 : whole], y=ys[whole - 1 : whole], mode="markers", hoverinfo="skip",
                 marker={"size": 6, "color": colour}, cliponaxis=False,
                 selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}})  # fmt: skip


def _words(made: Sketch, panel: Panel, left: float, top: float, colours: Palette) -> None:
    said = (
        (panel.name, left, "left", 12, colours.text, 0),
        (f"<b>{panel.now}</b>", left + 1, "right", 12, colours.text, 0),
        (panel.below, left, "left", 11, colours.muted, 16),
    )  # fmt: skip
    for text, x, anchor, size, colour, lower in said:
        made.add_annotation(
            x=x, y=top, text=text, showarrow=False, xanchor=anchor, yanchor="top", yshift=-2 - lower,
            font={"color": colour, "size": size},
        )  # fmt: skip
