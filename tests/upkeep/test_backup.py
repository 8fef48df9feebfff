"""Copies are whole, are taken while others write, and come back exactly; damaged ones are refused."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, insert, select

from ktp_core import config
from ktp_core.access.transactions import SYSTEM
from ktp_core.audit.store import check_chain
from ktp_core.cli.main import run
from ktp_core.db import engine
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.migrate import migrate
from ktp_core.db.schema import account, metadata, resident, web_session
from ktp_core.errors import Refused
from ktp_core.upkeep.backup import backup, restore
from ktp_core.upkeep.verify import verify

AT, TODAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC), date(2026, 11, 22)
TRANSIENT = {"web_session", "download", "sign_in_failure"}

WRITER = """
import os, sys
from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import SYSTEM, writing
while True:
    with writing(SYSTEM, Permission.SETUP, None, at=clock.now()) as tx:
        tx.audit("test.write", None, padding="x" * 500)
"""


def everything() -> dict[str, list[tuple]]:
    """Every row of every table, as Python values."""
    with read_connection() as conn:
        return {
            table.name: sorted(map(tuple, conn.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in TRANSIENT
        }


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Makes another, missing database the one of this process."""

    def go(name: str = "elsewhere"):
        engine.dispose()
        monkeypatch.delenv("KTP_DATABASE_URL", raising=False)
        monkeypatch.setenv("KTP_DATA_DIR", str(tmp_path / name))
        return tmp_path / name / "ktp.db"

    return go


def test_a_restored_copy_is_the_same_to_the_last_row(demo, tmp_path, elsewhere):
    before = everything()

    made = backup(tmp_path / "copy.ktp", at=AT)
    elsewhere()
    back = restore(tmp_path / "copy.ktp")

    assert everything() == before
    assert back == made
    assert made.residents == len(before["resident"])
    assert made.events == len(before["card_event"])
    assert made.bytes == (tmp_path / "copy.ktp").stat().st_size
    assert verify(SYSTEM, today=TODAY).differences == []
    with read_connection() as conn:
        assert check_chain(conn).head == made.audit_head
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_copy_is_readable_by_its_owner_only_and_holds_no_sign_ins(demo, tmp_path):
    with write_transaction() as conn:
        who = conn.execute(select(account.c.id).limit(1)).scalar_one()
        row = {"token_hash": "a" * 64, "account_id": who, "created_at": AT, "seen_at": AT, "expires_at": AT}
        conn.execute(insert(web_session).values(**row))

    backup(tmp_path / "copy.ktp", at=AT)

    assert (tmp_path / "copy.ktp").stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(tmp_path / "copy.ktp")) as copy:
        assert copy.execute("SELECT COUNT(*) FROM web_session").fetchone() == (0,)
    with read_connection() as conn:
        assert conn.execute(select(func.count()).select_from(web_session)).scalar_one() == 1
    assert [path.name for path in tmp_path.glob(".ktp-*")] == []


def test_an_older_copy_is_never_overwritten(demo, tmp_path):
    (tmp_path / "copy.ktp").write_bytes(b"the only good one")

    with pytest.raises(Refused, match="backup_exists"):
        backup(tmp_path / "copy.ktp", at=AT)

    assert (tmp_path / "copy.ktp").read_bytes() == b"the only good one"


def test_a_missing_folder_is_said(demo, tmp_path):
    with pytest.raises(Refused, match="backup_folder"):
        backup(tmp_path / "not there" / "copy.ktp", at=AT)


def test_a_place_with_anything_in_it_is_refused_and_stays_as_it_was(demo, tmp_path):
    backup(tmp_path / "copy.ktp", at=AT)
    before = everything()

    with pytest.raises(Refused, match="restore_not_empty"):
        restore(tmp_path / "copy.ktp")

    assert everything() == before


def test_an_empty_migrated_database_is_an_empty_place(demo, tmp_path, elsewhere):
    backup(tmp_path / "copy.ktp", at=AT)
    before = everything()
    elsewhere()
    migrate()

    restore(tmp_path / "copy.ktp")

    assert everything() == before


def test_what_an_old_database_left_beside_the_place_does_not_spoil_the_copy(demo, tmp_path, elsewhere):
    backup(tmp_path / "copy.ktp", at=AT)
    before = everything()
    place = elsewhere()
    place.parent.mkdir()
    for ending in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + ending).write_bytes(b"left by a crash" * 1000)

    restore(tmp_path / "copy.ktp")

    assert everything() == before


