"""Districts coloured in five classes. Drawn offline: the style is empty, no tile and no font is fetched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ktp_core.charts.theme import Palette, sketch

CLASSES = 5
# Widths of a class that read well, as shares of one.
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.025, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0)
_HEIGHT, _NARROWEST = 420, 420


def limits(values: Sequence[float]) -> list[float]:
    """The six limits of five equal classes that hold every value, at round numbers."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    for step in _STEPS:
        start = math.floor(round(low / step, 6)) * step
        if round(start + CLASSES * step, 9) >= high:
            return [round(start + number * step, 6) for number in range(CLASSES + 1)]
    return [round(high * number / CLASSES, 6) for number in range(CLASSES + 1)]


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Which of the five classes: 0 the lowest. A limit belongs to the class above it, the last to the last."""
    return max(sum(value >= bound for bound in bounds[1:-1]), 0)


def district_map(
    rates: pd.DataFrame,
    outlines: dict[str, Any],
    bounds: Sequence[float],
    bound_labels: Sequence[str],
    colours: Palette,
    chosen: Sequence[str] = (),
) -> go.Figure:
    """`rates`: `district`, `rate` (None: no data), `hover` as ready text. `outlines`: GeoJSON with ids = codes.

    Districts in `chosen` get a frame.
    """
    made = sketch(_HEIGHT, colours, left=0, right=0, top=0, bottom=0)
    known = rates[rates["rate"].notna()]
    unknown = rates[rates["rate"].isna()]
    ground = {"geojson": outlines, "marker": {"line": {"color": colours.border, "width": 1.2}}}
    framed = [code for code in rates["district"] if code in chosen]
    if len(unknown):
        grey = [[0, colours.no_data], [1, colours.no_data]]
        made.add(
        "choroplethmap",
            locations=list(unknown["district"]), z=[0] * len(unknown), colorscale=grey, showscale=False,
            customdata=list(unknown["hover"]), hovertemplate="%{customdata}<extra></extra>", **ground,
        )  # fmt: skip
    if len(known):
        made.add(
        "choroplethmap",
            locations=list(known["district"]), z=[class_of(rate, bounds) + 0.5 for rate in known["rate"]],
            zmin=0, zmax=CLASSES, colorscale=_steps(colours), customdata=list(known["hover"]),
            hovertemplate="%{customdata}<extra></extra>", colorbar=_bar(bound_labels, colours), **ground,
        )  # fmt: skip
    if framed:
        clear = [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]]
        made.add(
        "choroplethmap",
            geojson=outlines, locations=framed, z=[0] * len(framed), colorscale=clear, showscale=False,
            hoverinfo="skip", marker={"line": {"color": colours.print_ready, "width": 3.5}},
        )  # fmt: skip
    made.layout["map"] = _view(outlines)
    return made.figure()


def _steps(colours: Palette) -> list[list[Any]]:
    return [[edge / CLASSES, colour] for number, colour in enumerate(colours.scale) for edge in (number, number + 1)]


def _bar(labels: Sequence[str], colours: Palette) -> dict[str, Any]:
    return {
        "orientation": "h", "x": 0.5, "xanchor": "center", "y": 0, "yanchor": "top", "len": 0.86, "thickness": 12,
        "outlinewidth": 0, "tickvals": list(range(CLASSES + 1)), "ticktext": list(labels), "ticks": "",
        "tickfont": {"color": colours.muted, "size": 12},
    }  # fmt: skip


def _view(outlines: dict[str, Any]) -> dict[str, Any]:
    """No ground at all, so that the page's colour shows through; the zoom fits the narrowest column."""
    lons, lats = _extent(outlines)
    north, south = (math.degrees(math.asinh(math.tan(math.radians(lat)))) for lat in (lats[1], lats[0]))
    wide = _NARROWEST * 360 / (512 * max(lons[1] - lons[0], 1e-6))
    high = (_HEIGHT - 60) * 360 / (512 * max(north - south, 1e-6))
    return {
        "style": {"version": 8, "sources": {}, "layers": []},
        "center": {"lon": sum(lons) / 2, "lat": sum(lats) / 2},
        "zoom": round(math.log2(min(wide, high)) - 0.12, 2),
    }


def _extent(outlines: dict[str, Any]) -> tuple[tuple[float, float], tuple[float, float]]:
    corners = [
        corner for feature in outlines["features"] for part in _polygons(feature["geometry"]) for corner in part[0]
    ]
    lons, lats = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return (min(lons), max(lons)), (min(lats), max(lats))


def _polygons(geometry: dict[str, Any]) -> list[Any]:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
