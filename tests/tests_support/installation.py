"""An installation in a folder: accounts and sessions made with the product's own services."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests_support.server import Server

from ktp_core.access.model import Actor

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PASSWORD = "kambing terbang 77"


class Installation:
    """The database in `data_dir`; everything here runs in the test's own process, beside a server or without one."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = Path(data_dir)
        with self.here():
            from ktp_core.db.migrate import migrate

            migrate()

    @contextmanager
    def here(self) -> Iterator[None]:
        """Within: the product's functions work on this installation."""
        kept = {name: os.environ.get(name) for name in ("KTP_DATA_DIR", "KTP_DATABASE_URL")}
        os.environ["KTP_DATA_DIR"] = str(self.data_dir)
        os.environ.pop("KTP_DATABASE_URL", None)
        try:
            yield
        finally:
            for name, value in kept.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value

    def account(self, name: str, *roles: str, regency: str | None = None, districts: tuple[str, ...] = ()) -> int:
        """An account with the password PASSWORD; its id."""
        from ktp_core import clock
        from ktp_core.access import service
        from ktp_core.access.model import AccountDraft, Role
        from ktp_core.access.transactions import SYSTEM

        draft = AccountDraft(name, name.title(), frozenset(Role(role) for role in roles), regency, districts)
        with self.here():
            return service.create_account(SYSTEM, draft, PASSWORD, at=clock.now())

    def actor(self, name: str, *roles: str, regency: str | None = None) -> Actor:
        """An account nobody can sign in with (no time is spent on a password), as an Actor."""
        from sqlalchemy import insert

        from ktp_core import clock
        from ktp_core.access.store import actor_by_name
        from ktp_core.db.engine import read_connection, write_transaction
        from ktp_core.db.schema import account, account_role

        row = {"name": name, "display_name": name, "password_hash": "!", "regency": regency}
        row |= {"districts": [], "active": 1}
        with self.here(), write_transaction() as conn:
            made = conn.execute(insert(account).values(**row, created_at=clock.now())).inserted_primary_key
            assert made is not None
            conn.execute(insert(account_role), [{"account_id": made[0], "role": str(role)} for role in roles])
        with self.here(), read_connection() as conn:
            found = actor_by_name(conn, name)
        assert found is not None
        return found

    def offices(self, *regencies: str) -> None:
        """Set up the offices of these regencies."""
        from ktp_core import clock
        from ktp_core.access.transactions import SYSTEM
        from ktp_core.regions import service

        with self.here():
            service.init(SYSTEM, regencies, clock.now())

    def token(self, name: str, at: datetime | None = None) -> str:
        """The cookie value of a fresh session of that account."""
        from ktp_core import clock
        from ktp_core.access import sign_in

        with self.here():
            given = sign_in.Credentials(name, PASSWORD, "127.0.0.9", "Uji")
            outcome = sign_in.sign_in(given, at=at or clock.now())
        assert outcome.token is not None, outcome
        return outcome.token

    def close(self, account_id: int) -> None:
        """Deactivate an account."""
        from ktp_core import clock
        from ktp_core.access import service
        from ktp_core.access.transactions import SYSTEM

        with self.here():
            service.set_active(SYSTEM, account_id, False, at=clock.now())


@dataclass(frozen=True)
class Site:
    """A running server, its database, and the ids of its accounts by name."""

    server: Server
    data: Installation
    accounts: dict[str, int]
