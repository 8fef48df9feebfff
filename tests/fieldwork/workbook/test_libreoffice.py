"""Workbooks that were really edited, sorted and saved by LibreOffice, and what they look like in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from tests_support.field_day import AT, REGENCY, School, sheet_of
from tests_support.libreoffice import converted, edited, sorted_by, typed
from tests_support.rendering import ink, margins
from tests_support.workbooks import EXTRA, LIST, fill, opened

from ktp_core.fieldwork.workbook import codes, service, writing
from ktp_core.fieldwork.workbook.model import Heading, Line
from ktp_core.visits.model import Outcome, Reason

FORMATS = ["xlsx", "ods", "xls", "csv"]


@pytest.fixture
def team(sqlite_database: str, actor_of: Callable[..., Any]) -> Any:
    return actor_of("tim", "visit", regency=REGENCY)


def holds(school: School) -> dict[int, tuple[Outcome, Reason | None, str | None]]:
    lines = sheet_of(school.visit_id).lines
    return {
        line.number: (line.outcome, line.reason, line.said[0].acted_at and f"{line.said[0].acted_at:%H:%M}")
        for line in lines
        if line.outcome is not None
    }  # type: ignore[misc]


EDITS = [
    typed(LIST, "G5", "Direkam"), typed(LIST, "I5", "09:10"), typed(LIST, "J5", "Budi"),
    typed(LIST, "G6", "Tidak hadir"), typed(LIST, "H6", "PKL/magang"),
    typed(LIST, "G12", "Gagal rekam"), typed(LIST, "H12", "Jaringan"), typed(LIST, "I12", "9:05 PM"),
    *sorted_by(LIST, "A5:L12", 2),
]  # fmt: skip
SAID = {
    1: (Outcome.RECORDED, None, "02:10"), 2: (Outcome.ABSENT, Reason.INTERNSHIP, None),
    8: (Outcome.FAILED, Reason.NETWORK, "14:05"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_a_workbook_filled_in_and_sorted_with_libreoffice_comes_back_whole(
    team: Any, school: School, book: bytes, form: str, tmp_path: Path
) -> None:
    content = edited(book, EDITS, tmp_path, form)

    merged = service.take_back(team, content, f"kembali.{form}", school.visit_id, at=AT)

    assert (merged.new, merged.blank, merged.problems) == (3, 5, ())
    assert holds(school) == SAID


def test_every_format_of_the_same_workbook_says_the_same(
    team: Any, school: School, book: bytes, tmp_path: Path
) -> None:
    filled = fill(book, {n: {"Hasil": "Direkam", "Jam": time(9, n)} for n in range(1, 9)}, [{
        "NIK": "3514060103090091", "Nama": "WAHYU TAMBAHAN", "L/P": "L", "Tanggal lahir": date(2009, 3, 1),
        "Hasil": "Menolak", "Jam": time(10, 0),
    }])  # fmt: skip
    first = service.take_back(team, filled, "a.xlsx", at=AT)

    for form in ("ods", "xls"):
        there = converted(filled, tmp_path / form, form)
        back = converted(there, tmp_path / f"{form}-xlsx", "xlsx", name=f"in.{form}")
        for content, name in ((there, f"a.{form}"), (back, "a.xlsx")):
            merged = service.take_back(team, content, name, at=AT)
            assert (merged.new, merged.same, merged.walk_ins, merged.problems) == (0, 9, 0, ()), (form, name)
    assert (first.new, first.walk_ins) == (9, 1)


def test_two_laptops_with_two_programs_meet_in_any_order(
    team: Any, school: School, book: bytes, tmp_path: Path
) -> None:
    other = service.make(team, school.visit_id, "Regu B", at=AT).content
    theirs = edited(other, EDITS, tmp_path, "ods")
    ours = fill(book, {2: {"Hasil": "Direkam", "Jam": "10:00"}, 3: {"Hasil": "Menolak"}})

    for content, name in ((theirs, "b.ods"), (ours, "a.xlsx"), (theirs, "b.ods")):
        merged = service.take_back(team, content, name, at=AT)

    assert merged.conflicts == (2,)
    assert holds(school) == {1: SAID[1], 3: (Outcome.REFUSED, None, None), 8: SAID[8]}


def test_drop_downs_locks_and_hidden_sheets_are_as_meant_and_survive_libreoffice(book: bytes, tmp_path: Path) -> None:
    for content in (book, converted(book, tmp_path, "xlsx")):
        sheets = opened(content)
        listed = sheets[LIST]
        rules = {str(rule.sqref): rule for rule in listed.data_validations.dataValidation}
        assert {area: rule.type for area, rule in rules.items()} == {
            "G5:G12": "list",
            "H5:H12": "list",
            "I5:I12": "time",
        }
        assert rules["G5:G12"].formula1.replace("$", "") == "Pilihan!A2:A10"
        assert "IF($G5=" in rules["H5:H12"].formula1
        choices = [sheets["Pilihan"].cell(row, 1).value for row in range(2, 11)]
        assert choices[:2] == ["Direkam", "Sudah pernah direkam"] and None not in choices
        assert listed.protection.sheet and sheets[EXTRA].protection.sheet
        assert [listed.cell(5, at).protection.locked for at in range(1, 13)] == [True] * 6 + [False] * 5 + [True]
        assert [sheet.sheet_state for sheet in sheets][:3] == ["visible"] * 3
        assert "visible" not in [sheet.sheet_state for sheet in sheets][3:]
        assert sheets.active.title == LIST
    assert opened(book)[LIST].freeze_panes == "D5"


def test_the_sheet_fits_a_laptop_of_1366_points(book: bytes) -> None:
    """Stored widths are characters of seven points; row numbers and the scroll bar take some fifty."""
    for name in (LIST, EXTRA):
        sheet = opened(book)[name]
        widths = [sheet.column_dimensions[letter].width * 7 for letter in "ABCDEFGHIJKL"]
        assert sum(widths) < 1366 - 50, name


def test_names_as_people_have_them_and_four_hundred_of_them_fit_the_page(tmp_path: Path) -> None:
    names = ["MUHAMMAD ABDUL HAMID BIN MUHAMMAD SYAFI'I AL-FARIZI NUGROHO", "ÇELİK ŞAHİN", "=1+1", "-", "A"]
    lines = [
        Line(n, f"r{n}", "XII TKJ 1", names[n % 5], "351406**********", date(2009, 3, 1), "LP"[n % 2])
        for n in range(1, 401)
    ]
    heading = Heading(3514000000001, REGENCY, "SMK " + "PANJANG " * 10, date(2026, 11, 23), "Regu A, laptop 2")
    content = writing.workbook(heading, lines, codes.new_copy())

    pictures = printed(content, tmp_path)

    assert 8 <= len(pictures) <= 14
    for page in pictures:
        assert ink(page) > 0.002
        left, _top, right, bottom = margins(page)
        assert min(left, right, bottom) > 5, page
    sheet = opened(content)[LIST]
    assert {sheet.cell(row, 3).data_type for row in range(5, 405)} == {"s"}


def printed(content: bytes, folder: Path) -> list[Path]:
    """Pages as LibreOffice prints them."""
    import shutil
    import subprocess

    if shutil.which("soffice") is None or shutil.which("pdftoppm") is None:
        pytest.skip("LibreOffice or poppler is not installed")
    (folder / "buku.xlsx").write_bytes(content)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder),
         str(folder / "buku.xlsx")],
        check=True, timeout=180, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(folder / "buku.pdf"), str(folder / "hal")], check=True)
    return sorted(folder.glob("hal-*.png"))


def test_a_prepared_list_prints_with_everybody_on_it(team: Any, school: School, book: bytes, tmp_path: Path) -> None:
    import subprocess

    printed(book, tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "buku.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout

    assert [f"SISWA {n:03d}" in text for n in range(1, 9)] == [True] * 8
    assert "SMK CONTOH KEJAYAN" in text and "Jumat, 20 November 2026" in text and "Petunjuk" not in text[:200]
