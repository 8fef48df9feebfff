"""What is entered on screen: many at once, one by one, over a workbook's word, and people who walked in."""

from datetime import date

import pytest
from sqlalchemy import select, update
from tests_support.card_people import add_people, bring_to, newcomer, nik
from tests_support.field_day import (
    AT,
    BORN,
    REGENCY,
    TODAY,
    everybody,
    join,
    later,
    make_school,
    say,
    sheet_of,
    state_of,
    walk_in,
)  # fmt: skip

from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, resident, visit_report
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.fieldwork import service, store
from ktp_core.fieldwork.entries import Tool
from ktp_core.fieldwork.merging import Report
from ktp_core.fieldwork.model import Entry
from ktp_core.visits.model import Outcome, Reason
from ktp_core.visits.model import VisitState as State


@pytest.fixture
def team(database, actor_of):
    return actor_of("tim", "visit", regency=REGENCY)


@pytest.fixture
def school(team):
    made = make_school(6)
    service.prepare(team, made.visit_id, at=AT)
    return made


def from_workbook(visit_id, number, outcome, reason=None, minutes=0):
    """What a returned workbook adds."""
    key = next(line.person.key for line in sheet_of(visit_id).lines if line.number == number)
    with write_transaction() as conn:
        said = Report(key, "buku-1", outcome, reason, later(minutes))
        store.insert_reports(conn, visit_id, [said], at=AT, by="tim")


def result(visit_id):
    return {line.number: line.outcome for line in sheet_of(visit_id).lines if line.outcome}


def test_all_recorded_except_leaves_the_exceptions_and_whatever_was_said_before(team, school):
    say(team, school.visit_id, {2: (Outcome.ABSENT, Reason.ILL)})

    filled = service.all_recorded(team, school.visit_id, [1, 2, 3, 4, 5], at=AT, tool=Tool("BUDI", "ALAT-1"))

    assert (filled.recorded, filled.taken, filled.hindered) == (4, (2,), ())
    assert result(school.visit_id) == {
        1: Outcome.RECORDED, 2: Outcome.ABSENT, 3: Outcome.RECORDED, 4: Outcome.RECORDED, 5: Outcome.RECORDED,
    }  # fmt: skip
    sheet = sheet_of(school.visit_id)
    assert (sheet.open, sheet.done, sheet.disputed) == ([6], 5, [])
    assert {(one.operator, one.kit) for one in sheet.lines[0].said} == {("BUDI", "ALAT-1")}


def test_all_recorded_leaves_out_who_cannot_have_been_and_says_who(team, school):
    with write_transaction() as conn:
        bring_to(conn, school.pupils[1], CardState.RECORDED, date(2026, 11, 1))
        conn.execute(update(resident).where(resident.c.id == school.pupils[3]).values(standing=4))

    filled = service.all_recorded(team, school.visit_id, [1, 2, 3], at=AT)

    assert (filled.recorded, filled.hindered) == (1, (1, 2))


def test_the_first_outcome_starts_the_visit_once(team, school):
    assert state_of(school.visit_id) == State.PLANNED

    say(team, school.visit_id, {1: Outcome.RECORDED})
    say(team, school.visit_id, {2: Outcome.RECORDED})

    assert state_of(school.visit_id) == State.UNDERWAY


def test_the_latest_word_of_the_screen_holds_and_every_word_is_kept(team, school):
    say(team, school.visit_id, {1: Outcome.RECORDED})
    say(team, school.visit_id, {1: (Outcome.FAILED, Reason.BIOMETRICS)}, at=later(5))

    (line,) = [line for line in sheet_of(school.visit_id).lines if line.number == 1]
    assert (line.outcome, line.reason, len(line.said)) == (Outcome.FAILED, Reason.BIOMETRICS, 2)


def test_the_same_said_twice_at_once_is_one_report(team, school):
    assert say(team, school.visit_id, {1: Outcome.RECORDED}) == 1
    assert say(team, school.visit_id, {1: Outcome.RECORDED}) == 0


def test_a_word_over_a_workbook_decides_against_what_was_on_screen(team, school):
    from_workbook(school.visit_id, 1, Outcome.ABSENT, Reason.ILL)

    say(team, school.visit_id, {1: Outcome.RECORDED}, at=later(1))
    assert (result(school.visit_id)[1], sheet_of(school.visit_id).disputed) == (Outcome.RECORDED, [])

    from_workbook(school.visit_id, 1, Outcome.REFUSED, minutes=9)
    assert sheet_of(school.visit_id).disputed == [1]
    say(team, school.visit_id, {1: Outcome.REFUSED}, at=later(10))
    assert (result(school.visit_id)[1], sheet_of(school.visit_id).disputed) == (Outcome.REFUSED, [])


