"""The database's safety settings hold on every connection, and one schema serves both databases."""

from datetime import UTC, date, datetime

import numpy
import pandas
import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from ktp_core.access.transactions import SYSTEM
from ktp_core.batches import service as batches
from ktp_core.db import ids
from ktp_core.db.engine import SQLITE_PRAGMAS, dispose, engine, read_connection, write_transaction
from ktp_core.db.migrate import migrate
from ktp_core.db.schema import audit_log, counter, metadata, parameter
from ktp_core.db.types import day_number, day_of, plain, region_code, region_number
from ktp_core.delivery import service as delivery
from ktp_core.errors import NotFound, Refused
from ktp_core.labels import refusal_text


def test_every_pooled_sqlite_connection_has_the_safety_settings(sqlite_database):
    held = [engine().connect() for _ in range(12)]
    try:
        for conn in held:
            for name, expected in SQLITE_PRAGMAS.items():
                assert conn.exec_driver_sql(f"PRAGMA {name}").scalar() == expected, name
    finally:
        for conn in held:
            conn.close()


def test_the_migrated_schema_is_the_declared_schema(database):
    found = inspect(engine())

    assert set(found.get_table_names()) - {"alembic_version"} == set(metadata.tables)
    for name, table in metadata.tables.items():
        assert {c["name"] for c in found.get_columns(name)} == {c.name for c in table.columns}, name
        assert {i["name"] for i in found.get_indexes(name)} >= {i.name for i in table.indexes}, name


def test_migrating_twice_changes_nothing(database):
    migrate()
    migrate()


def test_a_failed_transaction_leaves_nothing(database):
    with pytest.raises(ZeroDivisionError), write_transaction() as conn:
        ids.next_ids(conn, "35.14", "resident", 5)
        raise ZeroDivisionError

    with read_connection() as conn:
        assert conn.execute(select(counter)).all() == []


def test_ids_carry_the_regency_and_never_repeat(database):
    with write_transaction() as conn:
        first = ids.next_ids(conn, "35.14", "resident", 3)
        second = ids.next_ids(conn, "35.14", "resident", 2)
        other = ids.next_id(conn, "63.11", "resident")

    assert list(first) + list(second) == [3514000000000 + n for n in range(1, 6)]
    assert other == 6311000000001


def test_dates_and_codes_come_back_as_they_went(database):
    with write_transaction() as conn:
        conn.execute(insert(parameter).values(regency="35.14", name="x", valid_from=date(1931, 2, 3), value="1"))

    with read_connection() as conn:
        row = conn.execute(select(parameter)).one()
        raw = conn.execute(text("select regency, valid_from from parameter")).one()

    assert (row.regency, row.valid_from) == ("35.14", date(1931, 2, 3))
    assert tuple(raw) == (3514, day_number(date(1931, 2, 3)))


@pytest.mark.parametrize("code", ["35", "35.14", "35.14.06", "35.14.06.2001", "91.01.01.1001"])
def test_region_codes_survive_the_trip_through_integers(code):
    assert region_code(region_number(code)) == code


def test_day_numbers_count_from_1970():
    assert day_number(date(1970, 1, 1)) == 0
    assert day_of(day_number(date(2026, 11, 22))) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (numpy.int64(7), 7),
        (numpy.float64(1.5), 1.5),
        (pandas.NA, None),
        (pandas.NaT, None),
        (float("nan"), None),
        ("x", "x"),
    ],
)
def test_numpy_and_pandas_scalars_become_plain_values(value, expected):
    got = plain(value)

    assert got == expected
    assert got is None or type(got).__module__ == "builtins"


@pytest.mark.parametrize("verb", ["UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log"])
def test_the_audit_log_cannot_be_changed(database, verb):
    with write_transaction() as conn:
        conn.execute(
            insert(audit_log).values(
                seq=1, at=datetime(2026, 1, 1, tzinfo=UTC), by="x", action="a", details="{}", previous="", hash=""
            )
        )

    with pytest.raises(Exception, match="append-only"), write_transaction() as conn:
        conn.execute(text(verb))


def test_everything_read_through_one_connection_is_of_one_moment(database):
    with read_connection() as conn:
        before = conn.execute(select(counter)).all()
        with write_transaction() as other:
            ids.next_ids(other, "35.14", "resident", 5)
        assert conn.execute(select(counter)).all() == before == []
    with read_connection() as conn:
        assert len(conn.execute(select(counter)).all()) == 1


def test_an_error_of_the_database_names_no_value(database):
    values = {"regency": "35.14", "name": "SITI", "valid_from": date(2026, 1, 1), "value": "3514060101100001"}
    with pytest.raises(IntegrityError) as fault, write_transaction() as conn:
        conn.execute(insert(parameter), values)
        conn.execute(insert(parameter), values)

    assert "INSERT INTO parameter" in str(fault.value)
    assert "3514060101100001" not in str(fault.value)


def test_a_writer_who_waits_too_long_is_told_so_and_a_reader_never_waits(sqlite_database, monkeypatch):
    monkeypatch.setitem(SQLITE_PRAGMAS, "busy_timeout", 50)
    dispose()
    with write_transaction() as first:
        ids.next_ids(first, "35.14", "resident", 5)
        with pytest.raises(Refused, match="database_busy"), write_transaction():
            pass
        with read_connection() as conn:
            assert conn.execute(select(counter)).all() == []

    with write_transaction() as conn:
        assert len(conn.execute(select(counter)).all()) == 1


@pytest.mark.parametrize("number", [10**30, -(10**30), 2**63])
def test_a_number_too_large_for_any_column_finds_nothing_and_breaks_nothing(database, number):
    asked = select(audit_log.c.seq).where(audit_log.c.seq == number)

    with pytest.raises(NotFound, match="number_unknown") as told, read_connection() as conn:
        conn.execute(asked)

    assert refusal_text(told.value)
    with write_transaction() as conn:  # the pooled connection still works
        assert conn.execute(select(1)).scalar_one() == 1


def test_services_find_no_batch_or_parcel_of_a_number_without_end(database):
    for look in (batches.looked, delivery.looked):
        with pytest.raises(NotFound):
            look(SYSTEM, 3514 * 10**27, at=datetime(2026, 11, 22, tzinfo=UTC))
