"""`projection` on the command line: the same dates as the service and the screen, and its exit codes."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, recount, store
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.transactions import SYSTEM
from ktp_core.cli import main
from ktp_core.db.engine import write_transaction
from ktp_core.figures import service as figures
from ktp_core.figures.model import Measure, Target
from ktp_core.kpi.model import Scope
from ktp_core.projection import service

TODAY, KEJAYAN = date(2026, 11, 18), "35.14.06"


@pytest.fixture
def office(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    make_office(("school", "SMA Kejayan", KEJAYAN))
    made = lives(PASURUAN, (KEJAYAN,), 400, seed=3, today=TODAY)
    with write_transaction() as conn:
        store(conn, PASURUAN, made)
    owned = recount(made, TODAY)["owned"]
    goal = Target(PASURUAN, Measure.HOLDERS, owned + 12, date(2026, 1, 1), "Renja", date(2028, 12, 31))
    figures.add_target(SYSTEM, PASURUAN, goal, at=NOW)
    return owned


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main.run(["projection", *words])
    return int(ended.value.code or 0), capsys.readouterr().out


def test_the_answer_is_that_of_the_service(office: int, capsys: pytest.CaptureFixture[str]):
    code, out = run(capsys, "--regency", PASURUAN, "--json")
    answer = json.loads(out)
    (one,) = service.outlook(SYSTEM, Scope(PASURUAN, TODAY), TODAY).arrivals

    assert code == 0
    (told,) = answer["targets"]
    assert (told["measure"], told["value"], told["now"]) == ("holders", office + 12, office)
    dates = [day and day.isoformat() for day in (one.p10, one.p50, one.p90)]
    assert [told["p10"], told["p50"], told["p90"]] == dates
    assert (told["pace"], told["needed"]) == (one.pace, one.needed)
    assert str(office + 12) in told["answer"] and "**" not in told["answer"]
    assert (answer["as_of"], answer["partial"], len(answer["months"])) == ("2026-11-18", False, 120)
    p10, p50, p90 = answer["months"][-1]["owned"]
    assert office <= p10 <= p50 <= p90


def test_what_if_and_a_past_day_are_answered_too(office: int, capsys: pytest.CaptureFixture[str]):
    _, usual = run(capsys, "--regency", PASURUAN, "--json")
    _, wished = run(capsys, "--regency", PASURUAN, "--recording", "0", "--json")
    _, past = run(capsys, "--regency", PASURUAN, "--as-of", "2026-03-31", "--known-on", "2026-03-31", "--json")

    more, less = (json.loads(one)["months"][-1]["covered"][1] for one in (usual, wished))
    assert less < more
    assert json.loads(past)["known_on"] == "2026-03-31"


def test_people_read_sentences(office: int, capsys: pytest.CaptureFixture[str]):
    code, out = run(capsys, "--regency", PASURUAN)
    assert code == 0 and "pemilik KTP-el" in " ".join(out.split()) and "orang per hari kerja" in " ".join(out.split())

    _, none = run(capsys, "--regency", PASURUAN, "--district", KEJAYAN)
    assert "Belum ada target yang berlaku di sini" in none


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--regency", "99.99"), "regency_not_set_up"), (("--regency", "abc"), "regency_unknown"),
        (("--regency", PASURUAN, "--district", "35.14.99"), "district_unknown"),
        (("--regency", PASURUAN, "--as-of", "2026-02-01", "--known-on", "2026-01-01"), "known_before"),
        (("--regency", PASURUAN, "--capacity", "-1"), "usage"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused(office: int, capsys: pytest.CaptureFixture[str], words, why):
    code, out = run(capsys, *words, "--json")

    assert (code, json.loads(out)["refused"]["code"]) == (2, why)


def test_targets_of_visits_are_answered_in_their_own_unit(office: int, capsys: pytest.CaptureFixture[str]):
    goal = Target(PASURUAN, Measure.INSTITUTIONS_SERVED, 40, date(2026, 1, 1), "Renja", date(2026, 12, 31))
    figures.add_target(SYSTEM, PASURUAN, goal, at=NOW)
    _, out = run(capsys, "--regency", PASURUAN, "--json")
    first, told = json.loads(out)["targets"]

    assert (first["measure"], first["until"]) == ("holders", json.loads(out)["until"])
    assert (told["measure"], told["now"], told["until"], told["in_time"]) == ("institutions_served", 0, "2026-12-31", 0)
    assert (told["p10"], told["p50"], told["p90"], told["obstacle"]) == (None, None, None, "places")
    assert told["then"] == 0 and told["needed"] > 1
    _, out = run(capsys, "--regency", PASURUAN)
    assert "lembaga per hari kerja" in " ".join(out.split()) and "masa berlakunya" in " ".join(out.split())
