"""One engine per database address; SQLite's safety settings on every connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from ktp_core import config
from ktp_core.db import dialects
from ktp_core.errors import Refused

# What every SQLite connection must answer; tests/db asserts it on pooled connections too.
SQLITE_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
# Errors name the statement, never its values: those are names and NIKs, and errors end up in logs and terminals.
_COMMON: dict[str, Any] = {"pool_size": 8, "max_overflow": 24, "hide_parameters": True}
_TUNING = {"cache_size": -65_536, "mmap_size": 268_435_456, "temp_store": 2}


def engine() -> Engine:
    """The engine of this process's database."""
    return _engine(config.database_url())


def dispose() -> None:
    """Close every pooled connection (tests, restore)."""
    _engine(config.database_url()).dispose()
    _engine.cache_clear()


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        made = create_engine(address, **_COMMON)
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_sqlite)
        return _with_words(made)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return _with_words(create_engine(address, pool_pre_ping=True, **_COMMON))


def _with_words(made: Engine) -> Engine:
    event.listen(made, "handle_error", dialects.refuse_number)
    return made


def _prepare_sqlite(raw: sqlite3.Connection, _record: Any) -> None:
    raw.isolation_level = None  # we say BEGIN ourselves: the driver's own begin is late and deferred
    for name, value in {**SQLITE_PRAGMAS, **_TUNING}.items():
        raw.execute(f"PRAGMA {name} = {value}")


def _begin_sqlite(conn: Connection) -> None:
    # A reader that upgrades to a writer fails at once, whatever the busy timeout: writers say so first.
    writer = conn.get_execution_options().get("ktp_writer", False)
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


@contextmanager
def read_connection() -> Iterator[Connection]:
    """A connection for reading: one consistent snapshot, nothing written."""
    with engine().connect() as conn:
        yield dialects.in_one_snapshot(conn)


@contextmanager
def write_transaction() -> Iterator[Connection]:
    """One transaction, committed at the end, rolled back whole on any exception.

    Raises Refused("database_busy") when another writer keeps SQLite's only lock for longer than the busy timeout.
    """
    with engine().connect() as conn:
        writer = conn.execution_options(ktp_writer=True)
        try:
            transaction = writer.begin()
        except OperationalError as fault:
            if getattr(fault.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise Refused("database_busy") from fault
            raise
        with transaction:
            yield writer
