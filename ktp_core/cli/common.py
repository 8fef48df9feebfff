"""What commands share: options, the actor behind `--by`, output for people or as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from ktp_core import clock, config
from ktp_core.errors import NotAllowed, Refused

Db = Annotated[str | None, typer.Option("--db", help="Alamat basis data (SQLAlchemy URL).")]
AsJson = Annotated[bool, typer.Option("--json", help="Satu objek JSON di stdout.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Tanggal acuan, YYYY-MM-DD.")]
By = Annotated[str, typer.Option("--by", help="Nama akun yang melakukan.")]


def open_database(db: str | None) -> None:
    """Use `--db` from here on, and bring the database to the newest schema."""
    from ktp_core.db.migrate import migrate

    if db:
        config.use_database(db)
    migrate()


def actor(name: str) -> Any:
    """The active account of that name as an Actor. Raises NotAllowed when there is none."""
    from ktp_core.access.store import actor_by_name
    from ktp_core.db.engine import read_connection

    with read_connection() as conn:
        found = actor_by_name(conn, name)
    if found is None:
        raise NotAllowed("account_unknown", by=name)
    return found


def day(as_of: str | None, regency: str) -> date:
    """`--as-of`, or the office's today. Raises Refused("date") on anything that is not YYYY-MM-DD."""
    if as_of is None:
        return clock.today(regency)
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        raise Refused("date", value=as_of) from None


def emit(as_json: bool, value: dict[str, Any], people: Callable[[dict[str, Any]], None]) -> None:
    """Exactly one JSON object on stdout, or what `people` prints."""
    if as_json:
        print(json.dumps(value, ensure_ascii=False, default=str))
    else:
        people(value)


def content_of(file: Path) -> bytes:
    """The bytes of a file, one more than is allowed at most. Raises Refused("file") when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(config.UPLOAD_MAX_BYTES + 1)
    except OSError:
        raise Refused("file") from None
