"""`plan` on the command line."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from tests_support.plan_office import PASURUAN, Office, plan_office

from ktp_core import clock
from ktp_core.cli import main
from ktp_core.db.engine import read_connection
from ktp_core.visits import store as visits


@pytest.fixture
def office(sqlite_database: str) -> Office:
    made = plan_office()
    for place in (made.school, made.pesantren):
        for _ in range(20):
            made.pupil(place, date(2008, 3, 1))
    return made


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main.run(["plan", "--regency", PASURUAN, *words])
    return int(ended.value.code or 0), capsys.readouterr().out


def span() -> tuple[str, str, str, str]:
    today = clock.today(PASURUAN)
    return "--from", today.isoformat(), "--until", (today + timedelta(days=27)).isoformat()


def test_a_proposal_comes_out_as_one_object_and_nothing_is_stored(office, capsys):
    code, out = run(capsys, *span(), "--json")

    answer = json.loads(out)
    assert code == 0
    assert {visit["institution_id"] for visit in answer["visits"]} == {office.school, office.pesantren}
    assert answer["expected"]["recordings"] == pytest.approx(40 * 0.8 * 0.95, abs=0.1)
    assert set(answer["against"]) == {"oldest_letter", "largest_first"}
    assert answer["rates"]["minutes"] == {"value": 4.0, "n": 0, "own": None, "prior": 4.0}
    assert (answer["gap"], answer["postponed"], answer["districts_unreached"]) == (pytest.approx(0, abs=1e-3), [], [])
    with read_connection() as conn:
        assert visits.between(conn, PASURUAN, date(2020, 1, 1), date(2099, 1, 1)) == []


def test_people_get_a_sentence_and_a_table(office, capsys):
    code, out = run(capsys, *span())

    assert code == 0
    assert "2 kunjungan, 30 perekaman diharapkan" in out
    assert "SMAN 1 Kejayan" in out


def test_only_some_districts_and_what_is_not_theirs(office, capsys, actor_of):
    actor_of("kejayan", "scheduler", regency=PASURUAN, districts=("35.14.06",))

    _code, out = run(capsys, *span(), "--by", "kejayan", "--json")
    refused = run(capsys, *span(), "--by", "kejayan", "--district", "35.14.16", "--json")

    assert [visit["institution_id"] for visit in json.loads(out)["visits"]] == [office.school]
    assert (refused[0], json.loads(refused[1])["refused"]["code"]) == (3, "not_allowed")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "2026-13-01", "--until", "2026-12-31"), "date"),
        (("--from", "2020-01-01", "--until", "2020-01-31"), "plan_period"),
        (("--from", "2030-01-01", "--until", "2031-01-31"), "plan_period"),
    ],
)
def test_days_that_cannot_be_planned_are_refused(office, capsys, words, code):
    ended, out = run(capsys, *words, "--json")

    assert (ended, json.loads(out)["refused"]["code"]) == (2, code)
