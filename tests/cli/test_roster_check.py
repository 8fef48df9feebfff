# ruff: noqa: E501  long literals
"""`roster check` keeps its promise: keys, exit codes, no NIK unless asked, no database, a quick start."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from tests_support.roster_files import PEOPLE, xlsx
from typer.testing import CliRunner

from ktp_core.cli.roster_check import register

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"
DAPODIK = str(SAMPLES / "dapodik_daftar_pd_FAKE.xlsx")
MESSY = str(SAMPLES / "pesantren_manual_messy_FAKE.xlsx")


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    register(made)
    made.command("other")(lambda: None)
    return made


def run(app: typer.Typer, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["roster", "check", *words])
    return result.exit_code, result.stdout


def test_the_object_has_the_promised_keys(app):
    code, said = run(app, DAPODIK, "--json", "--rows", "--as-of", "2026-11-22")

    value = json.loads(said)
    assert code == 0
    assert {"file", "read", "accepted", "rejected", "eligibility", "issues", "warnings", "rows"} <= value.keys()
    assert {"format", "sheets", "header_row", "layout", "encoding", "delimiter"} <= value["file"].keys()
    assert value["eligibility"] == {"under_16": 16, "recordable": 23, "card_age": 21}
    assert value["rows"][0] == {
        "row": 7, "sheet": "Daftar Peserta Didik", "nisn": "0100607486", "nik": "3514062708109001", "name": "FAJAR NUGROHO",
        "sex": "L", "birth_place": "PASURUAN", "birth_date": "2010-08-27", "class": "XI TKJ 1", "district": "Kejayan",
        "village": "Kejayan",
    }  # fmt: skip


def test_an_issue_has_the_promised_keys(app):
    _, said = run(app, MESSY, "--json", "--as-of", "2026-11-22")

    issues = [issue for issue in json.loads(said)["issues"] if issue["row"] == 10]
    assert issues[0] == {
        "row": 10, "sheet": "Sheet1", "cell": "F10", "column": "N I K", "severity": "error", "code": "nik_length",
        "message": "NIK berisi 15 angka; seharusnya 16. Cocokkan dengan Kartu Keluarga.",
    }  # fmt: skip


def test_without_rows_no_nik_is_shown(app):
    _, as_json = run(app, MESSY, "--json")
    _, for_people = run(app, MESSY)

    assert "rows" not in json.loads(as_json)
    assert "351416" not in as_json + for_people


def test_the_report_for_people_names_cells_and_counts(app):
    code, said = run(app, MESSY)

    assert code == 0
    assert all(word in said for word in ("Diterima", "10 baris", "F10", "Masalah"))


def test_markup_in_a_cell_is_printed_as_it_stands(app, tmp_path):
    rows = [["Nama", "NIK", "Tanggal Lahir"], ["[bold]SITI[/bold]", PEOPLE[0].nik, "03/04/2010"]]
    (tmp_path / "a.xlsx").write_bytes(xlsx(rows))

    code, said = run(app, str(tmp_path / "a.xlsx"))

    assert code == 0
    assert "[bold]SITI[/bold]" in said.replace("\n", "")


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ((DAPODIK, "--name", "../a.xlsx"), "name"),
        ((DAPODIK, "--name", "a.csv"), "format"),
        ((str(ROOT / "nothing.xlsx"),), "file"),
        ((DAPODIK, "--as-of", "besok"), "date"),
    ],
)
def test_a_refusal_is_exit_code_2_with_a_code_and_a_sentence(app, words, refused):
    code, said = run(app, *words, "--json")

    value = json.loads(said)
    assert code == 2
    assert value.keys() == {"refused"} and value["refused"]["code"] == refused
    assert value["refused"]["message"].endswith(".")


def test_a_refusal_for_people_leaves_stdout_empty(app):
    code, said = run(app, DAPODIK, "--name", "a.csv")

    assert (code, said) == (2, "")


def test_it_starts_without_the_heavy_libraries():
    program = (
        "import sys, typer; from ktp_core.cli.roster_check import register, check; register(typer.Typer());"
        "import ktp_core.rosters.checking, ktp_core.rosters.wording;"
        "print([name for name in ('pandas', 'numpy', 'streamlit', 'sqlalchemy', 'plotly', 'xlrd') if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert said.strip() == "[]"
