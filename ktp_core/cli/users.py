"""`user add`, `user list`, `user reset`, `user close`: accounts from the server's own keyboard."""

from __future__ import annotations

import re
import sys
from getpass import getpass
from typing import Annotated, Any

import typer

from ktp_core import clock
from ktp_core.cli import common
from ktp_core.errors import NotFound, Refused

Stdin = Annotated[bool, typer.Option("--password-stdin", help="Baca kata sandi dari stdin.")]
SystemBy = Annotated[str, typer.Option("--by", help="Nama akun yang melakukan; system = pemasangan ini sendiri.")]
_DISTRICT = re.compile(r"\d\d\.\d\d\.\d\d")


def register(app: typer.Typer) -> None:
    """Add the `user` group."""
    group = typer.Typer(no_args_is_help=True, help="Akun petugas.")
    group.command("add", help="Buat akun.")(add)
    group.command("list", help="Daftar akun.")(show)
    group.command("reset", help="Kata sandi sekali pakai, berlaku 30 menit.")(reset)
    group.command("close", help="Tutup akun dan akhiri sesinya.")(close)
    app.add_typer(group, name="user")


def add(
    name: str,
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    role: Annotated[list[str] | None, typer.Option("--role", help="Peran; boleh lebih dari satu.")] = None,
    regency: Annotated[str | None, typer.Option("--regency", help="Kode kabupaten/kota; tanpa ini: semua.")] = None,
    district: Annotated[list[str] | None, typer.Option("--district", help="Kode kecamatan; tanpa ini: semua.")] = None,
    display_name: Annotated[str | None, typer.Option("--display-name", help="Nama orangnya.")] = None,
    password_stdin: Stdin = False,
    by: SystemBy = "system",
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """`--role head print --district 35.14.06 35.14.07` is understood as well as repeating the option."""
    from ktp_core.access import service
    from ktp_core.access.model import AccountDraft

    common.open_database(db)
    if regency is not None:
        common.place(regency)
    districts = [*(district or []), *(word for word in more or [] if _DISTRICT.fullmatch(word))]
    words = [*(role or []), *(word for word in more or [] if not _DISTRICT.fullmatch(word))]
    roles = frozenset(_role(word) for text in words for word in text.split(",") if word)
    draft = AccountDraft(name.strip().lower(), display_name or name.strip(), roles, regency, tuple(districts))
    service.create_account(_actor(by), draft, _password(password_stdin), at=clock.now())
    answer = {"user": draft.name, "roles": sorted(str(one) for one in roles)}
    common.emit(as_json, answer, lambda made: print(f"Akun {made['user']} dibuat: {', '.join(made['roles'])}."))


def show(db: common.Db = None, by: SystemBy = "system", as_json: common.AsJson = False) -> None:
    """Every account with roles, area and state."""
    from ktp_core.access import queries
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import reading

    common.open_database(db)
    who = _actor(by)
    with reading(who, Permission.USER_MANAGE, who.regency) as conn:
        found = queries.accounts(conn, queries.AccountFilter().within(who))
    columns = ["name", "display_name", "roles", "regency", "districts", "active"]
    common.emit(as_json, {"users": found[columns].to_dict("records")}, _table)


def reset(name: str, by: SystemBy = "system", db: common.Db = None, as_json: common.AsJson = False) -> None:
    """Print a one-time password for an account whose owner forgot it."""
    from ktp_core.access import service

    common.open_database(db)
    password = service.reset_password(_actor(by), _id(name), at=clock.now())
    answer = {"user": name, "password": password, "minutes": 30}
    common.emit(as_json, answer, lambda made: print(f"Kata sandi sekali pakai (30 menit): {made['password']}"))


def close(name: str, by: SystemBy = "system", db: common.Db = None, as_json: common.AsJson = False) -> None:
    """Deactivate an account."""
    from ktp_core.access import service

    common.open_database(db)
    service.set_active(_actor(by), _id(name), False, at=clock.now())
    common.emit(as_json, {"user": name, "active": False}, lambda made: print(f"Akun {made['user']} ditutup."))


def _actor(by: str) -> Any:
    from ktp_core.access.transactions import SYSTEM

    return SYSTEM if by == "system" else common.actor(by)


def _id(name: str) -> int:
    from ktp_core.access import store
    from ktp_core.db.engine import read_connection

    with read_connection() as conn:
        found = store.id_of(conn, name.strip().lower())
    if found is None:
        raise NotFound("account_missing")
    return found


def _role(word: str) -> Any:
    from ktp_core.access.model import Role

    try:
        return Role(word.strip().lower())
    except ValueError:
        raise Refused("account_role", value=word, known=", ".join(Role)) from None


def _password(from_stdin: bool) -> str:
    if from_stdin and not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return getpass("Kata sandi: ")


def _table(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Akun", "Nama", "Peran", "Wilayah", "Aktif")
    for row in found["users"]:
        area = ", ".join(row["districts"]) or row["regency"] or "semua"
        table.add_row(
            row["name"], row["display_name"], ", ".join(row["roles"]), area, "ya" if row["active"] else "tidak"
        )
    Console().print(table)
