"""The gate: ASGI middleware before everything, HTTP and websocket.

It admits only a live session of this server, tells Streamlit who it is by headers that nobody else can set, asks again
for every message on an open socket, and adds the security headers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ktp_core import clock
from ktp_core.access import sessions, sign_in
from ktp_core.access.model import SignedIn
from ktp_core.web import answers, cookies, requests

OPEN = frozenset({"/masuk", "/keluar", "/sehat"})
# What Streamlit would tell anybody: session counts, its agent interface. Nobody here needs it.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
STRIPPED = (b"x-ktp-", b"x-forwarded-", b"x-real-ip", b"forwarded")


class Frames(Protocol):
    """What the gate must know of Streamlit's messages (`ktp_core.ui.frames`)."""

    FRESH_RUN: bytes

    def automatic(self, frame: bytes) -> bool:
        """Whether nobody did anything: a timer in the page asked."""


class Gate:
    """`frames` reads Streamlit's messages, `inline_scripts` are the CSP sources of the scripts that screens use."""

    def __init__(self, app: ASGIApp, frames: Frames, inline_scripts: Iterable[str]) -> None:
        self.app, self.frames, self.scripts = app, frames, tuple(inline_scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        secure = requests.https(scope)
        answer = answers.with_headers(send, scope, self.scripts, secure)
        refusal = await self._admit(scope, secure)
        if refusal is None:
            await self.app(scope, self._watched(scope, receive), answer)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before accept: the handshake is answered by 403
        else:
            await refusal(scope, receive, answer)

    async def _admit(self, scope: Scope, secure: bool) -> Response | None:
        """None when the request may pass; `scope` then carries the session and, for Streamlit, the identity."""
        path = scope["path"]
        if not requests.host_allowed(scope):
            return PlainTextResponse("Alamat ini tidak dikenal server.", 421)
        if scope["type"] == "websocket" and not requests.same_origin(scope):
            return PlainTextResponse("Asal permintaan tidak dikenal.", 403)
        scope["ktp_address"], scope["ktp_https"] = requests.address(scope), secure
        scope["headers"] = [pair for pair in scope["headers"] if not pair[0].startswith(STRIPPED)]
        if path.startswith(CLOSED):
            return PlainTextResponse("Tidak ada.", 404)
        token = cookies.read(scope, cookies.SESSION, secure)
        session = await run_in_threadpool(_look_up, token) if token else None
        scope["ktp_session"] = session
        if session is not None:
            scope["headers"] += _identity(session)
            return None
        return None if path in OPEN and scope["type"] == "http" else _stranger(scope)

    def _watched(self, scope: Scope, receive: Receive) -> Receive:
        """On a websocket: ask for the session at every message. When it is over, Streamlit is told to run anew.

        The run finds no session and sends the browser to the sign-in page; callbacks and fragments never start.
        """
        if scope["type"] != "websocket":
            return receive
        session: SignedIn = scope["ktp_session"]

        async def watched() -> Message:
            message = await receive()
            frame = message.get("bytes") if message["type"] == "websocket.receive" else None
            if frame is None:
                return message
            by_hand = not self.frames.automatic(frame)
            if await run_in_threadpool(_still_there, session.token_hash, by_hand):
                return message
            return {"type": "websocket.receive", "bytes": self.frames.FRESH_RUN}

        return watched


def _look_up(token: str) -> SignedIn | None:
    return sign_in.look_up(sessions.token_hash(token), at=clock.now())


def _still_there(token_hash: str, by_hand: bool) -> bool:
    now = clock.now()
    session = sign_in.look_up(token_hash, at=now)
    if session is not None and by_hand:
        sign_in.keep_alive(session, at=now)
    return session is not None


def _identity(session: SignedIn) -> list[tuple[bytes, bytes]]:
    return [
        (b"x-ktp-user", session.actor.name.encode("latin-1", "replace")),
        (b"x-ktp-session", session.token_hash.encode()),
    ]


def _stranger(scope: Scope) -> Response:
    wants_page = (
        scope["type"] == "http" and scope["method"] == "GET" and "text/html" in requests.header(scope, "accept")
    )
    if wants_page and not scope["path"].startswith(("/media/", "/unduh/", "/_stcore/")):
        return RedirectResponse(answers.sign_in_address(scope), 303)
    return PlainTextResponse("Silakan masuk lebih dahulu.", 401)
