"""Every address × every kind of visitor without a live session: nothing comes out. By raw HTTP and raw websocket."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests_support.http import ask, form, post
from tests_support.installation import Site
from tests_support.socket import Visitor
from websockets.exceptions import InvalidStatus

from ktp_core import clock
from ktp_core.ui.menu import SCREENS

# Method and address, an example of every pattern the server routes. `test_no_route_is_missing…` keeps this complete.
GUARDED = [
    ("GET", "/"),
    ("HEAD", "/"),
    *[("GET", f"/{screen.file}") for screen in SCREENS],
    ("GET", "/apa-saja"),
    ("GET", "/unduh/abc"),
    ("GET", "/media/abc.csv"),
    ("HEAD", "/media/abc.csv"),
    ("GET", "/static/js/index.js"),
    ("GET", "/app/static/x"),
    ("GET", "/component/x/index.html"),
    ("GET", "/bidi-components/x/index.js"),
    ("GET", "/_stcore/bidi-components/x/index.js"),
    ("GET", "/_stcore/component/x"),
    ("GET", "/_stcore/health"),
    ("HEAD", "/_stcore/health"),
    ("OPTIONS", "/_stcore/health"),
    ("GET", "/_stcore/script-health-check"),
    ("GET", "/_stcore/metrics"),
    ("OPTIONS", "/_stcore/metrics"),
    ("GET", "/_stcore/host-config"),
    ("GET", "/_stcore/agent/openapi.json"),
    ("POST", "/_stcore/agent/interact"),
    ("POST", "/_stcore/agent/mcp"),
    ("GET", "/_stcore/agent/sessions/x/data/y"),
    ("PUT", "/_stcore/upload_file/s/f"),
    ("DELETE", "/_stcore/upload_file/s/f"),
    ("OPTIONS", "/_stcore/upload_file/s/f"),
    ("GET", "/_stcore/stream"),
    ("GET", "/auth/login"),
    ("GET", "/auth/logout"),
    ("GET", "/oauth2callback"),
    ("GET", "/favicon.png"),
    ("GET", "/manifest.json"),
]
OPEN = {"/masuk", "/keluar", "/sehat"}


def anonymous(site: Site) -> str | None:
    return None


def forged(site: Site) -> str | None:
    return "x" * 43


def hash_for_token(site: Site) -> str | None:
    """Who read the database knows hashes, which open nothing."""
    from ktp_core.access.sessions import token_hash

    return token_hash(site.data.token("admin"))


def idle(site: Site) -> str | None:
    return site.data.token("admin", at=clock.now() - timedelta(minutes=31))


def expired(site: Site) -> str | None:
    from sqlalchemy import update

    from ktp_core.access.sessions import token_hash
    from ktp_core.db.engine import write_transaction
    from ktp_core.db.schema import web_session

    token = site.data.token("admin", at=clock.now() - timedelta(hours=10, minutes=1))
    with site.data.here(), write_transaction() as conn:  # busy until this minute, and still over
        where = web_session.c.token_hash == token_hash(token)
        assert conn.execute(update(web_session).where(where).values(seen_at=clock.now())).rowcount == 1
    return token


def signed_out(site: Site) -> str | None:
    from ktp_core.access import service, sign_in
    from ktp_core.access.sessions import token_hash

    token = site.data.token("admin")
    with site.data.here():
        session = sign_in.look_up(token_hash(token), at=clock.now())
        assert session is not None
        service.sign_out(session.actor, session.token_hash, at=clock.now())
    return token


def deactivated(site: Site) -> str | None:
    name = f"tutup.{uuid.uuid4().hex[:8]}"
    account = site.data.account(name, "admin")
    token = site.data.token(name)
    site.data.close(account)
    return token


STRANGERS = [anonymous, forged, hash_for_token, idle, expired, signed_out, deactivated]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda one: one.__name__)
def test_no_address_answers_a_stranger(site: Site, stranger: Callable[[Site], str | None]) -> None:
    token = stranger(site)
    cookie = {"Cookie": f"ktp_sesi={token}"} if token else {}
    spoofed = {"x-ktp-user": "admin", "x-ktp-session": "a" * 64, "X-Forwarded-For": "127.0.0.1"}

    passed = []
    for method, path in GUARDED:
        for accept in ("text/html", "*/*"):
            answer = ask(site.server, method, path, {**cookie, **spoofed, "Accept": accept})
            sent_away = answer.status == 303 and answer.headers["location"].startswith("/masuk")
            refused = answer.status in (401, 404) and answer.body in ("", "Silakan masuk lebih dahulu.", "Tidak ada.")
            if not (sent_away and accept == "text/html" or refused):
                passed.append((method, path, answer.status, answer.body[:60]))

    assert passed == []


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda one: one.__name__)
def test_no_socket_opens_for_a_stranger(site: Site, stranger: Callable[[Site], str | None]) -> None:
    with pytest.raises(InvalidStatus) as refused, Visitor(site.server, stranger(site), x_ktp_user="admin"):
        pass

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["http://jahat.example", "null", "", "https://127.0.0.1:1"])
def test_a_foreign_page_cannot_open_a_socket_with_the_visitors_cookie(site: Site, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, Visitor(site.server, site.data.token("admin"), Origin=origin):
        pass

    assert refused.value.response.status_code == 403


def test_who_is_signed_in_gets_the_page_but_never_metrics_or_the_agent_interface(site: Site) -> None:
    signed_in = {"Cookie": f"ktp_sesi={site.data.token('head')}", "Accept": "text/html"}

    assert ask(site.server, "GET", "/", signed_in).status == 200
    assert ask(site.server, "GET", "/_stcore/health", signed_in).status == 200
    closed = ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"]
    assert {path: ask(site.server, "GET", path, signed_in).status for path in closed} == dict.fromkeys(closed, 404)


def test_health_tells_nothing_but_that_it_is_well(site: Site) -> None:
    answer = ask(site.server, "GET", "/sehat")

    assert (answer.status, answer.body) == (200, '{"ok":true}')


def test_no_route_is_missing_from_the_matrix() -> None:
    from starlette.routing import Mount, Route, WebSocketRoute, compile_path

    import app

    routes = app.app._build_starlette_app().routes
    tried = {path for _method, path in GUARDED} | OPEN | {"/masuk"}

    def covered(route: object) -> bool:
        if isinstance(route, Mount):
            return any(path.startswith(route.path or "/") for path in tried)
        assert isinstance(route, (Route, WebSocketRoute)), route
        pattern = compile_path(route.path)[0]
        return any(pattern.match(path) for path in tried)

    assert [getattr(route, "path", route) for route in routes if not covered(route)] == []


def test_signing_out_needs_a_token_of_this_session(site: Site) -> None:
    from ktp_core.access.sessions import token_hash

    token = site.data.token("visit")
    cookie = f"ktp_sesi={token}"
    other = form(site.server)

    for fields, headers in [({}, {}), ({"csrf": other.csrf}, {}), ({"csrf": "x"}, {"Origin": "http://jahat.example"})]:
        assert post(site.server, "/keluar", fields, cookie, **headers).status == 403
    assert ask(site.server, "GET", "/", {"Cookie": cookie, "Accept": "text/html"}).status == 200

    with site.data.here():
        from ktp_core.web import csrf

        right = csrf.token(token_hash(token), "keluar")
    assert post(site.server, "/keluar", {"csrf": right}, cookie).headers["location"] == "/masuk?keluar"
    assert ask(site.server, "GET", "/", {"Cookie": cookie, "Accept": "text/html"}).status == 303
