"""Pictures of one visit: lengths are the numbers, texts are whole, nothing is clipped or negative."""

from __future__ import annotations

import pandas as pd
import pytest

from ktp_core.charts.theme import DARK, LIGHT
from ktp_core.charts.visits import coverage_bar, outcome_bars

TEXTS = ("sebelumnya 380", "pada hari itu <b>+114</b>", "belum direkam 182")


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_three_parts_of_the_bar_add_up_to_everybody(colours):
    drawn = coverage_bar(380, 494, 676, TEXTS, colours)

    assert [trace.x[0] for trace in drawn.data] == [380, 114, 182]
    assert tuple(drawn.layout.xaxis.range) == (0, 676)
    assert [one.text for one in drawn.layout.annotations] == list(TEXTS)
    assert drawn.data[0].marker.opacity < drawn.data[1].marker.opacity  # told apart in both themes


@pytest.mark.parametrize(("before", "after", "everybody"), [(0, 0, 0), (5, 5, 5), (7, 6, 10), (0, 3, 3)])
def test_no_part_is_ever_negative(before, after, everybody):
    drawn = coverage_bar(before, after, everybody, TEXTS, LIGHT)

    lengths = [trace.x[0] for trace in drawn.data]
    assert all(n >= 0 for n in lengths) and sum(lengths) == everybody
    assert drawn.layout.xaxis.range[1] >= 1


def test_outcomes_stand_in_their_order_with_a_colour_by_kind_and_room_for_the_number():
    frame = pd.DataFrame({
        "label": ["Direkam", "Tidak hadir", "Belum 16 tahun"], "n": [114, 21, 17], "text": ["114", "21", "17"],
        "kind": ["recorded", "missed", "other"],
    })  # fmt: skip

    (bars,) = outcome_bars(frame, LIGHT).data

    assert list(bars.y) == ["Direkam", "Tidak hadir", "Belum 16 tahun"] and list(bars.x) == [114, 21, 17]
    assert list(bars.marker.color) == [LIGHT.recorded, LIGHT.print_ready, LIGHT.unrecorded]
    assert outcome_bars(frame, LIGHT).layout.xaxis.range[1] > 114 and not bars.cliponaxis


def test_nobody_makes_an_empty_picture():
    assert outcome_bars(pd.DataFrame({"label": [], "n": [], "text": [], "kind": []}), LIGHT).data[0].x is not None
