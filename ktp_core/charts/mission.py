"""One bar for the mission: card holders and print-ready cards against the wajib KTP and the target, on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, Sketch, sketch

_BAR, _ABOVE, _BELOW, _LOWEST = (0.0, 0.9), 1.45, -0.5, -1.25
_SIZE = 14


@dataclass(frozen=True, slots=True)
class Mission:
    """The numbers of the bar; `target` and `wajib` None where not known. Labels are ready text with their numbers."""

    owned: int
    waiting: int
    wajib: int | None
    target: int | None
    owned_label: str
    waiting_label: str
    wajib_label: str
    target_label: str


def mission_bar(mission: Mission, colours: Palette) -> go.Figure:
    """Labels stand on rows of their own and lean towards the middle, so that they neither meet nor leave the bar."""
    end = max(mission.owned + mission.waiting, mission.wajib or 0, mission.target or 0, 1)
    made = sketch(132, colours, left=2, right=2, top=2, bottom=2)
    made.xaxis(range=[0, end], visible=False)
    made.yaxis(range=[-1.7, 1.95], visible=False)
    _segment(made, 0, end, colours.rest)
    _segment(made, 0, mission.owned, colours.delivered)
    _segment(made, mission.owned, mission.owned + mission.waiting, colours.print_ready)
    _label(made, 0, _ABOVE, mission.owned_label, "left", colours.text)
    if mission.target:
        _label(made, mission.target, _ABOVE, mission.target_label, _towards_middle(mission.target, end), colours.text)
        _mark(made, mission.target, colours.text, _BAR[0])
    if mission.waiting:
        middle = mission.owned + mission.waiting / 2
        _label(made, middle, _BELOW, mission.waiting_label, _towards_middle(middle, end), colours.amber_text)
    if mission.wajib:
        _mark(made, mission.wajib, colours.text, _LOWEST - 0.3)
        side = _towards_middle(mission.wajib, end)
        _label(made, mission.wajib, _LOWEST, mission.wajib_label, side, colours.muted)
    return made.figure()


def _towards_middle(at: float, end: float) -> str:
    return "right" if at > end / 2 else "left"


def _segment(made: Sketch, start: float, end: float, colour: str) -> None:
    made.add_shape(
        type="rect", x0=start, x1=end, y0=_BAR[0], y1=_BAR[1], fillcolor=colour, line={"width": 0}, layer="below"
    )


def _mark(made: Sketch, at: float, colour: str, down_to: float) -> None:
    made.add_shape(type="line", x0=at, x1=at, y0=down_to, y1=_BAR[1] + 0.12, line={"color": colour, "width": 2})


def _label(made: Sketch, at: float, row: float, text: str, side: str, colour: str) -> None:
    shift = 0 if row == _ABOVE else (-6 if side == "right" else 6)
    made.add_annotation(
        x=at, y=row, text=text, showarrow=False, xanchor=side, xshift=shift,
        font={"size": _SIZE, "color": colour},
    )  # fmt: skip
