"""Tidying and checking what somebody typed about one institution, before it reaches the registry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ktp_core.institutions import kinds, rules
from ktp_core.institutions.model import Draft
from ktp_core.regions.model import Area, Level
from ktp_core.text import squeeze

Fault = tuple[str, dict[str, Any]]
_TEXTS = ("name", "type", "address", "contact_name", "contact_phone")


def tidy(draft: Draft) -> Draft:
    """Single spaces, empty text as nothing, the number without what people put between its digits."""
    texts: dict[str, Any] = {name: squeeze(getattr(draft, name) or "") or None for name in _TEXTS}
    texts["name"] = texts["name"] or ""
    texts["official_number"] = rules.clean_number(draft.official_number or "") or None
    return replace(draft, **texts)


def fault_of(draft: Draft, areas: Sequence[Area]) -> Fault | None:
    """Why a tidy draft cannot be kept: a code of `labels.REFUSALS` and its parameters; None when it can."""
    return next((fault for fault in _faults(draft, areas) if fault is not None), None)


def _faults(draft: Draft, areas: Sequence[Area]) -> Iterable[Fault | None]:
    yield None if rules.name_key(draft.name) else ("institution_name", {})
    if len(draft.name) > 200 or len(draft.contact_phone or "") > 32:
        yield "institution_long", {}
    if draft.type is not None and draft.type not in kinds.TYPES[draft.kind]:
        yield "institution_type", {"types": ", ".join(kinds.TYPES[draft.kind])}
    if draft.official_number is not None and not rules.number_fits(draft.kind, draft.official_number):
        yield "institution_number", {"value": draft.official_number}
    yield _place_fault(draft, areas)
    yield _point_fault(draft, areas)


def _place_fault(draft: Draft, areas: Sequence[Area]) -> Fault | None:
    by_code = {area.code: area for area in areas}
    if draft.district is not None and getattr(by_code.get(draft.district), "level", None) is not Level.DISTRICT:
        return "institution_district", {"value": draft.district}
    if draft.village is not None and getattr(by_code.get(draft.village), "parent", None) != draft.district:
        return "institution_village", {"value": draft.village}
    return None


def _point_fault(draft: Draft, areas: Sequence[Area]) -> Fault | None:
    if draft.lat is None and draft.lon is None:
        return None
    if draft.lat is None or draft.lon is None:
        return "institution_half_point", {}
    villages = [area for area in areas if area.level is Level.VILLAGE]
    points = [(area.lat, area.lon) for area in villages if area.lat is not None and area.lon is not None]
    return None if rules.near(draft.lat, draft.lon, points) else ("institution_far", {})


def merged(kept: Draft, gone: Draft) -> dict[str, Any]:
    """Fields of `kept` that are empty and that `gone` fills; place and point are taken whole or not at all."""
    groups = (("official_number",), ("type",), ("status",), ("address",), ("district", "village"), ("lat", "lon"),
              ("contact_name", "contact_phone"), ("active_from",))  # fmt: skip
    filled: dict[str, Any] = {}
    for group in groups:
        if all(getattr(kept, name) is None for name in group):
            filled |= {name: value for name in group if (value := getattr(gone, name)) is not None}
    return filled


def ending_fault(active_from: date | None, until: date, reason: str) -> Fault | None:
    """Why an institution cannot be ended on that day."""
    if not squeeze(reason):
        return "institution_reason", {}
    return ("institution_ends_early", {}) if active_from is not None and until < active_from else None
