"""Who acts: roles and the actor every service is told about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Roles of the office; an account has one or more."""

    HEAD = "head"
    ROSTER = "roster"
    SCHEDULER = "scheduler"
    VISIT = "visit"
    PRINT = "print"
    DELIVERY = "delivery"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. `regency` None: every regency; `districts` empty: the whole regency.

    `account_id` None is the installation itself (set-up commands), which only `access.service.SYSTEM` is.
    """

    name: str
    account_id: int | None
    roles: frozenset[Role]
    regency: str | None = None
    districts: tuple[str, ...] = ()
    display_name: str = ""

    def only(self, districts: tuple[str, ...]) -> tuple[str, ...]:
        """The asked districts as far as they are this actor's; all of theirs when none is. Unlimited: as asked."""
        if not self.districts:
            return districts
        return tuple(code for code in districts if code in self.districts) or self.districts


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live browser session. `must_change`: it was opened with a one-time password, and a new one is due."""

    actor: Actor
    token_hash: str
    language: str
    created_at: datetime
    seen_at: datetime
    must_change: bool


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """What an admin decides about an account."""

    name: str
    display_name: str
    roles: frozenset[Role]
    regency: str | None
    districts: tuple[str, ...] = ()
