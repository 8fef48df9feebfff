"""Acts by clerks: who may, who wins, what is written, and taking back; on both databases."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from tests_support.card_people import (
    AT,
    KEJAYAN,
    PURWOSARI,
    TODAY,
    add_people,
    bring_to,
    newcomer,
    one,
    printer_with,
)
from tests_support.constants import PASURUAN

from ktp_core.access.permissions import may
from ktp_core.blanks import store as holders
from ktp_core.cards import service, store
from ktp_core.cards.model import CardAction, CardState, Cause, Channel
from ktp_core.cards.states import ActionNotAllowed
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, card_event
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.summaries.rebuild import differences

S, A = CardState, CardAction


def card(resident_id: int):
    with read_connection() as conn:
        return store.card(conn, resident_id)


def events(resident_id: int):
    with read_connection() as conn:
        return store.history(conn, resident_id)


def nothing_differs() -> bool:
    with read_connection() as conn:
        return differences(conn) == []


def test_an_act_writes_state_event_counts_and_one_audit_entry_together(database, actor_of):
    by = actor_of("lapangan", "visit", regency=PASURUAN)
    new = one()

    after = service.act(
        by, new, A.RECORD, day=TODAY, at=AT, expected_state=S.UNRECORDED, channel=Channel.VISIT
    )

    assert after == card(new) and (after.state, after.recorded_on) == (S.RECORDED, TODAY)
    (event,) = events(new)
    assert (event.action, event.channel, event.by, event.day) == (A.RECORD, Channel.VISIT, "lapangan", TODAY)
    with read_connection() as conn:
        (entry,) = conn.execute(select(audit_log.c.action, audit_log.c.subject)).all()
    assert entry == ("card.record", f"resident:{new}")
    assert nothing_differs()


MAY = {
    "visit": {A.RECORD, A.SUBMIT, A.CLEAR, A.FAIL, A.ADJUDICATE, A.FLAG_DUPLICATE, A.RESET, A.REPLACE},
    "print": {A.PRINT, A.REPLACE},
    "admin": {A.CORRECT},
    "delivery": set(),
    "head": set(), "roster": set(), "scheduler": set(), "auditor": set(),
}  # fmt: skip


@pytest.mark.parametrize("role", MAY)
def test_each_role_may_do_exactly_its_own_acts(sqlite_database, actor_of, role):
    by = actor_of("uji", role, regency=PASURUAN)
    stranger = actor_of("asing", role, regency="63.11")
    starts = {A.CORRECT: S.RECORDED, A.REPLACE: S.DELIVERED, A.SPOIL: S.PRINTED, A.RETURN: S.DISPATCHED,
              A.PRINT: S.PRINT_READY, A.DISPATCH: S.PRINTED, A.DELIVER: S.PRINTED, A.RECORD: S.UNRECORDED,
              A.SUBMIT: S.RECORDED}  # fmt: skip
    printer = printer_with(9)
    for number, action in enumerate(set(CardAction) - {A.ADJUST}, 1):
        start = starts.get(action, S.SUBMITTED)
        resident_id = one(start, number=number)
        how = {"day": TODAY, "at": AT, "expected_state": start, "reason": "uji", "channel": Channel.OFFICE,
               "holder_id": printer, "cause": Cause.LOST}  # fmt: skip

        with pytest.raises(NotAllowed):
            service.act(stranger, resident_id, action, **how)
        if action in MAY[role]:
            assert service.act(by, resident_id, action, **how).state is not start
        else:
            with pytest.raises((NotAllowed, Refused)) as refusal:
                service.act(by, resident_id, action, **how)
            assert card(resident_id).state is start
            elsewhere = refusal.value.code == "card_by_delivery"
            assert elsewhere == (action in service.BY_DELIVERY and may(by, service.permission_for(by, action)))


def test_a_recording_without_a_place_is_refused_and_nothing_is_written(database, actor_of):
    by, new = actor_of("lapangan", "visit", regency=PASURUAN), one()

    with pytest.raises(ActionNotAllowed, match="card_channel"):
        service.act(by, new, A.RECORD, day=TODAY, at=AT, expected_state=S.UNRECORDED)

    assert card(new).state is S.UNRECORDED and events(new) == []


def test_a_clerk_of_one_district_does_not_reach_another(database, actor_of):
    by = actor_of("kejayan", "print", regency=PASURUAN, districts=(KEJAYAN,))
    there = one(S.PRINT_READY, district=PURWOSARI)

    with pytest.raises(NotAllowed):
        service.act(by, there, A.PRINT, day=TODAY, at=AT, expected_state=S.PRINT_READY)


def test_of_two_clerks_at_the_same_moment_one_wins_and_the_other_is_told(database, actor_of):
    clerks = [actor_of(name, "visit", regency=PASURUAN) for name in ("satu", "dua")]
    wanted = one(S.PRINT_READY)
    rounds, barrier = 200, threading.Barrier(2)
    outcomes: dict[str, list[object]] = {clerk.name: [] for clerk in clerks}

    def work(by) -> None:
        for turn in range(rounds):
            action, seen = (A.ADJUDICATE, S.PRINT_READY) if turn % 2 == 0 else (A.CLEAR, S.ADJUDICATE)
            barrier.wait(30)
            try:
                service.act(by, wanted, action, day=TODAY, at=AT, expected_state=seen)
                outcomes[by.name].append("won")
            except Conflict:
                outcomes[by.name].append("told")

    threads = [threading.Thread(target=work, args=(clerk,)) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    pairs = list(zip(*outcomes.values(), strict=True))
    assert len(pairs) == rounds and {frozenset(pair) for pair in pairs} == {frozenset({"won", "told"})}
    assert len(events(wanted)) == 3 + rounds
    assert nothing_differs()


def test_of_two_clerks_who_print_one_card_one_takes_a_blank_and_the_other_is_told(database, actor_of):
    clerks = [actor_of(name, "print", regency=PASURUAN) for name in ("satu", "dua")]
    printers, rounds = [printer_with(50, name=name) for name in ("A", "B")], 30
    wanted = [one(S.PRINT_READY, number=number) for number in range(1, rounds + 1)]
    barrier, told = threading.Barrier(2), []

    def work(by, holder_id: int) -> None:
        for key in wanted:
            barrier.wait(60)
            try:
                service.act(
                    by, key, A.PRINT, day=TODAY, at=AT, expected_state=S.PRINT_READY, holder_id=holder_id
                )
            except Conflict as refusal:
                told.append((key, refusal.code))

    threads = [threading.Thread(target=work, args=pair) for pair in zip(clerks, printers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert sorted(told) == [(key, "card_moved") for key in wanted]
    with read_connection() as conn:
        assert sum(holders.get(conn, key).stock for key in printers) == 100 - rounds
    assert {card(key).state for key in wanted} == {S.PRINTED}
    assert nothing_differs()


def test_every_act_can_be_taken_back_one_by_one_down_to_the_beginning(database, actor_of):
    by = actor_of("admin", "admin", regency=PASURUAN)
    with write_transaction() as conn:
        (owner,) = add_people(conn, newcomer(1))
        stations = [card_at(conn, owner)]
        for day, state in enumerate((S.PRINT_READY, S.DELIVERED, S.PRINT_READY, S.PRINTED, S.DUPLICATE)):
            while (before := card_at(conn, owner)).state is not state:
                step_towards(conn, before, state, date(2026, 3, 1) + timedelta(days=day))
                stations.append(card_at(conn, owner))

    for expected in reversed(stations[:-1]):
        now = card(owner)
        after = service.act(by, owner, A.CORRECT, day=TODAY, at=AT, expected_state=now.state, reason="salah")
        assert after == expected == card(owner)
        assert nothing_differs()

    with pytest.raises(ActionNotAllowed):
        service.act(by, owner, A.CORRECT, day=TODAY, at=AT, expected_state=S.UNRECORDED, reason="salah")
    assert len(events(owner)) == 2 * (len(stations) - 1)


def card_at(conn, resident_id: int):
    return store.card(conn, resident_id)


def step_towards(conn, before, state: CardState, day: date) -> None:
    from ktp_core.cards.states import TRANSITIONS
    from ktp_core.cards.verdicts import WAYS

    bring_to(conn, before.resident_id, TRANSITIONS[before.state, WAYS[before.state, state][0]], day)


def test_a_day_to_come_a_missing_reason_and_an_unknown_resident_are_refused(database, actor_of):
    by = actor_of("admin", "admin", "print", regency=PASURUAN)
    ready = one(S.PRINT_READY)
    how = {"at": AT, "expected_state": S.PRINT_READY}

    with pytest.raises(ActionNotAllowed, match="card_day_future"):
        service.act(by, ready, A.PRINT, day=TODAY + timedelta(days=1), **how)
    with pytest.raises(ActionNotAllowed, match="card_reason"):
        service.act(by, ready, A.CORRECT, day=TODAY, reason="  ", **how)
    with pytest.raises(NotFound):
        service.act(by, ready + 7, A.PRINT, day=TODAY, **how)

    assert card(ready).state is S.PRINT_READY


def test_events_cannot_be_changed_or_removed(database):
    one(S.RECORDED)
    for statement in (card_event.delete(), card_event.update().values(reason="lain")):
        with pytest.raises(Exception, match="append-only"), write_transaction() as conn:
            conn.execute(statement)
    with read_connection() as conn:
        assert conn.execute(select(func.count()).select_from(card_event)).scalar_one() == 1
