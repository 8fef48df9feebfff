"""The monthly report on paper, read and drawn by other programs: every number, nothing cut, the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests_support import monthly_reports as made
from tests_support import rendering

from ktp_core.documents import monthly, monthly_words, pdf_lines, pdf_plot
from ktp_core.documents.pdf_axes import colours, lines, steps, wide
from ktp_core.exports.model import Format
from ktp_core.reports.model import Report, Section, Series, Share, Table

PAGES = {"tiny": 1, "empty": 2, "large": 16, "long": 3}


def written(name: str, **more: object) -> bytes:
    return monthly.pdf(made.REPORTS[name](), None, made.OFFICE, made.shapes(), **more)  # type: ignore[arg-type]


def said(content: bytes) -> str:
    return " ".join(rendering.pdf_text(content).split())


def tables(report: Report) -> list[Table]:
    return [part for section in report.sections for part in section.parts if isinstance(part, Table)]


@pytest.mark.parametrize("name", PAGES)
def test_it_has_the_pages_it_should_and_none_is_blank_or_cut_off(name: str, tmp_path: Path) -> None:
    pages = rendering.pages(written(name), Format.PDF, tmp_path)

    assert len(pages) == PAGES[name]
    for page in pages:
        left, top, right, bottom = rendering.margins(page)
        assert rendering.ink(page) > 0.002, page.name
        assert min(left, right) > 45, (page.name, left, right)  # 14 mm
        assert min(top, bottom) > 15, (page.name, top, bottom)


@pytest.mark.parametrize("name", ["tiny", "empty", "large"])
def test_every_word_of_every_table_stands_there_as_often_as_in_the_report(name: str) -> None:
    asked: Counter[str] = Counter()
    for table in tables(made.REPORTS[name]()):
        asked += rendering.words(" ".join([table.title, table.note]))
        asked += rendering.words(" ".join(monthly_words.cell(cell) for row in table.rows for cell in row))

    assert asked and not asked - rendering.words(rendering.pdf_text(written(name)))


def test_the_cells_of_a_row_stand_beside_one_another_in_their_order() -> None:
    lines_of = [" ".join(line.split()) for line in rendering.pdf_text(written("large"), layout=True).splitlines()]

    for table in tables(made.large())[:3]:
        for row in table.rows:
            assert " ".join(monthly_words.cell(cell) for cell in row) in lines_of


def test_every_value_of_bars_and_the_newest_of_lines_stand_there() -> None:
    text = said(written("large"))

    for value in made.bars().series[0].values:
        assert monthly_words.amount(value or 0) in text
    for one in made.lines(36, series=24).series:
        assert monthly_words.amount(one.values[-1] or 0) in text
    assert "Diserahkan 609" in text


def test_shares_are_written_with_what_they_are_shares_of_and_never_clipped() -> None:
    assert monthly_words.share(Share(1_186_774, 1_199_555)) == "98,9% (1.186.774 dari 1.199.555)"
    assert monthly_words.share(Share(175_087, 172_806)) == "101,3% (175.087 dari 172.806)"
    assert monthly_words.share(Share(0, 0)) == "– (0 dari 0)"
    assert monthly_words.share(Share(None, 12_599)) == "– (– dari 12.599)"
    assert monthly_words.cell(None) == monthly_words.cell(Share(None, None)) == "–"
    assert (monthly_words.amount(1_234.56), monthly_words.amount(-3.0), monthly_words.limit(0.675)) == (
        "1.234,6", "-3", "67,5%",
    )  # fmt: skip


def test_the_first_page_and_every_foot_say_whose_and_of_which_day() -> None:
    first, *others = rendering.pdf_text(written("large")).split("\f")[:-1]

    for fact in ("Terbitan ke-2", "31 Oktober 2026", "Siti Aminah", "2 November 2026 pukul 08.15 WIB", "1.4.0"):
        assert fact in first
    for number, page in enumerate([first, *others], start=1):
        assert f"Halaman {number} dari 16" in page
        assert "KTP-el Oktober 2026 · Kabupaten Pasuruan · Terbitan ke-2 · keadaan 31/10/2026" in page


def test_a_draft_says_so_and_that_it_is_known_only_now() -> None:
    text = said(written("empty"))

    assert "Draf, belum diterbitkan" in text and "saat laporan ini dibuat" in text
    assert text.count("· DRAF ·") == 2 and "Terbitan" not in text


def test_the_list_of_contents_leads_to_the_pages_it_names() -> None:
    content = written("large")
    pages = rendering.pdf_text(content, layout=True).split("\f")
    listed = re.findall(r"^ *(\S.*?) {3,}(\d+)$", pages[0].split("Isi", 1)[1], re.MULTILINE)

    assert [title for title, _ in listed] == [section.title for section in made.large().sections]
    for title, page in listed:
        assert title in pages[int(page) - 1]
    assert "Isi\n" not in rendering.pdf_text(written("tiny"))


def test_readers_of_the_file_are_told_its_language_title_and_sections(tmp_path: Path) -> None:
    (file := tmp_path / "report.pdf").write_bytes(written("large"))

    about = rendering.run("pdfinfo", str(file))

    assert re.search("Title: +Laporan bulanan KTP-el Kabupaten Pasuruan Oktober 2026\n", about)
    assert re.search(f"Author: +{made.OFFICE.name}\n", about)
    assert b"/Lang (id-ID)" in file.read_bytes() and b"/PageMode /UseOutlines" in file.read_bytes()
    assert [b"(" + one.title.encode() + b")" in file.read_bytes() for one in made.large().sections] == [True] * 6
    assert file.read_bytes().count(b"/Subtype /Link") == 2 * len(made.large().sections)


def test_type_is_embedded() -> None:
    found = rendering.fonts(written("large"))

    assert {name.partition("+")[2] for name, _ in found} == {"SourceSansPro-Regular", "SourceSansPro-Bold"}
    assert all(embedded for _, embedded in found)


def test_a_long_table_has_its_name_and_headings_on_every_page() -> None:
    pages = [page for page in rendering.pdf_text(written("large")).split("\f") if "Hari ke-" in page]

    assert len(pages) >= 8
    assert all("Menurut hari" in page and "Keterangan" in page for page in pages)


def test_names_that_are_too_long_lose_nothing_in_tables_and_end_in_dots_in_charts() -> None:
    text = said(written("long"))

    assert "X" * 200 in text.replace(" ", "")
    assert "XXX…" in text and "Tanpa batas wilayah, tidak tergambar: Madrasah" in text


@pytest.mark.parametrize("rows", range(0, 40, 3))
def test_a_heading_is_never_the_last_thing_on_a_page(rows: int) -> None:
    before = replace(made.year(), rows=made.year().rows[:rows], keys=made.year().keys[:rows])
    charts = (made.lines(13), made.bars(), made.rates(), made.lines(36, series=24))
    parts = (*charts, made.districts(), made.many_columns())
    for part in parts:
        report = Report(made.STAMP, (Section("a", "Sebelum", (), (before,)), Section("b", "Judul bagian", (), (part,))))
        content = monthly.pdf(report, None, made.OFFICE, made.shapes())
        page = next(one for one in rendering.pdf_text(content, layout=True).split("\f") if "Judul bagian" in one)
        below = [line for line in page.split("Judul bagian", 1)[1].splitlines() if line.strip()]
        assert len(below) > 4, (part.key, page)


def test_corrections_are_listed_and_their_absence_is_told_apart_from_not_looked_for() -> None:
    listed = said(monthly.pdf(made.tiny(), made.corrections(6), made.OFFICE, {}, "17 catatan dimasukkan terlambat."))
    none = said(monthly.pdf(made.tiny(), (), made.OFFICE, {}))
    unasked = said(monthly.pdf(made.tiny(), None, made.OFFICE, {}))

    assert "6 angka laporan ini sekarang lain" in listed and "17 catatan dimasukkan terlambat." in listed
    assert "Menurut kecamatan, Tutur Wajib KTP 60,0% (600 dari 1.000) 60,1% (601 dari 1.000)" in listed
    assert "Menurut kecamatan, Puspo Wajib KTP – 12" in listed
    assert "tidak ada angka laporan ini yang berubah" in none
    assert "Lampiran" not in unasked


def test_areas_without_a_shape_are_named_and_a_map_without_any_says_so() -> None:
    report = Report(made.STAMP, (Section("m", "Peta", (), (made.rates(),)),))
    some = {key: value for key, value in made.shapes().items() if key != "35.14.01"}

    assert "tidak tergambar: Purwodadi." in said(monthly.pdf(report, None, made.OFFICE, some))
    assert "Batas wilayah belum diimpor" in said(monthly.pdf(report, None, made.OFFICE, {}))


MAKE = """
import hashlib, sys, time
sys.path[:0] = [".", "tests"]
moved = time.time() + 86_400 * float(sys.argv[1])
local = time.localtime
time.time, time.localtime = lambda: moved, lambda at=None: local(moved if at is None else at)
from tests_support import monthly_reports as made
from ktp_core.documents import monthly, monthly_book
for name, make in made.REPORTS.items():
    print(name, hashlib.sha256(monthly.pdf(make(), made.corrections(), made.OFFICE, made.shapes())).hexdigest())
    print(name, hashlib.sha256(monthly_book.xlsx(make(), made.corrections())).hexdigest())
