"""The service promise: every wait against a naive telling of random histories, and its figures against plain lists."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from tests_support.card_office import CardOffice
from tests_support.card_people import KEJAYAN, PURWOSARI, REGENCY, TODAY, add_people, bring_to, event_of, newcomer
from tests_support.constants import NOW
from tests_support.naive_cards import Act, _as_then, due

from ktp_core.access.transactions import SYSTEM
from ktp_core.cards import history, store
from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log
from ktp_core.errors import NotAllowed, Refused
from ktp_core.printing import promise_queries as queries
from ktp_core.printing import promise_service as service
from ktp_core.printing.promise import PARAMETERS, Kept, Promised, Served, Until, check, kept, latest, promised, rank
from ktp_core.summaries.delays import PROMISES
from ktp_core.summaries.rebuild import differences
from ktp_core.summaries.store import Deltas, add

FIRST, LAST = date(2020, 1, 1), date(2027, 12, 31)


def naive(acts: list[Act], until: Until) -> list[tuple[date, str, bool, int]]:
    """(day, district, replacement, days) of one resident's cards: what stands, looked at one act after the other."""
    found, serial, printed = [], 1, None
    for at, act in enumerate(acts):
        if act.undone or act.name in ("CORRECT", "ADJUST"):
            continue
        if act.name == "REPLACE":
            serial += 1
        if act.name == "PRINT":
            seen = [_as_then(other, acts[:at]) for other in acts[:at]]
            printed = due(seen)
            spoiled = any(o.name == "SPOIL" and not o.undone for o in _until_replaced(acts[at + 1 :]))
            if until is Until.PRINTED and printed and act.ours and not spoiled:
                found.append((act.day, act.district, serial > 1, (act.day - printed).days))
        if act.name == "DELIVER" and until is Until.DELIVERED and printed and act.ours:
            found.append((act.day, act.district, serial > 1, (act.day - printed).days))
    return found


def _until_replaced(acts: list[Act]) -> list[Act]:
    ends = [at for at, act in enumerate(acts) if act.name == "REPLACE" and not act.undone]
    return acts[: ends[0]] if ends else acts


@pytest.mark.parametrize("seed", range(3))
def test_every_wait_equals_the_naive_one_whatever_happened(database, seed):
    sizes: Counter[tuple[Until, bool]] = Counter()
    with write_transaction() as conn:
        office = CardOffice(conn, 40 + seed, people=25)
        for _ in range(90):
            office.a_day_passes()
        for until in Until:
            told = [one for acts in office.acts.values() for one in naive(acts, until)]
            for again in (False, True):
                found = queries.served(conn, REGENCY, until, FIRST, LAST, replacements=again)
                expected = Counter((d, place, n) for d, place, other, n in told if other is again)
                assert Counter((one.day, one.district, one.days) for one in found) == expected
                assert all(one.days >= 0 for one in found)
                added = queries.served_by_day(conn, REGENCY, until, FIRST, LAST, replacements=again)
                assert {(one.day, one.days): one.n for one in added} == Counter(
                    (d, n) for d, _, n in expected.elements()
                )
                summed = queries.waited(conn, REGENCY, until, FIRST, LAST, replacements=again)
                months = Counter((d.replace(day=1), n) for d, _, other, n in told if other is again)
                assert Counter({(one.day, one.days): one.n for one in summed}) == months
                placed = queries.waited(conn, REGENCY, until, FIRST, LAST, replacements=again, by_district=True)
                where = Counter((d.replace(day=1), place, n) for d, place, other, n in told if other is again)
                assert Counter({(one.day, one.district, one.days): one.n for one in placed}) == where
                sizes[until, again] += len(found)
            part = queries.served(conn, REGENCY, until, date(2025, 3, 1), date(2025, 4, 30), districts=(KEJAYAN,))
            short = queries.waited(conn, REGENCY, until, date(2025, 3, 9), date(2025, 4, 2), districts=(KEJAYAN,))
            assert kept(short, [], 5) == kept(part, [], 5)
            inside = [one for one in told if one[0].year == 2025 and one[0].month in (3, 4)]
            assert Counter((one.day, one.days) for one in part) == Counter(
                (d, n) for d, place, other, n in inside if place == KEJAYAN and not other
            )
        assert differences(conn) == []
    assert min(sizes[until, False] for until in Until) > 3, sizes


def card(number: int, born: date, *steps: tuple[CardState, date]) -> int:
    with write_transaction() as conn:
        (who,) = add_people(conn, newcomer(number, born=born))
        for state, day in steps:
            bring_to(conn, who, state, day)
    return who


def do(who: int, action: CardAction, day: date) -> None:
    with write_transaction() as conn:
        now, deltas = store.card(conn, who), Deltas(REGENCY)
        store.write(conn, now, event_of(now, action, day), deltas)
        add(conn, deltas)


