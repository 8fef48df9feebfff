"""Who acts: roles and the actor every service is told about."""

from __future__ import annotations

from dataclasses import dataclass
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
