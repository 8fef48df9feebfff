"""Closing: what stands in the way, what is written, only once, all or nothing; on both databases."""

import json
import random
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update
from tests_support.card_people import add_people, bring_to, newcomer, nik
from tests_support.field_day import (
    AT,
    BORN,
    KEJAYAN,
    REGENCY,
    TODAY,
    WORK,
    card_states,
    events,
    everybody,
    later,
    make_school,
    missed,
    outcomes,
    plan,
    say,
    sheet_of,
    state_of,
    walk_in,
)  # fmt: skip

from ktp_core.cards.model import CardAction, CardState, Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import (
    audit_log,
    card_event,
    follow_up,
    resident,
    summary_day,
    visit,
    visit_change,
    visit_report,
)
from ktp_core.errors import KtpError, Refused
from ktp_core.fieldwork import closing, service
from ktp_core.fieldwork.model import NextPlace
from ktp_core.summaries.model import Flow
from ktp_core.summaries.rebuild import differences
from ktp_core.visits.model import MISSED, REASONS, Outcome, Reason, VisitState

ABSENT_ILL = (Outcome.ABSENT, Reason.ILL)
LEFT = (Outcome.ABSENT, Reason.LEFT_SCHOOL)


@pytest.fixture
def team(database, actor_of):
    return actor_of("tim", "visit", regency=REGENCY)


@pytest.fixture
def school(team):
    made = make_school(6)
    service.prepare(team, made.visit_id, at=AT)
    return made


def nothing_differs():
    with read_connection() as conn:
        return differences(conn) == []


def refusal_of(team, visit_id, work=WORK):
    with pytest.raises(Refused) as refusal:
        service.close(team, visit_id, work, at=later(60))
    return refusal.value.code, refusal.value.params.get("numbers")


def test_closing_writes_cards_outcomes_the_visit_and_one_audit_entry_together(team, school):
    say(team, school.visit_id, {1: Outcome.RECORDED, 2: ABSENT_ILL, 3: LEFT, 4: Outcome.HAS_CARD, 5: Outcome.RECORDED})
    say(team, school.visit_id, {6: (Outcome.FAILED, Reason.NETWORK)})

    closed = service.close(team, school.visit_id, WORK, at=later(60))

    assert (closed.recorded, closed.taken_back, closed.missed, closed.newcomers) == (2, 0, 3, 0)
    assert closed.totals == {Outcome.RECORDED: 2, Outcome.ABSENT: 2, Outcome.HAS_CARD: 1, Outcome.FAILED: 1}
    assert outcomes(school.visit_id) == {
        (1, None): 2, (4, "ill"): 1, (4, "left_school"): 1, (8, None): 1, (7, "network"): 1,
    }  # fmt: skip
    made = events(school.visit_id)
    assert {(one.action, one.day, one.channel, one.at, one.by) for one in made} == {
        (int(CardAction.RECORD), TODAY, int(Channel.VISIT), later(60), "tim")
    }
    assert card_states() == {int(CardState.RECORDED): 2, int(CardState.UNRECORDED): 4}
    with read_connection() as conn:
        row = conn.execute(select(visit).where(visit.c.id == school.visit_id)).one()
        entry = conn.execute(select(audit_log).order_by(audit_log.c.seq.desc())).first()
    assert (row.state, row.minutes, row.kits) == (str(VisitState.DONE), 300, 2)
    assert entry.action == "visit.close" and json.loads(entry.details)["recorded"] == 2
    assert nothing_differs()


def test_the_day_of_the_recording_is_the_visits_however_late_it_is_closed(team):
    school = make_school(2, day=date(2026, 11, 3), channel=Channel.KENDUREN_MAS)
    service.prepare(team, school.visit_id, at=AT)
    everybody(team, school.visit_id)

    service.close(team, school.visit_id, WORK, at=later(60))

    assert {(one.day, one.channel, one.at) for one in events(school.visit_id)} == {
        (date(2026, 11, 3), int(Channel.KENDUREN_MAS), later(60))
    }
    assert nothing_differs()


