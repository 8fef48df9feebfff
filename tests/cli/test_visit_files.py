"""`visit workbook` and `visit return` as programs and people call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests_support.field_day import AT, REGENCY, TODAY, School, make_school, plan, sheet_of
from tests_support.workbooks import fill

from ktp_core import clock
from ktp_core.cli import main
from ktp_core.fieldwork import service as field
from ktp_core.visits.model import Outcome


@pytest.fixture
def school(sqlite_database: str, actor_of: Any, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setenv("KTP_DATABASE_URL", sqlite_database)
    monkeypatch.setattr(clock, "now", lambda: AT)
    team = actor_of("tim", "visit", regency=REGENCY)
    actor_of("kepala", "head", regency=REGENCY)
    made = make_school(3)
    field.prepare(team, made.visit_id, at=AT)
    return made


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main.run([*map(str, words), "--json"])
    return int(ended.value.code or 0), json.loads(capsys.readouterr().out)


def test_a_workbook_goes_out_and_comes_back(school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "buku.xlsx"
    assert run(capsys, "visit", "workbook", school.visit_id, "--out", out, "--by", "tim") == (
        0, {"visit": school.visit_id, "file": str(out), "rows": 3},
    )  # fmt: skip
    assert out.stat().st_mode & 0o077 == 0  # names of children
    out.write_bytes(fill(out.read_bytes(), {1: {"Hasil": "Direkam"}, 2: {"Hasil": "ngawur"}}))

    code, answer = run(capsys, "visit", "return", out, "--by", "tim")

    [problem] = answer.pop("problems")
    assert code == 0
    assert answer == {"visit": school.visit_id, "new": 1, "same": 0, "blank": 1, "walk_ins": 0, "conflicts": []}
    assert (problem["sheet"], problem["row"], problem["code"], problem["taken"]) == (
        "Daftar",
        6,
        "outcome_unknown",
        False,
    )
    assert "Direkam" in problem["message"]
    assert [line.outcome for line in sheet_of(school.visit_id).lines] == [Outcome.RECORDED, None, None]


def test_people_read_the_same_in_words(school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "buku.xlsx"
    run(capsys, "visit", "workbook", school.visit_id, "--out", out, "--by", "tim", "--team", "Laptop 2")
    out.write_bytes(fill(out.read_bytes(), {1: {"Hasil": "Menolak"}, 2: {"Alasan": "Sakit"}}))

    with pytest.raises(SystemExit):
        main.run(["visit", "return", str(out), "--by", "tim", "--visit", str(school.visit_id)])

    said = " ".join(capsys.readouterr().out.split())
    assert "1 hasil baru" in said and "Daftar baris 6 (Tidak diambil): Hasil belum diisi" in said


def test_refusals_have_the_promised_exit_codes(
    school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "buku.xlsx"
    run(capsys, "visit", "workbook", school.visit_id, "--out", out, "--by", "tim")
    other = plan(school.id, TODAY)
    field_less = ("visit", "workbook", other, "--out", out, "--by", "tim")

    for words, code, why in (
        (("visit", "workbook", school.visit_id, "--out", tmp_path / "x.pdf", "--by", "tim"), 2, "workbook_out"),
        (("visit", "workbook", school.visit_id, "--out", out, "--by", "kepala"), 3, "not_allowed"),
        (field_less, 2, "workbook_no_list"),
        (("visit", "return", out, "--by", "tim", "--visit", other), 2, "workbook_other_visit"),
        (("visit", "return", out, "--by", "kepala"), 3, "not_allowed"),
        (("visit", "return", tmp_path / "tiada.xlsx", "--by", "tim"), 2, "file"),
        (("visit", "return", __file__, "--by", "tim"), 2, "format"),
        (("visit", "workbook", 3514000009999, "--out", out, "--by", "tim"), 2, "visit_unknown"),
    ):
        assert run(capsys, *words)[0] == code
        assert run(capsys, *words)[1]["refused"]["code"] == why, words
