"""What is asked of the backlog, and how an answer is paged."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import struct
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.errors import NotAllowed, Refused
from ktp_core.text import normalise_name

MAX_SEARCH, MAX_DISTRICTS, MAX_INSTITUTIONS, MAX_DAYS, MAX_PAGE = 80, 100, 500, 36_500, 500
VISIBLE_DIGITS = 6  # of a masked NIK: who may not see the rest may not find it out by searching either
_REGENCY = re.compile(r"[0-9]{2}\.[0-9]{2}")
_DISTRICT = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
_NIK_SEPARATORS = str.maketrans("", "", " .'-")


class Kind(StrEnum):
    """First card (pemula), or a replacement of one that was lost, damaged or outdated."""

    FIRST_TIME = "first_time"
    REPLACEMENT = "replacement"


@dataclass(frozen=True, slots=True)
class BacklogFilter:
    """Which waiting cards. Empty means all. `search`: part of a name, or the first digits of a NIK (or all sixteen).

    Raises Refused on what can only be a mistake or an attack: nothing here reaches SQL unbounded.
    """

    regency: str
    districts: tuple[str, ...] = ()
    institutions: tuple[int, ...] = ()
    kind: Kind | None = None
    min_days: int = 0  # waiting at least this long
    search: str = ""

    def __post_init__(self) -> None:
        if not _REGENCY.fullmatch(self.regency):
            raise Refused("regency_unknown", regency=self.regency)
        _bound("backlog_search_long", len(self.search), MAX_SEARCH)
        _bound("backlog_districts_many", len(self.districts), MAX_DISTRICTS)
        _bound("backlog_institutions_many", len(self.institutions), MAX_INSTITUTIONS)
        if not 0 <= self.min_days <= MAX_DAYS:
            raise Refused("backlog_min_days", limit=MAX_DAYS)
        if not all(_DISTRICT.fullmatch(code) and code[:5] == self.regency for code in self.districts):
            raise Refused("backlog_district_unknown", regency=self.regency)
        if not all(0 < key < 2**63 for key in self.institutions):
            raise Refused("backlog_institution_unknown")
        object.__setattr__(self, "search", normalise_name(self.search))
        object.__setattr__(self, "districts", tuple(sorted(set(self.districts))))
        object.__setattr__(self, "institutions", tuple(sorted(set(self.institutions))))

    @property
    def nik_digits(self) -> str:
        """The leading digits of a NIK when the search is one, else empty."""
        digits = self.search.translate(_NIK_SEPARATORS)
        return digits if digits.isascii() and digits.isdigit() and len(digits) <= 16 else ""

    def within(self, actor: Actor) -> BacklogFilter:
        """The same question, kept inside what `actor` may see. Raises NotAllowed for other places, Refused for a search
        that would find out digits the actor may not see."""
        if actor.regency not in (None, self.regency):
            raise NotAllowed("not_allowed", permission=str(Permission.BACKLOG_VIEW), by=actor.name)
        if actor.districts and not set(self.districts) <= set(actor.districts):
            raise NotAllowed("not_allowed", permission=str(Permission.BACKLOG_VIEW), by=actor.name)
        hidden = VISIBLE_DIGITS < len(self.nik_digits) < 16
        if hidden and actor.account_id is not None and not may(actor, Permission.NIK_REVEAL):
            raise Refused("backlog_nik_part", digits=VISIBLE_DIGITS)
        return replace(self, districts=self.districts or tuple(actor.districts))

    def to_params(self) -> dict[str, Any]:
        """As JSON values, for an owned download."""
        return {
            "regency": self.regency, "districts": list(self.districts), "institutions": list(self.institutions),
            "kind": self.kind, "min_days": self.min_days, "search": self.search,
        }  # fmt: skip

    @classmethod
    def from_params(cls, params: dict[str, Any]) -> BacklogFilter:
        """The filter that `to_params` wrote."""
        kind = Kind(params["kind"]) if params["kind"] else None
        districts, institutions = tuple(params["districts"]), tuple(params["institutions"])
        return cls(params["regency"], districts, institutions, kind, params["min_days"], params["search"])

    def fingerprint(self, key: bytes) -> str:
        """What the audit log keeps of the question: equal questions look equal, and nobody can read the NIK in it."""
        text = json.dumps(self.to_params(), sort_keys=True)
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page: the next page begins after it, however the queue has changed meanwhile."""

    due_on: date
    id: int

    def encode(self, key: bytes) -> str:
        """Opaque text for an address or the command line."""
        body = struct.pack(">iQ", self.due_on.toordinal(), self.id)
        return base64.urlsafe_b64encode(body + _seal(body, key)).decode()

    @classmethod
    def decode(cls, text: str, key: bytes) -> Cursor:
        """Raises Refused("backlog_cursor") on anything that `encode` of this installation did not make."""
        try:
            raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
            body, seal = raw[:12], raw[12:]
            if hmac.compare_digest(seal, _seal(body, key)):
                day, number = struct.unpack(">iQ", body)
                return cls(date.fromordinal(day), number)
        except (ValueError, binascii.Error, struct.error):
            pass
        raise Refused("backlog_cursor")


def _seal(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, b"backlog cursor" + body, hashlib.sha256).digest()[:12]


def _bound(code: str, found: int, limit: int) -> None:
    if found > limit:
        raise Refused(code, found=found, limit=limit)
