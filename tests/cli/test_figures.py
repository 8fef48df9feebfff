"""Official figures on the command line: the same service, the same problems, one object."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.cli import main
from ktp_core.figures import service
from ktp_core.figures.model import Measure, Reported


@pytest.fixture(autouse=True)
def office(sqlite_database: str, actor_of) -> None:
    make_office()
    actor_of("admin", "admin", regency=PASURUAN)
    actor_of("kepala", "head", regency=PASURUAN)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    with pytest.raises(SystemExit) as leaving:
        main.run(["figure", *words, "--json"])
    return int(leaving.value.code or 0), json.loads(capsys.readouterr().out)


def test_a_table_goes_in_once_and_its_problems_stand_at_their_cells(capsys, tmp_path: Path):
    file = tmp_path / "rekap.csv"
    file.write_text("Wilayah;Wajib KTP;Sudah rekam\nKejayan;1.000;1.100\nEntah;1;2\n", encoding="utf-8")
    words = ("import", str(file), "--regency", PASURUAN, "--by", "admin", "--source", "DKB", "--basis-on", "2025-12-31")

    code, tried = run(capsys, *words, "--dry-run")
    again = [run(capsys, *words)[1] for _ in range(2)]

    assert code == 0 and tried == again[0]
    assert [(one["new"], one["same"], one["rejected"]) for one in again] == [(2, 0, 2), (0, 2, 2)]
    assert [(one["row"], one["cell"], one["code"]) for one in tried["issues"]] == [(3, "A3", "area_unknown")]
    assert [one["message"][:41] for one in tried["doubts"]] == ["Sudah rekam 1.100 dari Wajib KTP 1.000 = "]


def test_a_head_may_not_import(capsys, tmp_path: Path):
    file = tmp_path / "rekap.csv"
    file.write_text("Wilayah;Wajib KTP\nKejayan;1\n", encoding="utf-8")

    code, answer = run(capsys, "import", str(file), "--regency", PASURUAN, "--by", "kepala")

    assert (code, answer["refused"]["code"]) == (3, "not_allowed")


def test_figures_are_listed_and_checked_as_on_the_screen(capsys):
    for measure, value in ((Measure.WAJIB_KTP, 1_199_555), (Measure.HOLDERS, 1_186_774), (Measure.UNRECORDED, 12_599)):
        new = Reported(PASURUAN, measure, value, date(2023, 3, 11), "Radar Bromo")
        service.add_figure(SYSTEM, PASURUAN, new, at=NOW)

    listed = run(capsys, "list", "--regency", PASURUAN)[1]["figures"]
    checked = run(capsys, "check", "--regency", PASURUAN)[1]["doubts"]

    assert {(one["measure"], one["value"], one["basis_on"]) for one in listed} == {
        ("wajib_ktp", 1_199_555, "2023-03-11"), ("holders", 1_186_774, "2023-03-11"),
        ("unrecorded", 12_599, "2023-03-11"),
    }  # fmt: skip
    assert [(one["code"], one["area"], "12.781" in one["message"]) for one in checked] == [
        ("card_complement", PASURUAN, True)
    ]


@pytest.mark.parametrize(("more", "rows"), [((), 0), (("--regency", PASURUAN), 25)])
def test_the_template_is_written_where_it_is_asked_for(capsys, tmp_path: Path, more: tuple[str, ...], rows: int):
    out = tmp_path / "templat.xlsx"

    code, answer = run(capsys, "template", "--out", str(out), *more)

    assert (code, answer) == (0, {"file": str(out), "rows": rows})
    assert out.read_bytes()[:2] == b"PK"


ONE = ("--regency", PASURUAN, "--value", "5", "--source", "DKB", "--by", "admin")


@pytest.mark.parametrize(("more", "code"), [
    (("--measure", "wajib_ktp", "--basis-on", "2080-06-30"), "figure_date_future"),
    (("--measure", "wajib_ktp", "--basis-on", "2026-06-30", "--area", "35.14.99"), "figure_area"),
    (("--measure", "wajib_ktp", "--basis-on", "2026-06-30", "--area", "35.14.1"), "figure_area"),
    (("--measure", "wajib_ktp", "--basis-on", "2026-06-30", "--area", "35"), "figure_area"),
    (("--measure", "wajib_ktp", "--basis-on", "2026-06-30", "--counts", "besok"), "figure_counts"),
])  # fmt: skip
def test_what_the_screen_refuses_is_refused_here_too(capsys, more: tuple[str, ...], code: str):
    assert run(capsys, "add", *ONE, *more)[1]["refused"]["code"] == code


@pytest.mark.parametrize(("measure", "more", "kind"), [
    ("wajib_ktp", ("--counts", "year"), "year"), ("wajib_ktp", (), "today"), ("people_served", (), "period"),
    ("beginners", (), "year"), ("holders", ("--whole-year",), "today"),
])  # fmt: skip
def test_a_number_has_the_kind_of_date_that_it_can_have(capsys, measure: str, more: tuple[str, ...], kind: str):
    assert run(capsys, "add", *ONE, "--measure", measure, "--basis-on", "2025-12-31", *more)[0] == 0

    (one,) = service.known(SYSTEM, PASURUAN, [PASURUAN])
    assert str(one.basis_kind) == kind


@pytest.mark.parametrize(("more", "code"), [
    (("--measure", "wajib_ktp"), "target_measure"), (("--area", "35.14.99"), "figure_area"),
])  # fmt: skip
def test_a_target_is_of_something_that_can_be_reached_in_a_place_that_is_there(capsys, more, code: str):
    assert run(capsys, "target", *ONE, "--from", "2026-01-01", *more)[1]["refused"]["code"] == code
