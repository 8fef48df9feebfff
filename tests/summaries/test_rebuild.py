"""The summaries by SQL against the rules in Python, and against counting by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest
from sqlalchemy import insert, select, update
from tests_support.random_lives import fill

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import (
    office,
    summary_day,
    summary_delay,
    summary_month,
    summary_queue,
    summary_state,
    summary_village_month,
    summary_village_year,
    summary_year,
)
from ktp_core.db.types import day_number, day_of
from ktp_core.months import month_of
from ktp_core.summaries import delays, rules, store
from ktp_core.summaries.calendar import months_of
from ktp_core.summaries.model import Facts, Flow, Step
from ktp_core.summaries.rebuild import Uncounted, differences, rebuild

REGENCY, OTHER = "35.14", "63.11"
TABLES = (
    summary_state, summary_day, summary_month, summary_year, summary_village_month, summary_village_year,
    summary_delay, summary_queue,
)  # fmt: skip


def by_the_rules(residents: list[dict], events: list[dict], regency: str) -> store.Deltas:
    """The counts as writers make them, one row and one event at a time."""
    deltas = store.Deltas(regency)
    for row in residents:
        deltas.resident(None, Facts.of(row))
    standing: dict[object, list[tuple[int, Step]]] = defaultdict(list)
    acts: dict[object, list[delays.Act]] = defaultdict(list)
    for event in events:
        line = standing[event["resident_id"]]
        taken = [one for one in line if event["undoes"] and one[0] >= event["undoes"]]
        del line[len(line) - len(taken) :]
        last = line[-1][1] if line else None
        step = Step(
            regency, event["action"], event["channel"], event["day"], event["ours"] == 1, event["district"] or "",
            event["due_on"], last.due_on if last else None, last.district if last else "",
            last.turned_on if last else date.min, tuple(one for _, one in taken),
        )  # fmt: skip
        line.append((event["id"], step))
        deltas.event(step)
        before = acts[event["resident_id"]]
        after = [one for one in before if not event["undoes"] or one.id < event["undoes"]]
        if event["action"] in (delays.PRINT, delays.SPOIL, delays.DELIVER):
            after.append(
                delays.Act(event["id"], event["action"], event["serial"], event["day"], event["district"] or "",
                           event["ours"] == 1, step.due_before)
            )  # fmt: skip
        deltas.waited(before, after)
        acts[event["resident_id"]] = after
    return deltas


def stored(table) -> dict[tuple, int]:
    with read_connection() as conn:
        return {tuple(row)[:-1]: row[-1] for row in conn.execute(select(table)) if row[-1]}


@pytest.mark.parametrize("seed", range(4))
def test_rebuilding_counts_what_the_rules_count(database, seed):
    residents, events = fill(seed)
    fill(seed + 100, people=10, regency=OTHER)
    wanted = by_the_rules(residents, events, REGENCY)

    with write_transaction() as conn:
        rebuild(conn, REGENCY)

    assert stored(summary_state) == {(REGENCY, *key): n for key, n in wanted.states.items() if n}
    assert stored(summary_day) == {
        (REGENCY, flow, day, district, channel): n for (flow, day, district, channel), n in wanted.days.items() if n
    }
    months: Counter = Counter()
    for (flow, day, place), n in wanted.places.items():
        months[REGENCY, flow, month_of(day), place] += n
    assert stored(summary_village_month) == {key: n for key, n in months.items() if n}
    waits: Counter = Counter()
    for (action, again, day, district, n_days), n in wanted.waits.items():
        waits[REGENCY, action, again, day.replace(day=1), district, n_days] += n
    assert stored(summary_delay) == {key: n for key, n in waits.items() if n}
    assert len(waits) > 4


def test_what_writers_keep_is_no_difference(database):
    residents, events = fill(7)

    with write_transaction() as conn:
        store.add(conn, by_the_rules(residents, events, REGENCY))

    with read_connection() as conn:
        assert differences(conn) == []


@pytest.mark.parametrize(("table", "period"), [(summary_month, month_of), (summary_year, rules.year_of)])
def test_a_rebuilt_month_or_year_is_the_sum_of_its_days(database, table, period):
    fill(8)

    with write_transaction() as conn:
        rebuild(conn, REGENCY)

    periods: Counter = Counter()
    for (regency, flow, day, district, channel), n in stored(summary_day).items():
        periods[regency, flow, period(day), district, channel] += n
    assert stored(table) == {key: n for key, n in periods.items() if n}


def test_people_now_counted_by_hand(database):
    residents, _ = fill(9)
    waiting = sum(1 for row in residents if row["standing"] == 1 and row["state"] == 40)
    owning = sum(1 for row in residents if row["standing"] == 1 and row["owned_on"] is not None)
    assert waiting and owning

    with write_transaction() as conn:
        rebuild(conn, REGENCY)

    assert sum(n for (_, _, state, _), n in stored(summary_state).items() if state == 40) == waiting
    assert sum(n for (_, flow, *_), n in stored(summary_day).items() if flow == Flow.OWNED) == owning


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_wrong_count_is_found_and_rebuilding_mends_it(database, table):
    fill(10)
    with write_transaction() as conn:
        rebuild(conn, REGENCY)
        place = next(table.c[name] for name in ("place", "area", "district") if name in table.c)
        row = conn.execute(select(table).where(place != 0).limit(1)).mappings().one()
        here = [column == row[column.name] for column in table.primary_key.columns]
        conn.execute(update(table).where(*here).values(n=table.c.n + 2))

    with read_connection() as conn:
        found = differences(conn)
    assert {**{key.name: row[key.name] for key in table.primary_key.columns}, "table": table.name, "n": -2} in found

    with write_transaction() as conn:
        rebuild(conn, REGENCY)
    with read_connection() as conn:
        assert differences(conn) == []


def test_a_count_of_nothing_is_no_difference_and_a_summary_of_nobody_is_one(database):
    key = {"regency": REGENCY, "district": 351406, "state": 40, "birth_month": 201001}
    with write_transaction() as conn:
        conn.execute(insert(summary_state).values(**key, n=0))
    with read_connection() as conn:
        assert differences(conn) == []

    with write_transaction() as conn:
        conn.execute(update(summary_state).values(n=1))
    with read_connection() as conn:
        assert differences(conn) == [{"table": "summary_state", **key, "district": "35.14.06", "n": -1}]


def test_rebuilding_one_regency_leaves_the_other_alone(database):
    fill(11, people=20)
    fill(12, people=20, regency=OTHER)
    with write_transaction() as conn:
        rebuild(conn, OTHER)
    before = stored(summary_day)

    with write_transaction() as conn:
        rebuild(conn, REGENCY)

    assert {key: n for key, n in stored(summary_day).items() if key[0] == OTHER} == before


def test_months_by_sql_are_those_of_the_calendar(database):
    days = [day_number(date(1970, 1, 1)) + step for step in range(0, 47_475, 5)]
    days += [day_number(date(year, month, day)) for year in (1970, 1972, 2000, 2024, 2026, 2099)
             for month, day in ((1, 1), (2, 28), (3, 1), (12, 31))]  # fmt: skip
    days.append(day_number(date(2024, 2, 29)))
    with write_transaction() as conn:
        conn.execute(insert(office).values(regency=REGENCY, name="Dinas"))
        conn.execute(
            insert(summary_day),
            [{"regency": REGENCY, "flow": 1, "day": day, "district": 0, "channel": 0, "n": 1} for day in set(days)],
        )

        said = conn.execute(select(summary_day.c.day, months_of(summary_day.c.day))).all()

    assert [(day, month) for day, month in said if month != month_of(day)] == []
    assert {day for day, _ in said} == {day_of(day) for day in days}


def test_a_first_load_counts_nothing_until_it_is_rebuilt(sqlite_database):
    residents, events = fill(13)
    counted, uncounted = by_the_rules(residents, events, REGENCY), Uncounted(REGENCY)
    for row in residents:
        uncounted.resident(None, Facts.of(row))

    assert uncounted.days == uncounted.states == uncounted.waits == Counter()
    with write_transaction() as conn:
        rebuild(conn, REGENCY)
    assert sum(stored(summary_state).values()) == sum(counted.states.values())
