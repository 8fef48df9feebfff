"""Charts say what they were given: positions, colours, limits, texts; nothing outside its frame."""

from __future__ import annotations

import itertools
from dataclasses import fields

import pandas as pd
import pytest

from ktp_core.charts import maps
from ktp_core.charts.classes import class_of, limits
from ktp_core.charts.funnel import funnel
from ktp_core.charts.lines import Line, monthly_lines
from ktp_core.charts.mission import Mission, mission_bar
from ktp_core.charts.theme import DARK, LIGHT, SEPARATORS, Palette, palette
from ktp_core.charts.years import year_bars

LABELS = ("dimiliki", "siap cetak", "wajib KTP", "target")


def contrast(first: str, second: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_words_keep_their_contrast_in_both_themes(colours: Palette):
    words = [field.name for field in fields(colours) if field.name.endswith("_text")] + ["text", "muted"]

    assert {name: contrast(getattr(colours, name), colours.background) >= 4.5 for name in words} == dict.fromkeys(
        words, True
    )


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_classes_of_the_map_step_evenly_away_from_the_ground(colours: Palette):
    steps = [contrast(colour, colours.background) for colour in colours.scale]

    assert steps == sorted(steps)
    assert all(after / before > 1.25 for before, after in itertools.pairwise(steps))


def test_states_have_the_colours_of_the_product():
    assert (palette(False).print_ready, palette(False).delivered) == ("#E09F2D", "#0B6288")
    assert palette(True) is DARK


@pytest.mark.parametrize(
    ("owned", "waiting", "wajib", "target"),
    [(1_186_774, 70_000, 1_199_555, 1_400_000), (0, 0, None, None), (10, 5, 8, 12), (50, 70_000, 100, None)],
)
def test_the_mission_bar_holds_everything_on_one_scale(owned: int, waiting: int, wajib: int | None, target: int | None):
    drawn = mission_bar(Mission(owned, waiting, wajib, target, *LABELS), LIGHT)

    end = drawn.layout.xaxis.range[1]
    assert end == max(owned + waiting, wajib or 0, target or 0, 1)
    assert all(0 <= shape.x0 <= shape.x1 <= end for shape in drawn.layout.shapes)
    for label in drawn.layout.annotations:  # towards the middle: no label leaves the bar
        assert label.xanchor == ("right" if label.x > end / 2 else "left")


def test_labels_of_the_mission_bar_that_could_meet_stand_on_rows_of_their_own():
    drawn = mission_bar(Mission(1_186_774, 70_000, 1_199_555, 1_400_000, *LABELS), LIGHT)

    rows = {label.text: label.y for label in drawn.layout.annotations}
    assert len({rows[text] for text in LABELS[:3]}) == 3
    ends = [label.xanchor for label in drawn.layout.annotations if label.text in ("dimiliki", "target")]
    assert sorted(ends) == ["left", "right"]


def test_the_funnel_writes_its_texts_above_the_bars_and_marks_the_urgent_one():
    stages = pd.DataFrame({
        "n": [100, 90, 20], "colour": ["#111111"] * 3, "text": ["a", "b", "c"], "gap_text": ["", "−10 x", "−70 y"],
        "urgent": [False, False, True],
    })  # fmt: skip
    drawn = funnel(stages, LIGHT)

    assert list(drawn.data[1].x) == [100, 90, 20]
    assert [(one.text, one.xanchor) for one in drawn.layout.annotations] == [
        ("a", "left"), ("b", "left"), ("−10 x", "right"), ("c", "left"), ("−70 y", "right"),
    ]  # fmt: skip
    gaps = [one.font.color for one in drawn.layout.annotations if one.xanchor == "right"]
    assert gaps == [LIGHT.muted, LIGHT.amber_text]


def months(*values: int) -> pd.DataFrame:
    names = [f"Bulan {n}" for n in range(len(values))]
    return pd.DataFrame({"month": names, "a": values, "b": [value + 1 for value in values]})


LINES = [Line("a", "satu", "#111111", "#222222"), Line("b", "dua", "#333333", "#444444")]


def test_lines_start_at_zero_and_carry_their_names_at_the_end_without_overlap():
    drawn = monthly_lines(months(*range(36)), LINES, LIGHT, running=False)

    low, high = drawn.layout.yaxis.range
    assert (low, len(drawn.data)) == (0, 2)
    names = {one.text: one.y for one in drawn.layout.annotations}
    assert names["dua"] - names["satu"] >= high * 18 / 300
    assert {one.font.color for one in drawn.layout.annotations} == {"#222222", "#444444"}
    assert drawn.layout.xaxis.ticktext[-1] == "Bulan<br>35"
    assert drawn.layout.separators == SEPARATORS


def test_the_running_month_is_dotted():
    drawn = monthly_lines(months(5, 6, 1), LINES[:1], LIGHT, running=True)

    assert [(one.line.dash, list(one.y)) for one in drawn.data] == [("solid", [5, 6]), ("dot", [6, 1])]


@pytest.mark.parametrize("frame", [months(), months(0), months(0, 0)])
def test_lines_without_anything_to_show_are_drawn_empty(frame: pd.DataFrame):
    assert monthly_lines(frame, LINES, LIGHT, running=True).layout.yaxis.range[1] > 0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.904, 0.925], [0.9, 0.905, 0.91, 0.915, 0.92, 0.925]),
        ([0.77, 0.97], [0.75, 0.8, 0.85, 0.9, 0.95, 1.0]),
        ([0.0, 1.04], [0.0, 0.25, 0.5, 0.75, 1.0, 1.25]),
        ([0.5], [0.5, 0.501, 0.502, 0.503, 0.504, 0.505]),
    ],
)
def test_the_limits_of_the_classes_are_round_and_hold_everybody(values: list[float], expected: list[float]):
    assert limits(values) == expected


