"""`statement` on the command line: one object, sums that come out, refusals with their codes."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests_support.card_people import KEJAYAN, PURWOSARI, one
from tests_support.constants import PASURUAN
from tests_support.offices import make_office

from ktp_core.cards.model import CardState
from ktp_core.cli import main

S = CardState


@pytest.fixture
def cards(sqlite_database: str) -> None:
    make_office(("school", "SMA Kejayan", KEJAYAN))
    one(S.PRINT_READY, date(2026, 3, 5), number=1)
    one(S.PRINTED, date(2026, 3, 9), number=2)
    one(S.PRINT_READY, date(2026, 5, 2), number=3, district=PURWOSARI)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict]:
    with pytest.raises(SystemExit) as ended:
        main.run(["statement", *words, "--json"])
    return int(ended.value.code or 0), json.loads(capsys.readouterr().out)


def test_months_and_districts_come_out(cards: None, capsys: pytest.CaptureFixture[str]):
    code, answer = run(capsys, "--regency", PASURUAN, "--from", "2026-02", "--until", "2026-05-31")

    assert code == 0
    short = [(m["month"], m["opening"], m["became_due"], m["printed"], m["closing"]) for m in answer["months"]]
    assert short == [
        ("2026-02", 0, 0, 0, 0), ("2026-03", 0, 2, 1, 1), ("2026-04", 1, 0, 0, 1), ("2026-05", 1, 1, 0, 2),
    ]  # fmt: skip
    assert [(d["district"], d["closing"]) for d in answer["districts"]] == [(PURWOSARI, 1), (KEJAYAN, 1)]
    assert len(answer["lines"]) == 8 and set(answer["lines"][0]) == {"district", *answer["months"][0]}
    assert (answer["from"], answer["until"]) == ("2026-02", "2026-05-31")


def test_one_district(cards: None, capsys: pytest.CaptureFixture[str]):
    _, answer = run(capsys, "--regency", PASURUAN, "--from", "2026-03", "--until", "2026-05-31", "--district", KEJAYAN)

    assert [m["closing"] for m in answer["months"]] == [1, 1, 1]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("--from", "2026-13"), "statement_months"), (("--from", "maret"), "date"),
        (("--from", "2026-09", "--until", "2026-08-01"), "statement_months"),
        (("--from", "2026-03", "--district", "35.14.77"), "backlog_district_unknown"),
    ],
)  # fmt: skip
def test_slips_are_refused(cards: None, capsys: pytest.CaptureFixture[str], words, refusal):
    code, answer = run(capsys, "--regency", PASURUAN, *words)

    assert (code, answer["refused"]["code"]) == (2, refusal)


def test_for_people(cards: None, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main.run(["statement", "--regency", PASURUAN, "--from", "2026-03", "--until", "2026-05-31"])

    said = capsys.readouterr().out
    assert "2026-05" in said and "Kejayan" in said and "Akhir" in said
