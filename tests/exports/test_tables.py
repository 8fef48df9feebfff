"""Nothing in an export can run, and nothing in it is changed: files are read back and compared cell by cell."""

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from ktp_core.exports.model import Column, Format
from ktp_core.exports.rules import neutralise, restore
from ktp_core.exports.tables import write

TRIGGERS = "=+-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20"
HOSTILE = st.one_of(
    st.text(max_size=30),
    st.builds(
        "".join, st.lists(st.sampled_from([*TRIGGERS, "'", " ", "1", "A", "<r>", "</r>", '"', ",", ";", "_x0041_"]))
    ),
)
COLUMN = [Column("Nama")]


def in_csv(text: str) -> list[list[str]]:
    content, _ = write(Format.CSV, "", COLUMN, [["NIK", text]])
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(HOSTILE)
@settings(max_examples=2500, deadline=None)
@example("'=1")
@example("''@SUM(1)")
@example(" =1")
@example("'")
def test_csv_cells_begin_with_no_trigger_and_come_back_equal(text):
    cell = in_csv(text)[1][1]

    assert cell[:1] not in set(TRIGGERS)
    assert cell.lstrip()[:1] not in set("=+-@")
    assert restore(cell) == text


@given(st.lists(HOSTILE, min_size=1, max_size=40))
@settings(max_examples=120, deadline=None)
@example(["<r><t>x</t></r>", "_x0041_", "https://x.example", "mailto:a@b.c", "{=1+1}", "1e5", "\ufffe\uffff"])
def test_xlsx_cells_are_text_without_triggers_and_come_back_equal(texts):
    content, rows = write(Format.XLSX, "Uji", COLUMN, [["n", text] for text in texts])

    sheet = load_workbook(io.BytesIO(content)).active
    cells = [sheet.cell(row, 2) for row in range(2, rows + 2)]
    assert rows == len(texts)
    for cell, text in zip(cells, texts, strict=True):
        value = unescape(cell.value or "")
        assert cell.data_type != "f"
        assert cell.hyperlink is None
        assert value[:1] not in set(TRIGGERS)
        assert restore(value) == text
    markup = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in markup
    assert "<hyperlink" not in markup


@given(HOSTILE)
@settings(max_examples=2500, deadline=None)
def test_neutralising_can_always_be_undone(text):
    assert restore(neutralise(text)) == text


def test_half_a_surrogate_becomes_a_question_mark():
    assert neutralise("A\ud800B") == "A?B"


def test_a_nik_stays_sixteen_digits_of_text_and_dates_are_dates():
    content, rows = write(
        Format.XLSX, "Uji", [Column("NIK"), Column("Lahir"), Column("Hari")],
        [["3514062708109001", date(2010, 8, 27), 64], ["3514060000000000", None, None]],
    )  # fmt: skip

    found = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    assert rows == 2
    assert found == [
        ["NIK", "Lahir", "Hari"],
        ["3514062708109001", date(2010, 8, 27), 64.0],
        ["3514060000000000", "", ""],
    ]


def test_a_date_before_excels_calendar_is_written_as_text():
    content, _ = write(Format.XLSX, "Uji", [Column("Lahir")], [[date(1899, 5, 1)]])

    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1] == ["1899-05-01"]


def test_a_cell_that_no_sheet_can_hold_is_refused_loudly():
    with pytest.raises(ValueError, match="longer"):
        write(Format.XLSX, "Uji", COLUMN, [["x" * 32_768]])


def test_text_keeps_its_digits_days_are_days_and_what_is_missing_is_empty():
    columns = [Column("NPSN"), Column("Jumlah"), Column("@Catatan"), Column("Hari")]
    given_rows = [["00123", 3, "=1", date(2026, 1, 31)], [None, 4, "biasa", None]]

    sheet = load_workbook(io.BytesIO(write(Format.XLSX, "Uji", columns, given_rows)[0])).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    text = write(Format.CSV, "", columns, given_rows)[0].decode("utf-8-sig").splitlines()

    assert rows[0] == ["NPSN", "Jumlah", "'@Catatan", "Hari"]
    assert rows[1][:3] == ["00123", 3, "'=1"]
    assert rows[1][3].date() == date(2026, 1, 31)
    assert rows[2] == [None, 4, "biasa", None]
    assert text == ["NPSN,Jumlah,'@Catatan,Hari", "00123,3,'=1,2026-01-31", ",4,biasa,"]
