"""Laws that every projection keeps, on invented offices of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ktp_core.projection import levels, offices
from ktp_core.projection.arrival import NEVER, band, costs, days_until, largest, month_days, simulator
from ktp_core.projection.draws import Habits
from ktp_core.projection.habits import of_months
from ktp_core.projection.model import Ahead, Constraint, Months, Stage, Start, WhatIf
from ktp_core.projection.rules import IDLE, rate, share
from ktp_core.projection.simulation import run

FEW = 60
SEEDS = st.integers(0, 5_000)
STAGES = list(Stage)


def courses(seed: int, what_if: WhatIf | None = None, without: tuple[Constraint, ...] = (), **ahead):
    one = offices.office(seed)
    coming = replace(one.ahead, **ahead)
    habits = of_months(one.past, one.start, one.ahead)
    return run(one.start, habits, coming, seed=seed, paths=FEW, what_if=what_if, without=without)


def never_behind(more, less) -> None:
    for stage in Stage:
        assert (more.stocks[stage] >= less.stocks[stage] - 1e-6).all(), stage


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.floats(1.0, 3.0), st.floats(1.0, 3.0))
def test_who_records_or_hands_over_more_is_never_behind(seed, recording, handing):
    usual = courses(seed)

    never_behind(courses(seed, WhatIf(recording=recording)), usual)
    never_behind(courses(seed, WhatIf(handing=handing)), usual)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.floats(0, 60), st.floats(0, 60), st.floats(0, 400), st.floats(0, 400))
def test_more_capacity_or_blanks_are_never_behind(seed, capacity, further, blanks, others):
    for less, more in (
        (WhatIf(capacity=capacity), WhatIf(capacity=capacity + further)),
        (WhatIf(blanks=blanks), WhatIf(blanks=blanks + others)),
    ):
        never_behind(
            courses(seed, more, replacements=20.0, spoiling=0.03), courses(seed, less, replacements=20.0, spoiling=0.03)
        )


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.sampled_from([one for one in Constraint if one is not Constraint.PEOPLE]))
def test_without_a_constraint_nobody_comes_later(seed, one):
    never_behind(courses(seed, without=(one,)), courses(seed))


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.floats(0, 1))
def test_nobody_is_counted_who_is_not_there(seed, part):
    one = offices.office(seed)
    habits = replace(of_months(one.past, one.start, one.ahead), births=0.0)  # as many as expected reach card age
    ahead = replace(one.ahead, part=part)
    found = run(one.start, habits, ahead, seed=seed, paths=FEW, what_if=WhatIf(recording=3.0))
    gaps, came = one.start.gaps, np.cumsum(one.ahead.eligible)
    waiting = 0
    for stage in STAGES:
        waiting += gaps[stage]
        gained = found.stocks[stage] - one.start.stocks[stage]
        assert (np.diff(gained, axis=1) >= -1e-6).all() and (gained >= -1e-6).all()
        assert (gained <= waiting + came + 1e-6).all(), stage
    for before, after in zip(STAGES, STAGES[1:], strict=False):
        left = gaps[after] + (found.stocks[before] - one.start.stocks[before])
        assert (found.stocks[after] - one.start.stocks[after] <= left + 1e-6).all(), after


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.floats(0, 30), st.integers(0, 5_000), st.floats(0, 300), st.floats(0, 0.2))
def test_no_card_is_printed_without_printer_and_blank(seed, capacity, stock, blanks, spoiling):
    one = offices.office(seed)
    start = replace(one.start, blanks=stock)
    ahead = replace(one.ahead, capacity=capacity, blanks=blanks, spoiling=spoiling)
    found = run(start, of_months(one.past, one.start, one.ahead), ahead, seed=seed, paths=FEW)
    printed = np.diff(found.stocks[Stage.PRINTED], axis=1, prepend=float(start.stocks[Stage.PRINTED]))

    assert (printed <= capacity * ahead.workdays + 1e-6).all()
    months = np.arange(1, len(ahead.months) + 1)
    assert (np.cumsum(printed, axis=1) * (1 + spoiling) <= stock + blanks * months + 1e-6).all()


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.sampled_from(STAGES), st.integers(-500, 60_000))
def test_dates_are_in_order_and_a_higher_target_is_never_earlier(seed, stage, more):
    one, found = offices.office(seed), courses(seed)
    value = one.start.stocks[stage] + more
    near, far = (days_until(found, stage, value + further, one.start) for further in (0, 250))
    p10, p50, p90 = (each or date.max for each in band(near, one.start.day))

    assert p10 <= p50 <= p90 and (far >= near).all() and (near >= 0).all()
    if more <= 0:
        assert not near.any() and p90 == one.start.day


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_the_same_question_has_the_same_answer(seed):
    assert all((courses(seed).stocks[one] == courses(seed).stocks[one]).all() for one in Stage)


def still(months: int = 12, **changes) -> tuple[Start, Habits, Ahead]:
    """An office without chance: 100 wait to be recorded, 10 a day are, everything else takes no time."""
    gaps = dict.fromkeys(Stage, 0) | {Stage.COVERED: 1000}
    start = Start(date(2025, 12, 31), dict.fromkeys(Stage, 0), gaps, None)
    ten = levels.still(float(np.log(10)))
    yyyymm = tuple(202601 + at for at in range(months))
    ahead = Ahead(yyyymm, np.full(months, 20.0), np.zeros(months), None, 0.0, 0.0)
    return start, Habits(ten, None, (1.0, 0.0), (1.0, 0.0)), replace(ahead, **changes)


def test_an_office_without_chance_arrives_when_one_counts_it_by_hand():
    start, habits, ahead = still()
    found = run(start, habits, ahead, seed=1, paths=3)

    assert found.stocks[Stage.OWNED][0].tolist() == pytest.approx([200, 400, 600, 800, *[1000] * 8])
    days = days_until(found, Stage.OWNED, 300, start)
    assert days.tolist() == pytest.approx([31 + 14] * 3)  # half of February
    assert (days_until(found, Stage.OWNED, 1001, start) == NEVER).all()


def test_of_the_running_month_only_its_rest_counts():
    start, habits, ahead = still()
    start = replace(start, blanks=0, gaps={**start.gaps, Stage.OWNED: 100})
    half = replace(ahead, part=0.5, workdays=np.array([10.0] + [20.0] * 11), blanks=60.0)
    found = run(start, replace(habits, handing=(0.75, 0.0)), half, seed=1, paths=1)

    assert found.stocks[Stage.COVERED][0][0] == pytest.approx(100)
    assert found.stocks[Stage.PRINTED][0][:2].tolist() == pytest.approx([30, 90])
    assert found.stocks[Stage.OWNED][0][0] == pytest.approx((100 + 30) * 0.5)  # 1 - sqrt(1 - 0.75)


@pytest.mark.parametrize(
    ("changes", "habit", "expected"),
    [
        ({}, {}, Constraint.RECORDING),
        ({"capacity": 2.0}, {}, Constraint.CAPACITY),
        ({}, {"clearing": (0.05, 0.0)}, Constraint.CLEARING),
        ({}, {"handing": (0.05, 0.0)}, Constraint.HANDING),
        ({}, {"recording": None}, Constraint.RECORDING),
    ],
)
def test_the_largest_obstacle_is_the_one_that_was_made(changes, habit, expected):
    start, habits, ahead = still(months=12, **changes)
    found = costs(simulator(start, replace(habits, **habit), ahead, seed=1), Stage.OWNED, 900, start)

    assert largest(found) is expected
    assert found.free == pytest.approx(31 * 0.9)


def test_two_equal_obstacles_one_behind_the_other_are_not_overlooked():
    start, habits, ahead = still(capacity=10.0)
    found = costs(simulator(start, habits, ahead, seed=1), Stage.PRINTED, 900, start)

    assert not any(found.gained.values())
    assert largest(found) in (Constraint.RECORDING, Constraint.CAPACITY)


def test_blanks_that_do_not_come_are_the_obstacle_and_a_ledger_with_nothing_in_it_is_one():
    start, habits, ahead = still()
    empty = replace(start, blanks=0)
    found = costs(simulator(empty, habits, ahead, seed=1), Stage.PRINTED, 900, empty)

    assert largest(found) is Constraint.BLANKS
    assert not run(empty, habits, ahead, seed=1, paths=2).stocks[Stage.PRINTED].any()
    assert Constraint.BLANKS not in costs(simulator(start, habits, ahead, seed=1), Stage.COVERED, 900, start).gained


def test_a_target_above_all_people_is_held_back_by_people():
    start, habits, ahead = still()
    found = costs(simulator(start, habits, ahead, seed=1), Stage.OWNED, 5_000, start)

    assert found.earliest == NEVER and largest(found) is Constraint.PEOPLE


def test_cards_that_waited_all_year_while_none_was_printed_are_not_printed_tomorrow():
    none, some = np.zeros(36), np.full(36, 50.0)
    months = tuple((2023 + at // 12) * 100 + at % 12 + 1 for at in range(36))
    flows = dict.fromkeys(Stage, none) | {Stage.COVERED: some, Stage.READY: some}
    past = Months(months, np.full(36, 20.0), flows, some)
    start = Start(date(2025, 12, 31), dict.fromkeys(Stage, 0), dict.fromkeys(Stage, 0) | {Stage.PRINTED: 1800}, None)
    habits = of_months(past, start)
    ahead = still()[2]

    assert habits.printing is IDLE
    assert not run(start, habits, ahead, seed=1, paths=5).stocks[Stage.PRINTED].any()
    assert run(start, habits, ahead, seed=1, paths=5, what_if=WhatIf(capacity=10)).stocks[Stage.PRINTED].any()


def test_printers_that_leave_cards_waiting_are_quicker_in_proportion():
    start, habits, ahead = still(capacity=100.0)
    slow = replace(habits, printing=levels.still(0.0))  # one first card a day although 100 could be printed

    def printed(wish: WhatIf | None) -> float:
        return float(run(start, slow, ahead, seed=1, paths=1, what_if=wish).stocks[Stage.PRINTED][0, 2])

    assert printed(None) == printed(WhatIf(capacity=100.0)) == pytest.approx(60)
    assert printed(WhatIf(capacity=150.0)) == pytest.approx(90)
    assert printed(WhatIf(capacity=0.0)) == 0


def test_an_office_where_nothing_ever_happened_goes_nowhere():
    none = np.zeros(36)
    months = tuple((2023 + at // 12) * 100 + at % 12 + 1 for at in range(36))
    past = Months(months, np.full(36, 20.0), dict.fromkeys(Stage, none), none)
    start = Start(date(2025, 12, 31), dict.fromkeys(Stage, 0), dict.fromkeys(Stage, 0), None)
    habits = of_months(past, start)

    assert habits.recording is None and habits.printing is None
    assert not any(run(start, habits, still()[2], seed=1, paths=5).stocks[one].any() for one in Stage)


def test_a_rate_finds_the_level_and_the_season_it_was_made_with():
    months = [(2023 + at // 12) * 100 + at % 12 + 1 for at in range(36)]
    season = np.where(np.arange(36) % 12 == 6, 0.25, 1.0)  # July: school holidays
    found = rate(months, 400 * season, np.full(36, 20.0))

    assert found is not None
    assert np.exp(found.level + found.season[0]) == pytest.approx(20, rel=0.1)
    assert np.exp(found.season[6] - found.season[5]) < 0.5


def test_a_share_of_nobody_is_everybody_and_varies_not():
    assert share(np.zeros(12), np.zeros(12)) == (1.0, 0.0)
    assert share(np.full(12, 30.0), np.full(12, 40.0)) == (0.75, 0.0)


def test_the_months_ahead_follow_each_other_without_a_gap():
    begins, lengths = month_days((202611, 202612, 202701), date(2026, 11, 22))

    assert begins.tolist() == [0, 8, 39] and lengths.tolist() == [8, 31, 31]
