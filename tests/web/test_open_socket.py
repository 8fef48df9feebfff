"""A socket that is already open is cut off at its next message, whatever that message asks for."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from tests_support.installation import PASSWORD, Installation, Site
from tests_support.socket import Visitor

from ktp_core import clock
from ktp_core.access import service, sign_in
from ktp_core.access.model import AccountDraft, Role, SignedIn
from ktp_core.access.sessions import token_hash
from ktp_core.access.transactions import SYSTEM

AWAY, SCREEN = "data-ktp-go", "Cari akun atau nama"


def sign_out(data: Installation, session: SignedIn) -> None:
    service.sign_out(session.actor, session.token_hash, at=clock.now())


def deactivate(data: Installation, session: SignedIn) -> None:
    service.set_active(SYSTEM, int(session.actor.account_id or 0), False, at=clock.now())


def change_password_elsewhere(data: Installation, session: SignedIn) -> None:
    other = token_hash(data.token(session.actor.name))
    service.change_password(session.actor, other, PASSWORD, "gunung meletus di laut", at=clock.now())


def reset_password(data: Installation, session: SignedIn) -> None:
    service.reset_password(SYSTEM, int(session.actor.account_id or 0), at=clock.now())


def end_from_elsewhere(data: Installation, session: SignedIn) -> None:
    service.end_other_sessions(session.actor, token_hash(data.token(session.actor.name)), at=clock.now())


ENDINGS = [sign_out, deactivate, change_password_elsewhere, reset_password, end_from_elsewhere]


def visit(site: Site) -> tuple[str, SignedIn]:
    name = f"terbuka{uuid.uuid4().hex[:8]}"
    site.data.account(name, "admin", regency="35.14")
    token = site.data.token(name)
    with site.data.here():
        session = sign_in.look_up(token_hash(token), at=clock.now())
    assert session is not None
    return token, session


@pytest.mark.parametrize("end", ENDINGS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("message", ["rerun", "fragment", "timer"])
def test_the_next_message_after_the_end_runs_nothing(
    site: Site, end: Callable[[Installation, SignedIn], None], message: str
) -> None:
    token, session = visit(site)
    with Visitor(site.server, token) as visitor:
        before = visitor.run("pengguna")
        assert SCREEN in before and AWAY not in before

        with site.data.here():
            end(site.data, session)
        fragment = visitor.fragments[0] if message != "rerun" else ""
        after = visitor.run(fragment=fragment, automatic=message == "timer")

    assert AWAY in after and "/masuk" in after
    assert SCREEN not in after and session.actor.name not in after


def test_a_role_that_is_taken_away_takes_its_screen_away_at_the_next_run(site: Site) -> None:
    token, session = visit(site)
    with Visitor(site.server, token) as visitor:
        assert SCREEN in visitor.run("pengguna")

        less = AccountDraft(session.actor.name, "Biasa", frozenset({Role.HEAD}), "35.14")
        with site.data.here():
            service.update_account(SYSTEM, int(session.actor.account_id or 0), less, at=clock.now())
        after = visitor.run()

    assert SCREEN not in after


def test_a_reconnected_socket_gets_nothing_of_another_users_session(site: Site) -> None:
    """The browser offers the old Streamlit session's id after somebody else has signed in."""
    first, _ = visit(site)
    second, other = visit(site)
    with Visitor(site.server, first) as visitor:
        visitor.run("pengguna")
        left_behind = visitor.session_id
    with Visitor(site.server, second, resume=left_behind) as visitor:
        said = visitor.run("akun")

    assert visitor.session_id != left_behind
    assert other.actor.name in said


def test_a_timer_in_an_idle_tab_does_not_keep_the_session_alive(site: Site) -> None:
    token, _ = visit(site)

    def seen() -> object:
        with site.data.here():
            found = sign_in.look_up(token_hash(token), at=clock.now())
        assert found is not None
        return found.seen_at

    with Visitor(site.server, token) as visitor:
        visitor.run("pengguna")
        _make_old(site.data, token)
        old = seen()
        visitor.run(fragment=visitor.fragments[0], automatic=True)
        assert seen() == old
        visitor.run()
        assert seen() != old


def _make_old(data: Installation, token: str) -> None:
    from datetime import timedelta

    from sqlalchemy import update

    from ktp_core.db.engine import write_transaction
    from ktp_core.db.schema import web_session

    with data.here(), write_transaction() as conn:
        where = web_session.c.token_hash == token_hash(token)
        conn.execute(update(web_session).where(where).values(seen_at=clock.now() - timedelta(minutes=5)))