def test_every_value_has_one_of_five_classes():
    bounds = limits([0.77, 0.97])

    assert [class_of(value, bounds) for value in (0.75, 0.7999, 0.8, 0.9, 0.95, 1.0)] == [0, 0, 1, 3, 4, 4]
    assert limits([]) == limits([0.0, 1.0])


def test_the_map_greys_what_is_not_known_frames_the_chosen_and_fetches_nothing():
    ring = [[112.0, -7.0], [112.0, -6.9], [112.1, -6.9], [112.0, -7.0]]
    shapes = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": code, "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in ("a", "b")
    ]}  # fmt: skip
    rates = pd.DataFrame({"district": ["a", "b"], "rate": pd.Series([0.9, None], dtype=object), "hover": ["A", "B"]})
    drawn = maps.district_map(rates, shapes, limits([0.9]), list("123456"), LIGHT, chosen=("a",))

    grey, known, frame = drawn.data
    assert (list(grey.locations), list(known.locations), list(frame.locations)) == (["b"], ["a"], ["a"])
    assert grey.colorscale[0][1] == LIGHT.no_data
    assert list(known.colorbar.ticktext) == list("123456")
    assert list(known.customdata) == ["A"]
    assert "http" not in str(drawn.layout.map.style)
    style = drawn.layout.map.style
    assert (style["version"], style["layers"], set(style)) == (8, [], {"version", "layers", "sources"})
    assert [one["data"]["features"] for one in style["sources"].values()] == [[]]  # one, and nothing in it


def test_reported_years_are_hatched_and_ours_are_plain():
    years = pd.DataFrame({"label": ["2023", "2026"], "n": [20, 34], "text": ["20", "34"], "reported": [True, False]})
    drawn = year_bars(years, "#111111", LIGHT)

    assert list(drawn.data[0].marker.pattern.shape) == ["/", ""]
    assert drawn.layout.yaxis.range[0] == 0
