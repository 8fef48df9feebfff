"""Villages of a boundary file: which polygon is which village, and their outlines in one clean coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ktp_core.regions.model import Area
from ktp_core.regions.rules import code_of, find_village

# A file of districts may name some after a village of theirs; only one with several polygons a district is of villages.
_SEVERAL = 1.5


def village_owners(
    properties: Sequence[Mapping[str, Any]], districts: Sequence[str | None], villages: Sequence[Area]
) -> list[str | None]:
    """The village of each feature, by the property that finds most of them: Kemendagri codes, or names within the
    district. None where it is not one of ours, everywhere when the file is not of villages."""
    nobody: list[str | None] = [None] * len(properties)
    ours = [district for district in districts if district]
    if len(ours) < _SEVERAL * len(set(ours)):
        return nobody
    inside: dict[str, list[Area]] = {}
    for area in villages:
        inside.setdefault(area.parent or "", []).append(area)
    keys = dict.fromkeys(key for one in properties for key in one)
    pairs = [(one, inside.get(district or "", [])) for one, district in zip(properties, districts, strict=True)]
    found = [[_village(one.get(key), near) for one, near in pairs] for key in keys]
    return max(found, key=lambda one: len(set(one)), default=nobody)


def _village(value: Any, villages: Sequence[Area]) -> str | None:
    if not isinstance(value, str) or not value.strip() or not villages:
        return None
    code = code_of(value)
    if code is not None:
        return next((area.code for area in villages if area.code == code), None)
    found = find_village(value, villages)
    return found.code if found else None


def merged(pieces: Sequence[tuple[str, BaseGeometry]]) -> dict[str, BaseGeometry]:
    """One shape for each village, in the order of the codes."""
    codes = sorted({code for code, _ in pieces})
    return {code: shapely.union_all([shape for owner, shape in pieces if owner == code]) for code in codes}
