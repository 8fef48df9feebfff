"""`roster apply` as other programs call it: keys, exit codes, twice."""

from __future__ import annotations

import json

import pytest
import typer
from tests_support.offices import PASURUAN, make_office, people, pupil, roster_csv
from typer.testing import CliRunner

from ktp_core.cli import roster_apply, roster_check
from ktp_core.cli.main import exit_code
from ktp_core.cli.roster_apply import year_of
from ktp_core.errors import KtpError, NotAllowed, Refused

KEYS = {"upload", "new", "changed", "same", "rejected", "in_review"}


@pytest.fixture
def app():
    made = typer.Typer()
    roster_check.register(made)
    roster_apply.register(made)
    return made


def call(app, *words):
    return CliRunner().invoke(app, ["roster", "apply", *map(str, words)])


def test_applying_twice_answers_with_the_promised_keys_and_changes_nothing_the_second_time(
    app, sqlite_database, actor_of, tmp_path
):
    (school,) = make_office(("school", "SMK", "35.14.06"))
    actor_of("rina", "roster", regency=PASURUAN)
    file = tmp_path / "daftar.csv"
    file.write_bytes(roster_csv(pupil("ANI", "3514064101100001", "01/01/2010", sex="P"), pupil("B", "1", "01/01/2010")))

    first, second = (
        json.loads(call(app, file, "--institution", school, "--by", "rina", "--json", "--as-of", "2026-11-22").stdout)
        for _ in range(2)
    )

    assert set(first) == set(second) == KEYS
    assert [first[key] for key in ("new", "changed", "same", "rejected", "in_review")] == [1, 0, 0, 1, 0]
    assert [second[key] for key in ("new", "changed", "same", "rejected", "in_review")] == [0, 0, 1, 1, 0]
    assert len(people()) == 1


def test_for_people_the_counts_are_words(app, sqlite_database, actor_of, tmp_path):
    (school,) = make_office(("school", "SMK", "35.14.06"))
    actor_of("rina", "roster", regency=PASURUAN)
    file = tmp_path / "daftar.csv"
    file.write_bytes(roster_csv(pupil("ANI", "3514064101100001", "01/01/2010", sex="P")))

    answer = call(app, file, "--institution", school, "--by", "rina", "--school-year", "2026/2027")

    assert answer.exit_code == 0
    assert "Penduduk baru" in answer.stdout
    assert "3514064101100001" not in answer.stdout


@pytest.mark.parametrize(
    ("role", "words", "refusal", "code"),
    [
        ("head", (), NotAllowed, 3),
        ("roster", ("--school-year", "2026/2028"), Refused, 2),
        ("roster", ("--as-of", "kemarin"), Refused, 2),
    ],
)
def test_refusals_have_their_exit_codes_and_leave_nothing(
    app, sqlite_database, actor_of, tmp_path, role, words, refusal, code
):
    (school,) = make_office(("school", "SMK", "35.14.06"))
    actor_of("rina", role, regency=PASURUAN)
    file = tmp_path / "daftar.csv"
    file.write_bytes(roster_csv(pupil("ANI", "3514064101100001", "01/01/2010", sex="P")))

    answer = call(app, file, "--institution", school, "--by", "rina", *words)

    assert isinstance(answer.exception, refusal)
    assert exit_code(answer.exception) == code
    assert people() == []


@pytest.mark.parametrize(("written", "year"), [("2026/2027", 2026), ("2026", 2026), (" 2025/2026 ", 2025)])
def test_a_school_year_is_its_first_year(written, year):
    assert year_of(written) == year


@pytest.mark.parametrize("written", ["", "26/27", "2026/2026", "2026-2027", "abcd"])
def test_anything_else_is_refused(written):
    with pytest.raises(KtpError, match="school_year"):
        year_of(written)


def test_a_number_of_no_institution_is_told_as_that_and_not_as_a_regency(app, sqlite_database, actor_of, tmp_path):
    actor_of("rina", "roster", regency=PASURUAN)
    file = tmp_path / "daftar.csv"
    file.write_bytes(roster_csv(pupil("ANI", "3514064101100001", "01/01/2010", sex="P")))

    answer = call(app, file, "--institution", 1, "--by", "rina")

    assert isinstance(answer.exception, KtpError) and answer.exception.code == "institution_unknown"
