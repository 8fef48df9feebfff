"""Brings a database to the newest schema; called at start-up and before every command."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ktp_core.db import dialects
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.errors import Refused

_FOLDER = Path(__file__).parent / "migrations"


def migrate() -> None:
    """Run every missing migration in one transaction. Raises Refused("database_newer") on an unknown revision."""
    head = ScriptDirectory(str(_FOLDER)).get_current_head()
    with read_connection() as conn:
        if _revision(conn) == head:
            return
    with write_transaction() as conn:  # of two processes starting together one waits here, then finds it done
        dialects.lock_migrations(conn)
        if _revision(conn) == head:
            return
        _check_known(conn)
        command.upgrade(_config(conn), "head")


def _revision(conn: Connection) -> str | None:
    return MigrationContext.configure(conn).get_current_revision()


def _check_known(conn: Connection) -> None:
    revision = _revision(conn)
    known = {script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()}
    if revision is not None and revision not in known:
        raise Refused("database_newer", revision=revision)


def _config(conn: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = conn
    return config
