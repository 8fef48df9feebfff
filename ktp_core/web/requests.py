"""What a request says about itself, and how much of it is believed."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

Scope = Mapping[str, Any]
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "CrOS", "Linux")
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


def header(scope: Scope, name: str) -> str:
    """The first value of a header, empty when missing."""
    wanted = name.lower().encode()
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == wanted), "")


def behind_proxy() -> bool:
    """`KTP_BEHIND_PROXY=1`: a proxy on this machine sets X-Forwarded-For and X-Forwarded-Proto."""
    return os.environ.get("KTP_BEHIND_PROXY") == "1"


def https(scope: Scope) -> bool:
    """Whether the browser came by https. What X-Forwarded-Proto says counts only behind a proxy."""
    secure = scope.get("scheme") in ("https", "wss")
    return secure and (behind_proxy() or not header(scope, "x-forwarded-proto"))


def address(scope: Scope) -> str:
    """Whose wrong passwords are counted together. Who invents X-Forwarded-For shares one count with all who do."""
    if header(scope, "x-forwarded-for") and not behind_proxy():
        return "forwarded"
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def host_allowed(scope: Scope) -> bool:
    """Addresses in figures, this machine's own name, and `KTP_ALLOWED_HOSTS` (comma separated).

    A page on the internet can point its own name at this machine (DNS rebinding), but never a bare address.
    """
    host = _host_name(header(scope, "host"))
    if not host:
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host in _own_names() or host in _configured(os.environ.get("KTP_ALLOWED_HOSTS", ""))
    return True


def same_origin(scope: Scope) -> bool:
    """Whether the Origin header names this server. Missing counts as foreign: every browser sends it with a POST."""
    origin = header(scope, "origin")
    scheme, _, place = origin.partition("://")
    return scheme in ("http", "https") and place != "" and place == header(scope, "host")


def agent(scope: Scope) -> str:
    """The browser in two words, such as `Chrome · Windows`."""
    text = header(scope, "user-agent")
    system = next((name for name in _SYSTEMS if name in text), "")
    browser = next((name for mark, name in _BROWSERS if mark in text), "")
    return " · ".join(word for word in (browser, system) if word)


def _host_name(value: str) -> str:
    if value.startswith("["):
        return value[1:].partition("]")[0]
    name, _, port = value.partition(":")
    return name.lower().rstrip(".") if not port or port.isdigit() else ""


@lru_cache(maxsize=1)
def _own_names() -> frozenset[str]:
    name = socket.gethostname().lower()
    return frozenset({"localhost", name, name.partition(".")[0], f"{name}.local"})


def _configured(value: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in value.split(",") if part.strip())
