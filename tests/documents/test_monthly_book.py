"""The workbook of the monthly report, read back by two other programs and opened by a third."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from tests_support import libreoffice
from tests_support import monthly_reports as made

from ktp_core.documents import book_formats, monthly_book
from ktp_core.reports.model import Cell, Chart, Kind, Map, Report, Section, Share, Table


def written(name: str) -> bytes:
    return monthly_book.xlsx(made.REPORTS[name](), made.corrections(6), "17 catatan dimasukkan terlambat.")


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Values as calamine reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def asked(table: Table, row: tuple[Cell, ...]) -> list[Any]:
    """The cells of a row as a spreadsheet has them; a naive second way to put them down."""
    found: list[Any] = []
    for column, value in zip(table.columns, row, strict=True):
        if column.kind is Kind.SHARE:
            share = value if isinstance(value, Share) else Share(None, None)
            divided = "" if share.n is None or not share.of else pytest.approx(share.n / share.of)
            found += ["" if share.n is None else share.n, "" if share.of is None else share.of, divided]
        elif isinstance(value, str):
            found.append("'" + value if value.startswith("=") else value)
        else:
            found.append("" if value is None else value)
    return found


@pytest.mark.parametrize("name", ["tiny", "large", "long"])
def test_every_table_is_read_back_as_numbers_days_and_words(name: str) -> None:
    read = sheets(written(name))
    for section in made.REPORTS[name]().sections:
        rows = read[book_formats.names(["Laporan", *_titles(name)])[1 + _titles(name).index(section.title)]]
        for table in (part for part in section.parts if isinstance(part, Table)):
            first = next(at for at, row in enumerate(rows) if at > 1 and row[0] == table.title)
            for at, row in enumerate(table.rows, start=first + 2):
                wanted = asked(table, row)
                assert rows[at][: len(wanted)] == wanted


def _titles(name: str) -> list[str]:
    return [section.title for section in made.REPORTS[name]().sections if section.parts]


def test_numbers_of_charts_and_the_map_are_read_back_and_gaps_are_empty() -> None:
    chart = replace(made.lines(13), series=(replace(made.lines(13).series[0], values=(None, *range(11), 3.5)),))
    rows = sheets(monthly_book.xlsx(Report(made.STAMP, (Section("a", "A", (), (chart, made.rates())),)), None))["A"]

    first = next(at for at, row in enumerate(rows) if row[0] == "Bulan")
    assert [row[:2] for row in rows[first + 1 : first + 14]] == [
        list(one) for one in zip(chart.labels, ["", *range(11), 3.5], strict=True)
    ]
    first = next(at for at, row in enumerate(rows) if row[0] == "Kode")
    assert rows[first + 1][:6] == ["35.14.01", "Purwodadi", 600, 1_000, 0.6, ""]
    assert rows[first + 4][:6] == ["35.14.04", "Tosari", "", "", "", "belum ada data"]
    assert rows[first + 6][:6] == ["35.14.06", "Pasrepan", 11, 12, pytest.approx(11 / 12), "penyebut di bawah 30"]


def test_a_share_is_a_division_of_the_cells_beside_it() -> None:
    sheet = load_workbook(io.BytesIO(written("tiny")))["Ringkasan"]

    rows = {row[0].value: row for row in sheet.iter_rows()}
    recorded = rows["Sudah rekam"]
    assert recorded[4].value == f"=C{recorded[4].row}/D{recorded[4].row}"
    formats = [cell.number_format for cell in recorded[1:7]]
    assert formats == ["#,##0", "#,##0", "#,##0", "0.0%", "#,##0.0", "dd/mm/yyyy"]
    assert rows["Belum ada"][4].value is None and rows["Jumlah"][1].font.bold


def test_the_first_sheet_has_the_stamp_the_sentences_and_what_was_corrected() -> None:
    name, rows = next(iter(sheets(written("tiny")).items()))
    said = {row[0]: row[1] for row in rows if row[0]}

    assert name == "Laporan"
    assert said["Status"] == "Terbitan ke-2" and said["Sebagaimana diketahui"] == "31 Oktober 2026"
    assert said["Dibuat pada"] == "2 November 2026 pukul 08.15 WIB" and said["Versi aplikasi"] == "1.4.0"
    assert said["Ringkasan"] == "Bulan ini 1.186.774 orang sudah direkam."
    assert said["Koreksi"].startswith("6 angka laporan ini sekarang lain")
    assert ["", "17 catatan dimasukkan terlambat."] in [row[:2] for row in rows]


def test_corrections_are_values_of_any_kind_and_there_is_no_sheet_where_none_were_looked_for() -> None:
    read = sheets(written("tiny"))["Koreksi"]

    assert [row[2:6] for row in read[-6:]] == [
        [1_186_774, 1_186_775, "", ""], [0.6, 0.601, "600 dari 1.000", "601 dari 1.000"], ["", 12, "", ""],
        [12.5, 13, "", ""], [date(2026, 10, 1), date(2026, 10, 2), "", ""], ["SMAN 1", "SMAN 2", "", ""],
    ]  # fmt: skip
    assert "Koreksi" not in sheets(monthly_book.xlsx(made.tiny(), None))
    assert "tidak ada angka" in str(sheets(monthly_book.xlsx(made.tiny(), ()))["Koreksi"])


def test_every_chart_is_a_chart_of_the_spreadsheet_over_its_own_numbers() -> None:
    book = load_workbook(io.BytesIO(written("large")))
    for title in _titles("large"):
        section = next(one for one in made.large().sections if one.title == title)
        name = book_formats.names(["Laporan", *_titles("large")])[1 + _titles("large").index(title)]
        charts = [part for part in section.parts if isinstance(part, Chart)]
        assert len(book[name]._charts) == len(charts)
        for drawn, chart in zip(book[name]._charts, charts, strict=True):
            assert len(drawn.series) == len(chart.series)
            assert drawn.series[0].val.numRef.f.count("$") == 4


def test_paper_is_a4_headings_are_frozen_and_the_stamp_is_at_the_foot() -> None:
    book = load_workbook(io.BytesIO(written("tiny")))

    assert {sheet.page_setup.paperSize for sheet in book} == {9}
    assert book["Ringkasan"].freeze_panes == "A6" and book["Ringkasan"].print_title_rows == "$5:$5"
    assert all("Terbitan ke-2" in str(sheet.oddFooter.left.text) for sheet in book)
    assert book.properties.created == datetime(2026, 11, 2, 1, 15)
    assert (book.properties.creator, book.properties.title) == (
        "Siti Aminah", "Laporan bulanan KTP-el Kabupaten Pasuruan Oktober 2026",
    )  # fmt: skip


def test_nothing_typed_becomes_a_formula() -> None:
    evil = ("=1+1", "+A1", "-2", "@SUM(A1)", "\t=1", "<r>x</r>", "X" * 40_000, "https://example.com")
    rows = tuple((text, 1, Share(1, 2), 1.5, None) for text in evil)
    table = replace(made.figures(), title="=T", rows=rows, keys=evil, total=False, note="=N")
    chart = replace(made.bars(evil[:4]), title="=C", finding="=F")
    report = Report(made.STAMP, (Section("a", "=A", ("=S",), (table, chart)),))

    book = load_workbook(io.BytesIO(monthly_book.xlsx(report, ())))

    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) == len(evil) and all(str(one).startswith("=C") and "/D" in str(one) for one in formulas)
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_names_of_sheets_are_allowed_and_all_different() -> None:
    found = book_formats.names(["Ringkasan", "ringkasan", "A/B: [C]*?", "'X'", "P" * 40, "P" * 40, "", "History", ""])

    assert found == [
        "Ringkasan", "ringkasan 2", "A B C", "X", "P" * 31, "P" * 29 + " 2", "Bagian", "History 2", "Bagian 2",
    ]  # fmt: skip
    assert all(0 < len(name) <= 31 for name in found)


def test_pages_end_before_what_would_be_cut_and_not_after_the_title() -> None:
    assert book_formats.breaks([60, 400, 900, 1_200], 800) == [400]
    assert book_formats.breaks([60, 1_200], 800) == []
    assert book_formats.breaks([60, 600, 1_000, 1_380, 1_800], 800) == [600, 1_380]
    assert book_formats.breaks([60, 180, 1_200, 1_400], 800) == [180, 1_200]


@pytest.mark.parametrize("name", ["empty", "large"])
def test_a_spreadsheet_program_opens_it_and_works_the_shares_out_again(name: str, tmp_path: Path) -> None:
    content = written(name)

    again = sheets(libreoffice.converted(content, tmp_path, "xlsx"))

    before = sheets(content)
    assert list(again) == list(before)
    for title, rows in before.items():
        shares = [cell for row in rows for cell in row if isinstance(cell, float) and 0 < cell < 1.5]
        kept = [cell for row in again[title] for cell in row if isinstance(cell, float) and 0 < cell < 1.5]
        assert kept == pytest.approx(shares)


def test_it_is_the_same_bytes_each_time_and_nothing_of_the_machine_is_in_it() -> None:
    content = written("large")

    assert content == written("large")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        inside = b"".join(package.read(name) for name in package.namelist())
    assert str(Path.home()).encode() not in inside and b"2026-11-02T01:15:00Z" in inside


def test_the_map_of_a_report_without_data_is_a_table_of_names() -> None:
    part = next(part for part in made.empty().sections[0].parts if isinstance(part, Map))
    rows = sheets(written("empty"))["Belum ada apa-apa"]

    assert [row[1] for row in rows if row[0].startswith("35.14.")] == [place.name for place in part.places]
