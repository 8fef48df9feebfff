"""Marking days without visits: what is stored, who may, and what the calendar then says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.field_office import KEJAYAN, MONDAY, TODAY, FieldOffice, after, field_office

from ktp_core.access.model import Actor
from ktp_core.db.engine import read_connection
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.visits import service as visits
from ktp_core.visits.model import VisitDraft
from ktp_core.workdays import queries, service, store
from ktp_core.workdays.model import BlockedDraft, Cause

EXAM = BlockedDraft(from_day=MONDAY, until_day=after(4), cause=Cause.EXAM, note="  PAS \n ganjil ")


@pytest.fixture
def there(database: str) -> FieldOffice:
    return field_office()


@pytest.fixture
def by(there: FieldOffice, actor_of) -> Actor:
    return actor_of("jadwal", "scheduler", regency=PASURUAN)


def spans(districts: tuple[str, ...] = ()) -> list[tuple]:
    with read_connection() as conn:
        found = queries.spans(conn, PASURUAN, TODAY, date(2026, 12, 31), districts)
    return [(row.from_day, row.institution if isinstance(row.institution, str) else row.kind, row.note, row.inside)
            for row in found.itertuples()]  # fmt: skip


def test_a_span_is_stored_told_and_taken_back_once(there, by):
    one = service.block(by, PASURUAN, replace(EXAM, institution_id=there.school), at=NOW)
    service.block(by, PASURUAN, replace(EXAM, kind="pesantren", from_day=after(1)), at=NOW)

    assert spans() == [(MONDAY, "SMAN 1 Kejayan", "PAS ganjil", 0), (after(1), "pesantren", "PAS ganjil", 0)]
    with read_connection() as conn:
        calendar = store.calendar(conn, PASURUAN, MONDAY, after(6))
        assert [each.id for each in store.blocked(conn, PASURUAN, MONDAY, after(6), [there.school])] == [one]
    assert calendar.blocked(there.school, "school", MONDAY) is not None
    assert calendar.blocked(there.pesantren, "pesantren", MONDAY) is None
    assert calendar.blocked(there.pesantren, "pesantren", after(1)) is not None

    service.unblock(by, one, at=NOW)
    with pytest.raises((Conflict, NotFound)):
        service.unblock(by, one, at=NOW)
    assert [whom for _day, whom, _note, _n in spans()] == ["pesantren"]


def test_visits_inside_a_span_are_counted_and_stay(there, by):
    for day, place in ((MONDAY, there.school), (after(4), there.other), (after(5), there.other)):
        draft = VisitDraft(institution_id=place, day=day)
        visits.schedule(by, draft, today=TODAY, accepted=list(visits.WarningKind), at=NOW)
    service.block(by, PASURUAN, replace(EXAM, institution_id=there.school), at=NOW)
    service.block(by, PASURUAN, replace(EXAM, kind="school"), at=NOW)
    service.block(by, PASURUAN, replace(EXAM, kind="pesantren"), at=NOW)
    service.block(by, PASURUAN, EXAM, at=NOW)

    assert [inside for *_rest, inside in spans()] == [1, 2, 0, 2]


def test_who_works_for_one_district_marks_its_institutions_and_nothing_wider(there, by, actor_of):
    limited = actor_of("kec", "scheduler", regency=PASURUAN, districts=(KEJAYAN,))
    elsewhere = service.block(by, PASURUAN, replace(EXAM, institution_id=there.other), at=NOW)

    service.block(limited, PASURUAN, replace(EXAM, institution_id=there.school), at=NOW)
    for draft in (EXAM, replace(EXAM, kind="school"), replace(EXAM, institution_id=there.other)):
        with pytest.raises(NotAllowed):
            service.block(limited, PASURUAN, draft, at=NOW)
    with pytest.raises(NotAllowed):
        service.unblock(limited, elsewhere, at=NOW)
    assert [whom for _day, whom, *_rest in spans((KEJAYAN,))] == ["SMAN 1 Kejayan"]


def test_unknown_kinds_and_institutions_are_refused(there, by):
    with pytest.raises(Refused, match="blocked_whom"):
        service.block(by, PASURUAN, replace(EXAM, kind="mall"), at=NOW)
    with pytest.raises(NotFound, match="institution_unknown"):
        service.block(by, PASURUAN, replace(EXAM, institution_id=10**15), at=NOW)
    assert spans() == []