def test_a_word_entered_without_having_seen_the_workbook_is_disputed_not_lost(team, school):
    key = sheet_of(school.visit_id).lines[0].person.key
    from_workbook(school.visit_id, 1, Outcome.ABSENT, Reason.ILL)

    service.report(team, school.visit_id, [Entry(key, int(Outcome.RECORDED))], at=AT, seen=())

    assert sheet_of(school.visit_id).disputed == [1]


def test_paper_copied_the_next_day_has_no_time_and_may_be_put_right(team, school):
    from datetime import timedelta

    tomorrow = AT + timedelta(days=1)
    say(team, school.visit_id, {1: Outcome.RECORDED}, at=tomorrow)
    say(team, school.visit_id, {1: Outcome.REFUSED}, at=tomorrow + timedelta(minutes=1))

    (line,) = [line for line in sheet_of(school.visit_id).lines if line.number == 1]
    assert (line.outcome, line.conflict) == (Outcome.REFUSED, ())
    assert {one.acted_at for one in line.said} == {None}
    with read_connection() as conn:
        entered = conn.execute(select(visit_report.c.entered_at)).scalars().all()
    assert entered == [tomorrow, tomorrow + timedelta(minutes=1)]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(4, None), (7, None), (1, "ill"), (4, "network"), (7, "ill"), (5, None), (99, None), (4, "mood")],
)
def test_an_outcome_without_its_reason_is_refused_and_nothing_of_the_rest_is_written(team, school, outcome, reason):
    lines = sheet_of(school.visit_id).lines
    entries = [Entry(lines[0].person.key, 1), Entry(lines[1].person.key, outcome, reason)]

    with pytest.raises(Refused, match="field_outcome"):
        service.report(team, school.visit_id, entries, at=AT)

    assert result(school.visit_id) == {} and state_of(school.visit_id) == State.PLANNED


