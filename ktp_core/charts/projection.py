"""What is foreseen: the course so far, the fan from the slow to the quick, and the target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, Sketch, sketch, text_width

_HEIGHT, _APART, _SIZE = 320, 19, 13


@dataclass(frozen=True, slots=True)
class Fan:
    """People at the end of each month. `past` ends where `slow`, `middle` and `quick` begin: with the people of today.

    `months`: ready text of all of them, those of `past` first, today's once. `marks`: positions named on the axis, with
    their words. `target`: None for none; `arrival`: position and words where the middle reaches it; `changed`: the
    middle if something were changed, empty for nothing.
    """

    months: Sequence[str]
    past: Sequence[float]
    slow: Sequence[float]
    middle: Sequence[float]
    quick: Sequence[float]
    marks: Sequence[tuple[int, str]]
    names: tuple[str, str, str]  # of the slow, the middle and the quick end
    target: int | None = None
    target_words: str = ""
    arrival: tuple[float, str] | None = None
    changed: Sequence[float] = ()
    changed_words: str = ""


def fan(course: Fan, colours: Palette, *, number: Callable[[float], str]) -> go.Figure:
    """The axis does not start at nought where that would flatten the course: the screen says so."""
    names = [*course.names, course.changed_words]
    made = sketch(_HEIGHT, colours, right=max(map(text_width, names)) + 12, top=24)
    low, high = span(course)
    start = len(course.past) - 1
    ahead = [start + at for at in range(len(course.middle))]
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "x": ahead}
    made.add("scatter", y=list(course.slow), **edge)
    made.add("scatter", y=list(course.quick), fill="tonexty", fillcolor=_pale(colours.delivered), **edge)
    _line(made, range(len(course.past)), course.past, course, colours.delivered, "solid", number)
    _line(made, ahead, course.middle, course, colours.delivered, "dash", number)
    if course.changed:
        _line(made, ahead, course.changed, course, colours.printed, "dot", number)
    last = len(course.months) - 1
    made.xaxis(
        tickvals=[at for at, _ in course.marks], ticktext=[words for _, words in course.marks], tickangle=0,
        range=[-0.3, last + 0.15],
    )  # fmt: skip
    made.yaxis(range=[low, high], tickformat=",.0f", nticks=5, dtick=1 if high - low < 5 else None,
               showgrid=True, gridcolor=colours.grid)  # fmt: skip
    _ends(made, course, (low, high), colours)
    _target(made, course, last, colours)
    return made.figure()


def span(course: Fan) -> tuple[float, float]:
    """From where to where the axis goes. Room for all that is drawn; from nought unless the course lies far
    above it."""
    drawn = [*course.past, *course.slow, *course.quick, *course.changed]
    drawn += [float(course.target)] if course.target is not None else []
    low, high = min(drawn), max(drawn)
    room = max((high - low) * 0.08, 1.0)
    return (low - room if low > (high - low) * 1.5 else 0.0), high + room * 1.4


def _line(
    made: Sketch, x: Sequence[int], y: Sequence[float], course: Fan, colour: str, dash: str,
    number: Callable[[float], str],
) -> None:  # fmt: skip
    made.add(
        "scatter",
        x=list(x), y=list(y), mode="lines", line={"color": colour, "width": 2.4, "dash": dash},
        customdata=[f"{course.months[at]}: {number(n)}" for at, n in zip(x, y, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _ends(made: Sketch, course: Fan, room: tuple[float, float], colours: Palette) -> None:
    """Names at the ends, moved apart where they would overlap."""
    ends = [
        (course.slow[-1], course.names[0], colours.muted), (course.middle[-1], course.names[1], colours.delivered_text),
        (course.quick[-1], course.names[2], colours.muted),
    ]  # fmt: skip
    if course.changed:
        ends.append((course.changed[-1], course.changed_words, colours.printed_text))
    apart = (room[1] - room[0]) * _APART / (_HEIGHT - 70)
    ordered = sorted(ends, key=lambda end: end[0])
    heights = _apart([float(value) for value, _, _ in ordered], apart, room[1] - apart / 2)
    for y, (_, words, colour) in zip(heights, ordered, strict=True):
        made.add_annotation(
            x=1, xref="paper", y=y, text=words, showarrow=False, xanchor="left", xshift=4,
            font={"color": colour, "size": _SIZE},
        )  # fmt: skip


def _apart(heights: list[float], least: float, top: float) -> list[float]:
    """Heights from low to high, moved up where they are too near each other, and down again from the top."""
    for at in range(1, len(heights)):
        heights[at] = max(heights[at], heights[at - 1] + least)
    for at in reversed(range(len(heights))):
        heights[at] = min(heights[at], top)
        top = heights[at] - least
    return heights


def _target(made: Sketch, course: Fan, last: int, colours: Palette) -> None:
    if course.target is None:
        return
    line = {"color": colours.text, "width": 1.5, "dash": "dot"}
    made.add_shape(type="line", x0=-0.3, x1=last + 0.15, y0=course.target, y1=course.target, line=line)
    made.add_annotation(
        x=0, xref="paper", y=course.target, text=course.target_words, showarrow=False, xanchor="left",
        yanchor="bottom", font={"color": colours.text, "size": _SIZE},
    )  # fmt: skip
    if course.arrival:
        at, words = course.arrival
        made.add(
            "scatter",
            x=[at], y=[course.target], mode="markers", hoverinfo="skip",
            marker={"color": colours.delivered, "size": 10, "line": {"color": colours.background, "width": 2}},
        )  # fmt: skip
        made.add_annotation(
            x=at, y=course.target, text=f"<b>{words}</b>", showarrow=False, yanchor="top",
            # To the left of it lies the course itself.
            yshift=-24 if at > last * 0.85 else -8, xanchor="right" if at > last * 0.85 else "left",
            font={"color": colours.delivered_text, "size": _SIZE},
        )  # fmt: skip


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.2)"
