"""The file that carries a regency's month: JSON with a check sum, packed; read as from a stranger. Pure."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ktp_core.errors import Refused
from ktp_core.provinces.model import FORMAT, VERSION, Month, Share
from ktp_core.provinces.rules import last_day

LARGEST, LARGEST_OPEN = 1_000_000, 8_000_000
"""Bytes of a file as it is sent, and unpacked: a regency of 500 villages has some 20 kB."""
_REGENCY, _AREA = re.compile(r"\d{2}\.\d{2}"), re.compile(r"(\d{2}\.\d{2}(\.\d{2})?)?")
_NAME = re.compile(r"[a-z0-9_]{1,40}")
_MOST = 10**10


def write(one: Month) -> bytes:
    """The file: JSON with a check sum, packed. The same month gives the same bytes."""
    body = _body(one)
    text = json.dumps(body | {"check": _check(body)}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def read(content: bytes) -> Month:
    """The month in a file of `write`, from anywhere. Raises Refused("summary_file" | "summary_version" |
    "summary_damaged" | "summary_big")."""
    body = _opened(content)
    if body.get("format") != FORMAT:
        raise Refused("summary_file")
    if body.get("version") != VERSION:
        raise Refused("summary_version", version=str(body.get("version"))[:20], ours=VERSION)
    said = body.pop("check", None)
    if said != _check(body):
        raise Refused("summary_damaged")
    try:
        return _month(body)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise Refused("summary_damaged") from None


def _opened(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise Refused("summary_big", limit=LARGEST // 1_000_000)
    unpack = zlib.decompressobj(wbits=31)
    try:
        text = unpack.decompress(content, LARGEST_OPEN)
        if unpack.unconsumed_tail:
            raise Refused("summary_big", limit=LARGEST // 1_000_000)
        body = json.loads(text)
    except (zlib.error, ValueError, RecursionError):
        raise Refused("summary_file") from None
    if not isinstance(body, dict):
        raise Refused("summary_file")
    return body


def _body(one: Month) -> dict[str, Any]:
    assert one.made_at is not None
    return {
        "format": FORMAT, "version": VERSION, "regency": one.regency, "name": one.name, "month": one.month,
        "as_of": one.as_of.isoformat(), "made_at": one.made_at.isoformat(), "counts": dict(one.counts),
        "shares": {name: [share.numerator, share.denominator] for name, share in one.shares.items()},
        "districts": {code: dict(stocks) for code, stocks in one.districts.items()}, "sources": dict(one.sources),
        "partial": sorted(one.partial),
    }  # fmt: skip


def _check(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _month(body: Mapping[str, Any]) -> Month:
    regency, month = _like(body["regency"], _REGENCY), int(body["month"])
    as_of, made_at = date.fromisoformat(body["as_of"]), datetime.fromisoformat(body["made_at"])
    if as_of != last_day(month) or made_at.tzinfo is None:
        raise ValueError(body["as_of"])
    return Month(
        regency, str(body["name"])[:120], month, as_of,
        {_like(name, _NAME): _count(n) for name, n in body["counts"].items()},
        {_like(name, _NAME): Share(_count(pair[0]), _count(pair[1])) for name, pair in body["shares"].items()},
        {_like(code, _AREA): {_like(name, _NAME): _count(n) or 0 for name, n in stocks.items()}
         for code, stocks in body["districts"].items() if code[:5] in ("", regency)},
        {_like(name, _NAME): str(words)[:500] for name, words in body["sources"].items()}, made_at,
        frozenset(_like(name, _NAME) for name in body["partial"]),
    )  # fmt: skip


def _like(text: Any, shape: re.Pattern[str]) -> str:
    if not isinstance(text, str) or not shape.fullmatch(text):
        raise ValueError(text)
    return text


def _count(n: Any) -> int | None:
    if n is None:
        return None
    if type(n) is not int or not -_MOST < n < _MOST:
        raise ValueError(n)
    return n
