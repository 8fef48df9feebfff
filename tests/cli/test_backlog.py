"""`backlog` on the command line keeps its promises: keys, order, cursor, exit codes, masked NIKs, owned files."""

import csv
import json
import random
import stat

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from tests_support import waiting
from tests_support.constants import NOW, PASURUAN
from tests_support.waiting import TODAY

from ktp_core.cli.main import run
from ktp_core.db import dialects
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log
from ktp_core.printing import queries
from ktp_core.printing.model import BacklogFilter, Kind
from ktp_core.summaries.rebuild import rebuild

ROW = {"nik", "name", "birth_date", "district", "institution", "printable_from", "days"}


@pytest.fixture
def queue(sqlite_database, monkeypatch):
    from ktp_core import cli

    monkeypatch.setattr(cli.main, "MODULES", ("backlog", "kpi"))
    with write_transaction() as conn:
        waiting.fill(conn, residents=400, waiting=150, at=NOW)
    return sqlite_database


@pytest.fixture
def call(queue, capsys):
    def ask(*options: str) -> tuple[int, dict]:
        code = 0
        try:
            run(["backlog", "--regency", PASURUAN, "--as-of", TODAY.isoformat(), "--json", *options])
        except SystemExit as ended:
            code = int(ended.code or 0)
        out = capsys.readouterr().out
        return code, json.loads(out) if out else {}

    return ask


def expected(asked: BacklogFilter, reveal: bool = False):
    with read_connection() as conn:
        return queries.backlog_page(conn, asked, TODAY, limit=500, reveal=reveal)


def audited() -> list[tuple[str, str]]:
    with read_connection() as conn:
        return [tuple(row) for row in conn.execute(select(audit_log.c.by, audit_log.c.action))]


def test_the_answer_has_the_promised_keys_and_masked_niks_oldest_first(call):
    code, answer = call()

    frame = expected(BacklogFilter(PASURUAN))
    assert code == 0
    assert set(answer) == {"as_of", "total", "rows", "next"}
    assert (answer["as_of"], answer["total"], len(answer["rows"])) == ("2026-11-22", len(frame), 50)
    assert all(set(row) == ROW for row in answer["rows"])
    assert [row["nik"] for row in answer["rows"]] == list(frame["nik"][:50])
    assert all(row["nik"].endswith("*" * 10) for row in answer["rows"])
    assert [row["printable_from"] for row in answer["rows"]] == [d.isoformat() for d in frame["printable_from"][:50]]
    assert audited() == []


def test_cursors_walk_through_everything_once(call):
    names, options = [], []
    for _ in range(20):
        _, answer = call("--limit", "16", *options)
        names += [row["name"] for row in answer["rows"]]
        if answer["next"] is None:
            break
        options = ["--after", answer["next"]]

    assert names == list(expected(BacklogFilter(PASURUAN))["name"])


def test_filters_are_those_of_the_screen(call):
    options = [
        "--district",
        "35.14.01",
        "--district",
        "35.14.02",
        "--min-days",
        "31",
        "--first-time",
        "--search",
        "A",
        "--limit",
        "500",
    ]
    _, answer = call(*options)

    frame = expected(BacklogFilter(PASURUAN, ("35.14.01", "35.14.02"), (), Kind.FIRST_TIME, 31, "a"))
    assert 0 < answer["total"] == len(frame) < 150
    assert [row["name"] for row in answer["rows"]] == list(frame["name"])
    assert answer["next"] is None


