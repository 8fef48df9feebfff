"""Recurring services in the calendar: set up at once, generated, excepted, moved, changed, ended; on both databases."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests_support.constants import BALANGAN, PASURUAN
from tests_support.rounds_office import AT, FOUR, TODAY, audited, districts, stored, visits

from ktp_core.cards.model import Channel
from ktp_core.db.engine import read_connection
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.institutions import service as institutions
from ktp_core.institutions.model import Draft, Kind
from ktp_core.institutions.store import all_of
from ktp_core.rounds import service, store
from ktp_core.rounds.model import Document, RoundDraft
from ktp_core.visits import service as calendar
from ktp_core.visits.model import VisitDraft
from ktp_core.workdays import service as closed
from ktp_core.workdays.model import BlockedDraft, Cause

WEEK = timedelta(days=7)
TUE, THU = date(2026, 11, 24), date(2026, 11, 26)
SIX_WEEKS = TODAY + timedelta(days=41)


def generate(place, until: date = SIX_WEEKS):
    return service.generate(place.scheduler, PASURUAN, until, at=AT)


def draft_of(round_id: int, **changes) -> RoundDraft:
    one = stored(round_id)
    names = RoundDraft.__dataclass_fields__
    return RoundDraft(**{name: getattr(one, name) for name in names} | changes)


def test_one_go_sets_up_a_stop_in_every_district_and_generates_the_weeks_ahead(place):
    service.set_up(place.scheduler, PASURUAN, place.wanted(districts=()), at=AT)
    with read_connection() as conn:
        stops = [one for one in all_of(conn, PASURUAN) if one.type == "KELILING"]
    assert len(stops) == 24 and {one.kind for one in stops} == {Kind.SERVICE_POINT}
    assert {one.name for one in stops} >= {"Kenduren Mas Purwodadi", "Kenduren Mas Tosari"}

    (done,) = generate(place, TODAY + timedelta(days=90)).values()

    found = districts()
    assert [number for _, number in found][:24] == list(range(1, 25))
    assert len(found) == done.made and done.unserved == () and done.without_team == ()
    assert {day.weekday() for day, _ in found} == {1, 3}
    assert date(2026, 12, 24) not in {day for day, _ in found}  # cuti bersama of Christmas
    assert audited() == ["round.set_up", "round.generate"]


def test_visits_carry_what_the_service_says_and_what_goes_with_its_team(place):
    key = place.set_up()
    generate(place, TUE)

    (one,) = visits()
    assert (one.day, one.origin, one.channel, one.round_id) == (TUE, "round", int(Channel.KENDUREN_MAS), key)
    assert (one.start, one.end, one.team_id, one.state) == (480, 780, place.team, "planned")
    with read_connection() as conn:
        from ktp_core.visits.store import visit

        assert visit(conn, one.id).resources == (place.kit,)


def test_generating_twice_makes_nothing_twice_and_longer_keeps_what_was_there(place):
    place.set_up()
    (first,) = generate(place, TODAY + 2 * WEEK).values()
    there = visits()

    (again,) = generate(place, TODAY + 2 * WEEK).values()
    (longer,) = generate(place, TODAY + 4 * WEEK).values()

    assert (first.made, again.made, again.kept) == (4, 0, 4)
    assert longer.kept == 4 and longer.made == 4
    assert [one for one in visits() if one.day <= TODAY + 2 * WEEK] == there
    assert [number for _, number in districts()] == [1, 2, 3, 4, 1, 2, 3, 4]


def test_offices_have_a_service_each_and_the_dinas_one(place):
    offices = service.set_up(
        place.scheduler, PASURUAN, place.wanted(channel=Channel.DISTRICT_OFFICE, weekdays=(2,), team_id=None), at=AT
    )
    dinas = service.set_up(
        place.scheduler, PASURUAN, place.wanted(channel=Channel.OFFICE, weekdays=(0, 1, 2, 3, 4), team_id=None), at=AT
    )

    done = generate(place, TODAY + timedelta(days=4))

    assert [stored(one).name for one in offices][:2] == ["Kantor Kecamatan Purwodadi", "Kantor Kecamatan Tutur"]
    assert len(offices) == 4 and len(dinas) == 1
    assert [done[one].made for one in (*offices, *dinas)] == [1, 1, 1, 1, 5]
    assert sorted(number for day, number in districts() if day.weekday() == 2) == [0, 1, 2, 3, 4]


def test_a_place_has_one_service_of_a_kind_and_a_new_one_is_refused(place):
    place.set_up()

    with pytest.raises(Refused, match="round_stop_taken"):
        place.set_up()
    with pytest.raises(Refused, match="round_channel"):
        place.set_up(channel=Channel.VISIT)
    with pytest.raises(Refused, match="round_weekdays"):
        place.set_up(weekdays=(), districts=("35.14.09",))

    with read_connection() as conn:
        assert len(store.all_of(conn, PASURUAN)) == 1
        assert not [one for one in all_of(conn, PASURUAN) if one.district == "35.14.09"]  # nothing half done


def test_a_day_off_after_generating_moves_everybody_on_and_loses_nobody(place):
    key = place.set_up()
    generate(place, TODAY + 2 * WEEK)

    moved = service.except_day(place.scheduler, key, THU, None, reason="Mobil diservis", shift=True, at=AT)

    assert moved == 3
    assert districts() == [(TUE, 1), (TUE + WEEK, 2), (THU + WEEK, 3), (TUE + 2 * WEEK, 4)]
    generate(place, TODAY + 3 * WEEK)
    assert districts()[4:] == [(THU + 2 * WEEK, 1)]


def test_a_day_off_may_move_only_the_one_that_was_there(place):
    key = place.set_up()
    generate(place, TODAY + 2 * WEEK)

    moved = service.except_day(place.scheduler, key, TUE, None, reason="Jalan longsor", shift=False, at=AT)

    assert moved == 1
    assert districts() == [(THU, 2), (TUE + WEEK, 3), (THU + WEEK, 4), (TUE + 2 * WEEK, 1)]


def test_a_day_off_said_before_generating_costs_nobody_the_turn(place):
    key = place.set_up()
    service.except_day(place.scheduler, key, THU, None, reason="Apel", shift=True, at=AT)

    generate(place, TODAY + 2 * WEEK)

    assert districts() == [(TUE, 1), (TUE + WEEK, 2), (THU + WEEK, 3)]


def test_another_stop_takes_the_day_and_who_was_there_comes_next(place):
    key = place.set_up()
    generate(place, TODAY + 2 * WEEK)
    third = stored(key).stops[2]

    service.except_day(place.scheduler, key, TUE, third, reason="Hari jadi kecamatan", shift=True, at=AT)

    assert districts() == [(TUE, 3), (THU, 1), (TUE + WEEK, 2), (THU + WEEK, 3), (TUE + 2 * WEEK, 4)]


def test_an_exception_is_taken_back_and_the_day_given_to_whose_turn_it_is(place):
    key = place.set_up()
    generate(place, TODAY + 2 * WEEK)
    extra, third = date(2026, 11, 28), stored(key).stops[2]
    service.except_day(place.scheduler, key, extra, third, reason="Hari pasar", shift=True, at=AT)  # a Saturday
    service.except_day(place.scheduler, key, THU, None, reason="Apel", shift=True, at=AT)
    assert (extra, 3) in districts()

    assert service.take_back(place.scheduler, key, extra, at=AT).made == 0
    assert service.take_back(place.scheduler, key, THU, at=AT).made == 1

    assert [day for day, _ in districts()] == [TUE, THU, TUE + WEEK, THU + WEEK, TUE + 2 * WEEK]
    with pytest.raises(Conflict, match="round_changed"):
        service.take_back(place.scheduler, key, THU, at=AT)


def test_exceptions_that_make_no_sense_are_refused_and_nothing_changes(place):
    key = place.set_up()
    generate(place, TODAY + 2 * WEEK)
    first = stored(key).stops[0]
    before = visits(cancelled=True)

    def ask(day: date, stop: int | None, reason: str = "uji") -> None:
        service.except_day(place.scheduler, key, day, stop, reason=reason, shift=True, at=AT)

    for arguments, code in (
        ((TODAY - timedelta(days=1), None), "round_day_past"), ((TUE, first), "round_day_same"),
        ((TUE, None, "  "), "round_reason"), ((TUE, first + 999), "institution_unknown"),
    ):  # fmt: skip
        with pytest.raises((Refused, NotFound), match=code):
            ask(*arguments)
    assert visits(cancelled=True) == before


def test_a_visit_moved_by_hand_stays_where_it_was_put_and_its_old_day_is_not_filled(place):
    place.set_up()
    generate(place, TODAY + 2 * WEEK)
    one = visits()[1]
    friday = THU + timedelta(days=1)
    calendar.reschedule(
        place.scheduler, one.id, 1, day=friday, start=one.start, end=one.end, reason="Balai dipakai", today=TODAY, at=AT
    )

    generate(place, TODAY + 2 * WEEK)

    assert [day for day, _ in districts()] == [TUE, friday, TUE + WEEK, THU + WEEK, TUE + 2 * WEEK][:4]


def test_a_visit_called_off_is_not_made_again_and_its_stop_comes_first_afterwards(place):
    place.set_up()
    generate(place, TODAY + 2 * WEEK)
    calendar.cancel(place.scheduler, visits()[1].id, 1, reason="Banjir", at=AT)

    generate(place, TODAY + 3 * WEEK)

    assert districts() == [
        (TUE, 1), (TUE + WEEK, 3), (THU + WEEK, 4), (TUE + 2 * WEEK, 2), (THU + 2 * WEEK, 1),
    ]  # fmt: skip


def test_a_blocked_stop_waits_at_the_head_and_an_office_that_rests_serves_nobody(place):
    key = place.set_up()
    first = stored(key).stops[0]
    span = BlockedDraft(from_day=TUE, until_day=THU, cause=Cause.OTHER, institution_id=first, note="Pasar pindah")
    closed.block(place.scheduler, PASURUAN, span, at=AT)
    rest = BlockedDraft(from_day=TUE + WEEK, until_day=TUE + WEEK, cause=Cause.OFFICE, note="Rapat kerja")
    closed.block(place.scheduler, PASURUAN, rest, at=AT)

    generate(place, TODAY + 2 * WEEK)

    assert districts() == [(TUE, 2), (THU, 3), (THU + WEEK, 1)]


def test_who_is_needed_elsewhere_is_left_out_and_the_district_keeps_its_day(place):
    place.set_up()
    school = institutions.add(
        place.scheduler, PASURUAN, Draft(kind=Kind.SCHOOL, name="SMAN 1 Kejayan", district="35.14.06"), at=AT
    )
    there = VisitDraft(institution_id=school, day=TUE, team_id=place.team, resources=(place.kit,))
    calendar.schedule(place.scheduler, there, today=TODAY, at=AT)

    (done,) = generate(place, THU).values()

    assert [slot.day for slot in done.without_team] == [TUE]
    assert [(one.day, one.team_id) for one in visits() if one.round_id] == [(TUE, None), (THU, place.team)]


def test_a_plan_that_changes_is_laid_anew_from_tomorrow_and_twice_is_once(place):
    key = place.set_up()
    generate(place, TODAY + 2 * WEEK)
    back = draft_of(key, stops=tuple(reversed(stored(key).stops)), weekdays=(1,), start=540)

    done = service.edit(place.scheduler, key, 1, back, replan=True, at=AT)

    assert done.made == 2 and districts() == [(TUE, 4), (TUE + WEEK, 3)]
    assert {one.start for one in visits()} == {540}
    assert len([one for one in visits(cancelled=True) if one.state == "cancelled"]) == 4
    generate(place, TODAY + WEEK + timedelta(days=2))
    assert len(visits()) == 2
    with pytest.raises(Conflict, match="round_changed"):
        service.edit(place.scheduler, key, 1, back, replan=True, at=AT)


def test_a_service_that_ends_calls_its_visits_off_and_frees_its_places(place):
    key = place.set_up()
    generate(place, TODAY + WEEK)

    assert service.end(place.scheduler, key, 1, reason="Kendaraan rusak", at=AT) == 2

    assert visits() == [] and not stored(key).active
    assert generate(place, TODAY + WEEK) == {}
    place.set_up()
    with pytest.raises(Conflict, match="round_changed"):
        service.end(place.scheduler, key, 2, reason="lagi", at=AT)


def test_an_account_of_some_districts_plans_only_there(place, actor_of):
    key = place.set_up()
    narrow = actor_of("sempit", "scheduler", regency=PASURUAN, districts=FOUR[:2])
    nine = replace(place.wanted(), districts=("35.14.09",))

    for act in (
        lambda: service.set_up(narrow, PASURUAN, nine, at=AT),
        lambda: service.edit(narrow, key, 1, draft_of(key), replan=False, at=AT),
        lambda: service.except_day(narrow, key, TUE, None, reason="x", shift=True, at=AT),
        lambda: service.end(narrow, key, 1, reason="x", at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert service.generate(narrow, PASURUAN, SIX_WEEKS, at=AT) == {}
    stranger = actor_of("jauh", "scheduler", regency=BALANGAN)
    with pytest.raises(NotAllowed):
        service.generate(stranger, PASURUAN, SIX_WEEKS, at=AT)


def test_documents_are_counted_for_a_day_that_has_come_and_the_second_of_two_is_told(place, actor_of):
    place.set_up()
    generate(place, THU)
    first, later = visits()
    crew = actor_of("lapangan", "visit", regency=PASURUAN)
    on = AT + timedelta(days=1)

    service.tally(crew, first.id, {Document.KK: 12, Document.IKD: 30, Document.KIA: 0}, seen={}, at=on)
    with pytest.raises(Conflict, match="tally_changed"):
        service.tally(place.scheduler, first.id, {Document.KK: 1}, seen={}, at=on)
    counted = {Document.KK: 12, Document.IKD: 30}
    service.tally(place.scheduler, first.id, {Document.KK: 13}, seen=counted, at=on)

    with read_connection() as conn:
        assert store.documents(conn, first.id) == {Document.KK: 13}
    with pytest.raises(Refused, match="tally_future"):
        service.tally(crew, later.id, {Document.KK: 1}, seen={}, at=on)
    with pytest.raises(Refused, match="tally_count"):
        service.tally(crew, first.id, {Document.KK: -1}, seen={Document.KK: 13}, at=on)
    calendar.cancel(place.scheduler, later.id, 1, reason="Banjir", at=AT)
    with pytest.raises(Refused, match="tally_cancelled"):
        service.tally(crew, later.id, {Document.KK: 1}, seen={}, at=AT + timedelta(days=5))
    assert audited().count("document.tally") == 2


def test_two_schedulers_who_generate_at_the_same_moment_make_every_day_once(place, actor_of):
    place.set_up()
    others = [place.scheduler, actor_of("jadwal2", "scheduler", regency=PASURUAN)]
    barrier = threading.Barrier(2)
    made: list[int] = []

    def work(by) -> None:
        barrier.wait(30)
        made.append(sum(one.made for one in service.generate(by, PASURUAN, SIX_WEEKS, at=AT).values()))

    threads = [threading.Thread(target=work, args=(by,)) for by in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    days = [day for day, _ in districts()]
    assert sorted(made) == [0, len(days)] and len(set(days)) == len(days) > 0
