"""An office that is in use is brought to the newest schema without losing a row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import inspect, select, text
from tests_support.card_office import CardOffice
from tests_support.card_people import REGENCY
from tests_support.random_lives import fill

from ktp_core.db import dialects, migrate
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import summary_delay
from ktp_core.printing.promise import Promised, Until
from ktp_core.printing.promise_queries import promise
from ktp_core.summaries.rebuild import differences, rebuild

# Written out as the first release stored it: rows that point at visits from two tables.
AT_FIRST = (
    "INSERT INTO institution (id, regency, kind, name, name_key, version, updated_at)"
    " VALUES (3514000000001, 3514, 'school', 'SMA Contoh', 'sma contoh', 1, 0)",
    "INSERT INTO resident (id, regency, nik, name, sex, birth_date, card_age_on, standing, state, serial, version,"
    " updated_at) VALUES (3514000000001, 3514, '3514060101100001', 'CONTOH', 'L', 14000, 20000, 1, 20, 1, 1, 0)",
    "INSERT INTO visit (id, regency, institution_id, day, state, source, updated_at)"
    " VALUES (3514000000001, 3514, 3514000000001, 18000, 'done', 'koran', 0),"
    " (3514000000002, 3514, 3514000000001, 18001, 'done', NULL, 0)",
    "INSERT INTO card_event (id, regency, resident_id, serial, action, from_state, to_state, day, at, by, source,"
    " channel, ours, visit_id) VALUES (3514000000001, 3514, 3514000000001, 1, 1, 10, 20, 18000, 0, 'x', 1, 1, 1,"
    " 3514000000001)",
    "INSERT INTO visit_outcome (visit_id, resident_id, outcome, reason) VALUES"
    " (3514000000001, 3514000000001, 5, NULL), (3514000000002, 3514000000001, 6, NULL)",
)


@pytest.fixture
def first_release(database):
    """A database as the first release left it, with rows."""
    with write_transaction() as conn:
        for table in reversed(inspect(conn).get_table_names()):
            conn.execute(text(f'DROP TABLE "{table}"' + (" CASCADE" if conn.dialect.name == "postgresql" else "")))
    with write_transaction() as conn:
        command.upgrade(migrate._config(conn), "0001")
        for statement in AT_FIRST:
            conn.execute(text(statement))


def test_an_office_of_the_first_release_keeps_every_row(first_release):
    migrate.migrate()

    with read_connection() as conn:
        visits = conn.execute(text('SELECT origin, channel, state, "version" FROM visit ORDER BY id')).all()
        outcomes = conn.execute(text("SELECT outcome, reason FROM visit_outcome ORDER BY visit_id")).all()
        events = conn.execute(text("SELECT visit_id FROM card_event")).scalars().all()
    assert [tuple(row) for row in visits] == [("reported", 1, "done", 1), ("own", 1, "done", 1)]
    assert [tuple(row) for row in outcomes] == [(4, "not_ready"), (4, "left_school")]
    assert events == [3514000000001]


def test_nothing_points_at_rows_that_are_not_there_afterwards(first_release):
    migrate.migrate()

    with write_transaction() as conn:
        if conn.dialect.name == "sqlite":
            assert conn.execute(text("PRAGMA foreign_key_check")).all() == []
        references = {key["referred_table"] for key in inspect(conn).get_foreign_keys("visit")}
    assert references == {"institution", "team", "request", "round"}


def test_who_is_there_is_counted_by_village(database):
    fill(3)
    with write_transaction() as conn:
        rebuild(conn, "35.14")
        command.downgrade(migrate._config(conn), "0008")

    migrate.migrate()

    with read_connection() as conn:
        assert conn.execute(text("SELECT count(*) FROM summary_village_month")).scalar_one() > 100
        assert differences(conn) == []


def test_waits_that_ended_are_counted_by_the_months_and_promises_they_ended_in(database):
    with write_transaction() as conn:
        office = CardOffice(conn, 40, people=25)
        for _ in range(70):
            office.a_day_passes()
        for until in Until:
            for back in (3, 20, 33, 34, 60):
                new = Promised(office.today - timedelta(days=back), back)
                promise(conn, REGENCY, until, new)
        before = sorted(map(tuple, conn.execute(select(summary_delay).where(summary_delay.c.n != 0))))
        assert differences(conn) == []
        command.downgrade(migrate._config(conn), "0011")

    migrate.migrate()

    with read_connection() as conn:
        assert sorted(map(tuple, conn.execute(select(summary_delay)))) == before
        assert {action for _, action, *_ in before} == {8, 11} and len({since for *_, since, _, _, _ in before}) > 5
        assert differences(conn) == []


def test_every_append_only_table_is_protected_after_the_migrations(sqlite_database):
    with read_connection() as conn:
        made = conn.execute(text("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()

    assert set(made) == set(dialects.APPEND_ONLY)
