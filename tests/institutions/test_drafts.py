"""What cannot be kept is refused with a reason that has words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ktp_core.institutions import drafts
from ktp_core.institutions.model import Draft, Kind, Status
from ktp_core.labels import REFUSALS
from ktp_core.regions import catalogue

AREAS = catalogue.areas_of("35.14")
GOOD = Draft(
    kind=Kind.SCHOOL, name="SMAN 1 Kejayan", type="SMA", official_number="20519475", status=Status.NEGERI,
    district="35.14.06", village="35.14.06.2001", lat=-7.7, lon=112.85,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"name": "'"}, "institution_name"),
        ({"name": "x" * 201}, "institution_long"),
        ({"type": "DESA"}, "institution_type"),
        ({"official_number": "123"}, "institution_number"),
        ({"district": "63.11.01"}, "institution_district"),
        ({"district": "35.14.06.2001"}, "institution_district"),
        ({"district": "35.14.07"}, "institution_village"),
        ({"village": "35.14.99.2001"}, "institution_village"),
        ({"lon": None}, "institution_half_point"),
        ({"lat": 112.85, "lon": -7.7}, "institution_far"),
        ({"lat": -7.3957, "lon": 112.4151}, "institution_far"),
    ],
)
def test_a_draft_is_refused_for_the_first_thing_that_is_wrong(changes: dict[str, object], code: str | None) -> None:
    fault = drafts.fault_of(replace(GOOD, **changes), AREAS)

    assert (fault and fault[0]) == code
    assert fault is None or REFUSALS[fault[0]].format(**fault[1])


def test_tidying_squeezes_texts_and_cleans_the_number() -> None:
    typed = replace(GOOD, name="  SMAN 1\n Kejayan ", official_number="'2051 9475", address="  ", type=None)

    assert drafts.tidy(typed) == replace(GOOD, name="SMAN 1 Kejayan", address=None, type=None)


def test_merging_fills_what_is_empty_and_takes_a_place_whole_or_not_at_all() -> None:
    kept = Draft(kind=Kind.SCHOOL, name="SMAN 1 Kejayan", district="35.14.06", address="Jl. Raya")

    filled = drafts.merged(kept, replace(GOOD, address="Jl. Lain", contact_phone="0343"))

    assert filled == {
        "official_number": "20519475", "type": "SMA", "status": Status.NEGERI, "lat": -7.7, "lon": 112.85,
        "contact_phone": "0343",
    }  # fmt: skip


def test_an_end_needs_a_reason_and_comes_after_the_beginning() -> None:
    day = date(2026, 7, 1)

    assert drafts.ending_fault(None, day, "ditutup") is None
    assert drafts.ending_fault(day, day, "ditutup") is None
    assert drafts.ending_fault(None, day, " ") == ("institution_reason", {})
    assert drafts.ending_fault(date(2026, 7, 2), day, "ditutup") == ("institution_ends_early", {})
