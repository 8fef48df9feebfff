"""Pure decisions about accounts, sessions and wrong passwords."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from ktp_core.access.model import AccountDraft, Actor
from ktp_core.errors import NotAllowed, Refused

SESSION_IDLE_MINUTES = 30
SESSION_ABSOLUTE_HOURS = 10
FREE_ATTEMPTS = 5
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(minutes=15)
FORGET_FAILURES = timedelta(hours=1)
ONE_TIME_VALID = timedelta(minutes=30)
TOUCH_EVERY = timedelta(seconds=30)
LANGUAGES = ("id", "en")
PASSWORD_MIN, PASSWORD_MAX = 10, 128

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,62}[a-z0-9]")


def account_name(typed: str) -> str:
    """A sign-in name as it is stored. Raises Refused("account_name")."""
    name = typed.strip().lower()
    if not _NAME.fullmatch(name):
        raise Refused("account_name", value=typed.strip()[:64])
    return name


def delay_after(failures: int) -> timedelta:
    """How long after the last of `failures` wrong passwords the next try is heard: 5 s, doubled, 15 minutes at most."""
    if failures < FREE_ATTEMPTS:
        return timedelta(0)
    return min(FIRST_DELAY * 2 ** min(failures - FREE_ATTEMPTS, 20), LONGEST_DELAY)


def wait_left(failures: int, last_at: datetime, at: datetime) -> timedelta:
    """How long `at` still has to wait; never negative. A clock that was set back does not lengthen the wait."""
    since = max(at - last_at, timedelta(0))
    return max(delay_after(failures) - since, timedelta(0))


def session_limits(at: datetime) -> tuple[datetime, datetime]:
    """(seen since, created since): a session older than either is over at `at`."""
    return (
        at - timedelta(minutes=SESSION_IDLE_MINUTES),
        at - timedelta(hours=SESSION_ABSOLUTE_HOURS),
    )


def check_draft(draft: AccountDraft, by: Actor) -> None:
    """Raises Refused or NotAllowed when `by` may not make an account like this."""
    if not draft.roles:
        raise Refused("account_roles")
    if not draft.display_name.strip():
        raise Refused("account_display_name")
    if by.regency is not None and draft.regency != by.regency:
        raise NotAllowed("not_allowed", by=by.name)
    if not covers(by, draft.districts):
        raise NotAllowed("not_allowed", by=by.name)
    if draft.districts and draft.regency is None:
        raise Refused("account_districts")
    if any(not code.startswith(f"{draft.regency}.") for code in draft.districts):
        raise Refused("account_districts")


def covers(by: Actor, districts: Sequence[str]) -> bool:
    """Whether an account of these districts (none: the whole regency) sees no more than `by` does.

    Otherwise an admin of one district could make, or take over, an account that sees all of them.
    """
    return not by.districts or (bool(districts) and set(districts) <= set(by.districts))


def check_language(language: str) -> str:
    """Raises Refused("language") for one that has no catalogue."""
    if language not in LANGUAGES:
        raise Refused("language", value=language[:10])
    return language
