"""The sheet of days: every line in its cell, cut to its width, and nothing that was typed read as markup."""

from __future__ import annotations

import pytest

from ktp_core.charts.board import TONES, WIDTH, board, cut
from ktp_core.charts.board_cells import Cell, Entry
from ktp_core.charts.theme import DARK, LIGHT, Palette
from ktp_core.visits.model import VisitState


def bars(figure):
    return [trace for trace in figure.data if trace.customdata is not None][0]


def boxes(figure):
    """Left, right, top and bottom of each cell."""
    cells = figure.data[0]
    assert cells.hoverinfo == "skip" and cells.customdata is None
    return [
        (left, left + length, middle - height / 2, middle + height / 2)
        for left, length, middle, height in zip(cells.base, cells.x, cells.y, cells.width, strict=True)
    ]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_line_is_a_bar_within_its_cell_and_answers_with_its_key(colours: Palette):
    rows = [
        [Cell((Entry("Senin"),), "bare"), Cell(shade="bare")],
        [Cell((Entry("", "d1", bold="30"), Entry("SMAN 1", "v5", "planned", bold="08.00", below="Kejayan"))), Cell()],
    ]

    drawn = board([2, 1], rows, colours, least=100)

    lines = bars(drawn)
    assert list(lines.customdata) == ["", "d1", "v5", "v5"]
    assert list(lines.text) == ["Senin", "<b>30</b> ", "<b>08.00</b> SMAN 1", "Kejayan"]
    ends = [start + length for start, length in zip(lines.base, lines.x, strict=True)]
    assert min(lines.base) >= 0 and max(ends) <= WIDTH * 2 / 3
    (left, right, top, bottom), second = boxes(drawn)
    assert left == 0 and bottom - top == 100 and right < second[0] and second[2:] == (top, bottom)
    assert all(top < y < bottom for y in lines.y[1:]) and drawn.layout.height > bottom
    assert max(ends) <= right


def test_what_was_typed_is_no_markup():
    drawn = board([1], [[Cell((Entry("<a href='x'>SMA</a>", "v1", hover="<b>x</b>\ny"),))]], LIGHT)

    assert "&lt;a href" in bars(drawn).text[0] and "<a" not in bars(drawn).text[0]
    assert bars(drawn).hovertext[0] == "&lt;b&gt;x&lt;/b&gt;<br>y"


def test_long_names_are_cut_and_short_ones_are_not():
    assert cut("SMAN 1", 6) == "SMAN 1"
    assert cut("SMAN 1 Kejayan", 8) == "SMAN 1…"
    assert cut("x", 0) == "…"
    long = board([1, 9], [[Cell((Entry("S" * 300, "v1"),)), Cell()]], LIGHT)
    assert len(bars(long).text[0]) < 20 and bars(long).text[0].endswith("…")


def test_a_row_grows_with_its_fullest_cell():
    full = Cell(tuple(Entry(str(n), f"v{n}", "done") for n in range(12)))

    drawn = board([1, 1], [[full, Cell()]], LIGHT, least=50)

    assert {bottom for _, _, _, bottom in boxes(drawn)} == {full.height}
    assert max(bars(drawn).y) < full.height


def test_every_state_of_a_visit_has_a_colour_in_both_themes():
    assert set(map(str, VisitState)) <= set(TONES)
    for edge, word in TONES.values():
        assert all(getattr(colours, name) for colours in (LIGHT, DARK) for name in (edge or word, word))
