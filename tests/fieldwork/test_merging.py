"""Merging what was said: a pure function of the set of reports, tried against a naive second implementation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ktp_core.fieldwork.merging import DECISION, SCREEN, Effective, Report, decision, merge, reason_fits
from ktp_core.visits.model import REASONS, Outcome, Reason

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09.00 in Pasuruan
ABSENT, RECORDED, REFUSED = Outcome.ABSENT, Outcome.RECORDED, Outcome.REFUSED

statements = st.builds(
    Report,
    key=st.sampled_from(["p1", "p2"]),
    copy=st.sampled_from([SCREEN, "copy-a", "copy-b"]),
    outcome=st.sampled_from([ABSENT, RECORDED, REFUSED]),
    reason=st.sampled_from([None, Reason.ILL]),
    acted_at=st.sampled_from([None, NINE, NINE + timedelta(minutes=5), NINE + timedelta(hours=1)]),
    operator=st.sampled_from([None, "Budi"]),
    kit=st.sampled_from([None, "AR-01"]),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Report]:
    """Reports as they may arise: statements, and decisions that had seen part of what was said of the same person."""
    said: list[Report] = []
    for step in range(draw(st.integers(1, 10))):
        base = draw(statements)
        if step and draw(st.booleans()):
            known = [one for one in said if one.key == base.key and draw(st.booleans())]
            base = replace(base, copy=DECISION, settles=frozenset(one.digest for one in known))
        said.append(base)
    return said


def naive(said: list[Report], key: str) -> tuple[set[tuple[Outcome, Reason | None]], bool]:
    """What holds of one person, written the long way: the different things said by whatever still counts."""
    mine = {one.digest: one for one in said if one.key == key}
    plain = [one for one in mine.values() if one.copy != DECISION]
    decisions = [one for one in mine.values() if one.copy == DECISION]
    counting = []
    for one in plain:
        rivals = [other for other in plain if other.copy == one.copy]
        moment = lambda report: report.acted_at or datetime.min.replace(tzinfo=UTC)  # noqa: E731
        if any(moment(rival) > moment(one) for rival in rivals):
            continue
        if any(one.digest in (other.settles or ()) for other in decisions):
            continue
        counting.append(one)
    for one in decisions:
        if not any(one.digest in (other.settles or ()) for other in decisions):
            counting.append(one)
    return {one.says for one in counting}, len({one.says for one in counting}) > 1


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_order_and_repetition_make_no_difference(said: list[Report], chance: object) -> None:
    shuffled = said + chance.choices(said, k=len(said))  # type: ignore[attr-defined]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert merge(shuffled) == merge(said)


@given(histories(), st.lists(st.integers(0, 2), min_size=30, max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_split_into_deliveries_ends_in_the_same_state(said: list[Report], pile_of: list[int]) -> None:
    piles: list[list[Report]] = [[], [], []]
    for report, number in zip(said, pile_of, strict=False):
        piles[number].append(report)
    known: dict[str, Report] = {}
    for pile in (piles[2], piles[0], piles[1], piles[0]):
        known |= {report.digest: report for report in pile}
        merge(known.values())  # looking in between changes nothing

    assert merge(known.values()) == merge(said)


@given(histories())
@settings(max_examples=400, deadline=None)
def test_the_law_agrees_with_a_naive_second_implementation(said: list[Report]) -> None:
    found = merge(said)

    assert set(found) == {one.key for one in said}
    for key, effective in found.items():
        holding, disagree = naive(said, key)
        assert bool(effective.conflict) is disagree
        if disagree:
            assert {one.says for one in effective.conflict} == holding
            assert (effective.outcome, effective.reason, effective.report) == (None, None, None)
        else:
            assert {(effective.outcome, effective.reason)} == holding
            assert effective.report in said and effective.report.says == (effective.outcome, effective.reason)


@given(histories(), st.sampled_from([ABSENT, RECORDED, REFUSED]))
@settings(max_examples=200, deadline=None)
def test_a_decision_that_has_seen_everything_settles_everything(said: list[Report], outcome: Outcome) -> None:
    mine = [one for one in said if one.key == said[0].key]

    settled = merge([*said, decision(mine, outcome)])[said[0].key]

    assert (settled.outcome, settled.conflict) == (outcome, ())


@given(histories(), statements)
@settings(max_examples=200, deadline=None)
def test_a_report_on_one_person_changes_nothing_of_another(said: list[Report], more: Report) -> None:
    other = "p1" if more.key == "p2" else "p2"

    assert merge([*said, more]).get(other) == merge(said).get(other)


def report(copy: str, outcome: Outcome, minutes: int | None = None, reason: Reason | None = None) -> Report:
    at = None if minutes is None else NINE + timedelta(minutes=minutes)
    return Report("p1", copy, outcome, reason, at)


def test_within_one_copy_the_latest_act_holds_and_a_missing_time_is_earliest() -> None:
    absent, late = report("a", ABSENT, None, Reason.ILL), report("a", RECORDED, 5)

    assert merge([late, absent]) == {"p1": Effective(RECORDED, None, late)}


def test_equal_times_within_one_copy_that_disagree_are_a_conflict() -> None:
    first, second = report("a", RECORDED, 5), report("a", REFUSED, 5)

    found = merge([first, second])["p1"]

    assert found.outcome is None and set(found.conflict) == {first, second}


def test_two_versions_of_one_copy_without_times_that_disagree_are_a_conflict() -> None:
    found = merge([report("a", RECORDED), report("a", REFUSED)])["p1"]

    assert len(found.conflict) == 2


def test_copies_that_differ_only_in_the_reason_are_a_conflict() -> None:
    found = merge([report("a", ABSENT, 1, Reason.ILL), report("b", ABSENT, 2, Reason.INTERNSHIP)])["p1"]

    assert [one.copy for one in found.conflict] == ["a", "b"]


def test_copies_that_agree_hold_together_and_the_latest_act_speaks_for_them() -> None:
    early, late = report("a", RECORDED, 1), report("b", RECORDED, 2)

    assert merge([late, early]) == {"p1": Effective(RECORDED, None, late)}


def test_a_decision_stands_against_what_it_had_seen_and_falls_to_what_it_had_not() -> None:
    here, there = report("a", RECORDED, 1), report("b", REFUSED, 2)
    settled = decision([here, there], RECORDED)
    unseen = report("c", REFUSED, 3)

    assert merge([settled, there, here])["p1"] == Effective(RECORDED, None, settled)
    assert merge([unseen, settled, there, here])["p1"].conflict == (unseen, settled)
    assert merge([settled, here, there, report("c", RECORDED, 9)])["p1"].report == settled


def test_a_decision_keeps_the_time_and_the_operator_of_what_it_agrees_with() -> None:
    here = Report("p1", "a", RECORDED, None, NINE, "Budi", "AR-01")

    settled = decision([here, report("b", REFUSED, 2)], RECORDED)

    assert (settled.acted_at, settled.operator, settled.kit) == (NINE, "Budi", "AR-01")


def test_two_decisions_that_had_not_seen_each_other_must_agree() -> None:
    said = [report("a", RECORDED, 1), report("b", REFUSED, 2)]
    one, other = decision(said, RECORDED), decision(said, REFUSED)

    assert merge([*said, one, other])["p1"].conflict
    assert merge([*said, one, other, decision([*said, one, other], REFUSED)])["p1"].outcome is REFUSED


def test_a_report_that_its_own_copy_has_overtaken_does_not_shake_a_decision() -> None:
    here, there = report("a", RECORDED, 1), report("b", REFUSED, 9)
    settled = decision([here, there], RECORDED)

    assert merge([here, there, settled, report("b", ABSENT, 3, Reason.ILL)])["p1"].report == settled


def test_the_same_moment_in_another_zone_is_the_same_report() -> None:
    here = report("a", RECORDED, 1)
    assert here.acted_at is not None
    local = replace(here, acted_at=here.acted_at.astimezone(timezone(timedelta(hours=7))), operator="")

    assert (local.digest, local) == (here.digest, here)


@pytest.mark.parametrize(
    "changed",
    [{"key": "p2"}, {"copy": "b"}, {"outcome": REFUSED}, {"reason": Reason.ILL}, {"acted_at": NINE},
     {"operator": "Budi"}, {"kit": "AR-01"}, {"copy": DECISION, "settles": frozenset()},
     {"copy": DECISION, "settles": frozenset({"x"})}],
)  # fmt: skip
def test_whatever_differs_makes_another_report(changed: dict[str, object]) -> None:
    one = report("a", RECORDED)

    assert replace(one, **changed).digest != one.digest  # type: ignore[arg-type]


def test_only_a_decision_settles() -> None:
    with pytest.raises(ValueError, match="decision"):
        Report("p1", "a", RECORDED, settles=frozenset())
    with pytest.raises(ValueError, match="decision"):
        Report("p1", DECISION, RECORDED)


def test_a_reason_fits_exactly_the_outcomes_that_have_one() -> None:
    for outcome in Outcome:
        fitting = {reason for reason in (None, *Reason) if reason_fits(outcome, reason)}
        assert fitting == (set(REASONS[outcome]) if outcome in REASONS else {None})
