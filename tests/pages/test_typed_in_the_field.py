"""What teams and schedulers type: notes and reasons are for who sees names, and none of it is read as Markdown."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from tests_support.as_account import screen, words
from tests_support.field_day import AT, REGENCY, TODAY, WORK, everybody, later, make_school
from tests_support.tables import texts_of

from ktp_core import clock
from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import visit_person
from ktp_core.errors import Refused
from ktp_core.fieldwork import service
from ktp_core.ui import refusals

NOTE, REASON = "Budi Santoso sakit keras", "Ani Lestari salah dicatat"
LINK = "XII ![x](http://jahat.example/x.png)"


@pytest.fixture
def school(sqlite_database, monkeypatch, actor_of):
    """A visit that was closed and opened again, with notes and a reason that name children."""
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: later(30))
    made = make_school(4)
    tim, boss = actor_of("tim", "visit", regency=REGENCY), actor_of("jadwal", "scheduler", regency=REGENCY)
    service.prepare(tim, made.visit_id, at=AT)
    service.note(tim, made.visit_id, NOTE, before=None, at=AT)
    everybody(tim, made.visit_id)
    service.close(tim, made.visit_id, WORK, at=AT)
    service.reopen(boss, made.visit_id, REASON, at=AT)
    service.close(tim, made.visit_id, WORK, at=AT)
    return made


@pytest.mark.parametrize("role", list(Role))
def test_notes_and_reasons_are_shown_to_who_may_see_the_list(school, actor_of, role):
    account = actor_of("orang", str(role), regency=REGENCY)
    allowed = bool({Permission.FIELD_VIEW} & GRANTS[role])

    calendar = screen(account, "jadwal", kunjungan=str(school.visit_id))
    results = screen(account, "hasil_kunjungan", kunjungan=str(school.visit_id))

    assert not calendar.exception and not results.exception
    assert (NOTE in words(results)) is allowed
    assert (NOTE in texts_of(calendar) + words(calendar)) is allowed
    assert (REASON in words(calendar)) is allowed


def test_the_class_of_a_roster_is_no_markdown_on_the_sheet(school, actor_of):
    with write_transaction() as conn:
        conn.execute(update(visit_person).where(visit_person.c.number == 1).values(class_name=LINK))
    app = screen(actor_of("lain", "visit", regency=REGENCY), "hari_kunjungan", kunjungan=str(school.visit_id))

    assert not app.exception
    labels = [one for group in app.get("button_group") for one in group.options]
    assert labels and not any("![" in label for label in labels)


def test_a_name_in_a_refusal_is_no_markdown():
    said = refusals.text(Refused("institution_merged", name="SMA [x](http://jahat.example)"))

    assert "[x](" not in said
    assert "SMA " in said


def test_numbers_in_a_refusal_stay_as_they_are():
    assert "3, 7, 12-15" in refusals.text(Refused("field_open", n=6, numbers="3, 7, 12-15"))


@pytest.mark.parametrize("wanted", ["²", "٣", "-1", "x", "9" * 30])
def test_an_address_that_is_no_number_opens_what_is_near(school, actor_of, wanted):
    app = screen(actor_of("lain", "visit", regency=REGENCY), "hari_kunjungan", kunjungan=wanted)

    assert not app.exception
