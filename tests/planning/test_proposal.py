"""The proposal against every plan there is (tiny problems), against both rules of thumb, and against the rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import naive_plans

from ktp_core.planning import heuristics, proposal, rules
from ktp_core.planning.model import Method, Problem, Shift, Stop
from ktp_core.planning.solution import Solution


def stop(key: int, people: float, *, days: int = 2, district: str = "a", letter: int = 0, closed=()) -> Stop:
    allowed = tuple(day not in closed for day in range(days))
    return Stop(key, district, 4.0, 0.9, (people,) * days, allowed, letter, people)


@contextmanager
def cells(limit: int) -> Iterator[None]:
    """Problems with more possible visits than that are solved as large ones."""
    before, proposal.EXACT_CELLS = proposal.EXACT_CELLS, limit
    try:
        yield
    finally:
        proposal.EXACT_CELLS = before


def as_small(problem: Problem) -> Solution:
    with cells(10**6):
        return proposal.propose(problem, seconds=3)


@st.composite
def problems(draw, stops: int, days: int, teams: int) -> Problem:
    """Any problem: places that grow, closed days, letters, kits, full days, days with less time."""
    found = []
    for key in range(draw(st.integers(1, stops))):
        first = draw(st.integers(0, 150))
        growth = draw(st.lists(st.integers(0, 6), min_size=days - 1, max_size=days - 1))
        present = [float(first)]
        for more in growth:
            present.append(present[-1] + more)
        found.append(
            Stop(
                key, draw(st.sampled_from(["a", "b", "c", ""])), draw(st.sampled_from([2.0, 4.0, 6.5])),
                draw(st.sampled_from([0.8, 0.95])), tuple(present),
                tuple(draw(st.lists(st.booleans(), min_size=days, max_size=days))),
                draw(st.sampled_from([0, 0, 1, 30, 90])), present[-1],
            )
        )  # fmt: skip
    shifts = [
        Shift(team, day, draw(st.integers(1, 2)), float(draw(st.sampled_from([0, 100, 240, 300]))),
              draw(st.integers(0, 2)))
        for day in range(days) for team in range(teams)
    ]  # fmt: skip
    return Problem(
        tuple(found), tuple(shifts), draw(st.sampled_from([0.0, 45.0])), draw(st.sampled_from([1.0, 10.0])),
        draw(st.booleans()), draw(st.booleans()), frozenset(draw(st.sets(st.sampled_from(["a", "b"])))),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(problems(stops=3, days=2, teams=1))
def test_a_tiny_problem_gets_the_best_plan_there_is(problem: Problem):
    found = proposal.propose(problem, seconds=3)

    assert naive_plans.faults(problem, found.draft) == []
    assert naive_plans.score(problem, found.draft) == pytest.approx(naive_plans.best(problem), abs=0.05)


def test_a_letter_is_not_answered_by_staying_away_where_nobody_is_of_age_on_the_first_day():
    old, new = stop(0, 50), replace(stop(1, 2, letter=1), present=(0.0, 2.0), success=0.8)
    problem = Problem(
        (old, new), (Shift(0, 0, 1, 0.0, 1), Shift(0, 1, 1, 200.0, 2)), 0.0, 1.0, True, False, frozenset()
    )  # fmt: skip

    found = proposal.propose(problem, seconds=3)

    assert naive_plans.score(problem, found.draft) == naive_plans.best(problem) == (1, 0, pytest.approx(44.9))


@settings(max_examples=15, deadline=None)
@given(problems(stops=2, days=1, teams=2))
def test_two_teams_share_a_day_as_well_as_can_be(problem: Problem):
    found = proposal.propose(problem, seconds=3)

    assert naive_plans.faults(problem, found.draft) == []
    assert naive_plans.score(problem, found.draft) == pytest.approx(naive_plans.best(problem), abs=0.05)


@settings(max_examples=25, deadline=None)
@given(problems(stops=12, days=4, teams=2))
def test_no_plan_breaks_a_rule_and_the_proposal_is_never_worse_than_a_rule_of_thumb(problem: Problem):
    known = rules.limits(problem)
    found = proposal.propose(problem, seconds=1, rounds=20)

    assert naive_plans.faults(problem, found.draft) == []
    for method, make in heuristics.METHODS.items():
        thumb = make(problem, known)
        assert naive_plans.faults(problem, thumb) == []
        assert naive_plans.score(problem, found.draft) >= naive_plans.score(problem, thumb)
        assert found.scores[method].key() == pytest.approx(naive_plans.score(problem, thumb), abs=1e-5)


@settings(max_examples=12, deadline=None)
@given(problems(stops=12, days=4, teams=2))
def test_large_problems_obey_the_same_rules_and_stay_below_their_bound(problem: Problem):
    with cells(0):
        found = proposal.propose(problem, seconds=1, rounds=20)

    assert naive_plans.faults(problem, found.draft) == []
    if found.bound is not None:
        exact = as_small(problem)
        assert exact.score.waited <= found.bound.waited + 0.5
        same = exact.score.waited == found.bound.waited and exact.score.districts == found.bound.districts
        assert not same or exact.score.recordings <= found.bound.recordings * (1 + 1e-3) + 0.01
    for method in heuristics.METHODS:
        assert found.score.key() >= found.scores[method].key()


def test_the_oldest_letter_goes_before_a_large_school():
    waits, large = stop(1, 20, letter=40, days=1), stop(2, 400, days=1)
    problem = Problem((large, waits), (Shift(1, 0, 1, 300, 1),), 45, 10)

    found = proposal.propose(problem)

    assert [problem.stops[one.stop].id for one in found.draft] == [1]
    freely = proposal.propose(replace(problem, letters_first=False))
    assert [problem.stops[one.stop].id for one in freely.draft] == [2]


def test_every_district_gets_its_visit_before_more_people_are_recorded():
    here = [stop(key, 127, district="a", days=1) for key in range(3)]
    there = stop(9, 12, district="b", days=1)
    problem = Problem((*here, there), (Shift(1, 0, 2, 300, 1), Shift(2, 0, 2, 300, 1)), 45, 10)

    found = proposal.propose(problem)

    assert {problem.stops[one.stop].district for one in found.draft} == {"a", "b"}
    assert proposal.propose(replace(problem, served=frozenset("b"))).score.recordings == pytest.approx(127 * 0.9 * 2)


def test_an_institution_larger_than_a_day_is_visited_on_several_days():
    problem = Problem((stop(1, 200),), (Shift(1, 0, 2, 300, 2), Shift(1, 1, 2, 300, 2)), 45, 10)

    found = proposal.propose(problem)

    assert sum(one.people for one in found.draft) == pytest.approx(200)
    assert len(found.draft) == 2
    assert found.gap == pytest.approx(0, abs=1e-3)


def test_the_proof_says_how_far_the_plan_may_be_from_the_best():
    problem = Problem((stop(1, 50), stop(2, 60)), (Shift(1, 0, 2, 300, 2),), 45, 10)

    found = proposal.propose(problem)

    assert found.method is Method.PROGRAMME
    assert found.bound is not None and found.bound.recordings == pytest.approx(found.score.recordings, rel=1e-3)
    assert found.gap == pytest.approx(0, abs=1e-3)


def test_nothing_to_visit_and_no_time_give_an_empty_plan():
    assert proposal.propose(Problem((), (Shift(1, 0, 2, 300, 2),), 45, 10)).draft == ()
    assert proposal.propose(Problem((stop(1, 50),), (), 45, 10)).draft == ()
    assert proposal.propose(Problem((stop(1, 50, closed=(0, 1)),), (Shift(1, 0, 2, 300, 2),), 45, 10)).draft == ()
