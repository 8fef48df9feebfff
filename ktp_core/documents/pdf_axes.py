"""What all drawn charts of a PDF share: colours by meaning, round steps of an axis, words at a place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, String
from reportlab.lib import colors
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from ktp_core.charts.theme import LIGHT
from ktp_core.documents.fonts import BOLD, REGULAR, printable
from ktp_core.reports.model import Series

SIZE, LEADING = 8.5, 10.5  # points of the words in a chart
INK, MUTED, GRID = (colors.HexColor(shade) for shade in (LIGHT.text, LIGHT.muted, "#DCE3E8"))
NOTHING = "Belum ada data."


@dataclass(frozen=True, slots=True)
class Colour:
    """Of a line or bar, and of the words that name it (4.5 : 1 on white)."""

    fill: colors.Color
    text: colors.Color


def _colour(fill: str, text: str) -> Colour:
    return Colour(colors.HexColor(fill), colors.HexColor(text))


# A state of a card has one colour everywhere; found by how the name of a series begins.
_MEANING: tuple[tuple[tuple[str, ...], Colour], ...] = (
    (("belum", "tidak"), _colour(LIGHT.unrecorded, LIGHT.muted)),
    (("siap", "menunggu", "prr", "antre"), _colour(LIGHT.print_ready, LIGHT.amber_text)),
    (("rekam", "direkam", "perekaman", "sudah rekam"), _colour(LIGHT.recorded, LIGHT.recorded_text)),
    (("cetak", "dicetak", "pencetakan"), _colour(LIGHT.printed, LIGHT.printed_text)),
    (("serah", "diserahkan", "penyerahan", "diterima", "memiliki"), _colour(LIGHT.delivered, LIGHT.delivered_text)),
    (("tersendat", "bermasalah", "rusak", "gagal"), _colour(LIGHT.problem, LIGHT.wrong_text)),
)
_OTHERS = (
    _colour(LIGHT.delivered, LIGHT.delivered_text), _colour(LIGHT.printed, LIGHT.printed_text),
    _colour("#7A5C99", "#6A4C8A"), _colour(LIGHT.print_ready, LIGHT.amber_text),
    _colour(LIGHT.recorded, LIGHT.recorded_text), _colour("#516270", "#516270"),
    _colour("#A0527A", "#8E4169"), _colour("#6B7F2A", "#566621"),
)  # fmt: skip


def colours(series: Sequence[Series]) -> list[Colour]:
    """One for each, no two alike as far as there are enough."""
    given = [_meant(one.name) for one in series]
    if len(set(given) - {None}) < sum(one is not None for one in given):  # two of the same state
        given = [None] * len(series)
    free = [one for one in _OTHERS if one not in given]
    return [one or free.pop(0) if free or one else _OTHERS[at % len(_OTHERS)] for at, one in enumerate(given)]


def one_colour() -> Colour:
    """Of lines that are told apart by their place."""
    return _OTHERS[0]


def _meant(name: str) -> Colour | None:
    word = name.casefold()
    return next((colour for starts, colour in _MEANING if word.startswith(starts)), None)


def steps(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers from at most `low` to at least `high`, zero among them; whole numbers for small amounts."""
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = max(next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= rough * (1 - 1e-9)), 1.0)
    step = 3.0 if step == 2.5 else step  # no halves of people
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def wide(text: str, size: float = SIZE, font: str = REGULAR) -> float:
    """Points a line of text takes."""
    return float(stringWidth(printable(text), font, size))


def lines(text: str, room: float, most: int = 2, size: float = SIZE) -> list[str]:
    """The text in at most so many lines of that width; what is longer ends in dots."""
    found = simpleSplit(printable(text), REGULAR, size, room) or [""]
    kept = [_cut(line, room, size) for line in found[:most]]
    if len(found) > most:
        kept[-1] = _cut(kept[-1] + "…", room, size)
    return kept


def _cut(line: str, room: float, size: float) -> str:
    while wide(line, size) > room and len(line) > 2:
        line = line[:-2].rstrip() + "…"
    return line


def say(
    x: float, y: float, text: str, *, anchor: str = "start", colour: colors.Color = MUTED, size: float = SIZE,
    bold: bool = False,
) -> String:  # fmt: skip
    """Words whose baseline is at `y`."""
    return String(
        x, y, printable(text), fontName=BOLD if bold else REGULAR, fontSize=size, fillColor=colour, textAnchor=anchor
    )


def paper(width: float, high: float) -> Drawing:
    """An empty drawing; without a first typeface named, reportlab's own would be used, which is not embedded."""
    return Drawing(width, high, initialFontName=REGULAR)


def nothing(width: float) -> Drawing:
    """Instead of a chart of no values."""
    made = paper(width, 2 * LEADING)
    made.add(say(0, LEADING / 2, NOTHING))
    return made


def known(series: Sequence[Series]) -> list[float]:
    """Every value that is known."""
    return [value for one in series for value in one.values if value is not None]
