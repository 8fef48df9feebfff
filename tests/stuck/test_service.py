"""Agreements, limits, the list as a file: who may, what is written down, and that a case ends when its card moves."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text
from tests_support.card_people import ADULT, AT, KEJAYAN, PURWOSARI, TODAY, add_people, bring_to, newcomer
from tests_support.offices import make_office, plan_of

from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, stuck_note
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.exports.model import Format
from ktp_core.nik import mask
from ktp_core.stuck import notes, queries, service, settings
from ktp_core.stuck.model import Agreement, Care, LimitValue, StuckFilter, StuckKind

PASURUAN = "35.14"
PRINTED = StuckFilter(PASURUAN, StuckKind.PRINTED)
LONG_AGO = date(2026, 10, 1)


@pytest.fixture
def cards(database):
    """Three printed cards: two stuck (Kejayan, Purwosari), one printed yesterday."""
    make_office(("school", "SMAN 1 Kejayan", KEJAYAN))
    with write_transaction() as conn:
        people = (newcomer(1, name="ANI"), newcomer(2, district=PURWOSARI, name="BUDI"), newcomer(3, name="CITRA"))
        keys = add_people(conn, *people)
        for key, day in zip(keys, (LONG_AGO, LONG_AGO, TODAY - timedelta(days=1)), strict=True):
            bring_to(conn, key, CardState.PRINTED, day)
    return keys


def listed(asked=PRINTED, today=TODAY):
    with read_connection() as conn:
        limits = settings.limits(conn, PASURUAN, today)
        return queries.stuck_page(conn, asked, limits, today)


def entries(action):
    with read_connection() as conn:
        rows = conn.execute(select(audit_log.c.details).where(audit_log.c.action == action).order_by(audit_log.c.seq))
        return [json.loads(details) for details in rows.scalars()]


def test_an_agreement_stands_beside_its_card_and_the_card_leaves_with_it_when_it_moves(cards, actor_of):
    antar = actor_of("antar", "delivery", regency=PASURUAN)
    agreed = Agreement("antar", "kirim Senin", TODAY + timedelta(days=2))
    assert list(listed().id) == cards[:2]

    assert service.agree(antar, PRINTED, cards[:1], agreed, today=TODAY, at=AT) == 1

    first = listed().iloc[0]
    assert (first.owner, first.action, first.due_on) == ("antar", "kirim Senin", TODAY + timedelta(days=2))
    assert list(listed(StuckFilter(PASURUAN, care=Care.MINE, me="antar")).id) == cards[:1]
    assert list(listed(StuckFilter(PASURUAN, care=Care.NOBODY)).id) == cards[1:2]
    with write_transaction() as conn:
        bring_to(conn, cards[0], CardState.DISPATCHED, TODAY)
    assert list(listed().id) == cards[1:2]


def test_a_later_case_of_the_same_card_begins_without_the_old_agreement_and_keeps_its_history(cards, actor_of):
    antar = actor_of("antar", "delivery", regency=PASURUAN)
    service.agree(antar, PRINTED, cards[:1], Agreement("antar"), today=TODAY, at=AT)
    with write_transaction() as conn:
        bring_to(conn, cards[0], CardState.DISPATCHED, TODAY)
        bring_to(conn, cards[0], CardState.PRINTED, TODAY + timedelta(days=1))

    again = listed(today=TODAY + timedelta(days=30)).set_index("id").loc[cards[0]]

    assert again.since == TODAY + timedelta(days=1) and again.owner is None
    with read_connection() as conn:
        past = queries.agreements(conn, PASURUAN, cards[0])
    assert list(past.owner) == ["Antar"] and list(past.since) == [LONG_AGO]


def test_the_newest_agreement_holds_and_none_can_be_changed_or_removed(cards, actor_of):
    antar = actor_of("antar", "delivery", regency=PASURUAN)
    for action in ("telepon", "jemput sendiri"):
        service.agree(antar, PRINTED, cards[:1], Agreement(None, action), today=TODAY, at=AT)

    with read_connection() as conn:
        past = queries.agreements(conn, PASURUAN, cards[0])
    assert listed().iloc[0].action == "jemput sendiri"
    assert list(past.action) == ["jemput sendiri", "telepon"]
    for verb in ("UPDATE stuck_note SET owner = 'x'", "DELETE FROM stuck_note"):
        with pytest.raises(Exception, match="append-only"), write_transaction() as conn:
            conn.execute(text(verb))


def test_a_card_that_moved_meanwhile_stops_the_whole_agreement(cards, actor_of):
    antar = actor_of("antar", "delivery", regency=PASURUAN)

    with pytest.raises(Conflict, match="stuck_moved"):
        service.agree(antar, PRINTED, cards, Agreement("antar"), today=TODAY, at=AT)

    with read_connection() as conn:
        assert conn.execute(select(stuck_note)).all() == []
    assert entries("stuck.agree") == []


@pytest.mark.parametrize(("agreed", "refusal"), [
    (Agreement("rina"), NotFound), (Agreement("tidak.ada"), NotFound), (Agreement("jauh"), NotFound),
    (Agreement("antar", None, TODAY - timedelta(days=1)), Refused),
])  # fmt: skip
def test_only_somebody_of_this_office_who_may_act_is_made_responsible_and_not_for_yesterday(
    cards, actor_of, agreed, refusal
):
    antar = actor_of("antar", "delivery", regency=PASURUAN)
    actor_of("rina", "roster", regency=PASURUAN)
    actor_of("jauh", "delivery", regency="63.11")

    with pytest.raises(refusal):
        service.agree(antar, PRINTED, cards[:1], agreed, today=TODAY, at=AT)


def test_an_account_of_one_district_neither_sees_nor_agrees_on_others(cards, actor_of):
    kejayan = actor_of("kejayan", "delivery", regency=PASURUAN, districts=(KEJAYAN,))

    with pytest.raises(Conflict):
        service.agree(kejayan, PRINTED, cards[1:2], Agreement("kejayan"), today=TODAY, at=AT)
    with pytest.raises(NotAllowed):
        other = StuckFilter(PASURUAN, districts=(PURWOSARI,))
        service.agree(kejayan, other, cards[1:2], Agreement("kejayan"), today=TODAY, at=AT)
    assert service.listing(kejayan, StuckFilter(PASURUAN), Format.XLSX, today=TODAY).rows == 1


def test_a_limit_holds_from_its_day_on_and_the_audit_log_knows_both(cards, actor_of):
    admin = actor_of("admin", "admin", regency=PASURUAN)
    tomorrow = TODAY + timedelta(days=1)
    service.set_limit(admin, PASURUAN, LimitValue(StuckKind.PRINTED, 100, tomorrow), today=TODAY, at=AT)
    service.set_limit(admin, PASURUAN, LimitValue(StuckKind.PRINTED, 1, TODAY), today=TODAY, at=AT)

    assert len(listed()) == 3 and len(listed(today=tomorrow)) == 0
    with read_connection() as conn:
        assert settings.limits(conn, PASURUAN, TODAY - timedelta(days=1))[StuckKind.PRINTED] == 7
        assert settings.limits(conn, "63.11", tomorrow)[StuckKind.PRINTED] == 7
    assert [(one["before"], one["value"]) for one in entries("stuck.limit")] == [(7, 100), (7, 1)]
    service.set_limit(admin, PASURUAN, LimitValue(StuckKind.PRINTED, 2, TODAY), today=TODAY, at=AT)
    assert len(listed()) == 2


@pytest.mark.parametrize("role", ["head", "roster", "scheduler", "visit", "print", "delivery", "auditor"])
def test_only_the_admin_sets_limits(cards, actor_of, role):
    with pytest.raises(NotAllowed):
        value = LimitValue(StuckKind.PRINTED, 1, TODAY)
        service.set_limit(actor_of("lain", role, regency=PASURUAN), PASURUAN, value, today=TODAY, at=AT)


@pytest.mark.parametrize(("role", "whole"), [("print", True), ("delivery", False)])
def test_the_list_as_a_file_is_what_was_asked_with_the_nik_as_far_as_one_may_see_it(cards, actor_of, role, whole):
    someone = actor_of("petugas", role, regency=PASURUAN)
    service.agree(someone, PRINTED, cards[:1], Agreement("petugas", "=1+1"), today=TODAY, at=AT)

    made = service.listing(someone, PRINTED, Format.XLSX, today=TODAY)
    head, *rows = load_workbook(io.BytesIO(made.content)).active.iter_rows(values_only=True)

    nik = "3514060103089001"
    assert made.rows == 2 and head == tuple(column.title for column in service.HEADINGS)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["NIK"], first["Nama"], first["Hari"]) == (nik if whole else mask(nik), "ANI", 52)
    assert first["Tanggal lahir"].date() == ADULT and first["Ditangani oleh"] == "Petugas"
    assert first["Kesepakatan"] == "'=1+1", "what was typed is no formula"
    assert first["Giliran"] == "Petugas penyerahan"


def test_what_was_looked_at_and_revealed_is_written_down_without_names(cards, actor_of):
    cetak = actor_of("cetak", "print", regency=PASURUAN)
    service.looked(cetak, PRINTED, total=2, at=AT)
    service.revealed(cetak, PRINTED, cards[:2], at=AT)

    assert entries("stuck.view")[0]["rows"] == 2
    assert entries("stuck.reveal")[0]["residents"] == list(cards[:2])
    with pytest.raises(NotAllowed):
        service.revealed(actor_of("daftar", "roster", regency=PASURUAN), PRINTED, cards[:1], at=AT)
    with pytest.raises(NotAllowed):
        service.revealed(actor_of("antar", "delivery", regency=PASURUAN), PRINTED, cards[:1], at=AT)


def test_workers_are_the_active_accounts_of_the_office_that_may_act(cards, actor_of):
    for name, role, office in (("a", "visit", PASURUAN), ("b", "head", PASURUAN), ("c", "print", "63.11"),
                               ("d", "auditor", PASURUAN), ("e", "delivery", None)):  # fmt: skip
        actor_of(name, role, regency=office)

    with read_connection() as conn:
        assert list(notes.workers(conn, PASURUAN)) == ["a", "e"]


@pytest.mark.parametrize("kind", StuckKind)
def test_counting_a_kind_reads_a_covering_index_and_nothing_else(sqlite_database, kind):
    from ktp_core.stuck import store
    from ktp_core.stuck.rules import DEFAULT_LIMITS

    for asked in (StuckFilter(PASURUAN, kind), StuckFilter(PASURUAN, kind, (KEJAYAN,), 3514 * 10**9 + 1)):
        statement = select(store.r.id).where(store.stuck(asked, kind, DEFAULT_LIMITS, TODAY))
        with read_connection() as conn:
            compiled = statement.compile(conn.engine, compile_kwargs={"render_postcompile": True})
            plan = plan_of(conn, str(compiled), tuple(
                compiled._bind_processors[name](value) if name in compiled._bind_processors else value
                for name, value in ((name, compiled.params[name]) for name in compiled.positiontup or ())
            ))  # fmt: skip

        assert "USING COVERING INDEX ix_" in plan and "SCAN" not in plan, plan
