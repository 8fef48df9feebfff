"""`summary export` and `summary merge` on the command line: one installation sends, another counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests_support.card_people import one
from tests_support.offices import make_office

from ktp_core.access.model import Role
from ktp_core.cards.model import CardState
from ktp_core.cli.main import run
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import office

EXPORT = ("summary", "export", "--by", "kepala")


@pytest.fixture
def call(sqlite_database, capsys):
    def ask(*words: str) -> tuple[int, dict]:
        code = 0
        try:
            run([*words, "--json"])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, json.loads(capsys.readouterr().out)

    return ask


def test_a_month_goes_from_one_installation_to_another(call, actor_of, tmp_path: Path):
    make_office(regency="63.11")
    one(CardState.DELIVERED, number=1, name="ANI")
    actor_of("kepala", Role.HEAD)
    actor_of("provinsi", Role.ADMIN)
    file = tmp_path / "ringkasan.ktp.gz"

    code, answer = call(*EXPORT, "--regency", "63.11", "--month", "2026-10", "--out", str(file))
    assert (code, answer["bytes"]) == (0, file.stat().st_size) and answer["bytes"] < 5_000

    assert call("summary", "merge", str(file), "--by", "provinsi")[0] == 2  # its own office
    with write_transaction() as conn:  # another installation
        conn.execute(office.delete())
    code, answer = call("summary", "merge", str(file), "--by", "provinsi")
    assert (code, answer["regency"], answer["month"], answer["new"]) == (0, "63.11", 202610, True)
    assert call("summary", "merge", str(file), "--by", "provinsi")[1]["new"] is False


@pytest.mark.parametrize("month", ["2026-13", "202610", "2026-1", "1900-01", "٢٠٢٦-١٠"])
def test_a_month_is_written_as_promised(call, actor_of, tmp_path: Path, month: str):
    make_office()
    actor_of("kepala", Role.HEAD)

    code, answer = call(*EXPORT, "--regency", "35.14", "--month", month, "--out", str(tmp_path / "x"))

    assert code == 2 and answer["refused"]["code"] in ("date", "summary_month")
    assert not (tmp_path / "x").exists()


def test_a_file_that_is_not_there_and_one_that_is_none(call, actor_of, tmp_path: Path):
    actor_of("provinsi", Role.ADMIN)
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8 no")

    for name in ("gone", "foto.jpg"):
        code, answer = call("summary", "merge", str(tmp_path / name), "--by", "provinsi")
        assert (code, answer["refused"]["code"]) == (2, "summary_file")