def test_closing_needs_every_number_and_says_which_are_open(team, school):
    say(team, school.visit_id, {1: Outcome.RECORDED, 4: Outcome.RECORDED})

    assert refusal_of(team, school.visit_id) == ("field_open", "2, 3, 5, 6")
    assert state_of(school.visit_id) == VisitState.UNDERWAY and card_states() == {int(CardState.UNRECORDED): 6}
    assert closing.obstacles(sheet_of(school.visit_id))[0].numbers == (2, 3, 5, 6)


def test_closing_needs_minutes_and_kits_when_somebody_was_recorded(team, school):
    everybody(team, school.visit_id)
    for work in (
        replace(WORK, minutes=None),
        replace(WORK, kits=0),
        replace(WORK, minutes=1441),
        replace(WORK, kits=51),
    ):
        assert refusal_of(team, school.visit_id, work)[0] == "field_work"
    with pytest.raises(Refused, match="field_work"):
        service.close(team, school.visit_id, replace(WORK, minutes=-5), at=AT)


def test_a_visit_where_nobody_was_is_closed_without_kits(team):
    school = make_school(0)

    closed = service.close(team, school.visit_id, closing.Work(None, None), at=AT)

    assert (sum(closed.totals.values()), state_of(school.visit_id)) == (0, VisitState.DONE)


def test_closing_twice_and_entering_after_the_end_is_refused(team, school):
    everybody(team, school.visit_id)
    service.close(team, school.visit_id, WORK, at=AT)

    assert refusal_of(team, school.visit_id)[0] == "field_closed"
    for act in (
        lambda: say(team, school.visit_id, {1: Outcome.REFUSED}),
        lambda: service.add_walk_in(team, school.visit_id, walk_in(71), at=AT),
        lambda: service.prepare(team, school.visit_id, at=AT),
        lambda: service.start(team, school.visit_id, at=AT),
    ):
        with pytest.raises(Refused, match="field_closed"):
            act()
    assert len(events(school.visit_id)) == 6


def test_of_two_closers_one_wins_and_cards_move_once(team, school, actor_of):
    everybody(team, school.visit_id)
    other = actor_of("tim2", "visit", regency=REGENCY)
    start, answers = threading.Barrier(2), []

    def close(by):
        start.wait()
        try:
            answers.append(service.close(by, school.visit_id, WORK, at=AT).recorded)
        except KtpError as refusal:
            answers.append(refusal.code)

    threads = [threading.Thread(target=close, args=(by,)) for by in (team, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, answers)) == ["6", "field_closed"]
    assert len(events(school.visit_id)) == 6 and nothing_differs()


def test_somebody_recorded_elsewhere_meanwhile_stops_it_until_a_human_says_so(team, school):
    everybody(team, school.visit_id)
    line = sheet_of(school.visit_id).lines[2]
    with write_transaction() as conn:
        bring_to(conn, line.resident_id, CardState.RECORDED, TODAY)

    assert refusal_of(team, school.visit_id) == ("field_recorded_before", "3")
    say(team, school.visit_id, {3: Outcome.ALREADY_RECORDED}, at=later(1))
    assert service.close(team, school.visit_id, WORK, at=later(60)).recorded == 5
    assert nothing_differs()


