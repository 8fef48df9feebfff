"""Recordings by place: stacked from zero, totals above, one hue, the running month paler."""

from __future__ import annotations

import pandas as pd

from ktp_core.charts.channels import channel_bars, colours_of
from ktp_core.charts.theme import DARK, LIGHT

NAMES = {1: "Jemput bola", 4: "Kenduren Mas", 0: "Dari daftar SIAK"}
MONTHS = pd.DataFrame({"month": ["Okt 2026", "Nov 2026"], 1: [30, 5], 4: [8, 0], 0: [2, 1]})


def test_each_place_is_a_part_of_its_month_and_the_total_stands_above():
    figure = channel_bars(MONTHS, NAMES, LIGHT, number=str, running=True)
    *bars, totals = figure.data

    assert [bar.name for bar in bars] == list(NAMES.values())
    assert [list(bar.y) for bar in bars] == [[30, 5], [8, 0], [2, 1]]
    assert list(totals.text) == ["40", "6"] and list(totals.y) == [40, 6]
    assert list(bars[0].marker.opacity) == [1.0, 0.55]
    assert figure.layout.barmode == "stack" and figure.layout.yaxis.range[0] == 0


def test_no_place_has_the_colour_of_another_or_of_a_state_that_asks_for_work():
    for colours in (LIGHT, DARK):
        found = colours_of(colours)
        assert set(found) == {0, 1, 2, 3, 4} and len(set(found.values())) == 5
        assert not set(found.values()) & {colours.print_ready, colours.problem}


def test_months_without_any_recording_are_drawn_empty():
    figure = channel_bars(MONTHS[:0], NAMES, DARK, number=str, running=False)

    assert [len(trace.y) for trace in figure.data] == [0] * 4
