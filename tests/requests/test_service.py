"""Letters on both databases: every step, who may, two at once, and that nothing is kept by halves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import select
from tests_support import kept_files
from tests_support.at_once import told
from tests_support.constants import NOW, PASURUAN

from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.attachments import store as files
from ktp_core.attachments.model import Owner
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import attachment, audit_log, institution, request, request_change, visit
from ktp_core.errors import Conflict, KtpError, NotAllowed, NotFound, Refused
from ktp_core.institutions import service as institutions
from ktp_core.labels import refusal_text
from ktp_core.requests import moves, queries, service, store
from ktp_core.requests.letterhead import LetterSettings, current
from ktp_core.requests.model import RequestState, Sender
from ktp_core.visits import moves as visits

TODAY = date(2026, 11, 22)
ON = {"today": TODAY, "at": NOW}


def get(key: int):
    with read_connection() as conn:
        return store.get(conn, key)


def happened(key: int) -> list[tuple]:
    """Oldest first: action, from, to, by, reason."""
    with read_connection() as conn:
        found = queries.history(conn, key)
    columns = ("action", "from_state", "to_state", "by", "reason")
    rows_ = [[getattr(row, name) for name in columns] for row in found.itertuples()][::-1]
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows_]


def audited() -> list[tuple[str, str | None]]:
    with read_connection() as conn:
        return [tuple(row) for row in conn.execute(select(audit_log.c.action, audit_log.c.subject))]


def rows(table) -> int:
    with read_connection() as conn:
        return len(conn.execute(select(table)).all())


def code(act) -> str:
    with pytest.raises(KtpError) as refusal:
        act()
    assert "{" not in refusal_text(refusal.value)
    return refusal.value.code


def test_a_letter_goes_its_whole_way_and_each_step_is_one_row_of_history_and_one_audit_entry(desk) -> None:
    key = desk.receive()
    service.verify(desk.clerk, key, 1, **ON)
    trip = desk.plan(key)
    with writing(desk.scheduler, Permission.VISIT_PLAN, PASURUAN, at=NOW) as tx:
        visits.start(tx, trip)
        visits.close(tx, trip, minutes=200, kits=2)
        tx.audit("visit.close", str(trip))

    one = get(key)
    assert (one.state, one.state_on, one.version, one.reason) == (RequestState.DONE, TODAY, 4, None)
    assert happened(key) == [
        ("receive", None, "received", "rina", None),
        ("verify", "received", "verified", "rina", None),
        ("schedule", "verified", "scheduled", "joko", None),
        ("finish", "scheduled", "done", "joko", None),
    ]
    mine = [entry for entry in audited() if entry[0].startswith("request.")]
    assert mine == [("request.receive", str(key)), ("request.verify", str(key))]


def test_a_cancelled_visit_puts_its_letter_back_on_the_list_of_those_that_wait(desk) -> None:
    key = desk.verified()
    trip = desk.plan(key)
    with read_connection() as conn:
        assert queries.waiting(conn, PASURUAN, today=TODAY).empty

    with writing(desk.scheduler, Permission.VISIT_PLAN, PASURUAN, at=NOW) as tx:
        visits.cancel(tx, trip, reason="Ujian")
        tx.audit("visit.cancel", str(trip))

    assert happened(key)[-1] == ("unschedule", "scheduled", "verified", "joko", "Ujian")
    with read_connection() as conn:
        assert list(queries.waiting(conn, PASURUAN, today=TODAY)["request_id"]) == [key]


@pytest.mark.parametrize("step", ["decline", "withdraw"])
def test_no_letter_goes_away_without_a_reason_and_it_can_come_back(desk, step) -> None:
    key, act = desk.receive(), getattr(service, step)
    assert code(lambda: act(desk.clerk, key, 1, " \u200b ", **ON)) == "request_reason"
    assert code(lambda: act(desk.clerk, key, 1, "x" * 301, **ON)) == "request_long"

    act(desk.clerk, key, 1, "  Sudah   dilayani ", **ON)

    assert (get(key).state.value, get(key).reason) == ({"decline": "declined", "withdraw": "withdrawn"}[step],
                                                       "Sudah dilayani")  # fmt: skip
    assert code(lambda: service.verify(desk.clerk, key, 2, **ON)) == "request_no_way"
    service.reconsider(desk.clerk, key, 2, "Salah catat", **ON)
    assert (get(key).state, get(key).reason) == (RequestState.RECEIVED, None)
    assert happened(key)[-1][0] == "reconsider"


def test_withdrawing_cancels_the_planned_visit_too_but_only_for_who_plans_visits(desk) -> None:
    key = desk.verified()
    trip = desk.plan(key)
    version = get(key).version
    assert code(lambda: service.withdraw(desk.clerk, key, version, "Batal", **ON)) == "request_visit_planned"
    assert get(key).state is RequestState.SCHEDULED

    assert service.withdraw(desk.scheduler, key, version, "Batal", **ON) == 1

    assert get(key).state is RequestState.WITHDRAWN
    with read_connection() as conn:
        assert conn.scalar(select(visit.c.state).where(visit.c.id == trip)) == "cancelled"
    assert [row[0] for row in happened(key)] == ["receive", "verify", "schedule", "withdraw"]


def test_a_letter_whose_visit_has_people_written_down_is_not_withdrawn(desk) -> None:
    from sqlalchemy import insert

    from ktp_core.db.schema import visit_report

    key = desk.verified()
    trip = desk.plan(key)
    with write_transaction() as conn:
        conn.execute(insert(visit_report).values(
            id=trip, visit_id=trip, key="k", copy="screen", outcome=1, digest="d",
            entered_at=NOW, entered_by="x"))  # fmt: skip

    assert code(lambda: service.withdraw(desk.scheduler, key, get(key).version, "Batal", **ON)) == "visit_reported"
    assert get(key).state is RequestState.SCHEDULED


def test_the_same_letter_is_kept_once(desk) -> None:
    first = desk.receive()

    assert code(lambda: desk.receive(letter_number="421.3 / 15 / 2026")) == "request_twice"
    other_school = desk.receive(desk.unknown)
    other_number = desk.receive(letter_number="421.3/016/2026")
    by_phone = [desk.receive(letter_number=None, letter_date=None) for _ in range(2)]
    assert len({first, other_school, other_number, *by_phone}) == 5

    service.decline(desk.clerk, first, 1, "Salah", **ON)
    again = desk.receive()
    assert code(lambda: service.reconsider(desk.clerk, first, 2, "Ternyata benar", **ON)) == "request_twice"
    assert code(lambda: service.edit(desk.clerk, other_number, 1, desk.draft(), **ON)) == "request_twice"
    assert service.edit(desk.clerk, again, 1, desk.draft(expected=81), **ON) == ["expected"]


def test_a_letter_of_last_year_may_have_the_same_number(desk) -> None:
    desk.receive(received_on=date(2025, 11, 15), letter_date=None)

    assert desk.receive() > 0
    assert code(lambda: desk.receive(received_on=date(2026, 11, 10), letter_date=None)) == "request_twice"


def test_two_clerks_with_the_same_letter_at_once_keep_it_once(desk) -> None:
    assert sorted(told(*[lambda: desk.receive() for _ in range(4)])) == ["", *["request_twice"] * 3]
    assert rows(request) == 1


def test_of_two_clerks_who_decide_at_once_one_wins_and_the_other_is_told(desk) -> None:
    for turn in range(5):
        key = desk.receive(letter_number=str(turn))

        said = told(
            lambda key=key: service.verify(desk.clerk, key, 1, **ON),
            lambda key=key: service.decline(desk.scheduler, key, 1, "Tidak", **ON),
        )

        assert sorted(said)[0] == "" and sorted(said)[1] in ("request_changed", "request_no_way")
        assert (get(key).version, len(happened(key))) == (2, 2)


def test_whoever_saves_an_older_look_is_told(desk) -> None:
    key = desk.receive()
    service.edit(desk.scheduler, key, 1, desk.draft(expected=90), **ON)

    for act in (
        lambda: service.edit(desk.clerk, key, 1, desk.draft(expected=70), **ON),
        lambda: service.verify(desk.clerk, key, 1, **ON),
        lambda: service.withdraw(desk.clerk, key, 1, "x", **ON),
    ):
        with pytest.raises(Conflict):
            act()

    assert (get(key).expected, get(key).version, get(key).state) == (90, 2, RequestState.RECEIVED)


def test_editing_names_what_changed_and_a_planned_letter_stays_with_its_institution(desk) -> None:
    key = desk.verified()
    assert service.edit(desk.clerk, key, 2, desk.draft(), **ON) == []
    assert [row[0] for row in happened(key)] == ["receive", "verify"]
    desk.plan(key)
    version = get(key).version

    moved = desk.draft(desk.pesantren, sender=Sender.PESANTREN)
    assert code(lambda: service.edit(desk.clerk, key, version, moved, **ON)) == "request_scheduled_elsewhere"
    assert service.edit(desk.clerk, key, version, desk.draft(contact_name="Bu Sri"), **ON) == ["contact_name"]
    assert happened(key)[-1][:3] == ("edit", "scheduled", "scheduled")


def test_what_cannot_be_kept_is_refused_and_leaves_nothing(desk) -> None:
    merged = institutions.merge
    for changes, expected in (
        ({"received_on": date(2026, 11, 23)}, "request_received"),
        ({"sender": Sender.VILLAGE}, "request_sender"),
        ({"expected": 0}, "request_expected"),
        ({"place": 3514 * 10**9 + 999}, "institution_unknown"),
    ):
        assert code(lambda changes=changes: desk.receive(**changes)) == expected
    merged(desk.clerk, (desk.unknown, 1), (desk.school, 1), at=NOW)
    assert code(lambda: desk.receive(desk.unknown)) == "institution_merged"

    assert (rows(request), rows(request_change), rows(attachment)) == (0, 0, 0)
    assert [entry for entry in audited() if entry[0].startswith("request.")] == []


def test_a_scan_comes_with_its_letter_or_neither_is_kept(desk) -> None:
    def send(scan):
        return service.receive(desk.clerk, PASURUAN, desk.draft(), today=TODAY, at=NOW, scan=scan)

    assert code(lambda: send(("surat.pdf", b"Kepada Yth."))) == "attachment_kind"
    assert (rows(request), rows(attachment)) == (0, 0)

    key = send(("../Surat SMAN.PDF", kept_files.letter()))

    with read_connection() as conn:
        (one,) = files.of(conn, Owner.REQUEST, key)
        assert files.content(conn, one.id) == kept_files.letter()
    assert (one.title, one.media_type, one.added_by) == ("Surat SMAN.PDF", "application/pdf", "rina")


def test_who_may_not_is_refused_and_so_is_another_office_and_another_district(desk, actor_of) -> None:
    key = desk.receive()
    auditor, team = actor_of("audit", "auditor", regency=PASURUAN), actor_of("tim", "visit", regency=PASURUAN)
    far = actor_of("jauh", "roster", "scheduler", regency="63.11")
    kraton = actor_of("kraton", "roster", "scheduler", regency=PASURUAN, districts=("35.14.16",))

    for who in (auditor, team, far, kraton):
        for act in (
            lambda who=who: desk.receive(by=who, letter_number="9"),
            lambda who=who: service.edit(who, key, 1, desk.draft(), **ON),
            lambda who=who: service.verify(who, key, 1, **ON),
            lambda who=who: service.decline(who, key, 1, "x", **ON),
            lambda who=who: service.withdraw(who, key, 1, "x", **ON),
            lambda who=who: service.reconsider(who, key, 1, "x", **ON),
        ):
            with pytest.raises(NotAllowed):
                act()
    for place in (desk.unknown, desk.school):  # a place without a known district is nobody's of some districts
        with pytest.raises(NotAllowed):
            desk.receive(place, by=kraton, letter_number="10")
    assert desk.receive(desk.pesantren, by=kraton, sender=Sender.PESANTREN) > key
    assert get(key).version == 1


def test_a_letter_cannot_be_moved_out_of_ones_districts(desk, actor_of) -> None:
    kraton = actor_of("kraton", "roster", regency=PASURUAN, districts=("35.14.16",))
    key = desk.receive(desk.pesantren, sender=Sender.PESANTREN)

    with pytest.raises(NotAllowed):
        service.edit(kraton, key, 1, desk.draft(), **ON)
    assert get(key).institution_id == desk.pesantren


def test_an_unknown_request_is_a_sentence(desk) -> None:
    assert code(lambda: service.verify(desk.clerk, 3514 * 10**9 + 77, 1, **ON)) == "request_unknown"
    with pytest.raises(NotFound), writing(desk.scheduler, Permission.VISIT_PLAN, PASURUAN, at=NOW) as tx:
        moves.scheduled(tx, 3514 * 10**9 + 77, 1, TODAY)


@pytest.mark.parametrize("move", ["done", "reopened", "unscheduled"])
def test_a_visit_moves_only_a_request_that_is_there(desk, move) -> None:
    key = desk.verified()
    reason = ("x",) if move == "unscheduled" else ()

    with pytest.raises(Refused), writing(desk.scheduler, Permission.VISIT_PLAN, PASURUAN, at=NOW) as tx:
        getattr(moves, move)(tx, key, 1, *reason, TODAY)

    assert get(key).state is RequestState.VERIFIED


def test_what_stands_on_every_letter_is_kept_from_the_day_it_was_set(desk) -> None:
    first = LetterSettings(address="Jl. Raya 1", signer_name=" Drs.  Budi ", contact_phone="0343")
    assert service.set_letterhead(desk.clerk, PASURUAN, first, today=date(2026, 11, 1), at=NOW) == [
        "address", "signer_name", "contact_phone",
    ]  # fmt: skip
    later = replace(first, signer_name="Ir. Sari")
    assert service.set_letterhead(desk.clerk, PASURUAN, later, today=TODAY, at=NOW) == ["signer_name"]
    assert service.set_letterhead(desk.clerk, PASURUAN, replace(later, address=""), today=TODAY, at=NOW) == ["address"]

    with read_connection() as conn:
        assert current(conn, PASURUAN, date(2026, 10, 31)) == LetterSettings()
        assert current(conn, PASURUAN, date(2026, 11, 21)).signer_name == "Drs. Budi"
        assert current(conn, PASURUAN, TODAY) == replace(later, address="")
        assert current(conn, "63.11", TODAY) == LetterSettings()
    too_long = LetterSettings(place="x" * 201)
    assert code(lambda: service.set_letterhead(desk.clerk, PASURUAN, too_long, **ON)) == "reply_long"


def test_a_place_that_moves_to_another_district_takes_its_letters_along(desk, actor_of) -> None:
    kraton = actor_of("kraton", "roster", regency=PASURUAN, districts=("35.14.16",))
    key = desk.receive()
    with write_transaction() as conn:
        conn.execute(institution.update().where(institution.c.id == desk.school).values(district="35.14.16"))

    service.verify(kraton, key, 1, **ON)

    assert get(key).state is RequestState.VERIFIED
