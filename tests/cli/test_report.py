"""`report` on the command line: a draft, an issue, what was issued, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests_support.card_people import one
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Role
from ktp_core.cards.model import CardState
from ktp_core.cli.main import run
from ktp_core.reports import rules, service


@pytest.fixture
def call(sqlite_database, capsys):
    def ask(*words: str) -> tuple[int, str]:
        code = 0
        try:
            run(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, capsys.readouterr().out

    return ask


@pytest.fixture
def office(call):
    make_office()
    one(CardState.DELIVERED, number=1)


def last_month() -> str:
    month = rules.months(clock.today("35.14"))[1]
    return f"{month // 100}-{month % 100:02}"


@pytest.mark.parametrize("ending, head", [("pdf", b"%PDF-"), ("xlsx", b"PK\x03\x04"), ("PDF", b"%PDF-")])
def test_month_and_file_are_enough_where_there_is_one_office(call, office, tmp_path: Path, ending, head):
    file = tmp_path / f"laporan.{ending}"

    code, said = call("report", "--month", last_month(), "--out", str(file))

    assert code == 0 and file.read_bytes().startswith(head) and "draf, belum diterbitkan" in said


def test_a_month_that_was_issued_is_written_as_it_was_issued(call, office, actor_of, tmp_path: Path):
    actor_of("kepala", Role.HEAD)
    first, again, draft = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf"))
    code, said = call("report", "--month", last_month(), "--out", str(first), "--issue", "--by", "kepala", "--json")
    issued = json.loads(said)
    assert (code, issued["issued"], issued["number"], issued["bytes"]) == (0, True, 1, first.stat().st_size)
    one(CardState.PRINT_READY, number=2)

    code, said = call("report", "--month", last_month(), "--out", str(again))
    assert code == 0 and "terbitan nomor 1" in said and again.read_bytes() == first.read_bytes()
    assert call("report", "--month", last_month(), "--out", str(again), "--number", "1")[0] == 0
    said = call("report", "--month", last_month(), "--out", str(draft), "--now", "--json")[1]
    assert json.loads(said)["issued"] is False
    assert draft.read_bytes() != first.read_bytes()
    assert call("report", "--month", last_month(), "--out", str(draft), "--corrections")[0] == 0


@pytest.mark.parametrize(
    "words, code, why",
    [
        (("--out", "x.docx"), 2, "report_format"),
        (("--out", "x.pdf", "--number", "3"), 2, "report_not_issued"),
        (("--out", "x.pdf", "--issue"), 2, "report_by"),
        (("--out", "x.pdf", "--known-on", "2011-01-01"), 2, "known_before"),
        (("--out", "x.pdf", "--known-on", "kemarin"), 2, "date"),
        (("--out", "x.pdf", "--issue", "--by", "cetak"), 3, "not_allowed"),
        (("--out", "x.pdf", "--regency", "63.11"), 2, "regency_not_set_up"),
        (("--out", "x.pdf", "--month", "2999-01"), 2, "report_month"),
        (("--out", "x.pdf", "--month", "2026-13"), 2, "report_month"),
        (("--out", "x.pdf", "--month", "2099-12"), 2, "report_future"),
        (("--out", "x.pdf", "--known-on", "2099-12-31"), 2, "date_future"),
        (("--out", "x.pdf", "--now", "--known-on", "2026-10-31"), 2, "report_which"),
        (("--out", "x.pdf", "--now", "--number", "1"), 2, "report_which"),
        (("--out", "none/x.pdf"), 2, "export_write"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_nothing(
    call, office, actor_of, tmp_path, monkeypatch, words, code, why
):
    actor_of("cetak", Role.PRINT)
    monkeypatch.chdir(tmp_path)
    month = () if "--month" in words else ("--month", last_month())

    got, said = call("report", *month, *words, "--json")

    assert (got, json.loads(said)["refused"]["code"]) == (code, why)
    assert [one.name for one in tmp_path.iterdir() if one.suffix != "" and one.is_file()] == []


def test_nothing_is_issued_whose_file_could_not_be_written(call, office, actor_of, tmp_path: Path):
    kepala = actor_of("kepala", Role.HEAD)
    (tmp_path / "folder.pdf").mkdir()
    # /proc: a folder that says it may be written into, and cannot.
    for file in (tmp_path / "none" / "x.pdf", tmp_path / "folder.pdf", Path("/proc/x.pdf")):
        code, said = call("report", "--month", last_month(), "--out", str(file), "--issue", "--by", "kepala", "--json")
        assert (code, json.loads(said)["refused"]["code"]) == (2, "export_write")

    assert service.issues(kepala, "35.14") == []
    assert list(tmp_path.glob("**/*.pdf")) == [tmp_path / "folder.pdf"]


def test_an_issue_is_made_as_the_number_that_is_asked_for_or_not_at_all(call, office, actor_of, tmp_path: Path):
    kepala = actor_of("kepala", Role.HEAD)
    words = ("report", "--month", last_month(), "--out", str(tmp_path / "x.pdf"), "--issue", "--by", "kepala", "--json")

    assert json.loads(call(*words, "--number", "1")[1])["number"] == 1
    code, said = call(*words, "--number", "1")
    assert (code, json.loads(said)["refused"]["code"]) == (2, "report_issued_meanwhile")
    assert json.loads(call(*words)[1])["number"] == 2
    assert [one.number for one in service.issues(kepala, "35.14")] == [2, 1]


def test_with_two_offices_one_must_be_named(call, office, tmp_path: Path):
    make_office(regency="63.11")
    code, said = call("report", "--month", last_month(), "--out", str(tmp_path / "x.pdf"), "--json")

    assert (code, json.loads(said)["refused"]["code"]) == (2, "report_regency")
    assert call("report", "--month", last_month(), "--regency", "63.11", "--out", str(tmp_path / "x.pdf"))[0] == 0
