"""Default deny: every public function of every service, found by itself, refuses who may not.

The functions are called with made-up arguments: asking for permission must come before anything else is looked at.
"""

from __future__ import annotations

import importlib
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from tests_support.installation import Installation

from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import EVERYONE, GRANTS, Permission, require
from ktp_core.access.store import actor_by_name
from ktp_core.cards.lists.mapping import guess
from ktp_core.cards.lists.model import Roles, Sheets
from ktp_core.cards.lists.reading import read_list
from ktp_core.db.engine import read_connection
from ktp_core.errors import NotAllowed

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2026-11-22T03:00:00+00:00")
# No use cases: they decide from what they are given, or say only whether there is anything at all.
NO_USE_CASE = {
    "cards.service.permission_for": "which permission an action needs",
    "cards.service.possible": "which buttons a card that was already read gets",
}
STARRED = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
CSV = b"NIK,NAMA,STATUS,TANGGAL\n3514062708109001,FAJAR NUGROHO,PRR,22/11/2026\n"


def services() -> dict[str, Callable[..., Any]]:
    """`package.function` -> function, of every `service.py` below ktp_core: its own and what it offers in `__all__`."""
    found: dict[str, Callable[..., Any]] = {}
    for file in sorted((ROOT / "ktp_core").rglob("service.py")):
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for name, one in vars(module).items():
            own = inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_")
            if own or (inspect.isfunction(one) and name in getattr(module, "__all__", ())):
                found[f"{module.__name__.removeprefix('ktp_core.')}.{name}"] = one
    return found


SERVICES = services()
USE_CASES = sorted(set(SERVICES) - set(NO_USE_CASE))
WITH_OFFICE = [name for name in USE_CASES if "regency" in inspect.signature(SERVICES[name]).parameters]


def actor_parameter(function: Callable[..., Any]) -> str | None:
    hints = typing.get_type_hints(function)
    return next((name for name in inspect.signature(function).parameters if hints.get(name) is Actor), None)


def call(function: Callable[..., Any], actor: Actor) -> Any:
    """With made-up values for everything but the actor."""
    hints = typing.get_type_hints(function)
    arguments = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name == actor_parameter(function):
            arguments[name] = actor
        elif parameter.default is parameter.empty and parameter.kind not in STARRED:
            arguments[name] = made_up(hints.get(name), name)
    result = function(**arguments)
    return list(result) if inspect.isgenerator(result) else result


def made_up(hint: Any, name: str) -> Any:
    """A value of that type. Names say what the type does not: a regency, an area, a file."""
    named = {
        "regency": "35.14",
        "area": "35.14",
        "file_name": "x.csv",
        "upload_name": "x.csv",
        "content": CSV,
        "school_year": 2026,
    }
    named |= {"regencies": ("35.14",), "districts": ("35.14.06",), "district": "35.14.06", "min_days": 1}
    if name in named:
        return named[name]
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return made_up(next(one for one in inner if one is not type(None)), name)
    plain = {
        str: "x",
        int: 3514 * 10**9 + 1,
        float: 1.0,
        bool: True,
        datetime: NOW,
        date: NOW.date(),
        Path: Path("x.csv"),
    }
    if hint in plain:
        return plain[hint]
    if hint is Sheets:
        return status_list()
    if hint is Roles:
        return guess(status_list(), NOW.date())
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__"):
        fields = typing.get_type_hints(hint)
        return hint(**{field: made_up(fields[field], field) for field in hint.__dataclass_fields__})
    if origin is tuple or (isinstance(origin, type) and issubclass(origin, Sequence)):
        return tuple(made_up(one, name) for one in inner if one is not Ellipsis)
    return {}


@lru_cache(maxsize=1)
def status_list() -> Sheets:
    return read_list(CSV, "x.csv")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """One office with an account of each role, one with all, one that is closed, and one of another office."""
    data = Installation(tmp_path_factory.mktemp("services"))
    data.offices("35.14")
    for role in Role:
        data.actor(f"akun.{role}", role, regency="35.14")
    data.actor("semua", *Role, regency="35.14")
    data.actor("jauh", *Role, regency="63.11")
    return data


@pytest.fixture(autouse=True)
def here(office: Installation) -> Iterator[None]:
    """The functions work on that office's database."""
    with office.here():
        yield


def actor(name: str) -> Actor:
    with read_connection() as conn:
        found = actor_by_name(conn, name)
    assert found is not None
    return found


def test_there_are_services_to_look_at_and_each_is_told_who_acts() -> None:
    assert len(SERVICES) > 20
    assert set(NO_USE_CASE) <= set(SERVICES)
    without = {name for name, one in SERVICES.items() if actor_parameter(one) is None}
    assert without <= set(NO_USE_CASE)


@pytest.mark.parametrize("name", USE_CASES)
def test_a_closed_account_is_refused_by_every_service_whatever_its_roles_were(name: str, office: Installation) -> None:
    someone = office.actor(f"tutup{USE_CASES.index(name)}", *Role, regency="35.14")
    office.close(int(someone.account_id or 0))

    with pytest.raises(NotAllowed):
        call(SERVICES[name], someone)


@pytest.mark.parametrize("name", USE_CASES)
def test_each_role_is_refused_by_every_service_it_has_no_permission_for(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The permission a service asks for is read off first; then every role without it must be turned away."""
    asked = permission_of(SERVICES[name], actor("semua"), monkeypatch)
    if asked in EVERYONE:
        return

    let_in = []
    for role in Role:
        if asked in GRANTS[role]:
            continue
        someone = actor(f"akun.{role}")
        for claimed in (someone, replace(someone, roles=frozenset(Role))):  # what the caller claims counts for nothing
            try:
                call(SERVICES[name], claimed)
            except NotAllowed:
                continue
            let_in.append(role)

    assert let_in == []


@pytest.mark.parametrize("name", WITH_OFFICE)
def test_an_account_of_another_office_is_refused_where_an_office_is_named(name: str) -> None:
    with pytest.raises(NotAllowed):
        call(SERVICES[name], actor("jauh"))


class Asked(Exception):
    """Thrown in place of an answer, to see the question."""


def permission_of(function: Callable[..., Any], someone: Actor, monkeypatch: pytest.MonkeyPatch) -> Permission:
    seen: list[Permission] = []

    def note(_actor: Actor, permission: Permission, *_place: object) -> None:
        seen.append(permission)
        raise Asked

    with monkeypatch.context() as patched:
        for module in [one for name, one in sys.modules.items() if name.startswith("ktp_core.")]:
            if getattr(module, "require", None) is require:
                patched.setattr(module, "require", note)
        with pytest.raises(Asked):
            call(function, someone)
    return seen[0]
