"""Districts coloured in five classes. Drawn offline: the style is empty, no tile and no font is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.classes import CLASSES, class_of
from ktp_core.charts.map_view import view
from ktp_core.charts.theme import Palette, Sketch, sketch
from ktp_core.geo.drawing import Line

_HEIGHT, _NARROWEST = 420, 420
# A click leads elsewhere; what was not clicked does not fade.
_AS_BEFORE = {"marker": {"opacity": 1}}


def district_map(
    rates: pd.DataFrame,
    outlines: dict[str, Any],
    bounds: Sequence[float],
    bound_labels: Sequence[str],
    colours: Palette,
    chosen: Sequence[str] = (),
    hatched: Sequence[Line] = (),
    marks: Sequence[tuple[str, bool, pd.DataFrame]] = (),
    width: int = _NARROWEST,
) -> go.Figure:
    """`rates`: `district`, `rate` (None: no data), `hover` as ready text. `outlines`: GeoJSON with ids = codes.

    Districts in `chosen` get a frame. `hatched`: lines over areas whose rate says little. `marks`: colour, whether it
    is a ring, and places with `lon`, `lat`, `hover`, `district`. A click answers with `location`, or with the district
    of a mark as the second part of `customdata`. `width`: pixels that the whole of it must fit in.
    """
    made = sketch(_HEIGHT, colours, left=0, right=0, top=0, bottom=0)
    _unknown(made, rates[rates["rate"].isna()], outlines, colours)
    _known(made, rates[rates["rate"].notna()], outlines, bounds, bound_labels, colours)
    _frames(made, [code for code in rates["district"] if code in chosen], outlines, colours)
    if hatched:
        _hatch(made, hatched, colours)
    for colour, ring, places in marks:
        _marks(made, colour, ring, places, colours)
    made.layout["map"] = view(outlines, width, _HEIGHT)
    return made.figure()


def _unknown(made: Sketch, rates: pd.DataFrame, outlines: dict[str, Any], colours: Palette) -> None:
    """Districts without data."""
    if rates.empty:
        return
    made.add(
        "choroplethmap",
        geojson=_only(outlines, rates["district"]), locations=list(rates["district"]), z=[0] * len(rates),
        colorscale=_one(colours.no_data), showscale=False,
        customdata=list(rates["hover"]), hovertemplate="%{customdata}<extra></extra>", marker=_edge(colours),
    )  # fmt: skip


def _known(
    made: Sketch, rates: pd.DataFrame, outlines: dict[str, Any], bounds: Sequence[float], labels: Sequence[str],
    colours: Palette,
) -> None:  # fmt: skip
    """Districts by the class of their rate, and what the classes are."""
    if rates.empty:
        return
    made.add(
        "choroplethmap",
        geojson=_only(outlines, rates["district"]), locations=list(rates["district"]),
        z=[class_of(rate, bounds) + 0.5 for rate in rates["rate"]],
        zmin=0, zmax=CLASSES, colorscale=_steps(colours), customdata=list(rates["hover"]),
        hovertemplate="%{customdata}<extra></extra>", colorbar=_bar(labels, colours),
        unselected=_AS_BEFORE, marker=_edge(colours),
    )  # fmt: skip


def _frames(made: Sketch, codes: list[str], outlines: dict[str, Any], colours: Palette) -> None:
    """Around what was chosen."""
    if not codes:
        return
    made.add(
        "choroplethmap",
        geojson=_only(outlines, codes), locations=codes, z=[0] * len(codes), colorscale=_one("rgba(0,0,0,0)"),
        showscale=False, hoverinfo="skip", marker={"line": {"color": colours.print_ready, "width": 3.5}},
    )  # fmt: skip


def _one(colour: str) -> list[list[Any]]:
    """A scale of one colour."""
    return [[0, colour], [1, colour]]


def _edge(colours: Palette) -> dict[str, Any]:
    return {"line": {"color": colours.border, "width": 1.2}}


def _only(outlines: dict[str, Any], codes: Iterable[str]) -> dict[str, Any]:
    """Those of some districts: each is sent once."""
    wanted = set(codes)
    return {**outlines, "features": [one for one in outlines["features"] if one["id"] in wanted]}


def _hatch(made: Sketch, lines: Sequence[Line], colours: Palette) -> None:
    """One trace: lines with gaps between them."""
    points: list[tuple[float | None, float | None]] = [
        point for line in lines for point in (*line, (None, None))
    ]
    made.add(
        "scattermap", mode="lines", lon=[point[0] for point in points], lat=[point[1] for point in points],
        line={"color": colours.text, "width": 0.8}, opacity=0.6, hoverinfo="skip",
    )  # fmt: skip


def _marks(made: Sketch, colour: str, ring: bool, places: pd.DataFrame, colours: Palette) -> None:
    """Each twice: the map draws no edges, so that a larger circle under it makes one."""
    place = {"lon": list(places["lon"]), "lat": list(places["lat"]), "mode": "markers"}
    edge, inside = (colour, colours.background) if ring else (colours.background, colour)
    made.add("scattermap", **place, marker={"size": 12, "color": edge}, hoverinfo="skip", unselected=_AS_BEFORE)
    made.add(
        "scattermap", **place, marker={"size": 7 if ring else 9, "color": inside},
        customdata=list(zip(places["hover"], places["district"], strict=True)),
        hovertemplate="%{customdata[0]}<extra></extra>", unselected=_AS_BEFORE,
    )  # fmt: skip


def _steps(colours: Palette) -> list[list[Any]]:
    return [[edge / CLASSES, colour] for number, colour in enumerate(colours.scale) for edge in (number, number + 1)]


def _bar(labels: Sequence[str], colours: Palette) -> dict[str, Any]:
    return {
        "orientation": "h", "x": 0.5, "xanchor": "center", "y": 0, "yanchor": "top", "len": 0.86, "thickness": 12,
        "outlinewidth": 0, "tickvals": list(range(CLASSES + 1)), "ticktext": list(labels), "ticks": "",
        "tickfont": {"color": colours.muted, "size": 12},
    }  # fmt: skip
