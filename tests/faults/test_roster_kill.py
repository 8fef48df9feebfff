"""kill -9, a full disk and a locked file while a roster is applied: the state is the one before or the one after."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from sqlalchemy import func, select
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, pupil, roster_csv

from ktp_core.audit.store import check_chain
from ktp_core.db import engine
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, membership, resident, roster_upload, summary_state
from ktp_core.rosters import service
from ktp_core.summaries import rebuild

KILLS = int(os.environ.get("KTP_KILLS", "50"))
ROWS = 200
LETTERS = "ABCDEFGHIJ"


def roster(batch: int) -> bytes:
    """ROWS people whom no other batch has."""
    name = "".join(LETTERS[int(digit)] for digit in f"{batch:03d}")
    people = []
    for number in range(ROWS):
        own = "".join(LETTERS[int(digit)] for digit in f"{number:03d}")
        people.append(pupil(f"ANAK {name} {own}", f"3514{batch + 1:02d}010110{number + 1:04d}", "01/01/2010"))
    return roster_csv(*people)


def state() -> tuple[int, int, int, int]:
    """Residents, memberships, people in the summaries, audit entries of applying."""
    with read_connection() as conn:
        people = conn.scalar(select(func.count()).select_from(resident))
        joined = conn.scalar(select(func.count()).select_from(membership))
        counted = conn.scalar(select(func.coalesce(func.sum(summary_state.c.n), 0)))
        entries = conn.scalar(select(func.count()).select_from(audit_log).where(audit_log.c.action == "roster.apply"))
    return people or 0, joined or 0, counted or 0, entries or 0


def apply_in_child(by, upload: int, delay: float) -> int:
    """Apply in a forked process and kill it after `delay` seconds; its exit status, -9 when it was killed."""
    engine.dispose()  # nothing of a connection is shared with the child
    child = os.fork()
    if child == 0:
        try:
            service.apply(by, upload, at=NOW, today=TODAY)
        finally:
            os._exit(0)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.slow
def test_kill_9_at_any_moment_leaves_the_state_before_or_after(database, actor_of):
    (school,) = make_office(("school", "SMK CONTOH", "35.14.06"))
    rina = actor_of("rina", "roster", regency=PASURUAN)
    kills = KILLS if database.startswith("sqlite") else max(5, KILLS // 5)
    rng = random.Random(20261122)
    started = time.perf_counter()
    service.apply(rina, service.stage(rina, school, "a.csv", roster(0), 2026, at=NOW, today=TODAY), at=NOW, today=TODAY)
    usual = time.perf_counter() - started
    killed = finished = 0

    for batch in range(1, kills + 1):
        upload = service.stage(rina, school, "a.csv", roster(batch % 90), 2026, at=NOW, today=TODAY)
        before = state()
        status = apply_in_child(rina, upload, rng.uniform(0, usual))
        after = state()

        with read_connection() as conn:
            where = conn.scalar(select(roster_upload.c.state).where(roster_upload.c.id == upload))
        if after == before:
            assert where == "staged"
            killed += 1
        else:
            assert after == (before[0] + ROWS, before[1] + ROWS, before[2] + ROWS, before[3] + 1)
            assert where == "applied"
            finished += 1
        assert status in (0, -signal.SIGKILL)

    assert killed + finished == kills
    assert killed, "no kill came before the commit: nothing was tried"
    with read_connection() as conn:
        assert list(rebuild.differences(conn)) == []
        assert check_chain(conn).broken_at is None
        if database.startswith("sqlite"):
            assert conn.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_full_disk_leaves_no_trace_and_the_next_attempt_succeeds(sqlite_database, actor_of):
    (school,) = make_office(("school", "SMK CONTOH", "35.14.06"))
    rina = actor_of("rina", "roster", regency=PASURUAN)
    upload = service.stage(rina, school, "a.csv", roster(0), 2026, at=NOW, today=TODAY)
    before = state()

    engine.dispose()
    with engine.engine().connect() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        conn.rollback()
    with pytest.raises(Exception, match="full"):
        service.apply(rina, upload, at=NOW, today=TODAY)

    assert state() == before
    engine.dispose()
    assert service.apply(rina, upload, at=NOW, today=TODAY).new == ROWS
    with read_connection() as conn:
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