def test_somebody_who_died_meanwhile_stops_it_and_somebody_who_moved_does_not(team, school):
    everybody(team, school.visit_id)
    lines = sheet_of(school.visit_id).lines
    from ktp_core.eligibility.model import AgeRules
    from ktp_core.residents.finding import find_by_id
    from ktp_core.residents.model import Change
    from ktp_core.residents.store import update_many
    from ktp_core.summaries.store import Deltas, add

    with write_transaction() as conn:
        deltas = Deltas(REGENCY)
        rows = find_by_id(conn, REGENCY, [lines[0].resident_id, lines[1].resident_id])
        changes = [
            Change(rows[lines[0].resident_id], {"standing": 4}),
            Change(rows[lines[1].resident_id], {"standing": 3, "district": None}),
        ]
        update_many(conn, changes, deltas, rules=AgeRules(), by="uji", at=AT, day=TODAY, reason="uji")
        add(conn, deltas)

    assert refusal_of(team, school.visit_id) == ("field_deceased", "1")
    say(team, school.visit_id, {1: (Outcome.ABSENT, Reason.OTHER)}, at=later(1))
    closed = service.close(team, school.visit_id, WORK, at=later(60))
    assert (closed.recorded, closed.missed) == (5, 0)
    assert nothing_differs()


def test_walk_ins_become_residents_by_their_nik_and_are_recorded_with_the_rest(team, school):
    with write_transaction() as conn:
        (known,) = add_people(conn, newcomer(70, born=BORN, name="KENAL BAIK"))
    service.add_walk_in(team, school.visit_id, walk_in(70, "KENAL BAIK"), at=AT)
    service.add_walk_in(team, school.visit_id, walk_in(71, "ORANG BARU"), at=AT)
    service.add_walk_in(team, school.visit_id, walk_in(0, "DARI PROBOLINGGO", nik="3513240103090001"), at=AT)
    small = walk_in(72, "MASIH KECIL", born=date(2011, 5, 5))
    service.add_walk_in(team, school.visit_id, small, at=AT, outcome=Outcome.UNDER_AGE)
    everybody(team, school.visit_id)

    closed = service.close(team, school.visit_id, WORK, at=later(60))

    assert (closed.recorded, closed.newcomers) == (9, 3)
    with read_connection() as conn:
        rows = {row.nik: row for row in conn.execute(select(resident))}
    assert rows[nik(70)].id == known and rows[nik(70)].state == CardState.RECORDED
    assert (rows[nik(71)].standing, rows[nik(71)].district, rows[nik(71)].name) == (1, KEJAYAN, "ORANG BARU")
    assert (rows["3513240103090001"].standing, rows["3513240103090001"].district) == (2, None)
    assert (rows[nik(72)].state, rows[nik(72)].birth_date) == (CardState.UNRECORDED, date(2011, 5, 5))
    assert all(line.person.resident_id for line in sheet_of(school.visit_id).lines)
    assert nothing_differs()


def test_somebody_written_down_twice_counts_once_and_must_agree(team, school):
    service.add_walk_in(team, school.visit_id, walk_in(71, "ORANG BARU"), at=AT)
    everybody(team, school.visit_id)
    third = sheet_of(school.visit_id).lines[2]
    written = walk_in(0, third.name, nik=third.nik)
    service.change_walk_in(team, school.visit_id, 7, written, at=AT)
    say(team, school.visit_id, {7: Outcome.REFUSED}, at=later(1))

    assert refusal_of(team, school.visit_id) == ("field_twins", "3, 7")
    say(team, school.visit_id, {7: Outcome.RECORDED}, at=later(2))
    closed = service.close(team, school.visit_id, WORK, at=later(60))

    assert (closed.recorded, sum(closed.totals.values()), sum(outcomes(school.visit_id).values())) == (6, 6, 6)
    assert len(events(school.visit_id)) == 6 and nothing_differs()


def test_a_roster_that_brings_the_walk_in_under_another_name_raises_a_doubt(team, school):
    service.add_walk_in(team, school.visit_id, walk_in(71, "ORANG BARU"), at=AT)
    everybody(team, school.visit_id)
    with write_transaction() as conn:
        add_people(conn, newcomer(71, born=BORN, name="SITI AMINAH"))

    assert refusal_of(team, school.visit_id) == ("field_doubt", "7")
    service.change_walk_in(team, school.visit_id, 7, walk_in(71, "ORANG BARU", same_person=True), at=AT)
    assert service.close(team, school.visit_id, WORK, at=later(60)).newcomers == 0