def take_back(who: int) -> None:
    with write_transaction() as conn:
        now, deltas = store.card(conn, who), Deltas(REGENCY)
        undo = history.undo(now, store.history(conn, who), day=TODAY, at=NOW, by="uji", reason="salah")
        store.write(conn, now, undo, deltas)
        add(conn, deltas)


def waits(until: Until, *, replacements: bool = False) -> list[int]:
    with read_connection() as conn:
        found = queries.served(conn, REGENCY, until, FIRST, LAST, replacements=replacements)
        summed = queries.waited(conn, REGENCY, until, FIRST, LAST, replacements=replacements)
        assert differences(conn) == []
    days = sorted(one.days for one in found)
    assert sorted(days_ for one in summed for days_ in [one.days] * one.n) == days
    return days


def test_a_wait_begins_on_the_later_of_birthday_and_print_ready(sqlite_database):
    seventeen = date(2009, 3, 10)  # 17 on 10 March 2026
    card(1, seventeen, (CardState.PRINT_READY, date(2026, 1, 5)), (CardState.DELIVERED, date(2026, 3, 14)))
    card(2, date(2000, 1, 1), (CardState.PRINT_READY, date(2026, 3, 1)), (CardState.PRINTED, date(2026, 3, 21)))

    assert waits(Until.PRINTED) == [4, 20]
    assert waits(Until.DELIVERED) == [4]


def test_what_is_taken_back_or_spoiled_counts_no_more(sqlite_database):
    who = card(1, date(2000, 1, 1), (CardState.PRINT_READY, date(2026, 3, 1)), (CardState.PRINTED, date(2026, 3, 4)))
    do(who, CardAction.SPOIL, date(2026, 3, 6))
    assert waits(Until.PRINTED) == []
    do(who, CardAction.PRINT, date(2026, 3, 11))
    do(who, CardAction.DELIVER, date(2026, 3, 12))
    assert (waits(Until.PRINTED), waits(Until.DELIVERED)) == ([10], [11])

    take_back(who)
    assert (waits(Until.PRINTED), waits(Until.DELIVERED)) == ([10], [])
    take_back(who)
    assert waits(Until.PRINTED) == []
    take_back(who)  # the spoiling: the first print stands again

    assert waits(Until.PRINTED) == [3]


def test_a_replacement_is_counted_apart_and_leaves_the_first_card_alone(sqlite_database):
    who = card(1, date(2000, 1, 1), (CardState.PRINT_READY, date(2026, 3, 1)), (CardState.DELIVERED, date(2026, 3, 8)))
    do(who, CardAction.REPLACE, date(2026, 6, 1))
    do(who, CardAction.PRINT, date(2026, 6, 3))
    do(who, CardAction.DELIVER, date(2026, 6, 6))

    assert (waits(Until.PRINTED), waits(Until.DELIVERED)) == ([7], [7])
    assert (waits(Until.PRINTED, replacements=True), waits(Until.DELIVERED, replacements=True)) == ([2], [5])


@given(st.lists(st.integers(0, 400)), st.lists(st.tuples(st.dates(FIRST, LAST), st.integers(0, 60)), max_size=4))
def test_figures_are_those_of_a_plain_list(days, promises):
    served = [Served(FIRST + timedelta(days=n * 7 % 2800), KEJAYAN, None, n) for n in days]
    given_ = [Promised(day, n) for day, n in dict(promises).items()]

    found = kept(served, given_, 14)

    within = 0
    for one in served:
        limit, since = 14, date.min
        for other in given_:
            if since <= other.valid_from <= one.day:
                limit, since = other.days, other.valid_from
        within += one.days <= limit
    assert (found.n, found.within) == (len(days), within)
    assert found.share == (within / len(days) if days else None)
    for percent, value in ((50, found.median), (90, found.p90)):
        enough = [n for n in sorted(days) if sum(other <= n for other in days) * 100 >= percent * len(days)]
        assert value == (enough[0] if enough else None)


@given(st.lists(st.tuples(st.sampled_from([FIRST, LAST]), st.integers(0, 9), st.integers(1, 5)), max_size=9))
def test_cards_added_up_are_as_many_single_cards(groups):
    added = [Served(day, KEJAYAN, None, n, cards) for day, n, cards in groups]
    single = [Served(day, KEJAYAN, None, n) for day, n, cards in groups for _ in range(cards)]

    promises = [Promised(LAST, 2)]
    assert kept(added, promises, 6) == kept(single, promises, 6)


def test_nobody_yet_has_no_figures():
    assert kept([], [], 14) == Kept(0, None, None, 0)
    assert kept([], [], 14).share is None and rank({}, 50) is None


