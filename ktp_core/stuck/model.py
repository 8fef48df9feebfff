"""What being stuck means, what is asked about it, and what was agreed about one case."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.access.permissions import ANYWHERE, Permission, require
from ktp_core.errors import Refused

MAX_DAYS, MAX_DISTRICTS, MAX_ACTION = 3650, 100, 300
_REGENCY = re.compile(r"[0-9]{2}\.[0-9]{2}")
_DISTRICT = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")


class StuckKind(StrEnum):
    """Where a card stays too long, in the order of the line. A card is in one kind or in none."""

    NOT_READY = "not_ready"  # recorded, and not print-ready (PRR) long afterwards
    SUBMITTED = "submitted"  # at the centre (SFE) too long
    FAILED = "failed"
    ADJUDICATE = "adjudicate"
    DUPLICATE = "duplicate"
    PRINTABLE = "printable"  # print-ready and of card age, not printed
    PRINTED = "printed"  # not dispatched
    DISPATCHED = "dispatched"  # not delivered


class Care(StrEnum):
    """Which cases by what was agreed about them."""

    MINE = "mine"
    NOBODY = "nobody"  # no owner yet
    OVERDUE = "overdue"  # the agreed day has passed


Limits = dict[StuckKind, int]
"""Days: from that day on a card counts as stuck."""


@dataclass(frozen=True, slots=True)
class StuckFilter:
    """Which stuck cards. Empty means all; no `kind`: of every kind. `me`: the account that Care.MINE means.

    Raises Refused on what can only be a mistake or an attack: nothing here reaches SQL unbounded.
    """

    regency: str
    kind: StuckKind | None = None
    districts: tuple[str, ...] = ()
    institution_id: int | None = None
    care: Care | None = None
    me: str = ""

    def __post_init__(self) -> None:
        if not _REGENCY.fullmatch(self.regency):
            raise Refused("regency_unknown", regency=self.regency)
        if len(self.districts) > MAX_DISTRICTS:
            raise Refused("backlog_districts_many", found=len(self.districts), limit=MAX_DISTRICTS)
        if not all(_DISTRICT.fullmatch(code) and code[:5] == self.regency for code in self.districts):
            raise Refused("backlog_district_unknown", regency=self.regency)
        if self.institution_id is not None and not 0 < self.institution_id < 2**63:
            raise Refused("institution_unknown")
        object.__setattr__(self, "districts", tuple(sorted(set(self.districts))))

    @property
    def kinds(self) -> tuple[StuckKind, ...]:
        """The kinds that are asked for, in the order of the line."""
        return tuple(StuckKind) if self.kind is None else (self.kind,)

    def within(self, actor: Actor, permission: Permission) -> StuckFilter:
        """The same question, kept inside what `actor` may see with that permission. Raises NotAllowed."""
        for district in self.districts or (ANYWHERE,):
            require(actor, permission, self.regency, district)
        return replace(self, districts=self.districts or tuple(actor.districts))

    def to_params(self) -> dict[str, Any]:
        """As JSON values, for an owned download."""
        return {
            "regency": self.regency, "kind": self.kind, "districts": list(self.districts),
            "institution": self.institution_id, "care": self.care, "me": self.me,
        }  # fmt: skip

    @classmethod
    def from_params(cls, params: dict[str, Any]) -> StuckFilter:
        """The filter that `to_params` wrote."""
        kind = StuckKind(params["kind"]) if params["kind"] else None
        care = Care(params["care"]) if params["care"] else None
        return cls(params["regency"], kind, tuple(params["districts"]), params["institution"], care, params["me"])

    def fingerprint(self, key: bytes) -> str:
        """What the audit log keeps of the question: equal questions look equal."""
        text = json.dumps(self.to_params(), sort_keys=True)
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who sees to a case, what they do next, and until when; any of them may be left open, not all.

    `owner`: sign-in name of an account. Raises Refused.
    """

    owner: str | None = None
    action: str | None = None
    due_on: date | None = None

    def __post_init__(self) -> None:
        text = " ".join((self.action or "").split())
        if len(text) > MAX_ACTION:
            raise Refused("stuck_action_long", limit=MAX_ACTION)
        object.__setattr__(self, "action", text or None)
        object.__setattr__(self, "owner", self.owner or None)
        if not (self.owner or self.action):
            raise Refused("stuck_nothing_agreed")


@dataclass(frozen=True, slots=True)
class Note:
    """One agreement as it was written down. It holds for the case that began on `since`, and for no later one."""

    resident_id: int
    kind: StuckKind
    since: date
    agreed: Agreement
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class LimitValue:
    """A limit as it is set: days, from which day on."""

    kind: StuckKind
    days: int
    valid_from: date