def test_the_missed_are_sent_where_it_is_said_and_else_where_it_makes_sense(team, school):
    say(team, school.visit_id, {
        1: ABSENT_ILL, 2: LEFT, 3: LEFT, 4: (Outcome.FAILED, Reason.POWER), 5: Outcome.REFUSED, 6: Outcome.HAS_CARD,
    })  # fmt: skip
    with write_transaction() as conn:
        far = sheet_of(school.visit_id).lines[2].resident_id
        conn.execute(update(resident).where(resident.c.id == far).values(district="35.14.02"))

    work = replace(WORK, others={4: NextPlace.KENDUREN_MAS, 5: NextPlace.DISTRICT_OFFICE})
    service.close(team, school.visit_id, work, at=later(60))

    ids = {line.number: line.resident_id for line in sheet_of(school.visit_id).lines}
    assert missed(school.visit_id) == {
        ids[1]: (school.id, None), ids[2]: (school.places["office"], None),
        ids[3]: (school.id, None),  # no office is known in their district
        ids[4]: (school.places["stop"], None), ids[5]: (school.places["office"], None),
    }  # fmt: skip


def test_the_next_kenduren_mas_is_where_it_is_planned_next(team, school):
    other = school.places["office"]
    plan(other, date(2026, 12, 1), channel=Channel.KENDUREN_MAS)
    say(team, school.visit_id, dict.fromkeys(range(1, 7), ABSENT_ILL))

    service.close(team, school.visit_id, replace(WORK, staying=NextPlace.KENDUREN_MAS), at=AT)

    assert {place for place, _ in missed(school.visit_id).values()} == {other}


def test_who_was_met_at_another_place_is_expected_nowhere_any_more(team, school):
    say(team, school.visit_id, dict.fromkeys(range(1, 7), LEFT))
    service.close(team, school.visit_id, WORK, at=AT)
    second = plan(school.places["other"], TODAY)
    first = sheet_of(school.visit_id).lines[0]
    service.add_walk_in(team, second, walk_in(0, first.name, nik=first.nik), at=AT)

    service.close(team, second, WORK, at=later(60))

    open_now = {who for who, (_, settled) in missed(school.visit_id).items() if settled is None}
    assert missed(school.visit_id)[first.resident_id] == (school.places["office"], second)
    assert len(open_now) == 5


def test_a_supervisor_reopens_with_a_reason_and_closing_again_writes_differences_only(team, school, actor_of):
    boss = actor_of("jadwal", "scheduler", regency=REGENCY)
    say(team, school.visit_id, {1: Outcome.RECORDED, 2: Outcome.RECORDED, 3: ABSENT_ILL, 4: LEFT})
    say(team, school.visit_id, {5: Outcome.RECORDED, 6: Outcome.REFUSED})
    service.close(team, school.visit_id, WORK, at=AT)
    before = events(school.visit_id)
    with pytest.raises(Refused, match="visit_reason"):
        service.reopen(boss, school.visit_id, " ", at=later(90))

    service.reopen(boss, school.visit_id, "salah tulis nomor 2 dan 3", at=later(90))
    say(team, school.visit_id, {2: ABSENT_ILL, 3: Outcome.RECORDED, 4: ABSENT_ILL}, at=later(91))
    again = service.close(team, school.visit_id, replace(WORK, minutes=310), at=later(99))

    ids = {line.number: line.resident_id for line in sheet_of(school.visit_id).lines}
    assert (again.recorded, again.taken_back, again.missed) == (1, 1, 3)
    assert [(one.action, one.resident_id) for one in events(school.visit_id)[len(before) :]] == [
        (int(CardAction.CORRECT), ids[2]), (int(CardAction.RECORD), ids[3]),
    ]  # fmt: skip
    assert missed(school.visit_id) == {
        ids[2]: (school.id, None), ids[4]: (school.id, None), ids[6]: (school.id, None),
    }  # fmt: skip
    assert card_states() == {int(CardState.RECORDED): 3, int(CardState.UNRECORDED): 3}
    with read_connection() as conn:
        actions = conn.execute(
            select(visit_change.c.action).where(visit_change.c.visit_id == school.visit_id)
        ).scalars()
        assert list(actions) == ["start", "close", "reopen", "close"]
    assert nothing_differs()


