"""Waiting after wrong passwords, names, and who may make which account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests_support.installation import NOW

from ktp_core.access import rules
from ktp_core.access.model import AccountDraft, Actor, Role
from ktp_core.access.permissions import GRANTS, Permission, may
from ktp_core.errors import KtpError, NotAllowed, Refused

ADMIN = Actor("dewi", 1, frozenset({Role.ADMIN}), "35.14")


def test_the_wait_starts_at_five_wrong_passwords_doubles_and_stops_at_a_quarter_of_an_hour() -> None:
    seconds = [rules.delay_after(count).total_seconds() for count in range(16)]

    assert seconds == [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]
    assert rules.delay_after(10**9) == timedelta(minutes=15)


def test_a_wait_runs_from_the_last_try_and_a_clock_set_back_does_not_lengthen_it() -> None:
    assert rules.wait_left(6, NOW, NOW + timedelta(seconds=4)) == timedelta(seconds=6)
    assert rules.wait_left(6, NOW, NOW + timedelta(seconds=11)) == timedelta(0)
    assert rules.wait_left(6, NOW, NOW - timedelta(hours=1)) == timedelta(seconds=10)


@pytest.mark.parametrize(("typed", "stored"), [(" Siti.Aminah ", "siti.aminah"), ("rina2", "rina2")])
def test_a_name_is_stored_in_small_letters(typed: str, stored: str) -> None:
    assert rules.account_name(typed) == stored


@pytest.mark.parametrize("typed", ["", "ab", "2rina", "rina wati", "rina\nwati", "x" * 65, "<b>abc", "ríná", ".abc"])
def test_other_names_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        rules.account_name(typed)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (AccountDraft("a", "A", frozenset(), "35.14"), Refused),
        (AccountDraft("a", "  ", frozenset({Role.HEAD}), "35.14"), Refused),
        (AccountDraft("a", "A", frozenset({Role.HEAD}), None), NotAllowed),
        (AccountDraft("a", "A", frozenset({Role.HEAD}), "63.11"), NotAllowed),
        (AccountDraft("a", "A", frozenset({Role.HEAD}), "35.14", ("63.11.01",)), Refused),
        (AccountDraft("a", "A", frozenset({Role.HEAD}), "35.14", ("35.140.1",)), Refused),
    ],
)
def test_an_admin_makes_accounts_of_the_own_office_alone(draft: AccountDraft, refusal: type[KtpError]) -> None:
    with pytest.raises(refusal):
        rules.check_draft(draft, ADMIN)

    rules.check_draft(AccountDraft("a", "A", frozenset({Role.HEAD}), "35.14", ("35.14.06",)), ADMIN)


def test_every_role_is_granted_something_and_every_permission_belongs_to_somebody() -> None:
    assert set(GRANTS) == set(Role)
    granted = frozenset().union(*GRANTS.values())
    assert set(Permission) - granted == {Permission.OWN_ACCOUNT}


def test_who_has_no_role_may_nothing_but_leave() -> None:
    nobody = Actor("tanpa", 9, frozenset())

    assert [one for one in Permission if may(nobody, one)] == [Permission.OWN_ACCOUNT]


def test_area_limits_what_a_role_may() -> None:
    clerk = Actor("budi", 2, frozenset({Role.PRINT}), "35.14", ("35.14.06",))

    assert may(clerk, Permission.CARD_PRINT, "35.14", "35.14.06")
    assert not may(clerk, Permission.CARD_PRINT, "35.14", "35.14.07")
    assert not may(clerk, Permission.CARD_PRINT, "63.11")
