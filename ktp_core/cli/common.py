"""What commands share: options, the actor behind `--by`, output for people or as one JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core import clock, config
from ktp_core.errors import NotAllowed, Refused

if TYPE_CHECKING:
    from ktp_core.access.model import Actor
    from ktp_core.access.permissions import Permission

Db = Annotated[str | None, typer.Option("--db", help="Alamat basis data (SQLAlchemy URL).")]
AsJson = Annotated[bool, typer.Option("--json", help="Satu objek JSON di stdout.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Tanggal acuan, YYYY-MM-DD.")]
_REGENCY, _YEARS = re.compile(r"[0-9]{2}\.[0-9]{2}"), range(1945, 2100)
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
    """`--as-of`, or the office's today. Raises Refused("date") on anything that is not YYYY-MM-DD of 1945 to 2099."""
    place(regency)
    if as_of is None:
        return clock.today(regency)
    try:
        found = date.fromisoformat(as_of)
    except ValueError:
        found = date.min
    # Other ways of ISO 8601 to write a day (20261122, 2026-W47-7) are slips here.
    if len(as_of) != 10 or found.isoformat() != as_of or found.year not in _YEARS:
        raise Refused("date", value=as_of)
    return found


def month(text: str) -> int:
    """`--month` as yyyymm. Raises Refused("date") on anything that is not YYYY-MM."""
    year, _, number = text.partition("-")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        raise Refused("date", value=text)
    return int(year) * 100 + int(number)


def place(regency: str) -> str:
    """`--regency` as it is. Raises Refused("regency_unknown") for what cannot be a code: no query could hold it."""
    if not _REGENCY.fullmatch(regency):
        raise Refused("regency_unknown", regency=regency)
    return regency


def districts(by: Actor, permission: Permission, regency: str, asked: list[str] | None) -> tuple[str, ...]:
    """The districts somebody asks about, kept inside what they may see; empty: the whole regency. Raises NotAllowed."""
    from ktp_core.access.permissions import ANYWHERE, require

    for one in asked or (ANYWHERE,):
        require(by, permission, regency, one)
    return tuple(asked or by.districts)


def plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of a table as JSON values: days as text, numbers as Python's, nothing as None."""
    return {str(name): _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if value is None or value != value:  # NaN is not itself
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


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
