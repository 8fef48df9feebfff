"""Colours of card states in both themes, and what all charts share: separators, margins, no stray gridlines.

The page's font and text colour come from Streamlit's own theme; here stand only colours that mean something.
Text colours keep 4.5 : 1 against their background, lines and fills 3 : 1 against their neighbours or carry a label.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

# Decimal comma, thousands point.
SEPARATORS = ",."
CONFIG = {"displayModeBar": False, "responsive": True}


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme. Names ending in `_text` are for words; amber asks for work, `wrong_text` says what is wrong."""

    unrecorded: str
    recorded: str
    print_ready: str
    printed: str
    delivered: str
    problem: str
    recorded_text: str
    printed_text: str
    delivered_text: str
    amber_text: str
    wrong_text: str
    text: str
    muted: str
    grid: str
    rest: str  # the part of a bar that is not reached yet
    background: str
    scale: tuple[str, str, str, str, str]  # five classes of one hue, low to high
    no_data: str
    border: str  # between districts


LIGHT = Palette(
    unrecorded="#B8C6CF", recorded="#8FB9CE", print_ready="#E09F2D", printed="#2A8C7A", delivered="#0B6288",
    problem="#B6493A", recorded_text="#3E7490", printed_text="#1F7566", delivered_text="#0B6288",
    amber_text="#8A5A00", wrong_text="#B6493A", text="#0F1A22", muted="#516270",
    grid="rgba(110,130,145,0.25)", rest="rgba(110,130,145,0.18)", background="#FFFFFF",
    scale=("#DCEBF2", "#A9CFE0", "#6FADC9", "#33829F", "#0B5475"),
    no_data="#C9CFD4", border="#FFFFFF",
)  # fmt: skip
# On dark ground the classes run the other way: more is lighter, so that "more" stands out in both themes.
DARK = Palette(
    unrecorded="#7F929F", recorded="#A8CFE2", print_ready="#F0B64F", printed="#5CC2AE", delivered="#5FB4DB",
    problem="#E58775", recorded_text="#A8CFE2", printed_text="#5CC2AE", delivered_text="#5FB4DB",
    amber_text="#F0B64F", wrong_text="#E58775", text="#E3EAEF", muted="#A9B8C3",
    grid="rgba(150,170,185,0.25)", rest="rgba(150,170,185,0.18)", background="#0F1A22",
    scale=("#2B556C", "#3B7693", "#5596B4", "#86BAD1", "#C9E4EF"),
    no_data="#5A656D", border="#0F1A22",
)  # fmt: skip


def palette(dark: bool) -> Palette:
    """The colours of the theme in use."""
    return DARK if dark else LIGHT


class Sketch:
    """A figure in the making. Put together as plain values and validated once at the end: ten times faster than
    adding to a Figure piece by piece, which checks everything again at every step."""

    def __init__(self, layout: dict[str, Any]) -> None:
        self.layout = layout
        self.data: list[dict[str, Any]] = []

    def add(self, kind: str, **trace: Any) -> None:
        """A trace of that plotly type."""
        self.data.append({"type": kind, **trace})

    def add_shape(self, **shape: Any) -> None:
        """A shape in the coordinates of the axes."""
        self.layout.setdefault("shapes", []).append(shape)

    def add_annotation(self, **label: Any) -> None:
        """A label."""
        self.layout.setdefault("annotations", []).append(label)

    def xaxis(self, **settings: Any) -> None:
        """Settings of the horizontal axis, on top of what all charts share."""
        self.layout["xaxis"].update(settings)

    def yaxis(self, **settings: Any) -> None:
        """Settings of the vertical axis."""
        self.layout["yaxis"].update(settings)

    def figure(self) -> go.Figure:
        """The finished figure."""
        return go.Figure({"data": self.data, "layout": self.layout})


def sketch(height: int, colours: Palette, *, right: int = 8, left: int = 8, top: int = 8, bottom: int = 8) -> Sketch:
    """An empty figure with what all charts share; axes make room for their labels by themselves."""
    axis = {
        "tickfont": {"color": colours.muted, "size": 12}, "showgrid": False, "zeroline": False, "automargin": True,
        "fixedrange": True,
    }  # fmt: skip
    return Sketch(
        {
            "height": height,
            "separators": SEPARATORS,
            "showlegend": False,
            "bargap": 0.35,
            "dragmode": False,
            "hovermode": "closest",
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": left, "r": right, "t": top, "b": bottom},
            "xaxis": dict(axis),
            "yaxis": dict(axis),
        }
    )


def text_width(text: str, size: int = 13) -> int:
    """About how many pixels a line of text takes; a little more than it needs."""
    return round(len(text) * size * 0.58)
