"""From the polygons of a file to the outlines of districts: repaired, dissolved, measured, simplified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ktp_core.geo.model import Report, Warned
from ktp_core.geo.plane import Plane
from ktp_core.geo.reading import Piece
from ktp_core.geo.villages import merged

# What the map carries per district on average; more makes every visit of the page slower and shows nothing.
POINTS_PER_DISTRICT, POINTS_PER_VILLAGE = 100, 20
_FIRST_TOLERANCE_KM = 0.02
_HAIRLINE_KM, _GRID_KM = 0.012, 0.001
# Below these nobody needs to be told: slivers between neighbours.
_SLIVER_KM2, _AREA_DIFFERENCE = 0.5, 0.1


def outlines(
    pieces: Sequence[Piece], known_area: Mapping[str, float | None]
) -> tuple[dict[str, BaseGeometry], Report]:
    """Outline by district in degrees, and what there is to say. `known_area`: km² of every district that exists."""
    ours = [piece for piece in pieces if piece.district is not None]
    plane = Plane(float(shapely.total_bounds([piece.geometry for piece in ours])[[1, 3]].mean()))
    warnings = [Warned("elsewhere", {"count": len(pieces) - len(ours)})] if len(ours) < len(pieces) else []
    flat = [(piece.district or "", _repaired(plane.flat(piece.geometry))) for piece in ours]
    repaired = sum(not shapely.is_valid(piece.geometry) for piece in ours)
    warnings += [Warned("repaired", {"count": repaired})] if repaired else []
    whole = {
        code: shapely.union_all([shape for owner, shape in flat if owner == code])
        for code in sorted({owner for owner, _ in flat})
    }
    together = shapely.union_all(list(whole.values()))
    overlap = sum(shape.area for _, shape in flat) - together.area
    warnings += [*_coverage(overlap, together), *_areas(whole, known_area), *_missing(whole, known_area)]
    report = Report(len(whole), round(together.area, 3), round(max(overlap, 0.0), 3), tuple(warnings))
    return {code: plane.degrees(shape) for code, shape in simplified(whole).items()}, report


def village_outlines(pieces: Sequence[Piece]) -> tuple[dict[str, BaseGeometry], list[Warned]]:
    """Outline in degrees by village of a file of villages, and how many polygons are none that we know."""
    ours = [(piece.village, piece.geometry) for piece in pieces if piece.village is not None]
    if not ours:
        return {}, []
    strange = sum(piece.district is not None and piece.village is None for piece in pieces)
    plane = Plane(float(shapely.total_bounds([geometry for _, geometry in ours])[[1, 3]].mean()))
    whole = merged([(village, _repaired(plane.flat(geometry))) for village, geometry in ours])
    shapes = {code: plane.degrees(shape) for code, shape in simplified(whole, POINTS_PER_VILLAGE).items()}
    return shapes, [Warned("villages", {"count": strange})] if strange else []


def simplified(whole: Mapping[str, BaseGeometry], points: int = POINTS_PER_DISTRICT) -> dict[str, BaseGeometry]:
    """Fewer points (so many each on average), every place in one district only, common edges kept common."""
    codes = list(whole)
    exact = _exclusive([whole[code] for code in codes])
    shapes, tolerance = exact, _FIRST_TOLERANCE_KM
    while sum(shapely.get_num_coordinates(shapes)) > points * len(codes) and tolerance < 5:
        shapes = list(shapely.coverage_simplify(exact, tolerance=tolerance))
        tolerance *= 1.5
    return dict(zip(codes, shapes, strict=True))


def _exclusive(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The same districts as one clean coverage: hairline gaps closed, what two claim given to the first.

    Published neighbours seldom share their corners exactly, and only shared edges can be simplified together.
    """
    grown = [
        shapely.set_precision(shapely.buffer(shape, _HAIRLINE_KM, join_style="mitre"), _GRID_KM) for shape in shapes
    ]
    lines = shapely.union_all([shape.boundary for shape in grown], grid_size=_GRID_KM)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inside = shapely.STRtree(shapely.point_on_surface(faces))
    owner = np.full(len(faces), -1)
    for number in reversed(range(len(grown))):
        owner[inside.query(grown[number], predicate="contains")] = number
    found = [shapely.union_all(faces[owner == number]) for number in range(len(grown))]
    # Claimed whole by others: better drawn twice than not at all.
    return [shapes[number] if shape.is_empty else shape for number, shape in enumerate(found)]


def _repaired(shape: BaseGeometry) -> BaseGeometry:
    if shapely.is_valid(shape):
        return shape
    parts = shapely.get_parts(shapely.make_valid(shape))
    return shapely.union_all([part for part in parts if part.geom_type in ("Polygon", "MultiPolygon")])


def _coverage(overlap: float, together: BaseGeometry) -> list[Warned]:
    holes = sum(shapely.polygons(ring).area for part in shapely.get_parts(together) for ring in part.interiors)
    found = [Warned("overlap", {"km2": round(overlap, 1)})] if overlap > _SLIVER_KM2 else []
    return found + ([Warned("gaps", {"km2": round(holes, 1)})] if holes > _SLIVER_KM2 else [])


def _areas(whole: Mapping[str, BaseGeometry], known: Mapping[str, float | None]) -> list[Warned]:
    return [
        Warned("area", {"district": code, "km2": round(shape.area, 1), "known": round(area, 1)})
        for code, shape in whole.items()
        if (area := known.get(code)) and abs(shape.area / area - 1) > _AREA_DIFFERENCE
    ]


def _missing(whole: Mapping[str, BaseGeometry], known: Mapping[str, float | None]) -> list[Warned]:
    absent = [code for code in known if code not in whole]
    return [Warned("missing", {"count": len(absent), "codes": ", ".join(absent)})] if absent else []
