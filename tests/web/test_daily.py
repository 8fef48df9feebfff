"""Once a day the server deletes staged names, for every office, and goes on whatever happens."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from tests_support.offices import NOW, PASURUAN, TODAY, count, make_office, pupil, roster_csv

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, roster_row
from ktp_core.regions import service as regions
from ktp_core.rosters import service as rosters
from ktp_core.web import daily

LATER = NOW + timedelta(days=31)


@pytest.fixture
def staged(sqlite_database: str, actor_of) -> None:
    (school,) = make_office(("school", "SMK CONTOH KEJAYAN", "35.14.06"))
    regions.init(SYSTEM, ["63.11"], NOW)
    rina = actor_of("rina", "roster", regency=PASURUAN)
    content = roster_csv(pupil("ANI", "3514064503109001", "05/03/2010"))
    rosters.stage(rina, school, "a.csv", content, 2026, at=NOW, today=TODAY)


def forgettings() -> list[str]:
    with read_connection() as conn:
        where = audit_log.c.action == "roster.forget"
        return list(conn.execute(select(audit_log.c.subject).where(where)).scalars())


def test_names_older_than_thirty_days_go_and_a_day_without_such_writes_nothing(staged) -> None:
    daily.tidy(NOW + timedelta(days=29))
    assert (count(roster_row), forgettings()) == (1, [])

    daily.tidy(LATER)
    daily.tidy(LATER)

    assert (count(roster_row), forgettings()) == (0, [PASURUAN])


def test_an_office_that_fails_is_logged_and_the_next_one_is_done(staged, monkeypatch, caplog) -> None:
    done = []

    def forget(by, regency, *, at):
        if regency == PASURUAN:
            raise OSError("disk")
        done.append(regency)

    monkeypatch.setattr(rosters, "regencies_to_tidy", lambda *_, **__: [PASURUAN, "63.11"])
    monkeypatch.setattr(rosters, "forget_old", forget)

    daily.tidy(LATER)

    assert done == ["63.11"]
    assert "OSError" in caplog.text


def test_a_database_that_cannot_be_read_stops_nobody(sqlite_database, monkeypatch, caplog) -> None:
    def broken(*_, **__):
        raise RuntimeError("locked")

    monkeypatch.setattr(rosters, "regencies_to_tidy", broken)

    daily.tidy(LATER)

    assert "RuntimeError" in caplog.text


def test_the_job_runs_at_the_start_and_again_until_the_server_ends() -> None:
    ran: list[datetime] = []

    async def server() -> int:
        async with daily.every_day(ran.append, seconds=0.01):
            while len(ran) < 3:
                await asyncio.sleep(0.01)
        seen = len(ran)
        await asyncio.sleep(0.05)
        return seen

    assert asyncio.run(asyncio.wait_for(server(), 10)) == len(ran)
