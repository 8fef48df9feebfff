"""What stands in a <c> of XLSX as a value."""

from datetime import date, datetime

from ktp_core.errors import Refused
from ktp_core.rosters.reading.values import (
    UNCALCULATED,
    ErrorCell,
    Value,
    is_hour,
    number_of,
    serial_date,
    unescape_ooxml,
)


class CellReader:
    """Knows what the cells of one workbook refer to: texts by number, styles that make a number a day."""

    def __init__(self, strings: list[str], date_styles: frozenset[str], date1904: bool) -> None:
        self.strings, self.date_styles, self.date1904 = strings, date_styles, date1904

    def value(self, kind: str, style: str, text: str, formula: bool) -> Value:
        """What the cell holds; "" for nothing. Raises Refused for a cell no program writes."""
        try:
            if kind == "s":
                return self._string(int(text))
            if kind == "n":
                return self._number(text, style, formula)
            return self._other(kind, text, formula)
        except (ValueError, IndexError) as fault:
            raise Refused("format", reason="damaged") from fault

    def _string(self, index: int) -> str:
        if index < 0:
            raise IndexError
        text = self.strings[index]
        return "" if not text or text.isspace() else text

    def _number(self, text: str, style: str, formula: bool) -> Value:
        text = text.strip()
        if not text:
            return UNCALCULATED if formula else ""
        number = number_of(text)
        if style in self.date_styles:
            return serial_date(number, date1904=self.date1904) or ErrorCell("#DATE")
        return number

    def _other(self, kind: str, text: str, formula: bool) -> Value:
        if kind in ("str", "inlineStr"):
            return "" if text.isspace() else unescape_ooxml(text)
        if not text.strip():
            return UNCALCULATED if formula else ""
        if kind == "e":
            return ErrorCell(text.strip())
        if kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        if kind == "d":
            return self._iso(text.strip())
        raise ValueError(kind)

    def _iso(self, text: str) -> Value:
        """A day as ISO 8601 writes it. An hour alone is no day. Raises ValueError for neither."""
        if is_hour(text):
            return ErrorCell("#DATE")
        day: date = datetime.fromisoformat(text).date()
        return day
