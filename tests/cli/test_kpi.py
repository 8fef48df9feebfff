"""`kpi`, `figure` and `boundaries` on the command line."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.cli import main
from ktp_core.db.engine import write_transaction
from ktp_core.figures import service
from ktp_core.figures.model import BasisKind, Measure, Reported, Target
from ktp_core.visits.store import insert_visit

M = Measure


@pytest.fixture
def offices(sqlite_database: str) -> None:
    places = make_office(
        ("school", "SMA Kejayan", "35.14.06"), ("school", "SMKN 1 Purwosari", "35.14.02"),
        ("pesantren", "PP Kraton", "35.14.15"),
    )  # fmt: skip
    make_office(regency=BALANGAN)
    with write_transaction() as conn:
        for place, day in zip(places, (12, 14, 15), strict=True):
            insert_visit(conn, PASURUAN, place, date(2019, 3, day), at=NOW, source="WartaBromo")
        insert_visit(conn, PASURUAN, places[0], date(2019, 3, 16), at=NOW)
    service.add_target(SYSTEM, PASURUAN, Target(PASURUAN, M.HOLDERS, 1_400_000, date(2019, 1, 1), "WB"), at=NOW)
    backlog = Reported(PASURUAN, M.BACKLOG_REPORTED, 70_000, date(2019, 3, 15), "WartaBromo", approximate=True)
    service.add_figure(SYSTEM, PASURUAN, backlog, at=NOW)
    for year, institutions, served in ((2023, 20, 513), (2024, 19, 541)):
        for measure, value in ((M.INSTITUTIONS_SERVED, institutions), (M.PEOPLE_SERVED, served)):
            new = Reported(BALANGAN, measure, value, date(year, 12, 31), "Banua TV", BasisKind.PERIOD)
            service.add_figure(SYSTEM, BALANGAN, new, at=NOW)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main.run(list(words))
    return int(ended.value.code or 0), capsys.readouterr().out


def kpi(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict]:
    code, out = run(capsys, "kpi", *words, "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["as_of"] == words[-1]
    return {figure["name"]: figure for figure in answer["figures"]}


def test_pasuruan_in_march_2019(offices: None, capsys: pytest.CaptureFixture[str]):
    found = kpi(capsys, "--regency", PASURUAN, "--as-of", "2019-03-15")

    assert [found[name]["value"] for name in ("target", "backlog_reported", "visits")] == [1_400_000, 70_000, 3]
    assert found["institutions_2019"]["value"] == 3
    told = found["backlog_reported"]
    assert (told["basis"], told["source"]) == ("2019-03-15", "dilaporkan: WartaBromo (15/03/2019)")
    assert {"name", "value", "numerator", "denominator", "basis", "source"} <= set(told)


def test_balangan_in_2024(offices: None, capsys: pytest.CaptureFixture[str]):
    found = kpi(capsys, "--regency", BALANGAN, "--as-of", "2024-12-31")

    names = ("institutions_2024", "served_2024", "institutions_2023", "served_2023")
    assert [found[name]["value"] for name in names] == [19, 541, 20, 513]
    assert {found[name]["origin"] for name in names} == {"reported"}


def test_a_year_is_not_known_before_it_is_over(offices: None, capsys: pytest.CaptureFixture[str]):
    found = kpi(capsys, "--regency", BALANGAN, "--as-of", "2024-12-30")

    assert (found["served_2024"]["value"], found["served_2024"]["origin"]) == (0, "own")


def test_people_get_a_table(offices: None, capsys: pytest.CaptureFixture[str]):
    code, out = run(capsys, "kpi", "--regency", PASURUAN, "--as-of", "2019-03-15")

    assert code == 0
    assert "1.400.000" in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--regency", "35.13"), "regency_not_set_up"),
        (("--regency", PASURUAN, "--as-of", "15/03/2019"), "date"),
        (("--regency", PASURUAN, "--district", "35.13.24"), "district_unknown"),
    ],
)
def test_what_is_not_there_is_refused(
    offices: None, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: str
):
    ended, out = run(capsys, "kpi", *words, "--json")

    assert (ended, json.loads(out)["refused"]["code"]) == (2, code)


def test_an_official_figure_and_a_target_come_in_by_the_command_line(
    offices: None, actor_of, capsys: pytest.CaptureFixture[str]
):
    actor_of("admin", "admin", regency=PASURUAN)
    where = ("--regency", PASURUAN, "--source", "DKB", "--by", "admin", "--json")

    added = run(capsys, "figure", "add", "--measure", "wajib_ktp", "--value", "100", "--basis-on", "2020-01-01", *where)
    target = run(capsys, "figure", "target", "--value", "90", "--from", "2020-01-01", *where)
    wrong = run(capsys, "figure", "add", "--measure", "x", "--value", "1", "--basis-on", "2020-01-01", *where)

    assert (added[0], target[0], wrong[0]) == (0, 0, 2)
    assert json.loads(wrong[1])["refused"]["code"] == "figure_measure"
    found = kpi(capsys, "--regency", PASURUAN, "--as-of", "2020-06-01")
    assert (found["wajib_ktp"]["value"], found["target"]["value"]) == (100, 90)


def test_what_is_entered_by_the_command_line_was_not_known_before_it_was_entered(
    offices: None, actor_of, capsys: pytest.CaptureFixture[str]
):
    actor_of("admin", "admin", regency=PASURUAN)
    where = ("--regency", PASURUAN, "--source", "DKB", "--by", "admin", "--json")
    figure = ("figure", "add", "--measure", "wajib_ktp", "--basis-on", "2020-01-01", *where)
    goal = ("figure", "target", "--from", "2020-01-01", *where)
    then = ("--regency", PASURUAN, "--as-of", "2020-06-01", "--known-on", "2020-06-01")

    assert run(capsys, *figure, "--value", "100")[0] == run(capsys, *goal, "--value", "90")[0] == 0
    late = kpi(capsys, *then)
    assert (late["wajib_ktp"]["value"], late["target"]["value"]) == (0, 1_400_000)
    run(capsys, *figure, "--value", "80", "--known-on", "2020-05-01")
    run(capsys, *goal, "--value", "70", "--known-on", "2020-05-01")
    known = kpi(capsys, *then)
    assert (known["wajib_ktp"]["value"], known["target"]["value"]) == (80, 70)
    ended, out = run(capsys, *goal, "--value", "70", "--known-on", "2099-05-01")
    assert (ended, json.loads(out)["refused"]["code"]) == (2, "figure_known_future")


def test_boundaries_need_the_permission(offices: None, actor_of, capsys: pytest.CaptureFixture[str], tmp_path):
    actor_of("kepala", "head", regency=PASURUAN)
    file = tmp_path / "batas.geojson"
    file.write_text("{}")

    ended, out = run(
        capsys, "boundaries", "import", str(file), "--regency", PASURUAN, "--by", "kepala", "--json"
    )

    assert (ended, json.loads(out)["refused"]["code"]) == (3, "not_allowed")
