"""Charts of a monthly report as charts of the spreadsheet, beside the numbers they draw."""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors

from ktp_core.charts.theme import LIGHT
from ktp_core.documents.book_sheets import ROW, Sheet
from ktp_core.documents.pdf_axes import Colour, colours, known
from ktp_core.reports.model import Chart, Kind, Look

_LABEL = {Look.LINES: "Bulan", Look.BARS: "Nama"}
_RUNNING = "Bulan terakhir belum selesai."
_BAR, _WIDE, _HIGH, _TALLEST = 20, 700, 320, 600  # pixels
_VALUES = 40
_NAMED = 7  # lines that are named at their ends; more get a legend


def chart(sheet: Sheet, book: Any, part: Chart) -> None:
    """Its finding, its numbers, and on their right, or below many columns, the chart."""
    sheet.block()
    sheet.line(part.finding, "finding")
    sheet.line(f"{part.title} ({part.unit.strip()})" if part.unit.strip() else part.title, "muted")
    if part.running and known(part.series):
        sheet.line(_RUNNING, "muted")
    head = sheet.row
    _numbers(sheet, part)
    if not known(part.series):
        sheet.line("Belum ada data.", "muted", gap=1)
        return
    beside = len(part.series) <= _NAMED
    row, column = (head, len(part.series) + 2) if beside else (sheet.row + 1, 0)
    bars = _BAR * len(part.labels) * (1 + len(part.series)) // 2 + 60
    high = _HIGH if part.look is Look.LINES else min(max(_HIGH, bars), _TALLEST)
    drawn = _drawn(sheet, book, part, head)
    drawn.set_size({"width": _WIDE, "height": high})
    sheet.to.insert_chart(row, column, drawn, {"object_position": 1, "description": part.finding[:250]})
    sheet.drawn.append((column, _WIDE))
    sheet.row = max(sheet.row, row + high // ROW + 1) + 1


def _numbers(sheet: Sheet, part: Chart) -> None:
    sheet.head(0, _LABEL[part.look])
    for at, one in enumerate(part.series, start=1):
        sheet.head(at, one.name, right=True)
    sheet.row += 1
    for number, label in enumerate(part.labels):
        sheet.put(0, label, Kind.TEXT)
        for at, one in enumerate(part.series, start=1):
            sheet.put(at, one.values[number], Kind.NUMBER)
        sheet.row += 1


def _drawn(sheet: Sheet, book: Any, part: Chart, head: int) -> Any:
    lines = part.look is Look.LINES
    made = book.add_chart({"type": "line" if lines else "bar"})
    last = len(part.labels)
    for at, (one, colour) in enumerate(zip(part.series, colours(part.series), strict=True), start=1):
        made.add_series(
            {
                "name": [sheet.name, head, at],
                "categories": [sheet.name, head + 1, 0, head + last, 0],
                "values": [sheet.name, head + 1, at, head + last, at],
                **(_line(part, colour, one.values) if lines else _bar(colour, part)),
            }
        )
    _dress(made, part)
    return made


def _line(part: Chart, colour: Colour, values: tuple[float | None, ...]) -> dict[str, Any]:
    """Named at its end; the step of a running month is dotted."""
    shade = _hex(colour.fill)
    made: dict[str, Any] = {"line": {"color": shade, "width": 2}}
    if part.running:
        made["points"] = [*[None] * (len(values) - 1), {"line": {"color": shade, "dash_type": "round_dot", "width": 2}}]
    end = max((at for at, value in enumerate(values) if value is not None), default=None)
    if len(part.series) <= _NAMED and end is not None:
        hidden = [{"delete": True}] * len(values)
        hidden[end] = {}
        made["data_labels"] = {
            "series_name": True, "value": False, "position": "right", "custom": hidden,
            "font": {"color": _hex(colour.text)},
        }  # fmt: skip
    return made


def _bar(colour: Colour, part: Chart) -> dict[str, Any]:
    """With its value, unless there are so many that the values would cover one another."""
    made: dict[str, Any] = {"fill": {"color": _hex(colour.fill)}, "gap": 40}
    if len(part.labels) * len(part.series) <= _VALUES:
        font = {"color": _hex(colour.text)}
        made["data_labels"] = {"value": True, "num_format": _format(part.unit), "font": font}
    return made


def _format(unit: str) -> str:
    """Whole amounts; values with a unit to one place."""
    return f'#,##0.0"{unit}"' if unit.strip() else "#,##0"


def _dress(made: Any, part: Chart) -> None:
    """Axis from zero, thin lines, the title in words, room for the names at the ends."""
    values = known(part.series)
    least = {"min": 0} if min(values) >= 0 else {}
    shown = f'#,##0"{part.unit}"' if part.unit.strip() else "#,##0"
    axis = {"num_format": shown, "line": {"none": True}, "num_font": {"color": LIGHT.muted}, **least}
    made.set_title({"name": part.title, "name_font": {"size": 11, "color": LIGHT.text}, "overlay": False})
    grid = {"visible": True, "line": {"color": "#DCE3E8", "width": 0.5}}
    if part.look is Look.LINES:
        every = 1 if len(part.labels) <= 13 else len(part.labels) // 6
        made.set_y_axis({**axis, "major_gridlines": grid})
        made.set_x_axis({"num_font": {"color": LIGHT.muted}, "interval_unit": every})
    else:  # the first bar stands on top
        made.set_y_axis({"reverse": True, "num_font": {"color": LIGHT.text}})
        made.set_x_axis({**axis, "major_gridlines": {"visible": False}, "visible": False})
    named = part.look is Look.LINES and len(part.series) <= _NAMED
    if named:
        made.set_plotarea({"layout": {"x": 0.08, "y": 0.13, "width": 0.76, "height": 0.7}})
    made.set_legend({"none": True} if named or len(part.series) == 1 else {"position": "bottom"})


def _hex(colour: colors.Color) -> str:
    return "#" + str(colour.hexval())[2:].upper()
