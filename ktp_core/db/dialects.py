"""The only place that asks which database it is talking to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, and_, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext

from ktp_core.errors import NotFound

# Every table whose rows are never changed; each migration protects those it makes.
APPEND_ONLY = (
    "audit_log", "card_event", "request_change", "visit_change", "visit_report", "blank_entry", "stuck_note",
    "parcel_custody", "report_issue",
)  # fmt: skip


def refuse_number(fault: ExceptionContext) -> None:
    """A number too large for any column finds nothing, whoever typed it into an address or a command line.

    Raises NotFound("number_unknown"). SQLite's driver refuses the parameter, PostgreSQL its cast (22003).
    """
    original = fault.original_exception
    if isinstance(original, OverflowError) or getattr(original, "sqlstate", None) == "22003":
        raise NotFound("number_unknown") from original


def insert(conn: Connection, table: Table) -> Any:
    """INSERT with `on_conflict_do_update`, in the dialect of `conn`."""
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)


def bulk_insert(conn: Connection, table: Table, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Many rows of stored values (dates as day numbers, moments as microseconds, codes as integers), fast.

    PostgreSQL takes COPY, SQLite the driver's own executemany: both inside the caller's transaction.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    cursor = conn.connection.cursor()
    try:
        if conn.dialect.name == "postgresql":
            with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cursor.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)  # type: ignore[arg-type]  # noqa: S608
    finally:
        cursor.close()


def protect_append_only(conn: Connection, tables: tuple[str, ...]) -> None:
    """Triggers that refuse UPDATE and DELETE on append-only tables."""
    for table in tables:
        for statement in _trigger(conn.dialect.name, table):
            conn.execute(text(statement))


def _trigger(dialect: str, table: str) -> list[str]:
    if dialect == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION ktp_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ktp_refuse()",
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def in_one_snapshot(conn: Connection) -> Connection:
    """See one state of the data from the first statement to the last, as every SQLite transaction does."""
    if conn.dialect.name == "postgresql":
        return conn.execution_options(isolation_level="REPEATABLE READ")
    return conn


def lock_migrations(conn: Connection) -> None:
    """Let one process migrate at a time. SQLite's writer lock is already held."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(3514)"))


def analyze(conn: Connection) -> None:
    """Refresh the planner's statistics after a bulk load."""
    conn.execute(text("ANALYZE"))


def analyze_staged(conn: Connection, table: Table) -> None:
    """Let the planner know how few rows were staged: PostgreSQL takes a fresh table for thousands of rows, and reads
    every resident to find twenty-five (150 ms against 3).

    SQLite needs none for `id IN (SELECT … FROM staged)`: it walks what was staged. Of a join on the equation alone it
    takes an unknown table for a million rows and walks the other one, so such a statement says the IN as well.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text(f'ANALYZE "{table.name}"'))


def lock_for_audit(conn: Connection) -> None:
    """Serialise appends to the audit chain. SQLite's writers are already one at a time."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("LOCK TABLE audit_log IN SHARE ROW EXCLUSIVE MODE"))


def starts_with(conn: Connection, column: Any, prefix: str) -> Any:
    """Whether a text begins so, by an index where there is one: SQLite's LIKE would read every row."""
    if conn.dialect.name == "postgresql":
        return column.startswith(prefix, autoescape=True)
    return and_(column >= prefix, column < prefix + "\U0010ffff")
