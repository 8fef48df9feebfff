"""The backlog of days long past, after something was taken back, moved or entered late."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import Connection, select
from tests_support.card_people import (
    AT,
    KEJAYAN,
    PURWOSARI,
    REGENCY,
    TODAY,
    add_people,
    bring_to,
    event_of,
    newcomer,
)

from ktp_core.cards import history, states, store
from ktp_core.cards.bulk import write_moves
from ktp_core.cards.lists.planning import Move
from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import resident, summary_day
from ktp_core.eligibility.model import AgeRules
from ktp_core.residents.model import Change
from ktp_core.residents.store import update_many
from ktp_core.summaries.model import Flow
from ktp_core.summaries.rebuild import differences, rebuild
from ktp_core.summaries.store import Deltas, add

A = CardAction
MARCH, APRIL = 3, 4
SIGN = {Flow.DUE: 1, Flow.LEFT_PRINTED: -1, Flow.LEFT_OTHER: -1}


def on(month: int, day: int) -> date:
    return date(2026, month, day)


def waiting_since(day: date) -> int:
    with write_transaction() as conn:
        (who,) = add_people(conn, newcomer(1))
        bring_to(conn, who, CardState.PRINT_READY, day)
    return who


def do(who: int, action: CardAction, day: date) -> None:
    with write_transaction() as conn:
        card, deltas = store.card(conn, who), Deltas(REGENCY)
        store.write(conn, card, event_of(card, action, day), deltas)
        add(conn, deltas)


def take_back(who: int, day: date = TODAY) -> None:
    with write_transaction() as conn:
        card, deltas = store.card(conn, who), Deltas(REGENCY)
        past = store.history(conn, who)
        store.write(conn, card, history.undo(card, past, day=day, at=AT, by="uji", reason="salah"), deltas)
        add(conn, deltas)


def move(who: int, district: str, day: date) -> None:
    with write_transaction() as conn:
        row = conn.execute(select(resident).where(resident.c.id == who)).mappings().one()
        deltas = Deltas(REGENCY)
        changes = [Change(row, {"district": district})]
        update_many(conn, changes, deltas, rules=AgeRules(), by="uji", at=AT, day=day, reason="pindah")
        add(conn, deltas)


def counted() -> Counter[tuple[int, date, str]]:
    """Stored counts, after they were made anew and found to be the same."""
    with write_transaction() as conn:
        assert differences(conn) == []
        kept = _days(conn)
        rebuild(conn, REGENCY)
        assert _days(conn) == kept
    return kept


def _days(conn: Connection) -> Counter[tuple[int, date, str]]:
    return Counter({(row.flow, row.day, row.district): row.n for row in conn.execute(select(summary_day)) if row.n})


def backlog(day: date) -> dict[str, int]:
    """District -> cards; negative numbers too."""
    stock: Counter[str] = Counter()
    for (flow, when, district), n in counted().items():
        if flow in SIGN and when <= day:
            stock[district] += SIGN[Flow(flow)] * n
    return {district: n for district, n in stock.items() if n}


def printed() -> int:
    return sum(n for (flow, *_), n in counted().items() if flow == Flow.LEFT_PRINTED)


def test_a_print_taken_back_and_printed_earlier_is_one_print_and_the_backlog_was_never_negative(database):
    who = waiting_since(on(MARCH, 1))
    do(who, A.PRINT, on(MARCH, 15))

    take_back(who)

    assert (backlog(on(APRIL, 1)), printed()) == ({KEJAYAN: 1}, 0)
    do(who, A.PRINT, on(MARCH, 5))
    assert backlog(on(MARCH, 4)) == {KEJAYAN: 1}
    assert backlog(on(MARCH, 5)) == backlog(on(APRIL, 1)) == backlog(TODAY) == {}
    assert printed() == 1


def test_a_card_that_never_was_ready_never_waited_wherever_it_moved(database):
    with write_transaction() as conn:
        (who,) = add_people(conn, newcomer(1))
        bring_to(conn, who, CardState.PRINT_READY, on(MARCH, 1))
    move(who, PURWOSARI, on(MARCH, 10))

    take_back(who)

    assert not {flow for flow, *_ in counted()} & set(SIGN)


def test_two_acts_are_taken_back_one_after_the_other(database):
    who = waiting_since(on(MARCH, 1))
    do(who, A.PRINT, on(MARCH, 15))
    do(who, A.SPOIL, on(MARCH, 20))

    take_back(who, on(MARCH, 25))
    assert backlog(on(MARCH, 26)) == {}
    take_back(who, on(MARCH, 26))

    assert backlog(on(MARCH, 16)) == backlog(TODAY) == {KEJAYAN: 1}


def test_a_move_during_an_act_that_is_taken_back_counts_from_the_correction(database):
    who = waiting_since(on(MARCH, 1))
    do(who, A.PRINT, on(MARCH, 15))
    move(who, PURWOSARI, on(MARCH, 20))
    take_back(who, on(APRIL, 10))

    do(who, A.PRINT, on(MARCH, 16))

    assert backlog(on(APRIL, 9)) == {KEJAYAN: 1}
    assert backlog(on(APRIL, 10)) == backlog(TODAY) == {}
    assert printed() == 1


def test_a_print_dated_before_a_move_leaves_the_backlog_where_the_card_was_counted(database):
    who = waiting_since(on(MARCH, 1))
    move(who, PURWOSARI, on(MARCH, 20))

    do(who, A.PRINT, on(MARCH, 5))

    assert backlog(on(MARCH, 19)) == {KEJAYAN: 1}
    assert backlog(on(MARCH, 20)) == {}
    assert (Flow.PRINT, on(MARCH, 5), PURWOSARI) in counted()


def test_a_list_that_says_printed_before_a_move_is_counted_like_a_clerk(database):
    who = waiting_since(on(MARCH, 1))
    move(who, PURWOSARI, on(MARCH, 20))

    with write_transaction() as conn:
        card, deltas, steps = store.card(conn, who), Deltas(REGENCY), []
        place = card
        for action in (A.PRINT, A.DISPATCH, A.DELIVER):
            event = states.act(place, action, day=on(MARCH, 5), at=AT, by="uji")
            place = states.project(place, event)
            steps.append((event, place))
        write_moves(conn, [Move(card, tuple(steps))], deltas)
        add(conn, deltas)

    assert backlog(on(MARCH, 19)) == {KEJAYAN: 1}
    assert backlog(on(MARCH, 20)) == {}


def test_a_move_entered_with_a_day_before_the_last_act_is_counted_with_it(database):
    who = waiting_since(on(MARCH, 10))

    move(who, PURWOSARI, on(MARCH, 2))

    assert backlog(on(MARCH, 9)) == {}
    assert backlog(on(MARCH, 10)) == {PURWOSARI: 1}
    with read_connection() as conn:
        assert store.card(conn, who).due_on == on(MARCH, 10)
