"""Blanks received, allotted, used, spoiled, returned, counted: what the ledger says, what is refused, who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests_support.constants import BALANGAN, NOW, PASURUAN

from ktp_core.blanks import moves, queries, service, store
from ktp_core.blanks.model import EntryKind, HolderDraft, HolderKind
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused

TODAY = date(2026, 11, 22)
RESIDENT = 3514 * 10**9 + 7


def stocks(there) -> list[int]:
    with read_connection() as conn:
        return [store.get(conn, key).stock for key in there.all]


def lines() -> list[tuple]:
    with read_connection() as conn:
        found = queries.entries(conn, PASURUAN, TODAY - timedelta(days=60), TODAY, limit=100, offset=0)
    found = found.astype({"other": object}).where(found.notna(), None)
    return [(row.holder, row.kind, row.n, row.other) for row in found.iloc[::-1].itertuples()]


def receive(there, n: int = 100, day: date = TODAY) -> None:
    service.receive(there.clerk, there.store, n, day=day, document="SJ-1/2026", at=NOW)


def test_blanks_go_from_the_store_to_a_printer_become_cards_spoil_and_come_back(there):
    receive(there)
    service.allot(there.clerk, there.store, there.printer, 40, day=TODAY, document="BA-1", at=NOW)
    service.use(there.clerk, there.printer, 5, day=TODAY, reason="penduduk luar kabupaten", at=NOW)
    service.spoil(there.clerk, there.printer, 2, day=TODAY, reason="cetak uji", at=NOW)
    service.give_back(there.clerk, there.printer, 30, day=TODAY, to_id=there.store, at=NOW)
    service.give_back(there.clerk, there.store, 1, day=TODAY, document="BA-2", at=NOW)

    assert stocks(there) == [89, 3, 0, 0]
    store_, printer = "Gudang dinas", "Pencetak 1"
    assert lines() == [
        (store_, "received", 100, None), (store_, "allotted", -40, printer), (printer, "allotted", 40, store_),
        (printer, "used", -5, None), (printer, "spoiled", -2, None), (printer, "returned", -30, store_),
        (store_, "returned", 30, printer), (store_, "returned", -1, None),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["allot", "give_back", "use", "spoil"])
def test_more_than_are_there_never_leave(there, kind):
    receive(there, 3)
    act = {
        "allot": lambda: service.allot(there.clerk, there.store, there.printer, 4, day=TODAY, at=NOW),
        "give_back": lambda: service.give_back(there.clerk, there.store, 4, day=TODAY, document="X", at=NOW),
        "use": lambda: service.use(there.clerk, there.store, 4, day=TODAY, reason="x", at=NOW),
        "spoil": lambda: service.spoil(there.clerk, there.store, 4, day=TODAY, reason="x", at=NOW),
    }[kind]

    with pytest.raises(Refused, match="blank_none"):
        act()
    assert stocks(there) == [3, 0, 0, 0]


def test_nothing_leaves_on_a_day_before_it_came(there):
    receive(there, 5, TODAY - timedelta(days=9))
    receive(there, 5, TODAY)

    with pytest.raises(Refused, match="blank_none_then"):
        service.use(there.clerk, there.store, 6, day=TODAY - timedelta(days=1), reason="x", at=NOW)
    service.use(there.clerk, there.store, 6, day=TODAY, reason="x", at=NOW)
    with pytest.raises(Refused, match="blank_none_then"):
        service.use(there.clerk, there.store, 1, day=TODAY - timedelta(days=10), reason="x", at=NOW)
    service.use(there.clerk, there.store, 4, day=TODAY - timedelta(days=9), reason="x", at=NOW)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"n": 0}, "blank_amount"), ({"n": -5}, "blank_amount"), ({"n": 1_000_001}, "blank_amount"),
        ({"document": " "}, "blank_document"), ({"document": "x" * 101}, "blank_document"),
        ({"day": TODAY + timedelta(days=1)}, "blank_day_future"),
        ({"day": TODAY - timedelta(days=32)}, "blank_day_old"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(there, values, code):
    with pytest.raises(Refused, match=code):
        service.receive(there.clerk, there.store, **{"n": 1, "day": TODAY, "document": "SJ", "at": NOW, **values})
    assert lines() == []


def test_a_card_takes_one_blank_of_its_holder_or_is_refused(there):
    receive(there, 2)
    with write_transaction() as conn:
        first = moves.use(conn, there.store, RESIDENT, 1, day=TODAY, by="cetak", at=NOW, batch_id=9)
        moves.spoil(conn, there.store, RESIDENT, 1, day=TODAY, by="cetak", at=NOW, reason="macet")
        with pytest.raises(Refused, match="blank_none"):
            moves.use(conn, there.store, RESIDENT, 2, day=TODAY, by="cetak", at=NOW)
        with pytest.raises(Refused, match="blank_none"):
            moves.use(conn, there.printer, RESIDENT, 2, day=TODAY, by="cetak", at=NOW)
        with pytest.raises(NotFound, match="blank_holder_unknown"):
            moves.use(conn, there.store, 6311 * 10**9 + 1, 1, day=TODAY, by="cetak", at=NOW)

    assert first and stocks(there)[0] == 0
    with read_connection() as conn:
        row = conn.execute(text(f"SELECT resident_id, serial, batch_id, n FROM blank_entry WHERE id = {first}")).one()
    assert tuple(row) == (RESIDENT, 1, 9, -1)


def test_a_transaction_that_fails_later_gives_the_blank_back(there):
    receive(there, 1)
    with pytest.raises(RuntimeError), write_transaction() as conn:
        moves.use(conn, there.store, RESIDENT, 1, day=TODAY, by="cetak", at=NOW)
        raise RuntimeError

    assert stocks(there)[0] == 1 and len(lines()) == 1


def test_a_count_changes_the_stock_only_when_another_person_accepts(there):
    receive(there, 100)
    key = service.propose_count(there.clerk, there.store, 97, reason="hitung akhir bulan", at=NOW)
    service.use(there.clerk, there.store, 10, day=TODAY, reason="x", at=NOW)

    with pytest.raises(NotAllowed, match="blank_own_proposal"):
        service.decide(there.clerk, key, accept=True, at=NOW)
    assert stocks(there)[0] == 90
    service.decide(there.second, key, accept=True, at=NOW)
    with pytest.raises(Conflict, match="blank_decided"):
        service.decide(there.admin, key, accept=False, at=NOW)

    assert stocks(there)[0] == 87
    assert lines()[-1][:3] == ("Gudang dinas", str(EntryKind.COUNTED), -3)
    with read_connection() as conn:
        assert queries.waiting(conn, PASURUAN).empty


def test_a_rejected_correction_changes_nothing_and_one_that_would_leave_less_than_nothing_is_refused(there):
    receive(there, 10)
    no = service.propose_correction(there.clerk, there.store, 5, reason="salah ketik", at=NOW)
    late = service.propose_correction(there.clerk, there.store, -10, reason="salah ketik", at=NOW)
    service.decide(there.admin, no, accept=False, at=NOW)
    service.use(there.clerk, there.store, 1, day=TODAY, reason="x", at=NOW)

    with pytest.raises(Refused, match="blank_none"):
        service.decide(there.admin, late, accept=True, at=NOW)
    with pytest.raises(Refused, match="blank_none"):
        service.propose_correction(there.clerk, there.store, -10, reason="x", at=NOW)

    with read_connection() as conn:
        assert list(queries.waiting(conn, PASURUAN)["id"]) == [late]
    assert stocks(there)[0] == 9


def test_a_holder_with_blanks_or_a_waiting_count_stays_in_use(there):
    receive(there, 1)
    draft = HolderDraft(kind=HolderKind.STORE, name="Gudang dinas")
    with pytest.raises(Refused, match="blank_holder_not_empty"):
        service.edit_holder(there.clerk, there.store, 1, draft, active=False, at=NOW)
    service.propose_count(there.clerk, there.office, 0, reason="x", at=NOW)
    with pytest.raises(Refused, match="blank_holder_not_empty"):
        service.edit_holder(there.clerk, there.office, 1, draft, active=False, at=NOW)

    ended = HolderDraft(kind=HolderKind.STORE, name="P2")
    service.edit_holder(there.clerk, there.other, 1, ended, active=False, at=NOW)
    with pytest.raises(Refused, match="blank_holder_inactive"):
        service.allot(there.clerk, there.store, there.other, 1, day=TODAY, at=NOW)
    with pytest.raises(Conflict, match="blank_holder_changed"):
        service.edit_holder(there.clerk, there.other, 1, draft, active=False, at=NOW)
    with pytest.raises(Refused, match="blank_name_taken"):
        service.add_holder(there.clerk, PASURUAN, HolderDraft(kind=HolderKind.OFFICE, name="gudang DINAS"), at=NOW)


def test_only_a_printer_has_a_capacity(there):
    draft = HolderDraft(kind=HolderKind.STORE, name="X", daily_capacity=5)
    key = service.add_holder(there.clerk, PASURUAN, draft, at=NOW)

    with read_connection() as conn:
        assert store.get(conn, key).daily_capacity is None
        assert store.get(conn, there.printer).daily_capacity == 10
    for capacity in (0, -1, 20_001):
        with pytest.raises(Refused, match="blank_capacity"):
            wrong = HolderDraft(kind=HolderKind.PRINTER, name="Y", daily_capacity=capacity)
            service.add_holder(there.clerk, PASURUAN, wrong, at=NOW)


def test_blanks_are_the_whole_offices_and_nobody_elses(there, actor_of):
    limited = actor_of("kec", "print", regency=PASURUAN, districts=("35.14.06",))
    far = actor_of("jauh", "print", regency=BALANGAN)

    for who in (limited, far, there.looker):
        with pytest.raises(NotAllowed):
            service.receive(who, there.store, 1, day=TODAY, document="SJ", at=NOW)
    key = service.propose_count(there.clerk, there.store, 0, reason="x", at=NOW)
    for who in (limited, far, there.looker):
        with pytest.raises(NotAllowed):
            service.decide(who, key, accept=True, at=NOW)


@pytest.mark.parametrize("statement", ["UPDATE blank_entry SET n = 5", "DELETE FROM blank_entry",
                                       "UPDATE blank_holder SET stock = -1"])  # fmt: skip
def test_the_database_itself_refuses_to_rewrite_entries_and_to_hold_less_than_nothing(there, statement):
    receive(there, 1)
    with pytest.raises(DBAPIError), write_transaction() as conn:
        conn.execute(text(statement))
