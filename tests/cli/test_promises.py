"""What the command line promises other programs, whatever is typed: one JSON object, and the exit codes."""

from __future__ import annotations

import json

import pytest
from tests_support.constants import PASURUAN
from tests_support.offices import make_office

from ktp_core.cli import main

NO_COMMANDS = [
    ("kpi",), ("nosuch",), ("backlog", "--regency", PASURUAN, "--limit", "0"), ("demo", "--size", "huge"),
    ("kpi", "--regency", PASURUAN, "--nosuch"), ("cards", "import"), ("user", "add"), ("roster",), (),
]  # fmt: skip
REFUSED = [
    ("regency_unknown", ("kpi", "--regency", "abc")),
    ("regency_unknown", ("backlog", "--regency", "abc")),
    ("regency_unknown", ("user", "add", "rina", "--role", "roster", "--regency", "3514", "--password-stdin")),
    ("regency_unknown", ("cards", "import", __file__, "--regency", "abc", "--by", "cetak")),
    ("regency_unknown", ("boundaries", "import", __file__, "--regency", "abc", "--by", "cetak")),
    ("regency_unknown", ("figure", "target", "--regency", "x", "--value", "1", "--from", "2026-01-01",
                         "--measure", "holders", "--source", "DKB", "--by", "cetak")),
    ("date", ("kpi", "--regency", PASURUAN, "--as-of", "0001-01-01")),
    ("date", ("kpi", "--regency", PASURUAN, "--as-of", "9999-12-31")),
    ("date", ("kpi", "--regency", PASURUAN, "--as-of", "20261122")),
    ("date", ("backlog", "--regency", PASURUAN, "--as-of", "2026-W47-7")),
    ("date", ("backlog", "--regency", PASURUAN, "--as-of", "0001-01-01", "--min-days", "36500")),
    ("unexpected", ("backlog", "--regency", PASURUAN, "--db", "foo://bar")),
    ("unexpected", ("kpi", "--regency", PASURUAN, "--db", "sqlite:////proc/none/here.db")),
]  # fmt: skip


@pytest.fixture(autouse=True)
def office(sqlite_database: str, actor_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KTP_DATABASE_URL", sqlite_database)
    make_office()
    actor_of("cetak", "print", "admin")


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, str]]:
    with pytest.raises(SystemExit) as ended:
        main.run([*words, "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["refused"] and set(answer["refused"]) == {"code", "message"}
    return int(ended.value.code or 0), answer["refused"]


@pytest.mark.parametrize("words", NO_COMMANDS, ids=" ".join)
def test_words_that_are_no_command_are_refused_in_one_object(capsys: pytest.CaptureFixture[str], words):
    code, refused = refusal(capsys, *words)

    assert (code, refused["code"]) == (2, "usage")
    assert refused["message"].startswith("Perintah tidak lengkap atau salah tulis: ")


@pytest.mark.parametrize(("why", "words"), REFUSED)
def test_values_that_nothing_can_hold_are_refused_in_one_object(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sqlite_database: str, why, words
):
    code, refused = refusal(capsys, *words)

    monkeypatch.setenv("KTP_DATABASE_URL", sqlite_database)  # `--db` holds for the rest of a process
    assert (code, refused["code"]) == (2, why)


def test_without_json_the_words_for_people_stand_on_stderr(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main.run(["kpi"])

    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "") and "--regency" in err


def test_an_exit_code_of_a_command_is_kept_with_json(capsys: pytest.CaptureFixture[str], tmp_path):
    with pytest.raises(SystemExit) as ended:
        main.run(["roster", "check", str(tmp_path / "none.csv"), "--json"])
    assert ended.value.code == 2 and json.loads(capsys.readouterr().out)["refused"]["code"] == "file"

    with pytest.raises(SystemExit) as ended:
        main.run(["kpi", "--regency", PASURUAN, "--json"])
    assert ended.value.code == 0 and json.loads(capsys.readouterr().out)["figures"]
