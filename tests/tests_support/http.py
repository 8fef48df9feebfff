"""Plain HTTP to a test server, exactly as written: no redirects followed, no header added behind one's back."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from tests_support.server import Server


@dataclass(frozen=True)
class Answer:
    """What came back; `headers` with lower-case names, the last value of each; `cookies` as they were set."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: str


def ask(
    server: Server, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | str | None = None
) -> Answer:
    """One request."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        pairs = [(name.lower(), value) for name, value in answer.getheaders()]
        cookies = [value for name, value in pairs if name == "set-cookie"]
        return Answer(answer.status, dict(pairs), cookies, answer.read().decode("utf-8", "replace"))
    finally:
        connection.close()


@dataclass(frozen=True)
class Form:
    """A sign-in form as a browser got it."""

    cookie: str
    csrf: str


def form(server: Server) -> Form:
    """Open /masuk."""
    answer = ask(server, "GET", "/masuk", {"Accept": "text/html"})
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', answer.body)
    assert found, answer.body
    return Form(answer.cookies[0].partition(";")[0], found[1])


def post(server: Server, path: str, fields: dict[str, str], cookie: str, **headers: str) -> Answer:
    """Send a form as a browser on this site does; `headers` replace its headers (underscores for dashes)."""
    sent = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": server.url,
        "Cookie": cookie,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return ask(server, "POST", path, {name: value for name, value in sent.items() if value}, urlencode(fields))


def sign_in(server: Server, name: str, password: str, **headers: str) -> Answer:
    """Through the form."""
    opened = form(server)
    return post(server, "/masuk", {"csrf": opened.csrf, "nama": name, "sandi": password}, opened.cookie, **headers)