"""


def test_the_same_report_is_the_same_bytes_on_another_day_in_another_process() -> None:
    found = [
        subprocess.run(
            [sys.executable, "-c", MAKE, days], capture_output=True, check=True, text=True,
            cwd=Path(__file__).resolve().parents[2], env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for days, seed, zone in (("0", "1", "Asia/Jakarta"), ("400.3", "2", "America/Lima"))
    ]  # fmt: skip

    assert found[0].count("\n") == 2 * len(made.REPORTS)
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 690, [0, 200, 400, 600, 800]), (0, 3, [0, 1, 2, 3]), (0, 0, [0, 1]), (-40, 100, [-50, 0, 50, 100]),
     (0, 1_186_774, [0, 500_000, 1_000_000, 1_500_000])],
)  # fmt: skip
def test_an_axis_has_round_steps_from_zero_and_holds_everything(low: float, high: float, expected: list[float]) -> None:
    assert steps(low, high) == expected


def test_a_state_of_a_card_has_its_colour_and_no_two_lines_are_alike() -> None:
    found = colours([Series(name, ()) for name in ("Belum rekam", "Siap cetak", "Dicetak", "Diserahkan", "Sekolah")])

    assert [one.fill.hexval()[2:].upper() for one in found[:4]] == ["B8C6CF", "E09F2D", "2A8C7A", "0B6288"]
    assert len({one.fill.hexval() for one in found}) == 5
    same = colours([Series(name, ()) for name in ("Direkam di sekolah", "Direkam di kantor", "Direkam di desa")])
    assert len({one.fill.hexval() for one in same}) == 3


def test_names_at_the_ends_of_lines_keep_off_one_another_and_inside() -> None:
    plot = pdf_plot.Plot(0, 100, 20, 120, 0, 10, 3)

    found = pdf_lines.apart([20, 20, 20, 119, 120], [10.5] * 5, plot)

    assert found == sorted(found)
    assert all(after - before >= 10.49 for before, after in zip(found, found[1:], strict=False))
    assert found[0] > 14 and found[-1] < 126


def test_a_line_is_broken_where_nothing_is_known() -> None:
    assert pdf_plot.runs((None, 1.0, 2.0, None, 0.0)) == [[(1, 1.0), (2, 2.0)], [(4, 0.0)]]
    assert pdf_plot.runs((None, None)) == []


def test_words_of_a_chart_fit_the_room_they_have() -> None:
    for text in ("Madrasah Aliyah Negeri Persiapan " * 4, "X" * 300, "A", ""):
        found = lines(text, 80)
        assert 1 <= len(found) <= 2
        assert all(wide(line) <= 80 for line in found)


def test_days_before_the_first_of_excel_and_odd_signs_are_printed() -> None:
    rows = (("<b>TEBAL</b> &amp;", 1, Share(1, 2), 1.5, date(1899, 1, 1)), ("王\x00\u202e", 1, Share(1, 2), 1.5, None))
    report = Report(made.STAMP, (Section("a", "<i>A</i> & B", ("<a>",), (
        replace(made.figures(), rows=rows, keys=("a", "b"), total=False),)),))  # fmt: skip

    text = said(monthly.pdf(report, None, made.OFFICE, {}))

    for expected in ("<b>TEBAL</b> &amp;", "<i>A</i> & B", "<a>", "01/01/1899", "?"):
        assert expected in text
