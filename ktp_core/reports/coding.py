"""A report as text and back: the same report is always the same text. Pure."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from ktp_core.documents.values import Office
from ktp_core.errors import Refused
from ktp_core.reports.model import (
    Cell,
    Chart,
    Column,
    Kind,
    Look,
    Map,
    Part,
    Place,
    Report,
    Section,
    Series,
    Share,
    Stamp,
    Table,
)

FORMAT, VERSION = "ktp-el-report", 1


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is kept of an issue: the report, and what its papers are drawn with. `office`: its letterhead as it was
    then; `shapes`: GeoJSON of the districts by code."""

    report: Report
    office: Office
    shapes: Mapping[str, Any] = field(default_factory=dict)


def write(one: Frozen) -> bytes:
    """As it is kept, packed."""
    body = {
        "format": FORMAT, "version": VERSION, "office": asdict(one.office), "shapes": dict(one.shapes),
        "stamp": _stamp(one.report.stamp), "sections": [_section(section) for section in one.report.sections],
    }  # fmt: skip
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def digest(content: bytes) -> str:
    """sha256 of what is kept."""
    return hashlib.sha256(content).hexdigest()


def read(content: bytes) -> Frozen:
    """What `write` wrote. Raises Refused("report_damaged")."""
    try:
        body = json.loads(gzip.decompress(content))
        if (body["format"], body["version"]) != (FORMAT, VERSION):
            raise ValueError(body["version"])
        sections = tuple(_to_section(one) for one in body["sections"])
        return Frozen(Report(_to_stamp(body["stamp"]), sections), Office(**body["office"]), body["shapes"])
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError):
        raise Refused("report_damaged") from None


def _stamp(one: Stamp) -> dict[str, Any]:
    return {
        "regency": one.regency, "name": one.name, "office": one.office, "month": one.month,
        "as_of": one.as_of.isoformat(), "known_on": one.known_on.isoformat() if one.known_on else None,
        "made_at": one.made_at.isoformat(), "made_by": one.made_by, "version": one.version, "number": one.number,
    }  # fmt: skip


def _to_stamp(body: dict[str, Any]) -> Stamp:
    days = {name: date.fromisoformat(body[name]) if body[name] else None for name in ("as_of", "known_on")}
    return Stamp(**{**body, **days, "made_at": datetime.fromisoformat(body["made_at"])})


def _section(one: Section) -> dict[str, Any]:
    parts = [_part(part) for part in one.parts]
    return {"key": one.key, "title": one.title, "texts": list(one.texts), "parts": parts}


def _to_section(body: dict[str, Any]) -> Section:
    parts = tuple(_PARTS[part["part"]](part) for part in body["parts"])
    return Section(body["key"], body["title"], tuple(body["texts"]), parts)


def _part(one: Part) -> dict[str, Any]:
    head = {"key": one.key, "title": one.title}
    if isinstance(one, Table):
        return head | {
            "part": "table", "columns": [[c.key, c.title, str(c.kind)] for c in one.columns], "keys": list(one.keys),
            "rows": [[_cell(cell) for cell in row] for row in one.rows], "total": one.total, "note": one.note,
        }  # fmt: skip
    if isinstance(one, Chart):
        return head | {
            "part": "chart", "finding": one.finding, "look": str(one.look), "labels": list(one.labels),
            "series": [[line.name, list(line.values)] for line in one.series], "running": one.running,
            "unit": one.unit,
        }  # fmt: skip
    places = [[place.code, place.name, place.share.n, place.share.of] for place in one.places]
    return head | {
        "part": "map", "finding": one.finding, "places": places, "bounds": list(one.bounds), "small": one.small,
    }  # fmt: skip


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Share):
        return [cell.n, cell.of]
    return cell.isoformat() if isinstance(cell, date) else cell


def _to_table(body: dict[str, Any]) -> Table:
    columns = tuple(Column(key, title, Kind(kind)) for key, title, kind in body["columns"])
    rows = tuple(
        tuple(_to_cell(cell, column.kind) for cell, column in zip(row, columns, strict=True)) for row in body["rows"]
    )
    return Table(body["key"], body["title"], columns, tuple(body["keys"]), rows, body["total"], body["note"])


def _to_cell(cell: Any, kind: Kind) -> Cell:
    if cell is None:
        return None
    if kind is Kind.SHARE:
        return Share(*cell)
    return date.fromisoformat(cell) if kind is Kind.DAY else cell


def _to_chart(body: dict[str, Any]) -> Chart:
    series = tuple(Series(name, tuple(values)) for name, values in body["series"])
    return Chart(
        body["key"], body["title"], body["finding"], Look(body["look"]), tuple(body["labels"]), series,
        body["running"], body["unit"],
    )  # fmt: skip


def _to_map(body: dict[str, Any]) -> Map:
    places = tuple(Place(code, name, Share(n, of)) for code, name, n, of in body["places"])
    return Map(body["key"], body["title"], body["finding"], places, tuple(body["bounds"]), body["small"])


_PARTS: dict[str, Callable[[dict[str, Any]], Part]] = {"table": _to_table, "chart": _to_chart, "map": _to_map}
