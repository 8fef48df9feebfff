"""Dapodik's codes are learned from lists that state them beside names, and from nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.constants import NOW

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.institutions import store
from ktp_core.institutions.imports import service as imports
from ktp_core.institutions.imports.model import Plan
from ktp_core.regions import service as regions_service
from ktp_core.regions import store as regions

TODAY = date(2026, 11, 22)
BOTH = "NPSN;Nama;Bentuk;Kecamatan;kode_kec_kemdikbud;Kabupaten;kode_kab_kemdikbud"
CODES_ALONE = "NPSN;Nama;Bentuk;kode_kec_kemdikbud"
KEJAYAN = "20519475;SMAN 1 Kejayan;SMA;Kec. Kejayan;051907;Kab. Pasuruan;051900"


def csv(*rows: str, head: str) -> bytes:
    return "\n".join((head, *rows)).encode()


def run(content: bytes, regency: str = "35.14") -> Plan:
    return imports.apply(SYSTEM, regency, "daftar.csv", content, at=NOW, today=TODAY)


def counts(plan: Plan) -> dict[str, int]:
    return {outcome.value: n for outcome, n in plan.counts.items() if n}


def learned(regency: str = "35.14") -> dict[str, str]:
    with read_connection() as conn:
        return {area.code: area.dapodik_code for area in regions.areas(conn, regency) if area.dapodik_code}


def test_a_list_with_codes_alone_is_placed_after_one_with_codes_and_names(office) -> None:
    alone = csv("20519999;SMAN 2;SMA;051907", "20519998;SMAN 3;SMA;151004", head=CODES_ALONE)

    before = run(alone)
    run(csv(KEJAYAN, head=BOTH))
    after = run(alone)

    assert counts(before) == {"rejected": 2}
    assert [(issue.cell, issue.code) for issue in before.issues] == [
        ("D2", "district_unknown"), ("D3", "district_unknown"),
    ]  # fmt: skip
    assert learned() == {"35.14": "051900", "35.14.06": "051907"}
    assert counts(after) == {"new": 1, "elsewhere": 1}
    with read_connection() as conn:
        registered = store.all_of(conn, office)
    assert {one.name: one.district for one in registered} == {"SMAN 1 Kejayan": "35.14.06", "SMAN 2": "35.14.06"}


def test_the_preview_knows_the_codes_of_its_own_list_and_writes_none(office) -> None:
    rows = (KEJAYAN, "20519999;SMAN 2;SMA;;051907;;")

    plan = imports.preview(SYSTEM, office, "a.csv", csv(*rows, head=BOTH), today=TODAY)

    assert counts(plan) == {"new": 2}
    assert [entry.draft.district for entry in plan.entries] == ["35.14.06", "35.14.06"]
    assert learned() == {}
    assert run(csv(*rows, head=BOTH)).fingerprint == plan.fingerprint


@pytest.mark.parametrize(("regency", "districts", "sample"), [
    ("35.14", 24, ("35.14.06", "051907")), ("63.11", 8, ("63.11.04", "151002")),
])  # fmt: skip
def test_a_real_list_teaches_every_district_it_names(reference, sqlite_office, regency, districts, sample) -> None:
    file = f"schools_{regency.replace('.', '')}_all_levels.csv"

    run((reference / "institutions" / file).read_bytes(), regency)

    assert len(learned(regency)) == 1 + districts
    assert learned(regency)[sample[0]] == sample[1]
    assert {code[:4] for code in learned(regency).values()} == {sample[1][:4]}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["1;A;SMA;Kejayan;051907;Kab. Pasuruan;051900", "2;B;SMA;Kejayan;051908;Kab. Pasuruan;051900"], {"35.14"}),
        (["1;A;SMA;Kejayan;051907;Kab. Pasuruan;051900", "2;B;SMA;Wonorejo;051907;Kab. Pasuruan;051900"], {"35.14"}),
        (["1;A;SMA;Kejayan;051907;Kab. Pasuruan;051900", "2;B;SMA;Kejayan;051907;Kab. Pasuruan;052000"], set()),
        (["1;A;SMA;Kejayan;052007;Kab. Pasuruan;051900"], {"35.14"}),  # a district of another regency's number
        (["1;A;SMA;Kejayan;51907;Kab. Pasuruan;51900"], set()),  # a spreadsheet took the zero
        (["1;A;SMA;Kejayan;051907;Pasuruan;051900"], set()),  # the town or the regency?
        (["1;A;SMA;Kejayan;051907;;051900"], set()),  # Kejayan of which regency is not said
        (["1;A;SMA;Lumbang;052101;Kab. Probolinggo;052100"], set()),
    ],
)
def test_what_is_contradictory_or_not_surely_ours_teaches_nothing(sqlite_office, rows, expected) -> None:
    run(csv(*rows, head=BOTH))

    assert set(learned()) == expected


def test_what_is_known_is_not_overwritten_by_a_list_that_differs(sqlite_office) -> None:
    run(csv(KEJAYAN, head=BOTH))

    run(csv("1;A;SMA;Kejayan;051999;Kab. Pasuruan;051900", "2;B;SMA;Wonorejo;051907;Kab. Pasuruan;", head=BOTH))
    regions_service.init(SYSTEM, ["35.14"], NOW)

    assert learned() == {"35.14": "051900", "35.14.06": "051907"}
