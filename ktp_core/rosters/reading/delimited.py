"""CSV and its relatives: encoding, delimiter, rows. Everything is text; nothing is interpreted."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from ktp_core.errors import Refused
from ktp_core.rosters.reading.limits import MAX_CELL_TEXT, MAX_COLUMNS
from ktp_core.rosters.reading.values import Grid, Row, Value

DELIMITERS = (";", ",", "\t", "|")
_BOMS = ((b"\xff\xfe\x00\x00", ""), (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Refused where two encodings are mixed or none fits."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode_strictly(content, encoding), encoding
    utf16 = _utf16_without_mark(content[:4000])
    if utf16:
        return _decode_strictly(content, utf16), utf16
    if b"\x00" in content:
        raise Refused("encoding", reason="nul")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _UTF8_PAIR.search(content):
        raise Refused("encoding", reason="mixed")
    return _decode_strictly(content, "cp1252"), "cp1252"


def _decode_strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as fault:
        raise Refused("encoding", reason="unknown") from fault
    if "\x00" in text:
        raise Refused("encoding", reason="nul")
    return text


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every second byte."""
    half = len(head) // 2
    if half < 8:
        return None
    if head[1::2].count(0) > half * 0.8:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > half * 0.8 else None


def split_mark(text: str) -> tuple[str, str | None]:
    """Without Excel's first line "sep=;", which a spreadsheet does not show, and the delimiter it names."""
    match = _SEP_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, None)


def grid(text: str, delimiter: str, name: str = "") -> Grid:
    """The rows of the text cut at `delimiter`."""
    return Grid(name, _rows(text, delimiter), facts={"date1904": False})


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(1_100_000)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            cells: dict[int, Value] = {}
            for column, field in enumerate(record):
                if field and not field.isspace():
                    cells[column] = _field(field, delimiter, number)
            if cells:
                if max(cells) >= MAX_COLUMNS:
                    raise Refused("too_big", reason="columns", limit=MAX_COLUMNS, row=number)
                yield number, cells
    except csv.Error as fault:
        raise Refused("format", reason="quotes", row=number + 1) from fault


def _field(field: str, delimiter: str, row: int) -> str:
    if "\n" in field and field.count(delimiter) >= 3:
        # A quotation mark that was never closed has swallowed whole rows.
        raise Refused("format", reason="quotes", row=row)
    if field.startswith('="'):
        match = _TEXT_FORMULA.fullmatch(field.strip())
        field = match[1] if match else field
    return field[: MAX_CELL_TEXT + 1]