def _truncate(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(byte ^ 0xFF for byte in data[middle : middle + 4096]) + data[middle + 4096 :]


def _one_letter(data: bytes) -> bytes:
    """The shape of the file stays sound: only what it says changes."""
    assert b"MUHAMMAD" in data
    return data.replace(b"MUHAMMAD", b"MUHAMMUD", 1)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_truncate, "backup_damaged"), (_flip, "backup_damaged"), (_one_letter, "backup_damaged"),
        (lambda data: b"", "backup_not_ours"), (lambda data: b"PK\x03\x04" + data, "backup_not_ours"),
    ],
)  # fmt: skip
def test_a_damaged_copy_is_refused_and_the_place_stays_empty(demo, tmp_path, elsewhere, damage, code):
    backup(tmp_path / "copy.ktp", at=AT)
    (tmp_path / "bad.ktp").write_bytes(damage((tmp_path / "copy.ktp").read_bytes()))
    place = elsewhere()

    with pytest.raises(Refused, match=code):
        restore(tmp_path / "bad.ktp")

    assert not place.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM visit_outcome WHERE visit_id = (SELECT MIN(visit_id) FROM visit_outcome)",
        "UPDATE audit_log SET details = '{}' WHERE seq = 1",
        "UPDATE backup_manifest SET manifest = replace(manifest, '\"resident\": ', '\"resident\": 1')",
    ],
)
def test_a_copy_somebody_changed_is_refused(demo, tmp_path, elsewhere, statement):
    backup(tmp_path / "copy.ktp", at=AT)
    with closing(sqlite3.connect(tmp_path / "copy.ktp")) as copy:
        for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f"DROP TRIGGER {name}")
        assert copy.execute(statement).rowcount
        copy.commit()
    place = elsewhere()

    with pytest.raises(Refused, match="backup_damaged"):
        restore(tmp_path / "copy.ktp")

    assert not place.exists()


def test_another_sqlite_file_is_not_a_copy_of_ours(demo, tmp_path, elsewhere):
    elsewhere()

    with pytest.raises(Refused, match="backup_not_ours"):
        restore(demo)


def test_the_drill_under_load(demo, tmp_path, elsewhere):
    """Copies taken while another process commits without pause are each one moment, and each comes back whole."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER], cwd=config.ROOT)
    try:
        _wait_for_writes(writer)
        made = [backup(tmp_path / f"copy{number}.ktp", at=AT) for number in range(4)]
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()

    heads = []
    for number, copied in enumerate(made):
        elsewhere(f"place{number}")
        assert restore(tmp_path / f"copy{number}.ktp") == copied
        with read_connection() as conn:
            heads.append((check_chain(conn).entries, copied.audit_head))
    assert heads == sorted(set(heads)) and heads[0][0] < heads[-1][0]  # each later copy holds more
    assert verify(SYSTEM, today=TODAY).differences == []


def _wait_for_writes(writer: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and writer.poll() is None:
        with read_connection() as conn:
            if check_chain(conn).entries > 20:
                return
        time.sleep(0.05)
    raise AssertionError("the writer did not write")


@pytest.mark.postgres
def test_a_copy_of_sqlite_comes_back_on_postgresql_and_from_there_on_sqlite(
    demo, tmp_path, elsewhere, postgres_server, monkeypatch
):
    from tests_support.postgres import fresh_database

    before = everything()
    first = backup(tmp_path / "sqlite.ktp", at=AT)

    with fresh_database(postgres_server) as url:
        engine.dispose()
        monkeypatch.setenv("KTP_DATABASE_URL", url)
        assert restore(tmp_path / "sqlite.ktp").audit_head == first.audit_head
        assert everything() == before
        assert verify(SYSTEM, today=TODAY).differences == []
        with write_transaction() as conn:  # the next account gets a fresh number
            row = {"name": "baru", "display_name": "Baru", "password_hash": "!", "districts": [], "created_at": AT}
            conn.execute(insert(account).values(**row))
            conn.rollback()
        second = backup(tmp_path / "postgresql.ktp", at=AT)
        with pytest.raises(Refused, match="restore_not_empty"):
            restore(tmp_path / "postgresql.ktp")
        engine.dispose()

    elsewhere()
    assert restore(tmp_path / "postgresql.ktp") == second
    assert everything() == before
    assert verify(SYSTEM, today=TODAY).differences == []
    with pytest.raises(Exception, match="append-only"), write_transaction() as conn:
        conn.exec_driver_sql("DELETE FROM audit_log")


def test_the_commands_say_what_was_copied(demo, tmp_path, elsewhere, capsys):
    with pytest.raises(SystemExit) as done:
        run(["backup", str(tmp_path / "copy.ktp"), "--json"])
    assert done.value.code == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"bytes", "residents", "events", "audit_head"}

    elsewhere()
    with pytest.raises(SystemExit):
        run(["restore", str(tmp_path / "copy.ktp"), "--json"])
    assert json.loads(capsys.readouterr().out) == said
    with read_connection() as conn:
        assert conn.execute(select(func.count()).select_from(resident)).scalar_one() == said["residents"]

    with pytest.raises(SystemExit) as refused:
        run(["restore", str(tmp_path / "copy.ktp"), "--json"])
    assert refused.value.code == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "restore_not_empty"
