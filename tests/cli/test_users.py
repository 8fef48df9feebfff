"""`user add` and its companions, as other programs call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ktp_core import clock
from ktp_core.access import sign_in

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "kambing terbang 77"


def user(*words: str, password: str = PASSWORD) -> tuple[int, dict[str, object], str]:
    done = subprocess.run(
        [sys.executable, "-m", "ktp_core", "user", *words, "--json"],
        input=f"{password}\n", capture_output=True, text=True, cwd=ROOT, env=dict(os.environ), check=False,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout), done.stderr


def enters(name: str, password: str = PASSWORD) -> bool:
    return sign_in.sign_in(sign_in.Credentials(name, password, "10.0.0.1"), at=clock.now()).token is not None


def test_an_account_is_made_on_a_database_that_is_not_there_yet(data_dir: Path) -> None:
    assert user("add", "Rina", "--role", "roster", "--role", "visit", "--regency", "35.14", "--password-stdin") == (
        0, {"user": "rina", "roles": ["roster", "visit"]}, "",
    )  # fmt: skip
    assert enters("rina") and not enters("rina", "lain")


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "print", "delivery", "--district", "35.14.06", "35.14.07"),
        ("--role", "print,delivery", "--district", "35.14.06", "--district", "35.14.07"),
        ("--role", "print", "--role", "delivery", "--district", "35.14.06", "35.14.07"),
    ],
)
def test_several_roles_and_districts_may_be_written_in_either_way(data_dir: Path, words: tuple[str, ...]) -> None:
    assert user("add", "budi", *words, "--regency", "35.14", "--password-stdin")[0] == 0

    (made,) = user("list")[1]["users"]  # type: ignore[misc]
    assert (made["roles"], made["districts"]) == (["delivery", "print"], ["35.14.06", "35.14.07"])


@pytest.mark.parametrize(
    ("words", "password", "code"),
    [
        (("rina", "--role", "raja"), PASSWORD, "account_role"),
        (("rina",), PASSWORD, "account_roles"),
        (("r", "--role", "head"), PASSWORD, "account_name"),
        (("rina", "--role", "head"), "pendek", "password_short"),
        (("rina", "--role", "head"), "password123", "password_easy"),
        (("rina", "--role", "head", "--district", "35.14.06"), PASSWORD, "account_districts"),
    ],
)
def test_what_is_refused_says_why_with_exit_code_2(
    data_dir: Path, words: tuple[str, ...], password: str, code: str
) -> None:
    status, answer, _ = user("add", *words, "--password-stdin", password=password)

    assert status == 2 and answer["refused"]["code"] == code  # type: ignore[index]
    assert user("list")[1] == {"users": []}


def test_only_who_manages_accounts_may_and_an_unknown_actor_may_not(data_dir: Path) -> None:
    user("add", "kepala", "--role", "head", "--password-stdin")

    for by in ("kepala", "tiada"):
        status, answer, _ = user("add", "x1y", "--role", "head", "--password-stdin", "--by", by)
        assert status == 3 and "refused" in answer


def test_a_forgotten_password_is_replaced_for_one_sign_in_and_a_closed_account_stays_out(data_dir: Path) -> None:
    user("add", "dewi", "--role", "admin", "--password-stdin")
    given = str(user("reset", "dewi")[1]["password"])

    assert not enters("dewi") and enters("dewi", given) and not enters("dewi", given)
    assert user("close", "dewi")[1] == {"user": "dewi", "active": False}
    assert user("close", "tiada")[0] == 2