def test_closing_again_without_a_change_moves_no_card(team, school, actor_of):
    boss = actor_of("jadwal", "scheduler", regency=REGENCY)
    everybody(team, school.visit_id)
    service.close(team, school.visit_id, WORK, at=AT)
    service.reopen(boss, school.visit_id, "menit salah", at=later(1))

    again = service.close(team, school.visit_id, replace(WORK, minutes=200), at=later(2))

    assert (again.recorded, again.taken_back, len(events(school.visit_id))) == (0, 0, 6)


def test_a_recording_that_has_gone_on_is_not_taken_back(team, school, actor_of):
    boss = actor_of("jadwal", "scheduler", regency=REGENCY)
    everybody(team, school.visit_id)
    service.close(team, school.visit_id, WORK, at=AT)
    with write_transaction() as conn:
        bring_to(conn, sheet_of(school.visit_id).lines[1].resident_id, CardState.PRINT_READY, TODAY)
    service.reopen(boss, school.visit_id, "salah", at=later(1))
    say(team, school.visit_id, {2: Outcome.REFUSED, 3: Outcome.REFUSED}, at=later(2))

    assert refusal_of(team, school.visit_id) == ("field_moved_on", "2")
    assert len(events(school.visit_id)) == 6
    say(team, school.visit_id, {2: Outcome.RECORDED}, at=later(3))
    assert service.close(team, school.visit_id, WORK, at=later(60)).taken_back == 1
    assert nothing_differs()


def test_a_recording_that_was_corrected_away_elsewhere_is_made_again_only_by_closing_again(team, school, actor_of):
    from ktp_core.cards import service as cards

    boss, admin = actor_of("jadwal", "scheduler", regency=REGENCY), actor_of("admin", "admin", regency=REGENCY)
    everybody(team, school.visit_id)
    service.close(team, school.visit_id, WORK, at=AT)
    one = sheet_of(school.visit_id).lines[0].resident_id
    cards.act(admin, one, CardAction.CORRECT, day=TODAY, at=AT, expected_state=CardState.RECORDED, reason="salah orang")
    service.reopen(boss, school.visit_id, "periksa", at=later(1))

    assert service.close(team, school.visit_id, WORK, at=later(2)).recorded == 1
    assert nothing_differs()


def test_a_walk_in_with_a_wrong_nik_is_put_right_after_the_visit_was_closed(team, school, actor_of):
    boss = actor_of("jadwal", "scheduler", regency=REGENCY)
    with write_transaction() as conn:
        wrong, right = add_people(
            conn, newcomer(71, born=BORN, name="SITI AMINAH"), newcomer(72, born=BORN, name="SITI AMINAH")
        )
    service.add_walk_in(team, school.visit_id, walk_in(71, "SITI AMINAH"), at=AT)
    everybody(team, school.visit_id)
    service.close(team, school.visit_id, WORK, at=AT)
    service.reopen(boss, school.visit_id, "NIK tertukar", at=later(1))
    service.change_walk_in(team, school.visit_id, 7, walk_in(72, "SITI AMINAH"), at=later(2))

    again = service.close(team, school.visit_id, WORK, at=later(3))

    assert (again.recorded, again.taken_back) == (1, 1)
    with read_connection() as conn:
        states = dict(
            conn.execute(select(resident.c.id, resident.c.state).where(resident.c.id.in_([wrong, right]))).all()
        )
    assert states == {wrong: CardState.UNRECORDED, right: CardState.RECORDED}
    assert nothing_differs()


