"""One row of a table to its figures, with every doubt as an issue at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ktp_core.errors import Refused
from ktp_core.figures import entry
from ktp_core.figures.imports import columns, places, synonyms, values
from ktp_core.figures.imports.model import ERROR, WARNING, Candidate, Defaults, Issue, Sheet
from ktp_core.figures.imports.places import Ground
from ktp_core.figures.model import BasisKind, Measure, Reported

_TEXTS = frozenset(str(measure) for measure in Measure)


@dataclass(slots=True)
class Row:
    """A row being understood: its cells by field, and what was found so far."""

    sheet: Sheet
    number: int
    cells: dict[str, Any]
    issues: list[Issue] = field(default_factory=list)
    faults: int = 0  # numbers that are rejected

    def address(self, name: str) -> str | None:
        return f"{self.sheet.letters[name]}{self.number}" if name in self.sheet.letters else None

    def note(self, severity: str, code: str, name: str, **params: Any) -> None:
        label = self.sheet.labels.get(name)
        self.issues.append(
            Issue(self.number, self.address(name), label, severity, code, params, self.sheet.name)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Common:
    """What holds for every number of a row."""

    area: str
    basis_on: date
    basis_kind: BasisKind
    known_on: date | None
    source: str
    approximate: bool


def understand(row: Row, ground: Ground, defaults: Defaults, today: date) -> list[Candidate]:
    """The figures of a row; a number that is none is an issue and counts in `faults`."""
    named = _numbers(row)
    if not named:
        return []
    common = _common(row, ground, defaults)
    if common is None:
        row.faults += len(named)
        return []
    found = [_candidate(row, name, measure, common, today) for name, measure in named]
    row.faults += sum(one is None for one in found)
    return [one for one in found if one is not None]


def _numbers(row: Row) -> list[tuple[str, Measure]]:
    """(field, measure) of every cell that claims to hold a number."""
    if "value" in row.cells and "measure" in row.cells:
        written = values.shown(row.cells["measure"])
        measure = synonyms.measure_of(written)
        if measure is None and values.read_count(row.cells["value"]) != values.Count():
            row.note(ERROR, "measure_unknown", "measure", value=written)
            row.faults += 1
        return [("value", measure)] if measure else []
    return [
        (name, Measure(name))
        for name, cell in row.cells.items()
        if name in _TEXTS and values.read_count(cell) != values.Count()
    ]


def _common(row: Row, ground: Ground, defaults: Defaults) -> _Common | None:
    texts = {name: values.shown(row.cells[name]) for name in columns.AREAS if name in row.cells}
    has_areas = any(name in row.sheet.letters for name in columns.AREAS)
    spot = places.locate(texts, ground) if has_areas else places.Spot(ground.regency.code)
    if spot.area is None:
        at = spot.field if spot.field in texts else next((n for n in columns.AREAS if n in row.sheet.letters), "area")
        row.note(ERROR, str(spot.fault), at, value=texts.get(at, ""), regency=ground.regency.name)
    if spot.clash:
        row.note(WARNING, "area_clash", spot.clash, value=texts.get(spot.clash, ""), given=texts.get("code", ""))
    day, kind = _day(row, "basis_on", defaults.basis_on), _kind(row, defaults)
    if day is None and "basis_on" not in row.cells:
        row.note(ERROR, "basis_missing", "basis_on")
    source = values.shown(row.cells["source"]) if "source" in row.cells else defaults.source.strip()
    if not source:
        row.note(ERROR, "source_missing", "source")
    known = _day(row, "known_on", defaults.known_on)
    if spot.area is None or day is None or kind is None or not source or ("known_on" in row.cells and known is None):
        return None
    return _Common(spot.area, day, kind, known, source, values.yes(row.cells.get("approximate")))


def _day(row: Row, name: str, default: date | None) -> date | None:
    if name not in row.cells:
        return default
    day = values.read_day(row.cells[name])
    if day is None:
        row.note(ERROR, "date_unreadable", name, value=values.shown(row.cells[name]))
    return day


def _kind(row: Row, defaults: Defaults) -> BasisKind | None:
    if "basis_kind" not in row.cells:
        return defaults.basis_kind
    kind = values.read_kind(row.cells["basis_kind"])
    if kind is None:
        row.note(ERROR, "kind_unknown", "basis_kind", value=values.shown(row.cells["basis_kind"]))
    return kind


def _candidate(row: Row, name: str, measure: Measure, common: _Common, today: date) -> Candidate | None:
    count = values.read_count(row.cells[name])
    if count.fault is not None or count.value is None:
        row.note(ERROR, count.fault or "number_unreadable", name, value=values.shown(row.cells[name]))
        return None
    new = Reported(
        common.area, measure, count.value, common.basis_on, common.source, entry.kind_for(measure, common.basis_kind),
        count.approximate or common.approximate, known_on=common.known_on,
    )  # fmt: skip
    try:
        entry.check_day(new, today)
    except Refused as refusal:
        at = "known_on" if refusal.code == "figure_known_future" else "basis_on"
        row.note(ERROR, refusal.code, at if at in row.cells else name, value=f"{refusal.params['value']:%d/%m/%Y}")
        return None
    return Candidate(row.sheet.name, row.number, row.address(name) or "", new)
