"""Copies of a whole database as one SQLite file, whatever it came from; the only place that knows how each is taken."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Table, Text, cast, create_engine, func, inspect, select, text, type_coerce
from sqlalchemy.engine import make_url
from sqlalchemy.types import TypeDecorator

from ktp_core import config
from ktp_core.db import dialects
from ktp_core.db.engine import dispose, engine
from ktp_core.db.schema import metadata

_LEFTOVERS = ("-wal", "-shm", "-journal")
_BATCH = 20_000


def copy_out(target: Path) -> None:
    """Write a consistent copy of the database to a new SQLite file, while others go on writing."""
    with engine().connect() as conn:
        if conn.dialect.name == "sqlite":
            # Outside a transaction: VACUUM INTO takes its own snapshot, write-ahead log included.
            conn.connection.driver_connection.execute("VACUUM INTO ?", (str(target),))  # type: ignore[union-attr]
            return
        conn.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        _export(conn, target)


def copy_in(source: Path) -> None:
    """Put the rows of a copy, whose schema is ours, into the empty database of this process."""
    file = sqlite_file()
    if file is not None:
        _replace(source, file)
        return
    with engine().begin() as conn, closing(sqlite3.connect(source)) as copy:
        for table in metadata.sorted_tables:
            names = [column.name for column in table.columns]
            rows = copy.execute(f'SELECT {_quoted(names)} FROM "{table.name}"')  # noqa: S608 - names are ours
            dialects.bulk_insert(conn, table, names, rows)
            _restart_sequence(conn, table)


def sqlite_file() -> Path | None:
    """The file of this process's database; None where a server keeps it."""
    address = make_url(config.database_url())
    return Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None


def empty() -> bool:
    """Whether the database of this process holds no row of ours, or is not there at all."""
    file = sqlite_file()
    if file is not None and not file.exists():
        return True
    with engine().connect() as conn:
        present = set(inspect(conn).get_table_names())
        return not any(
            conn.execute(select(func.count()).select_from(select(table).limit(1).subquery())).scalar_one()
            for table in metadata.sorted_tables
            if table.name in present
        )


@contextmanager
def as_database(file: Path) -> Iterator[None]:
    """Make a SQLite file the database of this process for a while."""
    before = os.environ.get("KTP_DATABASE_URL")
    config.use_database(f"sqlite:///{file}")
    try:
        yield
    finally:
        dispose()
        if before is None:
            del os.environ["KTP_DATABASE_URL"]
        else:
            config.use_database(before)


def tidy(file: Path) -> None:
    """Fold the write-ahead log into a file nobody has open, so that the file alone is the whole database."""
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")


def _replace(source: Path, file: Path) -> None:
    """Put a copy in the place of an empty database. What an old one left beside it would spoil the new one."""
    dispose()
    for ending in _LEFTOVERS:
        file.with_name(file.name + ending).unlink(missing_ok=True)
    source.replace(file)


def _export(conn: Connection, target: Path) -> None:
    made = create_engine(f"sqlite:///{target}")
    metadata.create_all(made)
    with made.begin() as schema:
        dialects.protect_append_only(schema, dialects.APPEND_ONLY)
        schema.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    made.dispose()
    with closing(sqlite3.connect(target)) as copy, copy:
        for table in metadata.sorted_tables:
            marks = ", ".join("?" * len(table.columns))
            rows = conn.execution_options(yield_per=_BATCH).execute(select(*map(_stored, table.columns)))
            copy.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', map(tuple, rows))  # noqa: S608
        version = conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        copy.execute("INSERT INTO alembic_version VALUES (?)", (version,))


def _stored(column: Any) -> Any:
    """The value as the file holds it, past the Python types."""
    if isinstance(column.type, JSON):
        return cast(column, Text).label(column.name)
    if isinstance(column.type, TypeDecorator):
        return type_coerce(column, column.type.impl_instance).label(column.name)
    return column


def _restart_sequence(conn: Connection, table: Table) -> None:
    """Accounts are numbered by the database; every other id carries its regency and is counted by us."""
    key = table.autoincrement_column
    if key is not None:
        highest = f"GREATEST((SELECT MAX({key.name}) FROM {table.name}), 1)"  # noqa: S608 - names are ours
        conn.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), {highest})"))


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
