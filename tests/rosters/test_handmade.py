"""A class written once over many rows, and a sex that is ticked."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from tests_support.roster_files import HEADINGS, PEOPLE, csv_text, sheet_xml, table, with_sheet

from ktp_core.rosters.checking import CheckedRoster, check_file
from ktp_core.rosters.issues import IssueCode
from ktp_core.rosters.reading.child import answer
from ktp_core.rosters.reading.worker import _result

TODAY = date(2026, 11, 22)
SEX, CLASS = 4, 7


def check(content: bytes, name: str = "daftar.xlsx") -> CheckedRoster:
    return check_file(content, name, today=TODAY, reader=lambda *file: _result(answer(*file)))


def merged(column: int, first: int, last: int, *, title: str = "DAFTAR SANTRI") -> bytes:
    """PEOPLE from row 4 on as a spreadsheet program writes them, one column merged over rows as Excel counts them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 7, title)
        for row, cells in enumerate(table(), start=3):
            said = [cell if at != column or not first < row <= last else "" for at, cell in enumerate(cells)]
            sheet.write_row(row - 1, 0, said)
        sheet.merge_range(first - 1, column, last - 1, column, table()[first - 3][column])
    return out.getvalue()


def without_class(rows: int = 3) -> list[list]:
    return [[*cells[:CLASS], "" if 1 < at <= rows else cells[CLASS]] for at, cells in enumerate(table())]


def test_a_class_written_once_over_many_rows_is_the_class_of_each() -> None:
    assert [row.class_name for row in check(merged(CLASS, 4, 8)).rows] == ["X-1"] * 6


@pytest.mark.parametrize("odd", ["", "<!-- only the parser reads on behind this -->"])
def test_merged_rows_are_found_on_the_short_way_and_by_the_parser(odd) -> None:
    tail = f'{odd}<mergeCells count="1"><mergeCell ref="H2:H4"/></mergeCells>'

    roster = check(with_sheet(sheet_xml(without_class(), head=odd, tail=tail)))

    assert [row.class_name for row in roster.rows] == ["X-1"] * 6


def test_what_stands_in_the_file_is_not_overwritten_and_beyond_the_merge_nothing_is_filled() -> None:
    rows = without_class(rows=5)
    rows[3][CLASS] = "X-9"
    tail = '<mergeCells><mergeCell ref="H2:H4"/></mergeCells>'

    roster = check(with_sheet(sheet_xml(rows, tail=tail)))

    assert [row.class_name for row in roster.rows] == ["X-1", "X-1", "X-9", None, None, "X-1"]


@pytest.mark.parametrize(
    ("column", "code"), [(1, IssueCode.NAME_MISSING), (3, IssueCode.NIK_MISSING), (6, IssueCode.DATE_MISSING)]
)
def test_name_nik_and_date_are_never_filled_down(column, code) -> None:
    roster = check(merged(column, 4, 5))

    assert (5, code) in {(issue.row, issue.code) for issue in roster.issues}
    assert roster.accepted == len(PEOPLE) - 1


def test_blank_cells_without_a_merge_stay_blank() -> None:
    roster = check(with_sheet(sheet_xml(without_class())))

    assert [row.class_name for row in roster.rows] == ["X-1", None, None, "X-1", "X-1", "X-1"]


def test_a_million_merged_ranges_cost_no_more_than_some() -> None:
    refs = "".join(f'<mergeCell ref="H{row}:H{row + 1048000}"/>' for row in range(2, 30_000))
    tail = f"<mergeCells>{refs}</mergeCells>"

    assert check(with_sheet(sheet_xml(table(), tail=tail))).accepted == len(PEOPLE)


def ticks(marks: list[tuple[str, str]], heads: tuple[str, str] = ("L", "P")) -> list[list[str]]:
    rows = [[*HEADINGS[:SEX], *heads, *HEADINGS[SEX + 1 :]]]
    for one, mark in zip(table()[1:], marks, strict=True):
        rows.append([*map(str, one[:SEX]), *mark, *map(str, one[SEX + 1 :])])
    return rows


TICKED = [("", "v"), ("v", ""), ("", "V"), ("x", "-"), ("0", "1"), ("L", "")]


@pytest.mark.parametrize("heads", [("L", "P"), ("Lk", "Pr"), ("Laki-laki", "Perempuan")])
def test_ticks_in_two_columns_are_the_sex(heads) -> None:
    roster = check(csv_text(ticks(TICKED, heads)).encode(), "daftar.csv")

    assert [row.sex for row in roster.rows] == [one.sex for one in PEOPLE]
    assert roster.accepted == len(PEOPLE) and not roster.issues
    assert roster.file.columns["sex"] == heads[0]


def test_two_columns_below_one_heading_are_ticked_too() -> None:
    top = ["No", "Nama", "NISN", "NIK", "Jenis Kelamin", "", "Tempat Lahir", "Tanggal Lahir", "Kelas"]
    rows = [top, ["", "", "", "", "L", "P", "", "", ""], *ticks(TICKED)[1:]]

    roster = check(csv_text(rows).encode(), "daftar.csv")

    assert [row.sex for row in roster.rows] == [one.sex for one in PEOPLE]


def test_both_ticked_is_no_answer_and_none_is_taken_from_the_nik() -> None:
    marks = [("v", "v"), ("", ""), *TICKED[2:]]

    roster = check(csv_text(ticks(marks)).encode(), "daftar.csv")

    found = {(issue.row, issue.cell, issue.code) for issue in roster.issues}
    assert found == {(2, "E2", IssueCode.SEX_UNREADABLE), (3, "E3", IssueCode.SEX_FROM_NIK)}


def test_a_column_of_its_own_for_the_sex_wins_over_l_and_p() -> None:
    rows = [[*cells, *extra] for cells, extra in zip(table(), [("L", "P"), *[("v", "")] * 6], strict=True)]

    roster = check(csv_text([list(map(str, row)) for row in rows]).encode(), "daftar.csv")

    assert [row.sex for row in roster.rows] == [one.sex for one in PEOPLE]
