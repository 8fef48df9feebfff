"""Answers on their way out: security headers, no caching of what is personal, and the page's language and name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from starlette.types import Message, Scope, Send

from ktp_core.web import headers

_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)


def sign_in_address(scope: Scope) -> str:
    """/masuk, with the address that was asked for, so that a link to a filtered list survives signing in."""
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")
    return "/masuk" if wanted == "/" else f"/masuk?ke={quote(wanted, safe='')}"


def with_headers(send: Send, scope: Scope, scripts: Iterable[str], secure: bool) -> Send:
    """A `send` that adds what every answer needs. Streamlit's page is held back until it is whole, and rewritten."""
    held: list[Message] = []
    body: list[bytes] = []

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            if _is_app_page(scope, message):
                held.append(message)
                return
            # A worker obeys the policy of the file it was loaded from.
            policy = headers.app_policy(scripts) if scope["path"].startswith("/static/") else None
            message["headers"] = _complete(message["headers"], scope, secure, policy)
        elif message["type"] == "http.response.body" and held:
            body.append(message.get("body", b""))
            if message.get("more_body"):
                return
            start, page = held.pop(), _rewritten(b"".join(body), scope)
            policy = headers.app_policy([*headers.inline_scripts(page), *scripts])
            kept = [pair for pair in start["headers"] if pair[0].lower() not in (b"content-length", b"etag")]
            kept = _complete(kept, scope, secure, policy)
            start["headers"] = [*kept, (b"content-length", str(len(page)).encode())]
            await send(start)
            message = {"type": "http.response.body", "body": page}
        await send(message)

    _plain_page(scope)
    return answer


def _plain_page(scope: Scope) -> None:
    """A page that will be rewritten must not come compressed."""
    if scope["type"] == "http" and _navigation(scope):
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]


def _navigation(scope: Scope) -> bool:
    return any(key == b"accept" and b"text/html" in value for key, value in scope["headers"])


def _is_app_page(scope: Scope, start: Message) -> bool:
    kinds = dict(start["headers"])
    if scope.get("ktp_session") is None or scope["path"] in ("/masuk", "/keluar") or start["status"] != 200:
        return False
    html = kinds.get(b"content-type", b"").startswith(b"text/html")
    return html and b"content-encoding" not in kinds and scope.get("method") == "GET"


def _rewritten(page: bytes, scope: Scope) -> bytes:
    language = scope["ktp_session"].language.encode()
    page = page.replace(b'<html lang="en">', b'<html lang="%s">' % language, 1)
    page = page.replace(b"<title>Streamlit</title>", b"<title>KTP-el</title>", 1)
    page = page.replace(b'<link rel="service-desc" href="./_stcore/agent/openapi.json" />', b"", 1)
    return _NOSCRIPT.sub(b"<noscript>Aplikasi ini memerlukan JavaScript.</noscript>", page, count=1)


def _complete(
    given: Iterable[tuple[bytes, bytes]], scope: Scope, secure: bool, policy: str | None
) -> list[tuple[bytes, bytes]]:
    present = {key.lower() for key, _ in given}
    kept = list(given)
    kept += [pair for pair in headers.COMMON if pair[0] not in present]
    if b"content-security-policy" not in present:
        kept.append((b"content-security-policy", (policy or headers.NOTHING).encode()))
    if secure:
        kept.append(headers.HSTS)
    if not scope["path"].startswith("/static/"):  # hashed names, the same for everybody
        kept = [pair for pair in kept if pair[0].lower() != b"cache-control"]
        kept.append((b"cache-control", b"no-store"))
    return kept
