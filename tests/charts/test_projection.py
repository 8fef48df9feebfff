"""The fan: nothing is cut off, names do not lie on each other, the target and its day are named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ktp_core.charts.projection import Fan, fan, span
from ktp_core.charts.theme import DARK, LIGHT, Palette

COURSE = Fan(
    months=["a", "b", "c", "d", "e"], past=[1000.0, 1010.0, 1020.0], slow=[1020.0, 1022.0, 1025.0],
    middle=[1020.0, 1030.0, 1040.0], quick=[1020.0, 1040.0, 1060.0], marks=[(0, "a"), (2, "sekarang")],
    names=("lambat", "tengah", "cepat"), target=1035, target_words="target 1.035", arrival=(3.5, "Mei 2027"),
)  # fmt: skip


def drawn(course: Fan, colours: Palette = LIGHT):
    return fan(course, colours, number=lambda n: f"{n:.0f}")


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_course_goes_on_where_today_is_and_the_target_is_named_with_its_day(colours: Palette):
    figure = drawn(COURSE, colours)

    past, middle = figure.data[2], figure.data[3]
    assert list(past.x) == [0, 1, 2] and list(middle.x) == [2, 3, 4] and past.y[-1] == middle.y[0]
    assert [shape.y0 for shape in figure.layout.shapes] == [1035]
    said = [label.text for label in figure.layout.annotations]
    assert said == ["lambat", "tengah", "cepat", "target 1.035", "<b>Mei 2027</b>"]
    assert list(figure.data[-1].x) == [3.5]
    assert list(past.customdata) == ["a: 1000", "b: 1010", "c: 1020"]


def test_everything_that_is_drawn_is_within_the_axis():
    low, high = span(replace(COURSE, changed=[1020.0, 1100.0, 1200.0], changed_words="jika diubah"))

    assert 0 < low < 1000 and high > 1200
    assert span(replace(COURSE, target=10_000))[0] == 0.0  # far above: from nought
    flat = replace(COURSE, past=[5.0], slow=[5.0], middle=[5.0], quick=[5.0], target=None)
    assert span(flat)[1] > 5


def test_names_at_one_height_are_moved_apart():
    same = replace(COURSE, slow=[1020.0] * 3, middle=[1020.0] * 3, quick=[1020.0] * 3, target=None, arrival=None)
    heights = [label.y for label in drawn(same).layout.annotations]
    low, high = span(same)

    assert len(heights) == 3
    assert all(b - a >= (high - low) * 0.05 for a, b in zip(heights, heights[1:], strict=False))
    assert max(heights) <= high


def test_without_a_target_no_line_stands_for_one():
    figure = drawn(replace(COURSE, target=None, arrival=None))

    assert not figure.layout.shapes and len(figure.data) == 4
