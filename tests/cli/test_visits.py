"""`visits` on the command line: one object for programs, tables for people."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import insert
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.cli import main
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import institution, resident, visit_outcome
from ktp_core.figures import service
from ktp_core.figures.model import BasisKind, Measure, Reported
from ktp_core.visits.store import insert_visit

KEYS = {"as_of", "reach", "years", "total", "visits", "institutions"}


@pytest.fixture
def offices(sqlite_database: str) -> list[int]:
    """Pasuruan with the three of March 2019 and a school nobody visited; Balangan with what was reported."""
    places = make_office(
        ("school", "SMA Kejayan", "35.14.06"), ("school", "SMKN 1 Purwosari", "35.14.02"),
        ("pesantren", "PP Kraton", "35.14.15"), ("school", "SMK Baru", "35.14.06"), ("village", "Desa A", "35.14.06"),
    )  # fmt: skip
    make_office(regency=BALANGAN)
    with write_transaction() as conn:
        for place, day in zip(places, (12, 14, 15), strict=False):
            insert_visit(conn, PASURUAN, place, date(2019, 3, day), at=NOW, source="WartaBromo, 15 Maret 2019")
        own = insert_visit(conn, PASURUAN, places[0], date(2026, 10, 21), at=NOW)
        conn.execute(insert(resident).values(
            id=1, regency=PASURUAN, nik="3514060101100001", name="SITI RAHASIA", sex="P", birth_date=date(2010, 1, 1),
            card_age_on=date(2027, 1, 1), standing=1, state=10, serial=1, version=1, updated_at=NOW,
        ))  # fmt: skip
        conn.execute(insert(visit_outcome).values(visit_id=own, resident_id=1, outcome=4, reason="ill"))
    for measure, value in ((Measure.INSTITUTIONS_SERVED, 19), (Measure.PEOPLE_SERVED, 541)):
        told = Reported(BALANGAN, measure, value, date(2024, 12, 31), "Banua Tv", BasisKind.PERIOD)
        service.add_figure(SYSTEM, BALANGAN, told, at=NOW)
    return places


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main.run(["visits", *words])
    return int(ended.value.code or 0), capsys.readouterr().out


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    code, out = run(capsys, *words, "--as-of", "2026-11-22", "--json")
    assert code == 0
    said = json.loads(out)
    assert set(said) == KEYS and said["as_of"] == "2026-11-22"
    return said


def test_one_object_says_what_came_of_visits_and_names_nobody(offices, capsys):
    said = answer(capsys, "--regency", PASURUAN)

    assert said["reach"] == {"institutions": 4, "visited": 3, "never": 1}
    assert said["total"] == 4
    newest = said["visits"][0]
    assert (newest["day"], newest["institution"], newest["listed"], newest["recorded"], newest["missed"]) == (
        "2026-10-21", "SMA Kejayan", 1, 0, 1,
    )  # fmt: skip
    first = said["institutions"][0]
    assert (first["institution"], first["visits"], first["last_on"], first["months"]) == ("SMK Baru", 0, None, None)
    assert said["institutions"][-1]["months"] == 1
    assert "SITI" not in json.dumps(said) and "3514060101100001" not in json.dumps(said)


def test_the_visits_of_march_2019_and_the_totals_of_balangan_come_out(offices, capsys):
    march = answer(capsys, "--regency", PASURUAN, "--year", "2019")["visits"]
    assert [(one["day"], one["institution"]) for one in march] == [
        ("2019-03-15", "PP Kraton"), ("2019-03-14", "SMKN 1 Purwosari"), ("2019-03-12", "SMA Kejayan"),
    ]  # fmt: skip
    assert {one["source"] for one in march} == {"WartaBromo, 15 Maret 2019"}

    (year,) = answer(capsys, "--regency", BALANGAN)["years"]
    assert (year["year"], year["official_institutions"], year["official_served"], year["source"]) == (
        2024, 19, 541, "Banua Tv",
    )  # fmt: skip


def test_it_can_be_narrowed(offices, capsys):
    assert answer(capsys, "--regency", PASURUAN, "--district", "35.14.15")["total"] == 1
    assert answer(capsys, "--regency", PASURUAN, "--institution", str(offices[0]))["total"] == 2
    assert answer(capsys, "--regency", PASURUAN, "--kind", "village")["reach"]["institutions"] == 1
    assert len(answer(capsys, "--regency", PASURUAN, "--limit", "2")["visits"]) == 2


def test_people_get_tables(offices, capsys):
    code, out = run(capsys, "--regency", PASURUAN, "--as-of", "2026-11-22")

    assert code == 0
    assert "3 dari 4 lembaga pernah dikunjungi per 2026-11-22." in out
    assert "2019-03-14" in out


def test_a_year_that_is_none_is_refused(offices, capsys):
    code, out = run(capsys, "--regency", PASURUAN, "--year", "19", "--json")

    assert code == 2 and json.loads(out)["refused"]["code"] == "usage"


def test_brackets_in_a_name_are_printed_as_they_are(offices, capsys):
    with write_transaction() as conn:
        conn.execute(institution.update().where(institution.c.id == offices[0]).values(name="SMA [/] Kejayan"))

    code, said = run(capsys, "--regency", PASURUAN)

    assert code == 0
    assert "[/]" in said
