"""Targets of what happens from their first day to their last: dates, bounds, and a back-test with a tolerance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ktp_core.figures.model import Measure, Target
from ktp_core.projection import backtest, offices, rovers, spans
from ktp_core.projection.arrival import NEVER, band
from ktp_core.projection.habits import of_months
from ktp_core.projection.model import Constraint, Paths, Stage, Start
from ktp_core.projection.simulation import run
from ktp_core.projection.target_model import Span

YEARLY = (Measure.VISITS, Measure.INSTITUTIONS_SERVED, Measure.PEOPLE_SERVED)


def aim(one: rovers.Rover, measure: Measure, value: int, until: date | None = None, n: int | None = None) -> Span:
    target = Target("", measure, value, date(one.day.year, 1, 1), "", until)
    return Span(target, one.so_far[measure] if n is None else n, one.history[measure], np.zeros(36), 0)


def ahead(one: rovers.Rover, span: Span, **more) -> spans.Foreseen:
    start = Start(one.day, {}, {}, None)
    return spans.foresee(span, one.past, one.visiting, start, one.ahead, Paths(one.ahead.months, {}), **more)


@pytest.fixture(scope="module")
def made() -> list[rovers.Rover]:
    return [rovers.rover(seed) for seed in range(70)]


@pytest.mark.parametrize(("measure", "yearly"), [*((one, True) for one in YEARLY), (Measure.VISITS, False)])
def test_the_band_holds_about_four_of_five_outcomes(made, measure, yearly):
    found = backtest.score(
        backtest.span_trial(one, measure, seed=seed, yearly=yearly) for seed, one in enumerate(made)
    )

    assert found.trials >= 60
    assert 0.65 <= found.share <= 0.94  # of 70 trials; 80 % within three standard errors
    assert found.error == pytest.approx((found.share * (1 - found.share) / (found.trials - 1)) ** 0.5)


@pytest.mark.parametrize("measure", YEARLY)
def test_dates_are_in_order_lie_within_the_year_and_a_higher_target_is_never_earlier(made, measure):
    for one in made[:20]:
        until = date(one.day.year, 12, 31)
        near, far = (ahead(one, aim(one, measure, one.so_far[measure] + more, until)).days for more in (2, 9))
        p10, p50, p90 = (day or date.max for day in band(near, one.day))

        assert p10 <= p50 <= p90 and (far >= near).all()
        assert (near[np.isfinite(near)] <= (until - one.day).days).all()


def test_what_is_reached_is_reached_today_and_without_a_history_nothing_comes(made):
    one = made[0]
    idle = replace(one, history=dict.fromkeys(YEARLY, np.zeros(36)))
    for measure in (Measure.VISITS, Measure.PEOPLE_SERVED):
        assert not ahead(one, aim(one, measure, 5, n=7)).days.any()
        assert (ahead(idle, aim(idle, measure, 5, n=2)).days == NEVER).all()


def test_there_are_no_more_institutions_than_there_are(made):
    for one in made[:20]:
        pool = one.visiting.pool
        beyond = aim(one, Measure.INSTITUTIONS_SERVED, pool + 1)
        found, every = ahead(one, beyond), ahead(one, beyond, every=True)

        assert (found.counts <= pool).all() and (found.days == NEVER).all()
        assert (every.counts >= one.so_far[Measure.INSTITUTIONS_SERVED]).all()
        assert spans.obstacle(beyond, one.visiting, found, every) is Constraint.PLACES


def test_repeats_are_the_obstacle_where_new_institutions_would_be_reached_in_time(made):
    one = made[0]
    visits, new = np.full(36, 20.0), np.tile([20.0, 10.0, *[1.0] * 10], 3)
    visiting = replace(one.visiting, visits=visits, new=new, pool=200)
    office = replace(one, day=date(2026, 6, 30), visiting=visiting)
    span = aim(office, Measure.INSTITUTIONS_SERVED, 90, date(2026, 12, 31), n=34)
    office = replace(office, ahead=replace(one.ahead, months=(*range(202607, 202613), *one.ahead.months[6:])))
    found, every = ahead(office, span), ahead(office, span, every=True)

    assert spans.obstacle(span, visiting, found, every) is Constraint.REPEATS
    assert spans.spared(found, every, 184.0) > 60
    assert spans.obstacle(replace(span, n=90), visiting, found, every) is None


def cards(seed: int, measure: Measure, value: int, until: date | None = None, extra: float = 0.0, **changes):
    one = offices.office(seed)
    coming = replace(one.ahead, **changes)
    paths = run(one.start, of_months(one.past, one.start), coming, seed=seed, paths=80)
    flow = one.past.flows[spans.CARDS[measure]]
    span = Span(Target("", measure, value, date(2025, 1, 1), "", until), 0, flow + extra, flow, 0)
    return spans.foresee(span, one.past, rovers.rover(0).visiting, one.start, coming, paths), paths, one


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 500), st.floats(0, 300), st.floats(0, 40))
def test_cards_are_those_of_people_and_others_as_printers_and_blanks_allow(seed, extra, capacity):
    found, paths, one = cards(seed, Measure.PRINTED, 1_000, None, extra, capacity=capacity, blanks=500.0)
    printed = np.diff(found.counts, axis=1, prepend=0.0)
    first = np.diff(paths.stocks[Stage.PRINTED], axis=1, prepend=float(one.start.stocks[Stage.PRINTED]))

    assert (printed >= first - 1e-6).all()
    assert (printed <= capacity * one.ahead.workdays + 1e-6).all()


def test_without_other_cards_the_cards_are_those_of_people():
    found, paths, one = cards(3, Measure.DELIVERED, 1_000)

    assert found.counts == pytest.approx(paths.stocks[Stage.OWNED] - one.start.stocks[Stage.OWNED])


def test_after_the_last_day_nothing_is_counted():
    until = date(2026, 3, 31)
    found, _, one = cards(3, Measure.PRINTED, 100_000_000, until)

    assert found.counts.shape[1] == 3 and (found.days == NEVER).all()
    span = Span(Target("", Measure.PRINTED, 9, date(2026, 1, 1), "", until), 0, np.zeros(36), np.zeros(36), 0)
    assert spans.on_last(span, found.counts, one.ahead, one.start.day) == np.quantile(found.counts[:, -1], 0.5)
    half = replace(span, target=replace(span.target, valid_until=date(2026, 3, 16)))
    before, last = (float(np.quantile(found.counts[:, at], 0.5)) for at in (1, 2))
    assert spans.on_last(half, found.counts, one.ahead, one.start.day) == pytest.approx((before + last) / 2, rel=0.05)
