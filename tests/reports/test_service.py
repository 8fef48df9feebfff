"""Issuing a report, fetching it again whatever happened since, and what was corrected; who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError
from tests_support.card_people import KEJAYAN, PURWOSARI, add_people, newcomer, one, printer_with
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.access.transactions import SYSTEM
from ktp_core.cards import store as cards
from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, report_issue
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.exports.model import Format
from ktp_core.figures import service as figures
from ktp_core.figures.model import Measure, Target
from ktp_core.reports import coding, papers, service
from ktp_core.reports.model import Correction
from ktp_core.requests import letterhead
from ktp_core.summaries.store import Deltas, add
from ktp_core.upkeep.verify import verify

TODAY, MONTH, END = date(2026, 11, 22), 202610, date(2026, 10, 31)
STATES = (CardState.DELIVERED, CardState.PRINT_READY, CardState.UNRECORDED, CardState.PRINTED)


@pytest.fixture
def head(database, actor_of):
    """Somebody who issues, in an office with some cards and a target."""
    make_office(regency=PASURUAN)
    printer_with(500)
    for number, state in enumerate(STATES, start=1):
        one(state, number=number)
    goal = Target(PASURUAN, Measure.HOLDERS, 50, date(2026, 1, 1), "Renja", date(2026, 12, 31))
    figures.add_target(SYSTEM, PASURUAN, goal, at=NOW)
    return actor_of("kepala", Role.HEAD, regency=PASURUAN)


def issued(by, known_on: date | None = END, **changes):
    return service.issue(by, PASURUAN, MONTH, known_on=known_on, today=TODAY, at=NOW, **changes)


def late(day: date, *numbers: int, district: str = KEJAYAN, known_on: date = TODAY) -> None:
    """People of card age who were recorded on that day, entered afterwards."""
    with write_transaction() as conn:
        for key in add_people(conn, *(newcomer(n, district=district) for n in numbers), known_on=known_on):
            from tests_support.card_people import event_of

            deltas = Deltas(PASURUAN, known_on)
            cards.write(conn, cards.card(conn, key), event_of(cards.card(conn, key), CardAction.RECORD, day), deltas)
            add(conn, deltas)


def test_an_issue_is_fetched_with_the_same_bytes_and_lists_exactly_what_was_corrected(head):
    made = issued(head)
    before = {form: papers.of_issue(head, made.id, form, today=TODAY).content for form in (Format.PDF, Format.XLSX)}
    report = service.issued(head, made.id)[1].report
    assert service.corrected(head, report, today=TODAY).cells == ()

    late(date(2026, 10, 12), 51, 52, district=PURWOSARI)
    with write_transaction() as conn:
        letterhead.save(conn, PASURUAN, letterhead.LetterSettings(address="Jalan Baru 9"), TODAY)

    after = {form: papers.of_issue(head, made.id, form, today=TODAY).content for form in before}
    assert after == before and before[Format.PDF][:5] == b"%PDF-" and before[Format.XLSX][:2] == b"PK"
    found = service.corrected(head, report, today=TODAY)
    changed = {(one.where, one.column): (one.was, one.now) for one in found.cells}
    assert changed["Yang dikerjakan: Perekaman", "Okt 2026"] == (0, 2)
    assert changed["Perekaman menurut tempat: Kantor dinas", "Okt 2026"] == (0, 2)
    assert changed["Kecamatan: Tutur", "Direkam bulan ini"] == (0, 2)
    assert changed["Angka utama: Sudah rekam", "Jumlah"] == (3, 5)
    assert found.late == 4  # two people who were of card age, two recordings
    untouched = ("Neraca antrean cetak", "Blangko", "Janji layanan", "Kunjungan bulan ini", "Kecamatan: Kejayan")
    assert not [where for where, _ in changed if where.startswith(untouched)]


def test_corrections_are_those_of_a_count_by_hand(head):
    """Every cell of both reports, compared without the rules."""
    made = issued(head)
    late(date(2026, 10, 2), 61)
    was = service.issued(head, made.id)[1].report
    now = service.draft(head, PASURUAN, MONTH, known_on=None, today=TODAY, at=NOW).report

    def cells(report):
        return {
            (table.key, key, column.key): cell
            for section in report.sections for table in section.parts if hasattr(table, "rows")
            for key, row in zip(table.keys, table.rows, strict=True)
            for column, cell in zip(table.columns, row, strict=True) if column.key != "name"
        }  # fmt: skip

    one, other = cells(was), cells(now)
    told = {key[0] for key in other}
    expected = [(one.get(key), other.get(key)) for key in dict.fromkeys([*one, *other])
                if key[0] in told and one.get(key) != other.get(key) and other.get(key) is not None]  # fmt: skip
    found = service.corrected(head, was, today=TODAY).cells
    assert sorted(map(str, expected)) == sorted(str((cell.was, cell.now)) for cell in found) and len(found) > 5


def test_issues_are_numbered_and_written_down(head):
    first, second = issued(head), issued(head, known_on=None)

    assert [one.number for one in service.issues(head, PASURUAN, MONTH)] == [2, 1]
    assert service.issues(head, PASURUAN, 202609) == []
    assert (first.known_on, second.known_on) == (END, None)
    stamp = service.issued(head, second.id)[1].report.stamp
    assert (stamp.number, stamp.as_of, stamp.made_by, stamp.made_at) == (2, END, "kepala", NOW)
    with read_connection() as conn:
        entries = conn.execute(select(audit_log).where(audit_log.c.action == "report.issue")).mappings().all()
    assert [entry["subject"] for entry in entries] == [str(first.id), str(second.id)]
    assert first.sha256 in str(entries[0]["details"])


def test_who_saw_another_number_is_told_that_somebody_was_first(head):
    issued(head, number=1)
    with pytest.raises(Conflict):
        issued(head, number=1)
    assert len(service.issues(head, PASURUAN)) == 1


def test_an_issue_cannot_be_changed_or_deleted(head):
    made = issued(head)
    c = report_issue.c
    for statement in (update(report_issue).values(made_by="lain"), delete(report_issue).where(c.id == made.id)):
        with pytest.raises(DatabaseError), write_transaction() as conn:
            conn.execute(statement)
    assert service.issues(head, PASURUAN)[0] == made


def test_a_month_that_goes_on_is_a_draft(head):
    with pytest.raises(Refused) as refusal:
        service.issue(head, PASURUAN, 202611, known_on=None, today=TODAY, at=NOW)
    assert refusal.value.code == "report_open"
    draft = service.draft(head, PASURUAN, 202611, known_on=None, today=TODAY, at=NOW).report
    assert (draft.stamp.as_of, draft.stamp.number) == (TODAY, None)


@pytest.mark.parametrize("role", list(Role))
def test_only_those_with_the_permission_issue(head, actor_of, role):
    someone = actor_of("siapa", str(role), regency=PASURUAN)
    if Permission.REPORT_ISSUE in GRANTS[role]:
        assert issued(someone).number == 1
        return
    with pytest.raises(NotAllowed):
        issued(someone)
    assert service.issues(head, PASURUAN) == []


def test_nobody_of_some_districts_or_another_office_sees_or_issues_one(head, actor_of):
    made = issued(head)
    some = actor_of("kecamatan", Role.HEAD, regency=PASURUAN, districts=(KEJAYAN,))
    far = actor_of("jauh", Role.HEAD, Role.ADMIN, regency=BALANGAN)
    for someone in (some, far):
        for act in (
            lambda by: issued(by), lambda by: service.issues(by, PASURUAN), lambda by: service.issued(by, made.id),
            lambda by: service.draft(by, PASURUAN, MONTH, known_on=END, today=TODAY, at=NOW),
            lambda by: service.corrected(by, service.issued(head, made.id)[1].report, today=TODAY),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act(someone)


def test_there_is_no_issue_where_there_is_none(head):
    with pytest.raises(NotFound):
        service.issued(head, 3514 * 10**9 + 77)
    with pytest.raises(NotFound):
        service.draft(SYSTEM, "35.07", MONTH, known_on=END, today=TODAY, at=NOW)


def test_verify_finds_an_issue_that_is_not_what_was_issued(sqlite_database, actor_of):
    import sqlite3

    make_office(regency=PASURUAN)
    head = actor_of("kepala", Role.HEAD, regency=PASURUAN)
    issued(head)
    issued(head)
    assert verify(SYSTEM, today=TODAY).differences == []
    with sqlite3.connect(sqlite_database.removeprefix("sqlite:///")) as raw:
        raw.execute("DROP TRIGGER report_issue_no_update")
        raw.execute("UPDATE report_issue SET content = X'00' WHERE number = 1")
        raw.execute("UPDATE report_issue SET number = 5 WHERE number = 2")

    found = verify(SYSTEM, today=TODAY)

    assert [one["kind"] for one in found.differences] == ["report_sha256", "report_number", "report_content"]
    assert found.checked["report_issue"] == 2


def test_verify_finds_an_issue_that_was_forged_whole_or_removed(sqlite_database, actor_of):
    import sqlite3

    make_office(regency=PASURUAN)
    head = actor_of("kepala", Role.HEAD, regency=PASURUAN)
    first, last = issued(head), issued(head)
    _, frozen = service.issued(head, first.id)
    forged = coding.write(replace(frozen, report=replace(frozen.report, sections=())))
    with sqlite3.connect(sqlite_database.removeprefix("sqlite:///")) as raw:
        raw.execute("DROP TRIGGER report_issue_no_update")
        raw.execute("DROP TRIGGER report_issue_no_delete")
        raw.execute("UPDATE report_issue SET content = ?, sha256 = ? WHERE number = 1",
                    (forged, coding.digest(forged)))  # fmt: skip
        raw.execute("DELETE FROM report_issue WHERE number = 2")

    found = verify(SYSTEM, today=TODAY).differences

    assert [(one["kind"], one.get("id", one.get("number"))) for one in found] == [
        ("report_sha256", 1), ("report_missing", last.id),
    ]  # fmt: skip


def test_nobody_is_named_in_a_report(head):
    one(CardState.DELIVERED, number=9, name="SITI RAHASIA")
    kept = service.draft(head, PASURUAN, MONTH, known_on=None, today=TODAY, at=NOW)

    assert "RAHASIA" not in repr(kept.report) and "35140601" not in repr(kept.report)


def test_a_correction_says_where(head):
    made = issued(head)
    late(END - timedelta(days=1), 71)
    cells = service.corrected(head, service.issued(head, made.id)[1].report, today=TODAY).cells

    assert Correction("Yang dikerjakan: Perekaman", "Okt 2026", 0, 1) in cells
