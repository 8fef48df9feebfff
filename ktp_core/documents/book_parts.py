"""Tables and the map of a monthly report on sheets: n, N and their division in columns of their own."""

from __future__ import annotations

from typing import Any

from ktp_core.charts.classes import class_of
from ktp_core.charts.theme import LIGHT
from ktp_core.documents.book_sheets import Sheet
from ktp_core.documents.monthly_words import limit
from ktp_core.reports.model import Cell, Column, Kind, Map, Place, Share, Table

_PARTS = ("{title}: n", "{title}: dari", "{title}: %")
_NO_ROWS = "Tidak ada baris."
_RIGHT = (Kind.NUMBER, Kind.SHARE, Kind.DECIMAL, Kind.DAY)
_MAP = ("Kode", "Wilayah", "n", "Dari", "%", "Catatan")
_KEY = len(_MAP) + 1  # the column of the classes
_UNKNOWN, _SMALL = "belum ada data", "penyebut di bawah {small}"


def table(sheet: Sheet, part: Table) -> int:
    """Written below what is there; the row of its headings."""
    sheet.block()
    sheet.line(part.title, "caption")
    head = sheet.row
    at = 0
    for column in part.columns:
        for title in _titles(column):
            sheet.head(at, title, right=column.kind in _RIGHT)
            at += 1
    sheet.row += 1
    for number, row in enumerate(part.rows):
        _row(sheet, part, row, total=part.total and number == len(part.rows) - 1)
    if not part.rows:
        sheet.line(_NO_ROWS, "muted")
    if part.note:
        sheet.line(part.note, "muted")
    sheet.row += 1
    return head


def _titles(column: Column) -> list[str]:
    return [one.format(title=column.title) for one in _PARTS] if column.kind is Kind.SHARE else [column.title]


def _row(sheet: Sheet, part: Table, row: tuple[Cell, ...], *, total: bool) -> None:
    at = 0
    for column, value in zip(part.columns, row, strict=True):
        if column.kind is Kind.SHARE:
            share(sheet, at, value if isinstance(value, Share) else Share(None, None), total=total)
            at += 3
        else:
            sheet.put(at, value, column.kind, total=total)
            at += 1
    sheet.row += 1


def share(sheet: Sheet, at: int, one: Share, *, total: bool = False) -> None:
    """n, N and n / N in three cells."""
    sheet.put(at, one.n, Kind.NUMBER, total=total)
    sheet.put(at + 1, one.of, Kind.NUMBER, total=total)
    sheet.rate(at + 2, one, total=total)


def map_table(sheet: Sheet, part: Map) -> int:
    """The areas of the map, each in the colour of its class, and the limits of the classes; the row of headings."""
    sheet.block()
    sheet.line(part.finding, "finding")
    sheet.line(part.title, "muted")
    head = sheet.row
    for at, title in enumerate(_MAP):
        sheet.head(at, title, right=2 <= at <= 4)
    sheet.head(_KEY, "Kelas")
    sheet.row += 1
    for place in part.places:
        _place(sheet, part, place)
    end, sheet.row = sheet.row, head + 1
    _classes(sheet, part)
    sheet.row = max(end, sheet.row) + 1
    return head


def _place(sheet: Sheet, part: Map, place: Place) -> None:
    n, of = place.share.n, place.share.of
    known = n is not None and bool(of)
    note = "" if known else _UNKNOWN
    if known and (of or 0) < part.small:
        note = _SMALL.format(small=part.small)
    sheet.put(0, place.code, Kind.TEXT)
    sheet.put(1, place.name, Kind.TEXT)
    sheet.put(2, n, Kind.NUMBER)
    sheet.put(3, of, Kind.NUMBER)
    shade = LIGHT.scale[class_of((n or 0) / (of or 1), part.bounds)] if known else LIGHT.no_data
    sheet.rate(4, place.share, **_ground(shade))
    sheet.put(5, note or None, Kind.TEXT)
    sheet.row += 1


def _classes(sheet: Sheet, part: Map) -> None:
    """The limits of the classes in their colours, beside the areas."""
    limits = [f"{limit(low)} sampai {limit(high)}" for low, high in zip(part.bounds, part.bounds[1:], strict=False)]
    for shade, said in zip((*LIGHT.scale[: len(limits)], LIGHT.no_data), (*limits, _UNKNOWN), strict=False):
        sheet.put(_KEY, said, Kind.TEXT, **_ground(shade))
        sheet.row += 1


def _ground(colour: str) -> dict[str, Any]:
    """Light words on the two dark classes."""
    return {"bg_color": colour, "font_color": "#FFFFFF" if colour in LIGHT.scale[3:] else LIGHT.text}
