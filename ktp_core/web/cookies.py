"""The two cookies: the session's token, and the value a sign-in form is bound to."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

SESSION, BEFORE = "ktp_sesi", "ktp_awal"


def name(base: str, https: bool) -> str:
    """The `__Host-` prefix (no domain, whole site, Secure) is only possible over https."""
    return f"__Host-{base}" if https else base


def read(scope: Mapping[str, Any], base: str, https: bool) -> str | None:
    """The value of our cookie in a request, None without one."""
    wanted = name(base, https)
    for key, value in scope["headers"]:
        if key == b"cookie":
            jar: SimpleCookie = SimpleCookie()
            try:
                jar.load(value.decode("latin-1"))
            except CookieError:
                continue
            if wanted in jar:
                return jar[wanted].value or None
    return None


def session(https: bool) -> dict[str, Any]:
    """Arguments of `set_cookie` for the session: gone with the browser, unreadable for scripts.

    Lax: a colleague's link to a filtered list opens signed in, while foreign sites can neither post nor open a socket.
    """
    return {"key": name(SESSION, https), "httponly": True, "secure": https, "samesite": "lax", "path": "/"}


def before(https: bool) -> dict[str, Any]:
    """Arguments of `set_cookie` for the value that sign-in forms are bound to."""
    return {"key": name(BEFORE, https), "httponly": True, "secure": https, "samesite": "strict", "path": "/"}
