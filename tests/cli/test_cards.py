"""`cards import` on the command line: the promised keys, refusals and exit codes, words for people."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests_support.card_people import nik, one
from tests_support.constants import PASURUAN

from ktp_core.cards.model import CardState
from ktp_core.cli.main import run

LIST = f"NIK;Status;Tanggal\n{nik(1)};PRR;05/04/2026\n{nik(2)};PRR;05/04/2026\n{nik(1)};APA;05/04/2026\n"


@pytest.fixture
def file(sqlite_database, actor_of, tmp_path: Path) -> str:
    actor_of("cetak", "print", regency=PASURUAN)
    actor_of("kepala", "head", regency=PASURUAN)
    one(CardState.SUBMITTED)
    path = tmp_path / "status.csv"
    path.write_text(LIST)
    return str(path)


def answer(capsys, *words: str) -> tuple[int, dict]:
    try:
        run(["cards", "import", *words, "--as-of", "2026-11-22", "--json"])
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(capsys.readouterr().out)


def test_the_promised_keys_and_nothing_the_second_time(file, capsys):
    code, first = answer(capsys, file, "--by", "cetak")
    again_code, second = answer(capsys, file, "--by", "cetak")

    issue = first.pop("issues")[0]
    assert (code, again_code) == (0, 0)
    assert first == {
        "read": 3, "applied": 1, "same": 0, "disagreements": 0, "new_disagreements": 0, "unknown": 1, "rejected": 1,
    }  # fmt: skip
    assert (issue["row"], issue["cell"], issue["code"]) == (4, "B4", "status_unknown")
    assert (second["applied"], second["same"]) == (0, 1)


def test_refusals_and_permissions_have_their_exit_codes(file, capsys, tmp_path):
    other = tmp_path / "lain.csv"
    other.write_text("Nama;Alamat\nANI;Kejayan\n")

    refused, reason = answer(capsys, str(other), "--by", "cetak")
    missing, _ = answer(capsys, str(tmp_path / "tidak-ada.csv"), "--by", "cetak")
    denied, who = answer(capsys, file, "--by", "kepala")

    assert (refused, reason["refused"]["code"], missing) == (2, "columns", 2)
    assert (denied, who["refused"]["code"]) == (3, "not_allowed")


def test_people_read_a_table_and_the_cells_to_mend(file, capsys):
    with pytest.raises(SystemExit) as end:
        run(["cards", "import", file, "--by", "cetak", "--as-of", "2026-11-22"])

    out = capsys.readouterr().out
    assert end.value.code == 0
    assert "Diterapkan" in out and "B4: Status “APA” tidak dikenal" in out
    assert nik(1) not in out


def test_a_day_that_is_not_yet_moves_no_card(file, capsys):
    with pytest.raises(SystemExit) as end:
        run(["cards", "import", file, "--by", "cetak", "--as-of", "2098-05-01", "--json"])

    assert (end.value.code, json.loads(capsys.readouterr().out)["refused"]["code"]) == (2, "card_day_future")
    assert answer(capsys, file, "--by", "cetak")[1]["applied"] == 1


def test_of_a_file_that_is_too_big_no_more_is_read_than_shows_it(file, capsys):
    big = Path(file).with_name("besar.csv")
    big.touch()
    os.truncate(big, 50 << 30)  # takes no room on the disk, and would take 50 GB of memory

    code, reason = answer(capsys, str(big), "--by", "cetak")

    assert (code, reason["refused"]["code"]) == (2, "too_big")
