"""Rates learned from the office's own visits, drawn to what is known of others while there are few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.planning import capacity
from ktp_core.planning.capacity import MINUTES_PRIOR, PRESENCE_PRIOR, SUCCESS_PRIOR, Past, learn, shrunk

P = Past
COUNTS = st.integers(0, 300)
VISITS = st.lists(
    st.builds(
        Past, st.integers(1, 3), st.sampled_from(["SMA", "SMK"]), st.sampled_from(["a", "b"]), COUNTS, COUNTS, COUNTS,
        st.one_of(st.none(), st.integers(0, 600)), st.one_of(st.none(), st.integers(0, 4)),
    ),
    max_size=12,
)  # fmt: skip


def test_an_office_without_visits_uses_what_others_report():
    rates = learn([])

    assert (rates.minutes.value, rates.presence.value, rates.success.value) == (
        MINUTES_PRIOR, PRESENCE_PRIOR, SUCCESS_PRIOR
    )  # fmt: skip
    assert (rates.minutes.n, rates.minutes.own, rates.visits) == (0, None, 0)
    assert rates.presence_of(1, "SMA") is rates.presence
    assert rates.presence_of(1, "DESA", village=True).value == capacity.VILLAGE_PRESENCE_PRIOR
    assert rates.minutes_of("35.14.06") is rates.minutes


def test_a_rate_is_a_mean_weighed_by_people():
    rates = learn([P(1, "SMA", "a", recorded=90, failed=10, absent=50, minutes=300, kits=2)])

    assert rates.minutes.value == pytest.approx((600 + 60 * 4) / 160)
    assert rates.minutes.own == 6.0
    assert rates.presence.value == pytest.approx((100 + 60 * 0.8) / 210)
    assert rates.success.value == pytest.approx((90 + 60 * 0.95) / 160)
    assert (rates.minutes.n, rates.presence.n, rates.success.n) == (100, 150, 100)


def test_a_school_is_drawn_to_its_type_and_the_type_to_the_office():
    visits = [P(1, "SMK", "a", 10, 0, 90), P(2, "SMA", "a", 900, 0, 100)]

    rates = learn(visits)

    smk = rates.presence_by_type["SMK"]
    assert smk.prior == rates.presence.value
    assert rates.presence_of(1, "SMK").value == pytest.approx((10 + 60 * smk.value) / 160)
    assert rates.presence_of(7, "SMK") == smk
    assert smk.value < rates.presence.value < rates.presence_by_type["SMA"].value


def test_visits_without_minutes_teach_nothing_about_minutes():
    rates = learn([P(1, "SMA", "a", 10, 0, 0), P(1, "SMA", "b", 10, 0, 0, minutes=0, kits=2)])

    assert rates.minutes.n == 0
    assert rates.minutes_of("b") is rates.minutes


@given(VISITS)
def test_every_rate_lies_between_what_was_seen_and_its_prior(visits: list[Past]):
    rates = learn(visits)

    parts = [*rates.minutes_by_district.values(), *rates.presence_by_type.values(), *rates.presence_by_place.values()]
    for rate in (rates.minutes, rates.presence, rates.success, *parts, *rates.success_by_type.values()):
        low, high = sorted((rate.prior, rate.prior if rate.own is None else rate.own))
        assert low - 1e-9 <= rate.value <= high + 1e-9


@given(st.integers(0, 10**6), st.floats(0.1, 10), st.floats(0.1, 10))
def test_many_people_overrule_the_prior(people: int, own: float, prior: float):
    found = shrunk(own * people, people, prior)

    assert abs(found.value - own) <= abs(prior - own) * 60 / (people + 60) + 1e-6