def test_nobody_under_16_dead_or_recorded_before_is_entered_as_recorded(team):
    made = make_school(4)
    with write_transaction() as conn:
        join(conn, made.id, add_people(conn, newcomer(50, born=date(2010, 12, 1), name="BELUM 16")))
        conn.execute(update(resident).where(resident.c.name == "BELUM 16").values(married_on=date(2026, 11, 1)))
    service.prepare(team, made.visit_id, at=AT)
    with write_transaction() as conn:
        conn.execute(update(resident).where(resident.c.name == "BELUM 16").values(married_on=None))
        conn.execute(update(resident).where(resident.c.id == made.pupils[2]).values(standing=4))
        bring_to(conn, made.pupils[1], CardState.SUBMITTED, date(2026, 11, 1))
    by_name = {line.name: line.number for line in sheet_of(made.visit_id).lines}

    for name, code in (
        ("BELUM 16", "field_too_young"), ("SISWA 002", "field_deceased"), ("SISWA 001", "field_recorded_before"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            say(team, made.visit_id, {by_name[name]: Outcome.RECORDED, by_name["SISWA 003"]: Outcome.RECORDED})
        assert (refusal.value.code, refusal.value.params["numbers"]) == (code, str(by_name[name]))
    say(team, made.visit_id, {by_name["BELUM 16"]: Outcome.UNDER_AGE, by_name["SISWA 001"]: Outcome.ALREADY_RECORDED})
    assert len(result(made.visit_id)) == 2


def test_nobody_who_is_not_on_the_list_gets_an_outcome(team, school):
    with pytest.raises(Conflict, match="field_person_unknown"):
        service.report(team, school.visit_id, [Entry("r999", 1)], at=AT)


def test_one_entry_of_the_audit_log_and_no_name_in_it(team, school):
    everybody(team, school.visit_id)

    with read_connection() as conn:
        rows = conn.execute(select(audit_log.c.action, audit_log.c.details).order_by(audit_log.c.seq)).all()
    assert [row.action for row in rows] == ["visit.list", "visit.report"]
    assert "SISWA" not in str(rows) and nik(1) not in str(rows)


def test_a_walk_in_who_is_known_unknown_or_from_elsewhere_gets_the_next_number(team, school):
    with write_transaction() as conn:
        add_people(conn, newcomer(70, born=BORN, name="KENAL BAIK"))

    known = service.add_walk_in(team, school.visit_id, walk_in(70, "kenal  baik"), at=AT)
    unknown = service.add_walk_in(team, school.visit_id, walk_in(71, "ORANG BARU"), at=AT)
    elsewhere = service.add_walk_in(
        team, school.visit_id, walk_in(0, "LUAR DAERAH", nik="3513240103090001"), at=AT, outcome=Outcome.ELSEWHERE
    )

    assert (known, unknown, elsewhere) == (7, 8, 9)
    lines = sheet_of(school.visit_id).lines[-3:]
    assert [(line.name, line.resident_id is not None, line.outcome) for line in lines] == [
        ("KENAL BAIK", True, Outcome.RECORDED), ("ORANG BARU", False, Outcome.RECORDED),
        ("LUAR DAERAH", False, Outcome.ELSEWHERE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (walk_in(71, nik="351406"), "field_walk_in_nik"), (walk_in(71, nik=""), "field_walk_in_nik"),
        (walk_in(71, nik="3,51406E+15"), "field_walk_in_nik"), (walk_in(71, name="  "), "field_walk_in_name"),
        (walk_in(71, name="X" * 101), "field_walk_in_name"), (walk_in(71, born=TODAY), "field_walk_in_birth"),
        (walk_in(71, born=date(1850, 1, 1)), "field_walk_in_birth"), (walk_in(3), "field_walk_in_listed"),
        (walk_in(71, "KECIL", born=date(2010, 11, 21)), "field_too_young"),
        (walk_in(72, "ORANG LAIN SAMA SEKALI"), "field_walk_in_other"),
        (walk_in(72, "ORANG TERDAFTAR", born=date(2009, 3, 2)), "field_walk_in_other"),
    ],
)  # fmt: skip
def test_a_walk_in_that_cannot_be_is_refused_and_leaves_no_number(team, school, who, code):
    with write_transaction() as conn:
        add_people(conn, newcomer(72, born=BORN, name="ORANG TERDAFTAR"))

    with pytest.raises(Refused) as refusal:
        service.add_walk_in(team, school.visit_id, who, at=AT)

    assert refusal.value.code == code
    assert len(sheet_of(school.visit_id).lines) == 6


def test_a_walk_in_comes_once(team, school):
    service.add_walk_in(team, school.visit_id, walk_in(71, "ORANG BARU"), at=AT)

    with pytest.raises(Refused) as refusal:
        service.add_walk_in(team, school.visit_id, walk_in(71, "ORANG BARU"), at=later(1))
    assert refusal.value.params["number"] == 7


def test_a_human_may_say_that_another_name_is_the_same_person(team, school):
    with write_transaction() as conn:
        add_people(conn, newcomer(72, born=BORN, name="SITI AMINAH"))

    number = service.add_walk_in(team, school.visit_id, walk_in(72, "NURUL HUDA", same_person=True), at=AT)

    line = sheet_of(school.visit_id).lines[-1]
    assert (number, line.doubt, line.resident_id is not None) == (7, False, True)


def test_a_wrong_digit_of_a_walk_in_is_put_right(team, school):
    service.add_walk_in(team, school.visit_id, walk_in(71, "ORANG BARU"), at=AT)

    service.change_walk_in(team, school.visit_id, 7, walk_in(73, "ORANG BARU SEKALI"), at=AT)

    assert (sheet_of(school.visit_id).lines[-1].nik, sheet_of(school.visit_id).lines[-1].name) == (
        nik(73),
        "ORANG BARU SEKALI",
    )
    with pytest.raises(NotFound, match="field_walk_in_unknown"):
        service.change_walk_in(team, school.visit_id, 3, walk_in(73), at=AT)
    with pytest.raises(Refused, match="field_walk_in_nik"):
        service.change_walk_in(team, school.visit_id, 7, walk_in(73, nik="12"), at=AT)


def test_notes_of_two_do_not_overwrite_each_other(team, school):
    service.note(team, school.visit_id, " Jaringan lambat ", before=None, at=AT)
    service.note(team, school.visit_id, "Jaringan lambat", before=None, at=AT)

    with pytest.raises(Conflict, match="field_note_changed"):
        service.note(team, school.visit_id, "Listrik padam", before="", at=AT)
    with pytest.raises(Refused, match="field_note_long"):
        service.note(team, school.visit_id, "x" * 2001, before="Jaringan lambat", at=AT)
    service.note(team, school.visit_id, "", before="Jaringan lambat", at=AT)
    assert sheet_of(school.visit_id).visit.note is None


def test_only_the_team_enters_and_only_a_supervisor_reopens(team, school, actor_of):
    scheduler = actor_of("jadwal", "scheduler", regency=REGENCY)

    for act in (
        lambda: say(scheduler, school.visit_id, {1: Outcome.RECORDED}),
        lambda: service.all_recorded(scheduler, school.visit_id, [1], at=AT),
        lambda: service.add_walk_in(scheduler, school.visit_id, walk_in(71), at=AT),
        lambda: service.reopen(team, school.visit_id, "salah", at=AT),
        lambda: service.looked(actor_of("kepala", "head", regency=REGENCY), school.visit_id, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    service.looked(scheduler, school.visit_id, at=AT)
