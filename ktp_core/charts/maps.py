"""Districts coloured in five classes. Drawn offline: the style is empty, no tile and no font is fetched."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.classes import CLASSES, class_of, limits
from ktp_core.charts.theme import Palette, Sketch, sketch
from ktp_core.geo.drawing import Line

__all__ = ["class_of", "corners", "district_map", "limits", "polygons"]

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
    known = rates[rates["rate"].notna()]
    unknown = rates[rates["rate"].isna()]
    ground = {"marker": {"line": {"color": colours.border, "width": 1.2}}}
    framed = [code for code in rates["district"] if code in chosen]
    if len(unknown):
        grey = [[0, colours.no_data], [1, colours.no_data]]
        made.add(
        "choroplethmap",
            geojson=_only(outlines, unknown["district"]), locations=list(unknown["district"]),
            z=[0] * len(unknown), colorscale=grey, showscale=False,
            customdata=list(unknown["hover"]), hovertemplate="%{customdata}<extra></extra>", **ground,
        )  # fmt: skip
    if len(known):
        made.add(
        "choroplethmap",
            geojson=_only(outlines, known["district"]), locations=list(known["district"]),
            z=[class_of(rate, bounds) + 0.5 for rate in known["rate"]],
            zmin=0, zmax=CLASSES, colorscale=_steps(colours), customdata=list(known["hover"]),
            hovertemplate="%{customdata}<extra></extra>", colorbar=_bar(bound_labels, colours),
            unselected=_AS_BEFORE, **ground,
        )  # fmt: skip
    if framed:
        clear = [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]]
        made.add(
        "choroplethmap",
            geojson=_only(outlines, framed), locations=framed, z=[0] * len(framed), colorscale=clear, showscale=False,
            hoverinfo="skip", marker={"line": {"color": colours.print_ready, "width": 3.5}},
        )  # fmt: skip
    if hatched:
        _hatch(made, hatched, colours)
    for colour, ring, places in marks:
        _marks(made, colour, ring, places, colours)
    made.layout["map"] = _view(outlines, width)
    return made.figure()


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


def _view(outlines: dict[str, Any], width: int) -> dict[str, Any]:
    """No ground at all, so that the page's colour shows through; the zoom fits the column."""
    lons, lats = _extent(outlines)
    north, south = (math.degrees(math.asinh(math.tan(math.radians(lat)))) for lat in (lats[1], lats[0]))
    wide = width * 360 / (512 * max(lons[1] - lons[0], 1e-6))
    high = (_HEIGHT - 60) * 360 / (512 * max(north - south, 1e-6))
    return {
        "style": {"version": 8, "sources": {}, "layers": []},
        "center": {"lon": sum(lons) / 2, "lat": sum(lats) / 2},
        "zoom": round(math.log2(min(wide, high)) - 0.12, 2),
    }


def _extent(outlines: dict[str, Any]) -> tuple[tuple[float, float], tuple[float, float]]:
    places = [corner for feature in outlines["features"] for corner in corners(feature["geometry"])]
    lons, lats = [place[0] for place in places], [place[1] for place in places]
    return (min(lons), max(lons)), (min(lats), max(lats))


def corners(geometry: dict[str, Any]) -> list[Any]:
    """The corners of the outer rings of a GeoJSON geometry."""
    return [corner for part in polygons(geometry) for corner in part[0]]


def polygons(geometry: dict[str, Any]) -> list[Any]:
    """The polygons of a GeoJSON geometry, each a list of rings."""
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
