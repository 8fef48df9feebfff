"""Shared fixtures: a private data folder for every test, a database on SQLite or PostgreSQL, actors."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert
from tests_support.constants import NOW, REFERENCE


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the real data folder or a database of the environment."""
    monkeypatch.setenv("KTP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("KTP_DATABASE_URL", raising=False)
    return tmp_path / "data"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference files; tests that need it are left out where it is missing."""
    if not REFERENCE.is_dir():
        pytest.skip("../shared/reference is not here: the real files were not tried")
    return REFERENCE


@pytest.fixture
def sqlite_database(data_dir: Path) -> Iterator[str]:
    """An empty, migrated SQLite database; the value is its URL."""
    from ktp_core import config
    from ktp_core.db import engine
    from ktp_core.db.migrate import migrate

    migrate()
    yield config.database_url()
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A private PostgreSQL server on loopback, started from the system's package and stopped again."""
    from tests_support.postgres import Server, find_binaries

    if find_binaries() is None:
        pytest.skip("PostgreSQL server programs are not installed: apt-get install postgresql-15")
    with Server() as server:
        yield server.url


@pytest.fixture
def postgres_database(postgres_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty, migrated database on the private PostgreSQL server."""
    from tests_support.postgres import fresh_database

    from ktp_core.db import engine
    from ktp_core.db.migrate import migrate

    with fresh_database(postgres_server) as url:
        monkeypatch.setenv("KTP_DATABASE_URL", url)
        migrate()
        yield url
        engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """An empty, migrated database: the same test on SQLite and on PostgreSQL."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    return str(request.getfixturevalue(kind))


def make_actor(name: str, *roles: str, regency: str | None = None, districts: tuple[str, ...] = ()) -> object:
    """An active account with these roles in the current database, as an Actor. Its password cannot be used."""
    from ktp_core.access.store import actor_by_name
    from ktp_core.db.engine import read_connection, write_transaction
    from ktp_core.db.schema import account, account_role

    with write_transaction() as conn:
        key = conn.execute(
            insert(account).values(
                name=name, display_name=name.title(), password_hash="!", regency=regency,
                districts=list(districts), active=1, created_at=NOW,
            )
        ).inserted_primary_key  # fmt: skip
        assert key is not None
        conn.execute(insert(account_role), [{"account_id": key[0], "role": role} for role in roles])
    with read_connection() as conn:
        return actor_by_name(conn, name)


@pytest.fixture
def actor_of():
    """Factory of actors: `actor_of("rina", "roster", regency="35.14")`."""
    return make_actor


os.environ.setdefault("TZ", "UTC")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With KTP_NOTHING_LEFT_OUT=1 a skipped test fails the run: nothing may go missing unseen."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("KTP_NOTHING_LEFT_OUT") == "1" and reporter and exitstatus == 0 and reporter.stats.get("skipped"):
        reporter.write_line("Tests were left out although nothing may be.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
