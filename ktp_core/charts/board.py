"""Sheets of days: cells in rows and columns, each with lines of text that can be clicked. Pixels downwards.

A bar is clickable over its whole length, which a label or a shape is not: every line of text is a bar.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

import plotly.graph_objects as go

from ktp_core.charts.board_cells import GAP, PAD, Cell, Entry
from ktp_core.charts.theme import Palette, Sketch, sketch

SIZE = 12  # of the text
WIDTH = 930  # pixels of the whole sheet on a screen of 1366 with the menu open; texts are cut for it
_LETTER = 0.505  # width of a letter against the size of the text, a little more than it needs
_EDGE = 3


# Of each tone: the palette's colour of its edge and fill (None: no fill), and of its words.
TONES: dict[str, tuple[str | None, str]] = {
    "plain": (None, "text"),
    "quiet": (None, "muted"),
    "holiday": (None, "wrong_text"),
    "blocked": (None, "amber_text"),
    "planned": ("delivered", "text"),
    "underway": ("print_ready", "text"),
    "done": ("printed", "text"),
    "cancelled": ("unrecorded", "muted"),
    "wrong": ("problem", "text"),
}


def board(
    weights: Sequence[float], rows: Sequence[Sequence[Cell]], colours: Palette, *, least: int = 0, width: int = WIDTH
) -> go.Figure:
    """`weights`: how wide each column is against the others; `least`: pixels that a row of cells has at least.
    `width`: pixels of the sheet, for which its words are cut.

    A clicked line answers with its key in `customdata`.
    """
    scale = width / sum(weights)
    edges = [0.0]
    for weight in weights:
        edges.append(edges[-1] + weight * scale)
    made, placed = sketch(0, colours, left=0, right=0, top=0, bottom=0), _Placed()
    top = 0.0
    for row in rows:
        bare = all(cell.shade == "bare" for cell in row)
        height = max([0 if bare else least, *(cell.height for cell in row)])
        for column, cell in enumerate(row):
            _cell(placed, cell, (edges[column], edges[column + 1] - GAP, top, top + height), colours)
        top += height + GAP
    made.layout["height"] = int(top) + 2
    made.xaxis(range=[-1, width + 1], visible=False, automargin=False)
    made.yaxis(range=[top + 1, -1], visible=False, automargin=False)
    made.layout |= {"barmode": "overlay", "bargap": 0, "uniformtext": {}}
    placed.draw(made)
    return made.figure()


class _Placed:
    """Bars to be: a list for each of what plotly wants as lists."""

    def __init__(self) -> None:
        self.bars: list[tuple[float, float, float, float, str, str, str, str, str]] = []
        self.edges: list[tuple[float, float, float, str]] = []
        self.boxes: list[tuple[float, float, float, float, str, str, int]] = []

    def draw(self, made: Sketch) -> None:
        """One trace of the cells, one of lines that can be clicked, one of their coloured edges.

        Cells are bars too: as shapes each is an object of its own to plotly, which takes as long as all the rest.
        """
        if self.boxes:
            x, length, y, height, fill, line, width = zip(*self.boxes, strict=True)
            made.add(
                "bar", orientation="h", base=x, x=length, y=y, width=height, hoverinfo="skip",
                marker={"color": fill, "line": {"color": line, "width": width}},
            )  # fmt: skip
        if self.edges:
            x, y, height, colour = zip(*self.edges, strict=True)
            made.add(
                "bar", orientation="h", base=x, x=[_EDGE] * len(x), y=y, width=height, hoverinfo="skip",
                marker={"color": colour, "line": {"width": 0}},
            )  # fmt: skip
        if self.bars:
            x, length, y, height, fill, text, word, hover, key = zip(*self.bars, strict=True)
            made.add(
                "bar", orientation="h", base=x, x=length, y=y, width=height, text=text, customdata=key,
                textposition="inside", insidetextanchor="start", constraintext="none", textangle=0, cliponaxis=False,
                textfont={"color": list(word), "size": SIZE}, hovertext=hover, hoverinfo="text",
                marker={"color": fill, "line": {"width": 0}}, unselected={"marker": {"opacity": 1}},
            )  # fmt: skip


def _cell(placed: _Placed, cell: Cell, box: tuple[float, float, float, float], colours: Palette) -> None:
    left, right, top, bottom = box
    if cell.shade != "bare":
        line, width = (colours.delivered, 2) if cell.shade == "now" else (colours.grid, 1)
        fill = colours.rest if cell.shade == "off" else "rgba(0,0,0,0)"
        placed.boxes.append((left, right - left, (top + bottom) / 2, bottom - top, fill, line, width))
    at = top + PAD
    for one in cell.entries:
        edge, word = TONES[one.tone]
        middle = at + one.height / 2
        if edge:
            placed.edges.append((left + 3, middle, one.height, getattr(colours, edge)))
        start = left + 3 + (_EDGE if edge else 0)
        fill = _tint(getattr(colours, edge)) if edge else "rgba(0,0,0,0)"
        hover = html.escape(one.hover or f"{one.bold} {one.text}".strip()).replace("\n", "<br>")
        lines = _written(one, right - start - 9)
        each = one.height / len(lines)
        for number, text in enumerate(lines):  # a bar each: two lines in one would be centred against each other
            tone = getattr(colours, word if number == 0 else "muted")
            place = at + each * (number + 0.5)
            placed.bars.append((start, right - start - 3, place, each, fill, text, tone, hover, one.key))
        at += one.height + GAP - 2


def _written(one: Entry, width: float) -> list[str]:
    """Its lines as plotly reads them: what people typed is no markup of ours."""
    room = int(width / (SIZE * _LETTER))
    bold = f"<b>{html.escape(cut(one.bold, room))}</b> " if one.bold else ""
    first = bold + html.escape(cut(one.text, max(0, room - len(one.bold) - bool(one.bold))))
    return [first, html.escape(cut(one.below, room))] if one.below else [first]


def cut(text: str, room: int) -> str:
    """As much of a text as there is room for, with an ellipsis where something is missing."""
    return text if len(text) <= room else text[: max(0, room - 1)].rstrip() + "…"


def _tint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.17)"
