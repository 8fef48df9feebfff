"""Column headings of tables of official figures, by synonyms; also where they stand in two or three rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ktp_core.figures.imports.synonyms import field_of
from ktp_core.figures.model import Measure
from ktp_core.text import header_key, squeeze

AREAS = ("code", "village", "district", "area")
_SHARE = re.compile(r"%|persen|cakupan|rasio", re.IGNORECASE)
_WHOLE = frozenset(("jumlah", "total", "jml", "lp", "lakilakiperempuan"))
_UP = 2  # rows of headings above the last one


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the headings end: column and label by field, fields that two columns claim, headings nobody knows."""

    row: int
    columns: dict[str, int]
    labels: dict[str, str]
    doubled: list[str]
    ignored: list[str]

    @property
    def numbers(self) -> int:
        """How many columns hold figures; 0 when this is no heading of ours."""
        named = sum(name in set(Measure) for name in self.columns)
        return named or ("measure" in self.columns and "value" in self.columns)


def find(rows: Sequence[tuple[int, Mapping[int, Any]]]) -> Heading | None:
    """The heading that names most columns; None unless it has figures and an area or a day. On a tie the upper one, or
    the row right below it that says which of its columns is meant: "L", "P", "L+P"."""
    found = [heading_at(rows, at) for at in range(len(rows))]
    ours = [one for one in found if one.numbers and {*AREAS, "basis_on"} & one.columns.keys()]
    best = max(ours, key=lambda one: len(one.columns), default=None)
    if best is None:
        return None
    below = [one for one in ours if 0 < one.row - best.row <= _UP and one.columns.keys() == best.columns.keys()]
    return below[0] if below else best


def heading_at(rows: Sequence[tuple[int, Mapping[int, Any]]], at: int) -> Heading:
    """What the headings mean if this row is the last of them."""
    number, cells = rows[at]
    above = [cells for row, cells in rows[max(0, at - _UP) : at] if number - row <= _UP]
    width = max((max(one, default=-1) for one in (cells, *above)), default=-1) + 1
    found = Heading(number, {}, {}, [], [])
    for column in range(width):
        own, parent = _texts(cells, above, column)
        name = _field(own, parent)
        label = squeeze(f"{parent} {own}" if parent and not field_of(own) else own)[:60]
        if name is None:
            found.ignored.extend([label] if label else [])
        elif name in found.columns:
            found.doubled.append(name)
        else:
            found.columns[name], found.labels[name] = column, label
    return found


def _field(own: str, parent: str) -> str | None:
    if _SHARE.search(own) or (len(parent) <= 40 and _SHARE.search(parent)):
        return None  # a share of something is no raw number
    if parent and header_key(own) in _WHOLE:
        return field_of(parent)
    return (field_of(f"{parent} {own}") if parent else None) or field_of(own)


def _texts(cells: Mapping[int, Any], above: Sequence[Mapping[int, Any]], column: int) -> tuple[str, str]:
    """The heading of a column, and that of the group it belongs to. A cell merged downwards stands in a row above."""
    own = cells.get(column)
    if own is None:
        lower = next((row[column] for row in reversed(above) if row.get(column) is not None), "")
        return (lower if isinstance(lower, str) else ""), ""
    if not isinstance(own, str):
        return "", ""
    if not above:
        return own, ""
    for left in range(column, -1, -1):
        group = above[-1].get(left)
        if group is not None or cells.get(left) is None:
            return own, (group if isinstance(group, str) and cells.get(left) is not None else "")
    return own, ""
