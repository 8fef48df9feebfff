"""Every page × every role: it runs for who may and is not there for who may not, whichever way it is reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests_support.installation import Installation
from tests_support.screens import ROOT, page_alone, router, texts

from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import may
from ktp_core.ui.menu import BY_FILE, SCREENS

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
AWAY = "data-ktp-go"
FORBIDDEN = [
    (role.value, file)
    for role in Role
    for file in PAGES
    if not may(Actor(role, 1, frozenset({role}), "35.14"), BY_FILE[file].permission)
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    data = Installation(tmp_path_factory.mktemp("screens"))
    data.offices("35.14", "63.11")
    for role in Role:
        data.account(role.value, role.value, regency="35.14")
    data.account("pusat", *Role)
    return data


@pytest.fixture(autouse=True)
def here(office: Installation) -> Iterator[None]:
    with office.here():
        yield


@pytest.fixture(scope="module")
def tokens(office: Installation) -> dict[str, str]:
    return {name: office.token(name) for name in [*(role.value for role in Role), "pusat"]}


def test_every_page_is_in_the_menu_once_and_asks_for_what_the_menu_says() -> None:
    assert len(BY_FILE) == len(SCREENS)
    assert set(PAGES) <= set(BY_FILE), "a page that is not in the menu has no address and no permission"
    for file in PAGES:
        source = (ROOT / f"pages/{file}.py").read_text("utf-8")
        assert f"permission=Permission.{BY_FILE[file].permission.name}" in source.replace("P.", "Permission."), file
        assert source.count("open_page(") == 1, file


@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_page_runs_for_the_roles_that_may_and_for_no_other(role: str, file: str, tokens: dict[str, str]) -> None:
    allowed = may(Actor(role, 1, frozenset({Role(role)}), "35.14"), BY_FILE[file].permission)

    app = router(tokens[role])
    app.run()
    path = str(ROOT / f"pages/{file}.py")
    if allowed:
        app.switch_page(path).run()
        assert not app.exception, app.exception
        assert app.title, "every screen has a title"
        assert AWAY not in texts(app)
    else:
        with pytest.raises(ValueError, match="[Nn]ot|find|exist"):
            app.switch_page(path).run()


@pytest.mark.parametrize(("role", "file"), FORBIDDEN)
def test_a_page_that_is_run_around_the_router_still_asks(role: str, file: str, tokens: dict[str, str]) -> None:
    app = page_alone(file, tokens[role]).run()

    assert [one.value for one in app.error] == ["Halaman ini tidak termasuk tugas akun Anda."]
    assert not app.title and not app.dataframe and not app.button


@pytest.mark.parametrize("file", PAGES)
def test_without_a_live_session_a_page_only_leads_to_the_sign_in(file: str, office: Installation) -> None:
    account = office.account(f"tutup.{file.replace('_', '.')}", "admin", regency="35.14")
    closed = office.token(f"tutup.{file.replace('_', '.')}")
    office.close(account)

    for token in (None, "x" * 43, closed):
        for app in (page_alone(file, token).run(), router(token).run()):
            assert AWAY in texts(app)
            assert not app.title and not app.dataframe and not app.button and not app.exception


def test_what_one_user_left_in_the_session_state_is_gone_for_the_next(tokens: dict[str, str]) -> None:
    from ktp_core.access.sessions import token_hash

    app = router(tokens["admin"])
    app.session_state["rahasia"] = "milik admin"
    app.run()
    assert "rahasia" not in app.session_state, "state without an owner is nobody's"
    app.session_state["rahasia"] = "milik admin"
    app.run()
    assert app.session_state["rahasia"] == "milik admin"

    app.user = {"name": "x", "session": token_hash(tokens["head"])}
    app.run()
    assert "rahasia" not in app.session_state


@pytest.mark.parametrize("file", PAGES)
def test_every_page_speaks_english_too(file: str, office: Installation) -> None:
    from ktp_core import clock
    from ktp_core.access import service, sign_in
    from ktp_core.access.sessions import token_hash

    token = office.token("pusat")
    session = sign_in.look_up(token_hash(token), at=clock.now())
    assert session is not None
    service.set_language(session.actor, session.token_hash, "en", at=clock.now())

    app = router(token)
    app.run()
    app.switch_page(str(ROOT / f"pages/{file}.py")).run()

    assert not app.exception, app.exception
    assert app.title


def test_files_in_pages_are_small_and_know_no_sql() -> None:
    for file in PAGES:
        lines = Path(ROOT / f"pages/{file}.py").read_text("utf-8").splitlines()
        assert len(lines) <= 80, file
        assert not [line for line in lines if "sqlalchemy" in line or "ktp_core.db" in line], file
