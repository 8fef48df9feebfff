"""Booking, moving, sending others and calling off: what is written, what is refused, what the request does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select
from tests_support.constants import NOW, PASURUAN
from tests_support.field_office import KEJAYAN, MONDAY, TODAY, FieldOffice, after, field_office

from ktp_core.access.model import Actor
from ktp_core.access.transactions import SYSTEM, Writing
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, follow_up, resident, visit_change, visit_report
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.institutions import service as institutions
from ktp_core.regions.store import setup
from ktp_core.requests import service as requests
from ktp_core.requests import store as request_store
from ktp_core.requests.model import RequestDraft, RequestState, Sender
from ktp_core.teams import service as teams
from ktp_core.visits import calendar, moves, service, store
from ktp_core.visits.agenda import Chosen
from ktp_core.visits.model import Origin, Visit, VisitDraft, VisitState
from ktp_core.visits.rules import ClashKind, WarningKind
from ktp_core.workdays import service as workdays
from ktp_core.workdays.model import BlockedDraft, Cause


@pytest.fixture
def there(database: str) -> FieldOffice:
    return field_office()


@pytest.fixture
def by(there: FieldOffice, actor_of) -> Actor:
    return actor_of("jadwal", "scheduler", regency=PASURUAN)


def draft(there: FieldOffice, **values: object) -> VisitDraft:
    facts = {
        "institution_id": there.school, "day": MONDAY, "start": 480, "end": 600, "team_id": there.team,
        "resources": (there.kit, there.operator, there.vehicle), "expected": 90,
    }  # fmt: skip
    return VisitDraft(**facts | values)  # type: ignore[arg-type]


def book(by: Actor, what: VisitDraft, **more: object) -> int:
    return service.schedule(by, what, today=TODAY, at=NOW, **more)  # type: ignore[arg-type]


def stored(key: int) -> Visit:
    with read_connection() as conn:
        return store.visit(conn, key)


def entries() -> list[tuple[str, dict]]:
    with read_connection() as conn:
        rows = conn.execute(select(audit_log.c.action, audit_log.c.details).order_by(audit_log.c.seq)).all()
    return [(action, json.loads(details)) for action, details in rows if action.startswith("visit.")]


def past(key: int) -> list[tuple]:
    c = visit_change.c
    with read_connection() as conn:
        columns = (c.action, c.from_day, c.to_day, c.reason, c.details)
        return [tuple(row) for row in conn.execute(select(*columns).where(c.visit_id == key).order_by(c.id))]


def test_booking_writes_visit_resources_history_and_one_audit_entry(there, by):
    key = book(by, draft(there, note="  bawa  genset "))

    assert stored(key) == Visit(
        key, PASURUAN, there.school, MONDAY, VisitState.PLANNED, Origin.OWN, stored(key).channel, 480, 600, there.team,
        None, None, 90, None, None, "bawa genset", None, 1, NOW, (there.kit, there.operator, there.vehicle),
    )  # fmt: skip
    assert past(key) == [("schedule", None, MONDAY, None, {
        "start": 480, "end": 600, "team_id": there.team, "resources": [there.kit, there.operator, there.vehicle],
        "expected": 90,
    })]  # fmt: skip
    assert entries() == [("visit.schedule", {
        "institution": there.school, "day": "2026-11-30", "team": there.team, "request": None, "accepted": [],
    })]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"resources": ()}, ClashKind.TEAM),
        ({"team_id": None, "resources": ("kit",)}, ClashKind.KIT),
        ({"team_id": None, "resources": ("operator",)}, ClashKind.OPERATOR),
        ({"team_id": None, "resources": ("vehicle",)}, ClashKind.VEHICLE),
        ({"team_id": None, "resources": (), "institution_id": "school"}, ClashKind.INSTITUTION),
    ],
    ids=lambda value: str(value) if isinstance(value, ClashKind) else "",
)
def test_nothing_is_booked_twice_at_one_hour(there, by, values, kind):
    first = book(by, draft(there))
    values = {
        name: tuple(getattr(there, one) for one in value) if isinstance(value, tuple)
        else getattr(there, value) if isinstance(value, str) else value
        for name, value in values.items()
    }  # fmt: skip
    second = replace(draft(there, institution_id=there.other, start=540, end=660), **values)

    found = service.look(by, second, today=TODAY)
    assert [(one.kind, one.other.id) for one in found.clashes] == [(kind, first)]
    with pytest.raises(Refused, match="visit_clash"):
        book(by, second)
    with read_connection() as conn:
        assert len(store.between(conn, PASURUAN, MONDAY, MONDAY)) == 1
    assert [action for action, _ in entries()] == ["visit.schedule"]


def test_one_team_goes_to_two_schools_a_day(there, by):
    first, second = book(by, draft(there)), book(by, draft(there, institution_id=there.other, start=600, end=720))

    with read_connection() as conn:
        assert [one.id for one in store.between(conn, PASURUAN, MONDAY, MONDAY)] == [first, second]


def test_a_cancelled_visit_leaves_its_hours_free(there, by):
    first = book(by, draft(there))
    service.cancel(by, first, 1, reason="sekolah libur", at=NOW)

    assert book(by, draft(there)) != first


def test_a_warning_is_gone_past_only_by_who_has_seen_it(there, by, actor_of):
    admin = actor_of("admin", "admin", regency=PASURUAN)
    workdays.block(
        admin, PASURUAN, BlockedDraft(from_day=MONDAY, until_day=after(4), cause=Cause.EXAM, kind="school"), at=NOW
    )
    christmas = draft(there, day=date(2026, 12, 25))

    assert service.look(by, draft(there), today=TODAY).kinds == {WarningKind.BLOCKED}
    assert service.look(by, draft(there, institution_id=there.pesantren), today=TODAY).kinds == frozenset()
    assert service.look(by, christmas, today=TODAY).kinds == {WarningKind.DAY_OFF}
    with pytest.raises(Refused, match="visit_warned"):
        book(by, draft(there))
    with pytest.raises(Refused, match="visit_warned"):
        book(by, draft(there), accepted=[WarningKind.PAST])
    assert stored(book(by, draft(there), accepted=[WarningKind.BLOCKED])).day == MONDAY
    assert entries()[-1][1]["accepted"] == ["blocked"]


def test_moving_keeps_the_reason_and_both_days_and_asks_for_clashes_anew(there, by):
    first = book(by, draft(there))
    second = book(by, draft(there, day=after(1)))

    with pytest.raises(Refused, match="visit_clash"):
        service.reschedule(by, second, 1, day=MONDAY, start=500, end=560, reason="ujian", today=TODAY, at=NOW)
    service.reschedule(by, second, 1, day=after(2), start=None, end=None, reason=" ujian\n", today=TODAY, at=NOW)

    moved = stored(second)
    assert (moved.day, moved.start, moved.end, moved.version) == (after(2), None, None, 2)
    assert past(second)[1:] == [
        ("reschedule", after(1), after(2), "ujian", {"start": [480, None], "end": [600, None]})
    ]
    assert stored(first).version == 1


def test_moving_needs_a_reason_another_time_and_the_version_that_was_shown(there, by):
    key = book(by, draft(there))

    def move(version: int = 1, day: date = after(1), reason: str = "ujian") -> None:
        service.reschedule(by, key, version, day=day, start=480, end=600, reason=reason, today=TODAY, at=NOW)

    with pytest.raises(Refused, match="visit_reason"):
        move(reason=" ")
    with pytest.raises(Refused, match="visit_unchanged"):
        move(day=MONDAY)
    with pytest.raises(Conflict, match="visit_changed"):
        move(version=2)
    with pytest.raises(Refused, match="visit_reason_long"):
        move(reason="x" * 501)
    assert stored(key).version == 1 and len(past(key)) == 1


def test_other_teams_and_kits_are_sent_and_the_history_says_which(there, by):
    key = book(by, draft(there))

    service.assign(by, key, 1, team_id=there.second, resources=(there.spare,), expected=120, note="gerbang b", at=NOW)

    after_it = stored(key)
    assert (after_it.team_id, after_it.resources, after_it.expected) == (there.second, (there.spare,), 120)
    assert past(key)[1][4] == {
        "team_id": [there.team, there.second], "expected": [90, 120], "note": True,
        "resources": [[there.kit, there.operator, there.vehicle], [there.spare]],
    }  # fmt: skip


def test_a_kit_out_of_use_is_not_booked_and_stays_where_it_was(there, by, actor_of):
    admin = actor_of("admin", "admin", regency=PASURUAN)
    key = book(by, draft(there))
    from ktp_core.teams import store as team_store

    with read_connection() as conn:
        kit = team_store.get_resource(conn, there.kit)
    teams.edit_resource(admin, there.kit, kit.version, kit, active=False, at=NOW)
    teams.edit_team(admin, there.second, 1, name="Tim Gempol", active=False, at=NOW)

    with pytest.raises(Refused, match="resource_ended"):
        book(by, draft(there, day=after(1)))
    with pytest.raises(Refused, match="team_ended"):
        book(by, draft(there, day=after(1), team_id=there.second, resources=()))
    service.assign(by, key, 1, team_id=there.team, resources=(there.kit,), expected=None, note=None, at=NOW)
    assert stored(key).resources == (there.kit,)


def test_places_that_are_not_served_are_not_visited(there, by, actor_of):
    admin = actor_of("admin", "admin", regency=PASURUAN)
    institutions.deactivate(admin, there.school, 1, on=MONDAY, reason="tutup", at=NOW)

    with pytest.raises(Refused, match="institution_ended"):
        book(by, draft(there))
    with pytest.raises(NotFound, match="institution_unknown"):
        book(by, draft(there, institution_id=there.school + 10**6))
    with pytest.raises(NotFound, match="resource_unknown"):
        book(by, draft(there, institution_id=there.other, resources=(10**15,)))
    with pytest.raises(NotFound, match="team_unknown"):
        book(by, draft(there, institution_id=there.other, team_id=10**15))


def request(by: Actor, there: FieldOffice) -> int:
    wish = RequestDraft(institution_id=there.school, sender=Sender.SCHOOL, received_on=TODAY, letter_number="1")
    key = requests.receive(by, PASURUAN, wish, today=TODAY, at=NOW)
    requests.verify(by, key, 1, today=TODAY, at=NOW)
    return key


def state(key: int) -> RequestState:
    with read_connection() as conn:
        return request_store.get(conn, key).state


def close(by: Actor, key: int) -> None:
    with write_transaction() as conn:
        tx = Writing(conn, by, PASURUAN, NOW)
        moves.start(tx, key)
        moves.close(tx, key, minutes=240, kits=1)


def reopen(by: Actor, key: int) -> None:
    with write_transaction() as conn:
        moves.reopen(Writing(conn, by, PASURUAN, NOW), key, reason="salah catat")


def test_the_request_follows_its_visit(there, by):
    letter = request(by, there)
    first = book(by, draft(there, origin=Origin.REQUEST, request_id=letter))
    assert state(letter) is RequestState.SCHEDULED

    service.cancel(by, first, 1, reason="sekolah libur", at=NOW)
    assert state(letter) is RequestState.VERIFIED

    second = book(by, draft(there, origin=Origin.REQUEST, request_id=letter))
    close(by, second)
    assert state(letter) is RequestState.DONE and (stored(second).minutes, stored(second).kits) == (240, 1)

    reopen(by, second)
    assert state(letter) is RequestState.SCHEDULED


def test_a_request_of_two_visits_is_done_with_the_last_and_waits_only_when_none_is_left(there, by):
    letter = request(by, there)
    first = book(by, draft(there, request_id=letter))
    second = book(by, draft(there, day=after(1), request_id=letter))
    third = book(by, draft(there, day=after(2), request_id=letter))

    service.cancel(by, third, 1, reason="cukup dua hari", at=NOW)
    assert state(letter) is RequestState.SCHEDULED
    close(by, first)
    assert state(letter) is RequestState.SCHEDULED
    service.cancel(by, second, 1, reason="sudah selesai", at=NOW)
    assert state(letter) is RequestState.DONE
    reopen(by, first)
    assert state(letter) is RequestState.SCHEDULED


def test_a_request_that_nobody_verified_is_not_scheduled_and_nothing_is_written(there, by):
    wish = RequestDraft(institution_id=there.school, sender=Sender.SCHOOL, received_on=TODAY)
    letter = requests.receive(by, PASURUAN, wish, today=TODAY, at=NOW)

    with pytest.raises(Refused):
        book(by, draft(there, request_id=letter))
    with read_connection() as conn:
        assert store.between(conn, PASURUAN, MONDAY, MONDAY) == []


def test_people_whom_a_cancelled_visit_was_to_meet_wait_for_another(there, by):
    earlier, key = book(by, draft(there)), book(by, draft(there, day=after(7)))
    with write_transaction() as conn:
        person = _resident(conn)
        conn.execute(insert(follow_up).values(
            visit_id=earlier, resident_id=person, institution_id=there.school, since=MONDAY, settled_by=key
        ))  # fmt: skip

    service.cancel(by, key, 1, reason="ujian", at=NOW)

    with read_connection() as conn:
        assert conn.execute(select(follow_up.c.settled_by)).scalar_one() is None


def _resident(conn) -> int:
    from tests_support.card_people import add_people, newcomer

    (key,) = add_people(conn, newcomer(1))
    assert conn.execute(select(resident.c.id).where(resident.c.id == key)).scalar_one()
    return key


def test_a_visit_with_outcomes_is_not_called_off(there, by):
    key = book(by, draft(there))
    with write_transaction() as conn:
        moves.start(Writing(conn, by, PASURUAN, NOW), key)
        conn.execute(insert(visit_report).values(
            id=key, visit_id=key, key="k", copy="screen", outcome=1, digest="d", entered_at=NOW, entered_by="x"
        ))  # fmt: skip

    with pytest.raises(Refused, match="visit_reported"):
        service.cancel(by, key, 2, reason="tutup", at=NOW)


def test_an_account_of_one_district_plans_and_sees_only_there(there, by, actor_of):
    limited = actor_of("kec", "scheduler", regency=PASURUAN, districts=(KEJAYAN,))
    elsewhere = book(by, draft(there, institution_id=there.other))
    here = book(limited, draft(there, day=after(1)))

    for forbidden in (
        lambda: book(limited, draft(there, institution_id=there.other, day=after(2))),
        lambda: service.look(limited, draft(there, institution_id=there.other), today=TODAY),
        lambda: service.cancel(limited, elsewhere, 1, reason="x", at=NOW),
        lambda: service.assign(limited, elsewhere, 1, team_id=None, resources=(), expected=None, note=None, at=NOW),
        lambda: service.reschedule(
            limited, elsewhere, 1, day=after(3), start=None, end=None, reason="x", today=TODAY, at=NOW
        ),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    with read_connection() as conn:
        seen = calendar.listed(conn, Chosen(PASURUAN).within(limited), MONDAY, after(6))
        assert list(seen["id"]) == [here]
        assert calendar.one(conn, elsewhere, limited) is None
        assert calendar.one(conn, elsewhere, by)["institution"] == "SMKN 1 Purwosari"


def test_what_is_taken_at_an_hour_is_told_without_the_visit_that_is_moved(there, by):
    key = book(by, draft(there))

    assert service.taken(by, PASURUAN, MONDAY, 599, 700) == service.Taken(
        frozenset({there.team}), frozenset({there.kit, there.operator, there.vehicle})
    )
    assert service.taken(by, PASURUAN, MONDAY, 600, 700) == service.Taken()
    assert service.taken(by, PASURUAN, MONDAY, None, None, but=key) == service.Taken()


def test_the_calendar_lists_by_day_hour_and_team_and_narrows(there, by):
    late = book(by, draft(there, start=700, end=760))
    early = book(by, draft(there, institution_id=there.other, team_id=there.second, resources=(there.spare,)))
    whole = book(by, draft(there, institution_id=there.pesantren, day=after(1), start=None, end=None, team_id=None,
                           resources=()))  # fmt: skip
    gone = book(by, draft(there, day=after(2)))
    service.cancel(by, gone, 1, reason="x", at=NOW)

    def keys(**values: object) -> list[int]:
        with read_connection() as conn:
            return [int(key) for key in calendar.listed(conn, Chosen(PASURUAN, **values), MONDAY, after(6))["id"]]

    assert keys() == [early, late, whole]
    assert keys(teams=(there.second,)) == [early]
    assert keys(districts=(KEJAYAN,)) == [late, whole]
    assert keys(states=(VisitState.CANCELLED,)) == [gone]
    with read_connection() as conn:
        frame = calendar.listed(conn, Chosen(PASURUAN), MONDAY, MONDAY)
        along = calendar.along(conn, [early, late])
        told = calendar.history(conn, gone)
    assert (frame["start"].tolist(), frame["team"].tolist()) == ([480, 700], ["Tim Gempol", "Tim Bangil"])
    assert along[along["visit_id"] == early]["name"].tolist() == ["AR-02"]
    assert told[["action", "who"]].values.tolist() == [["cancel", "Jadwal"], ["schedule", "Jadwal"]]
    assert told["reason"].fillna("").tolist() == ["x", ""]


def test_a_visit_of_another_office_is_not_there(there, by, actor_of):
    with write_transaction() as conn:
        setup(conn, "63.11")
    far = actor_of("jauh", "scheduler", regency="63.11")
    key = book(by, draft(there))

    with pytest.raises(NotAllowed):
        service.cancel(far, key, 1, reason="x", at=NOW)
    with pytest.raises(NotAllowed):
        book(far, draft(there))
    with read_connection() as conn:
        assert calendar.one(conn, key, far) is None
    with write_transaction() as conn, pytest.raises(NotFound, match="request_unknown"):
        moves.schedule(Writing(conn, SYSTEM, PASURUAN, NOW), draft(there, day=after(3), request_id=6311 * 10**9 + 1))