class Struck(Exception):
    pass


@pytest.mark.parametrize("at_step", ["register", "record", "replace_outcomes", "met", "replace", "close", "audit"])
def test_struck_down_at_any_step_nothing_is_written(team, school, monkeypatch, at_step):
    from ktp_core.access.transactions import Writing
    from ktp_core.fieldwork import follow_ups, recordings, store, walk_ins
    from ktp_core.visits import moves

    service.add_walk_in(team, school.visit_id, walk_in(71, "ORANG BARU"), at=AT)
    say(team, school.visit_id, {1: ABSENT_ILL})
    everybody(team, school.visit_id)
    homes = {
        "register": walk_ins, "record": recordings, "replace_outcomes": store, "met": follow_ups,
        "replace": follow_ups, "close": moves, "audit": Writing,
    }  # fmt: skip
    real = getattr(homes[at_step], at_step)

    def struck(*args, **more):
        real(*args, **more)
        raise Struck

    with monkeypatch.context() as patched:
        patched.setattr(homes[at_step], at_step, struck)
        with pytest.raises(Struck):
            service.close(team, school.visit_id, WORK, at=later(60))

    assert (events(school.visit_id), outcomes(school.visit_id), missed(school.visit_id)) == ([], Counter(), {})
    assert (state_of(school.visit_id), sum(card_states().values())) == (VisitState.UNDERWAY, 6)
    assert service.close(team, school.visit_id, WORK, at=later(61)).recorded == 6
    assert nothing_differs()


def naive(visit_id):
    """The totals as a clerk with a pile of slips would count them: the last slip of each person."""
    last = {}
    with read_connection() as conn:
        for row in conn.execute(select(visit_report).where(visit_report.c.visit_id == visit_id)).all():
            if row.key not in last or row.acted_at > last[row.key].acted_at:
                last[row.key] = row
    return Counter((row.outcome, row.reason) for row in last.values())


@pytest.mark.parametrize("seed", range(4))
def test_totals_are_those_of_a_naive_count_through_reopening_after_reopening(sqlite_database, actor_of, seed):
    team = actor_of("tim", "visit", "scheduler", regency=REGENCY)
    school = make_school(25)
    service.prepare(team, school.visit_id, at=AT)
    chance = random.Random(seed)
    said = [(one, reason) for one in Outcome for reason in REASONS.get(one, (None,))]
    minute = 0
    for again in range(4):
        for _ in range(60 if not again else 12):
            minute += 1
            chosen = chance.sample(range(1, 26), chance.randint(1, 4))
            say(team, school.visit_id, {n: chance.choice(said) for n in chosen}, at=later(minute))
        for number in sheet_of(school.visit_id).open:
            say(team, school.visit_id, {number: Outcome.RECORDED}, at=later(minute))

        closed = service.close(team, school.visit_id, WORK, at=later(minute))

        counted = naive(school.visit_id)
        by_outcome = Counter()
        for (outcome, _), n in counted.items():
            by_outcome[outcome] += n
        assert outcomes(school.visit_id) == counted
        assert Counter({int(one): n for one, n in closed.totals.items()}) == by_outcome
        assert card_states()[int(CardState.RECORDED)] == by_outcome[int(Outcome.RECORDED)]
        assert closed.missed == sum(by_outcome[int(one)] for one in MISSED) == len(missed(school.visit_id))
        assert nothing_differs()
        service.reopen(team, school.visit_id, "lagi", at=later(minute))