def test_more_than_a_page_may_be_asked_for_at_once(queue, call):
    with write_transaction() as conn:
        conn.execute(queries.resident.update().values(due_on=TODAY, state=40))
        rows = list(waiting.rows(random.Random(1), PASURUAN, ["35.14.01"], [], 1100, 1100, TODAY))[400:]
        dialects.bulk_insert(conn, queries.resident, waiting.COLUMNS, rows)
        rebuild(conn, PASURUAN)

    _, answer = call("--limit", "100000")

    assert answer["total"] == len(answer["rows"]) == 1100
    assert answer["next"] is None


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("backlog_kind", ["--first-time", "--replacement"]),
        ("backlog_cursor", ["--after", "AAAA"]),
        ("backlog_district_unknown", ["--district", "35.14.99"]),
        ("backlog_district_unknown", ["--district", "63.11.01"]),
        ("backlog_min_days", ["--min-days", "-1"]),
        ("backlog_search_long", ["--search", "a" * 100_000]),
        ("regency_not_set_up", ["--regency", "63.11"]),
        ("regency_unknown", ["--regency", "Pasuruan"]),
        ("export_format", ["--out", "daftar.pdf"]),
        ("export_write", ["--out", "/tidak/ada/daftar.csv"]),
    ],
)
def test_refusals_say_why_and_end_with_two(call, code, options):
    exit_code, answer = call(*options)

    assert (exit_code, answer["refused"]["code"]) == (2, code)
    assert answer["refused"]["message"]


def test_whole_niks_need_an_account_that_may_see_them_and_are_written_down(call, actor_of):
    actor_of("cetak", "print", regency=PASURUAN)
    actor_of("antar", "delivery", regency=PASURUAN)

    assert call("--reveal")[0] == 3
    assert call("--reveal", "--by", "antar")[0] == 3
    assert call("--reveal", "--by", "hantu")[0] == 3
    code, answer = call("--reveal", "--by", "cetak", "--limit", "3")

    assert code == 0
    assert [row["nik"] for row in answer["rows"]] == list(expected(BacklogFilter(PASURUAN), reveal=True)["nik"][:3])
    assert audited() == [("cetak", "backlog.reveal")]


def test_an_account_that_looks_leaves_the_entry_that_the_screen_leaves(call, actor_of):
    actor_of("antar", "delivery", regency=PASURUAN)

    assert call("--by", "antar")[0] == call("--by", "antar", "--search", "siti")[0] == 0
    assert audited() == [("antar", "backlog.view"), ("antar", "backlog.search")]


def test_out_writes_everything_that_is_filtered_masked_and_private(call, actor_of, tmp_path):
    actor_of("cetak", "print", regency=PASURUAN)
    frame = expected(BacklogFilter(PASURUAN, kind=Kind.REPLACEMENT))

    code, answer = call("--replacement", "--limit", "2", "--out", str(tmp_path / "a.csv"))
    call("--replacement", "--out", str(tmp_path / "b.xlsx"), "--by", "cetak", "--reveal")

    text = list(csv.DictReader((tmp_path / "a.csv").open(encoding="utf-8-sig")))
    cells = [row[1].value for row in load_workbook(tmp_path / "b.xlsx").active.iter_rows(min_row=2)]
    assert (code, answer["written"], len(answer["rows"])) == (0, len(frame), 2)
    assert [row["NIK"] for row in text] == list(frame["nik"])
    assert cells == list(expected(BacklogFilter(PASURUAN, kind=Kind.REPLACEMENT), reveal=True)["nik"])
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600
    assert audited() == [("system", "backlog.export"), ("cetak", "backlog.reveal"), ("cetak", "backlog.export")]


def test_an_account_that_may_not_export_writes_no_file(call, actor_of, tmp_path):
    actor_of("antar", "delivery", regency=PASURUAN)
    actor_of("kepala", "head", regency=PASURUAN)

    assert call("--by", "antar", "--out", str(tmp_path / "a.csv"))[0] == 3
    assert call("--by", "kepala")[0] == 3
    assert list(tmp_path.glob("*.csv")) == [] and audited() == []


def test_people_get_a_sentence_a_table_and_the_way_on(queue, capsys):
    run_quietly(["backlog", "--regency", PASURUAN, "--as-of", "2026-11-22", "--limit", "5"])

    said = capsys.readouterr().out
    total = len(expected(BacklogFilter(PASURUAN)))
    assert f"{total} kartu menunggu per 22/11/2026 · terlama" in said
    assert "Lanjutan: --after " in said and "*" * 10 in said


def test_an_empty_answer_is_a_sentence(queue, capsys):
    run_quietly(["backlog", "--regency", PASURUAN, "--search", "tidak ada orang begini"])

    assert "Tidak ada kartu yang menunggu cetak" in capsys.readouterr().out


def run_quietly(words: list[str]) -> None:
    try:
        run(words)
    except SystemExit as ended:
        assert not ended.code