def test_a_promise_is_set_for_days_to_come_by_who_may_and_written_down(sqlite_database, actor_of):
    admin = actor_of("admin", "admin", regency=REGENCY)
    new = Promised(TODAY, 7)

    service.promise(admin, REGENCY, Until.PRINTED, new, today=TODAY, at=NOW)
    service.promise(admin, REGENCY, Until.PRINTED, Promised(TODAY, 5), today=TODAY, at=NOW)

    with read_connection() as conn:
        assert queries.promises(conn, REGENCY, Until.PRINTED) == [Promised(TODAY, 5)]
        assert queries.promises(conn, REGENCY, Until.DELIVERED) == []
        kept_ = select(func.count()).select_from(audit_log).where(audit_log.c.action == "promise.set")
        assert conn.execute(kept_).scalar_one() == 2
    assert [promised([new], day, 3) for day in (TODAY - timedelta(days=1), TODAY)] == [3, 7]
    with pytest.raises(NotAllowed):
        service.promise(actor_of("kepala", "head", regency=REGENCY), REGENCY, Until.PRINTED, new, today=TODAY, at=NOW)
    for wrong in (Promised(TODAY - timedelta(days=1), 7), Promised(TODAY, -1), Promised(TODAY, 366)):
        with pytest.raises(Refused):
            check(wrong, TODAY)


@pytest.mark.parametrize("until", Until)
def test_a_promise_in_the_middle_of_a_month_measures_only_what_ended_since(database, actor_of, until):
    admin = actor_of("admin", "admin", regency=REGENCY)
    for number, days in enumerate((2, 8, 12, 12, 14, 29), 1):
        first = date(2026, 3, 1)
        ready = (CardState.PRINT_READY, first)
        card(number, date(2000, 1, 1), ready, (CardState.DELIVERED, first + timedelta(days=days)))
    start = date(2026, 3, 13)

    service.promise(admin, REGENCY, until, Promised(start, 12), today=start, at=NOW)

    asked = service.Question(REGENCY, until, date(2026, 3, 1), date(2026, 3, 31))
    found = service.read(SYSTEM, asked)
    assert {(one.day, one.days): one.n for one in found.served} == {
        (date(2026, 3, 1), 2): 1, (date(2026, 3, 1), 8): 1, (start, 12): 2, (start, 14): 1, (start, 29): 1
    }  # fmt: skip
    assert kept(found.served, found.promises, 5) == Kept(6, 12, 29, 3)
    one_by_one, _ = service.institutions(SYSTEM, asked)
    assert kept(one_by_one, found.promises, 5) == Kept(6, 12, 29, 3)
    # What is entered afterwards goes where it belongs.
    card(7, date(2000, 1, 1), (CardState.PRINT_READY, first), (CardState.DELIVERED, date(2026, 3, 5)))
    card(8, date(2000, 1, 1), (CardState.PRINT_READY, first), (CardState.DELIVERED, date(2026, 3, 14)))
    with read_connection() as conn:
        assert differences(conn) == []
    again = service.read(SYSTEM, asked)
    assert kept(again.served, again.promises, 5) == Kept(8, 12, 29, 4)


def test_the_summary_asks_for_the_promises_by_their_names():
    assert {queries._ACTIONS[until]: name for until, name in PARAMETERS.items()} == PROMISES


def test_somebody_of_a_district_reads_that_district(sqlite_database, actor_of):
    card(1, date(2000, 1, 1), (CardState.PRINT_READY, date(2026, 3, 1)), (CardState.PRINTED, date(2026, 3, 4)))
    camat = actor_of("camat", "head", regency=REGENCY, districts=(PURWOSARI,))
    asked = service.Question(REGENCY, Until.PRINTED, date(2026, 1, 1), date(2026, 12, 31))

    assert service.read(camat, asked).served == []
    assert len(service.read(SYSTEM, asked).served) == 1
    for wrong in (service.Question(REGENCY, Until.PRINTED, FIRST, LAST, (KEJAYAN,)), asked):
        with pytest.raises((NotAllowed, Refused)):
            service.read(actor_of(f"x{len(wrong.districts)}", "head", regency="63.11"), wrong)


def test_a_span_reads_the_index_of_its_days_and_no_resident_besides(sqlite_database):
    plans: list[str] = []
    asked: list[tuple[str, object]] = []
    with read_connection() as conn:
        event.listen(conn, "before_cursor_execute", lambda c, cur, sql, values, *rest: asked.append((sql, values)))
        for until in Until:
            queries.served(conn, REGENCY, until, FIRST, LAST)
        for sql, values in [one for one in asked if "card_event" in one[0]]:
            plans.append(" ".join(str(row) for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)))
    assert len(plans) == 2
    for plan in plans:
        assert "ix_card_event_served (regency=? AND action=? AND day>? AND day<?)" in plan and "SCAN" not in plan, plan


@pytest.mark.parametrize(("most", "first"), [(0, 5), (4, 5), (5, 4), (11, 4), (12, 2), (99, 2)])
def test_the_latest_whole_months_of_at_most_so_many_cards_are_asked_for_and_the_last_one_always(most, first):
    waits = [(2, 7), (4, 1), (5, 2), (5, 2)]  # month, cards; nobody in March
    served = [Served(date(2026, month, 3 + n), "", None, 4, n) for month, n in waits]

    assert latest(served, most) == date(2026, first, 1)
    assert latest([], most) is None