def test_three_hundred_people_close_in_a_second(team):
    school = make_school(300)
    service.prepare(team, school.visit_id, at=AT)
    everybody(team, school.visit_id)
    say(team, school.visit_id, dict.fromkeys(range(1, 41), ABSENT_ILL), at=later(1))
    for number in range(401, 411):
        service.add_walk_in(team, school.visit_id, walk_in(number), at=AT)

    began = time.perf_counter()
    closed = service.close(team, school.visit_id, WORK, at=later(60))
    took = time.perf_counter() - began

    assert (closed.recorded, closed.missed) == (270, 40)
    print(f"closing 300: {took:.2f} s")
    assert took < 3, f"{took:.2f} s"  # measured 0.2 s; other tests share the machine
    assert nothing_differs()


def test_the_request_of_the_visit_is_done(team, actor_of):
    from ktp_core.db.schema import request

    school = make_school(1)
    with write_transaction() as conn:
        key = 3514 * 10**9 + 1
        conn.execute(request.insert().values(
            id=key, regency=REGENCY, institution_id=school.id, sender="school", received_on=TODAY, state="scheduled",
            state_on=TODAY, version=1, updated_at=AT,
        ))  # fmt: skip
        conn.execute(update(visit).where(visit.c.id == school.visit_id).values(request_id=key))
    service.prepare(team, school.visit_id, at=AT)
    everybody(team, school.visit_id)

    def state():
        with read_connection() as conn:
            return conn.execute(select(request.c.state)).scalar_one()

    service.close(team, school.visit_id, WORK, at=AT)
    assert state() == "done"
    service.reopen(actor_of("jadwal", "scheduler", regency=REGENCY), school.visit_id, "lagi", at=AT)
    assert state() == "scheduled"


def test_nothing_of_this_touches_other_visits(team, school):
    other = plan(school.id, TODAY)
    service.prepare(team, other, at=AT)
    everybody(team, school.visit_id)
    service.close(team, school.visit_id, WORK, at=AT)

    with read_connection() as conn:
        assert conn.execute(select(follow_up)).all() == []
        assert conn.execute(select(card_event.c.id).where(card_event.c.visit_id == other)).all() == []
    # The other list still has them: their numbers are on somebody's paper. They cannot be recorded twice.
    assert len(sheet_of(other).open) == 6
    with pytest.raises(Refused, match="field_recorded_before"):
        everybody(team, other)


def test_of_two_visits_that_close_at_once_with_the_same_people_one_records_them(team, school, actor_of):
    other, second = plan(school.id, TODAY), actor_of("tim2", "visit", regency=REGENCY)
    service.prepare(team, other, at=AT)
    for visit_id in (school.visit_id, other):
        everybody(team, visit_id)
    start, answers = threading.Barrier(2), []

    def close(by, visit_id):
        start.wait()
        try:
            answers.append(service.close(by, visit_id, WORK, at=AT).recorded)
        except KtpError as refusal:
            answers.append(refusal.code)

    threads = [threading.Thread(target=close, args=one) for one in ((team, school.visit_id), (second, other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, answers)) == ["6", "field_recorded_before"]
    assert len(events(school.visit_id)) + len(events(other)) == 6 and nothing_differs()


def test_the_heads_numbers_move_on_the_day_of_the_visit_by_its_channel(team):
    day = date(2026, 10, 7)
    school = make_school(5, day=day, channel=Channel.KENDUREN_MAS)
    service.prepare(team, school.visit_id, at=AT)
    say(team, school.visit_id, {1: ABSENT_ILL})
    everybody(team, school.visit_id)

    service.close(team, school.visit_id, WORK, at=AT)

    with read_connection() as conn:
        rows = conn.execute(select(summary_day).where(summary_day.c.flow == int(Flow.RECORD))).all()
        covered = conn.execute(select(summary_day.c.n).where(summary_day.c.flow == int(Flow.COVERED))).scalars().all()
    assert [(row.day, row.channel, row.district, row.n) for row in rows] == [
        (day, int(Channel.KENDUREN_MAS), KEJAYAN, 4)
    ]
    assert sum(covered) == 4
