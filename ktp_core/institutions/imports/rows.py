"""One row of a list to a draft, with every doubt as an issue at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ktp_core.institutions import kinds, rules
from ktp_core.institutions.imports.columns import NUMBERS
from ktp_core.institutions.imports.model import ERROR, WARNING, Candidate, Issue, Outcome, Sheet
from ktp_core.institutions.imports.places import Ground, belongs, locate
from ktp_core.institutions.model import Draft, Kind


@dataclass(slots=True)
class _Row:
    """A row being understood: its texts, and the issues found so far."""

    sheet: Sheet
    number: int
    texts: dict[str, str]
    issues: list[Issue] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        return self.texts.get(name)

    def cell(self, *names: str) -> str | None:
        letter = next((self.sheet.letters[name] for name in names if name in self.texts), None)
        return f"{letter}{self.number}" if letter else None

    def note(self, severity: str, code: str, name: str, **params: Any) -> None:
        cell = f"{self.sheet.letters[name]}{self.number}" if name in self.sheet.letters else None
        label = self.sheet.labels.get(name)
        self.issues.append(Issue(self.number, cell, label, severity, code, params, self.sheet.name))

    @property
    def failed(self) -> bool:
        return any(issue.severity == ERROR for issue in self.issues)


def understand(
    sheet: Sheet, number: int, texts: dict[str, str], ground: Ground
) -> tuple[Outcome | Candidate, list[Issue]]:
    """What a row says: a candidate of our regency, or why it is none (ELSEWHERE, OUT_OF_SCOPE, REJECTED)."""
    row = _Row(sheet, number, texts)
    numbers = tuple(rules.clean_number(texts[name]) for name in NUMBERS if name in texts)
    ours = belongs(texts, ground, numbers)
    if ours is False:
        return Outcome.ELSEWHERE, []
    if ours is None:
        row.note(ERROR, "regency_doubt", "regency", value=texts.get("regency", ""), regency=ground.regency.name)
        return Outcome.REJECTED, row.issues
    if _too_young(texts):
        return Outcome.OUT_OF_SCOPE, []
    type_name = _type(row)
    if not texts.get("name"):
        row.note(ERROR, "name_missing", "name")
    if type_name is None or row.failed:
        return Outcome.REJECTED, row.issues
    kind = kinds.kind_of(type_name)
    _check_numbers(row, kind, ground)
    draft = _draft(row, kind, type_name, numbers, ground)
    if row.failed:
        return Outcome.REJECTED, row.issues
    return Candidate(sheet.name, number, draft, numbers, row.cell(*NUMBERS, "name")), row.issues


def _too_young(texts: dict[str, str]) -> bool:
    if "type" in texts:
        return kinds.out_of_scope(texts["type"])
    return "nspp" not in texts and bool(texts.get("name")) and kinds.out_of_scope(texts["name"].split()[0])


def _type(row: _Row) -> str | None:
    """Our word for the type; a list with NSPP is one of pesantren. Unknown is an error: it might be an SMP."""
    written, name = row.get("type"), row.get("name") or ""
    if written is not None:
        found = kinds.type_of(written)
    else:
        found = "PESANTREN" if "nspp" in row.texts else kinds.type_in_name(name)
    if found is None:
        row.note(ERROR, "type_unknown", "type" if written else "name", value=written or name)
    return found


def _check_numbers(row: _Row, kind: Kind, ground: Ground) -> None:
    for name in NUMBERS:
        number = rules.clean_number(row.get(name) or "")
        if not number:
            continue
        if not rules.number_fits(kind, number):
            row.note(ERROR, "number_shape", name, value=number, number=name.upper())
        elif (area := rules.number_area(number)) and area != ground.regency.code:
            row.note(WARNING, "number_area", name, value=number, area=area)


def _draft(row: _Row, kind: Kind, type_name: str, numbers: tuple[str, ...], ground: Ground) -> Draft:
    spot = locate(row.texts, ground)
    if spot.unknown:
        row.note(ERROR, "district_unknown", spot.unknown, value=row.get(spot.unknown), regency=ground.regency.name)
    if spot.clash:
        row.note(WARNING, "district_clash", spot.clash[1], value=row.get(spot.clash[1]), taken=row.get(spot.clash[0]))
    if spot.village_unknown:
        row.note(
            WARNING, "village_unknown", "village" if row.get("village") else "village_code", value=row.get("village")
        )
    if not numbers and spot.district is None and not row.failed:
        row.note(ERROR, "unidentified", "name")
    status = kinds.status_of(row.get("status") or "")
    if row.get("status") and status is None:
        row.note(WARNING, "status_unknown", "status", value=row.get("status"))
    lat, lon = _coordinates(row, ground)
    return Draft(
        kind=kind, name=row.texts["name"], type=type_name, official_number=numbers[0] if numbers else None,
        status=status, address=row.get("address"), district=spot.district, village=spot.village, lat=lat, lon=lon,
        contact_name=row.get("contact_name"), contact_phone=(row.get("contact_phone") or "")[:32] or None,
    )  # fmt: skip


def _coordinates(row: _Row, ground: Ground) -> tuple[float | None, float | None]:
    """Both or none, in reach of the regency's villages; swapped ones are turned. 0, 0 is Dapodik's "not given"."""
    texts = (row.get("lat"), row.get("lon"))
    if texts == (None, None):
        return None, None
    lat, lon = (rules.degrees(text or "") for text in texts)
    name = "lat" if row.get("lat") else "lon"
    if lat is None or lon is None:
        row.note(WARNING, "coordinates_unreadable", name, value=" ".join(text or "" for text in texts).strip())
    elif lat == 0 and lon == 0:
        row.note(WARNING, "coordinates_zero", name)
    elif rules.near(lat, lon, ground.points):
        return lat, lon
    elif rules.near(lon, lat, ground.points):
        row.note(WARNING, "coordinates_swapped", name, value=f"{texts[0]} {texts[1]}")
        return lon, lat
    else:
        row.note(WARNING, "coordinates_outside", name, value=f"{texts[0]} {texts[1]}", regency=ground.regency.name)
    return None, None
