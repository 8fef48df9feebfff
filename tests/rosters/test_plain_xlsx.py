"""The short way through XLSX and the parser read the same cells."""

import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support.roster_files import MAIN, Raw, book_parts, pack, sheet_xml

from ktp_core.rosters.reading import xlsx, xlsx_sheet, xlsx_strings
from ktp_core.rosters.reading.archive import Archive
from ktp_core.rosters.reading.plain_pieces import NotPlain
from ktp_core.rosters.reading.xlsx_cells import CellReader
from ktp_core.rosters.reading.xlsx_plain import plain_rows
from ktp_core.rosters.reading.xlsx_strings import plain_strings

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
cells = (
    texts | st.integers(-(10**16), 10**16) | st.dates(date(1901, 1, 1), date(2099, 1, 1)) | st.none() | st.booleans()
)


def workbook(rows: list[list[object]]) -> Archive:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]
                elif value is not None:
                    sheet.write(number, column, value)
    return Archive(buffer.getvalue())


def both_ways(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> tuple[list, list]:
    def read() -> list:
        book = xlsx.open_workbook(archive)
        return [row for grid in book.grids(list(book.sheets)) for row in grid.rows]

    plain = read()
    with monkeypatch.context() as patch:

        def never(*_: object):
            raise NotPlain

        patch.setattr(xlsx_strings, "plain_strings", never)
        patch.setattr(xlsx_sheet, "plain_rows", never)
        return plain, read()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(cells, max_size=6), max_size=8))
def test_both_ways_read_the_same(rows: list[list[object]]):
    with pytest.MonkeyPatch.context() as patch:
        plain, parsed = both_ways(workbook(rows), patch)

    assert plain == parsed


def test_the_short_way_is_really_taken():
    archive = workbook([["Nama", "NIK"], ["SITI & CO", "3514064304109001"], ["A < B", 7]])
    strings = plain_strings(archive.open("xl/sharedStrings.xml"))
    reader = xlsx_sheet.SheetReader(archive, "xl/worksheets/sheet1.xml", CellReader(strings, frozenset(), False))
    stream = archive.open("xl/worksheets/sheet1.xml")

    rows = list(plain_rows(stream, reader.grid("S"), reader.value, reader._column, strings))

    assert rows == [(1, {0: "Nama", 1: "NIK"}), (2, {0: "SITI & CO", 1: "3514064304109001"}), (3, {0: "A < B", 1: 7})]


@pytest.mark.parametrize(
    "odd",
    [
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>',
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>x</t></r></is></c></row>',
        '<row r="2"><!-- c --><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c s="1" r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A3"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>2</v></c>',
        '<row r="2"><c r="A2"><v>&#50;</v></c></row>',
    ],
)
def test_what_is_not_plain_is_left_to_the_parser(odd: str):
    xml = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{odd}</sheetData></worksheet>'
    archive = Archive(pack(book_parts([("S", "visible", xml)])))
    reader = xlsx_sheet.SheetReader(archive, "xl/worksheets/sheet1.xml", CellReader([], frozenset(), False))
    stream = archive.open("xl/worksheets/sheet1.xml")

    with pytest.raises(NotPlain):
        list(plain_rows(stream, reader.grid("S"), reader.value, reader._column, []))


def test_a_sheet_that_stops_being_plain_is_read_once_and_whole(monkeypatch: pytest.MonkeyPatch):
    numbers = [[Raw(f'<c r="{{ref}}"><v>{i}</v></c>')] for i in range(5)]
    rows = [*numbers, ["inline"], *numbers]

    plain, parsed = both_ways(Archive(pack(book_parts([("S", "visible", sheet_xml(rows))]))), monkeypatch)

    assert plain == parsed
    assert [number for number, _ in plain] == list(range(1, 12))
