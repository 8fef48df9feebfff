"""Tables of official figures as offices send them: every number has one fate, every doubt stands at its cell."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import func, select
from tests_support.constants import NOW, PASURUAN
from tests_support.libreoffice import converted
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.config import ROOT
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log
from ktp_core.errors import Conflict, NotAllowed, Refused
from ktp_core.exports.model import Format
from ktp_core.figures import service as figures
from ktp_core.figures import store
from ktp_core.figures.imports import service, synonyms, template, values
from ktp_core.figures.imports.model import Defaults, Plan
from ktp_core.figures.imports.values import Count
from ktp_core.figures.imports.wording import ISSUES, sentence
from ktp_core.figures.model import BasisKind, Measure, Reported
from ktp_core.figures.wording import MEASURES
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas
from ktp_core.rosters.reading.worker import read_once

TODAY = date(2026, 11, 22)
DAY = date(2025, 12, 31)
M, K = Measure, BasisKind
DKB = Defaults("DKB semester II 2025", DAY)
HEAD = "Kode wilayah;Wilayah;Wajib KTP;Sudah rekam;Belum rekam"


@pytest.fixture(autouse=True)
def office(sqlite_database: str) -> None:
    make_office()


def csv(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def sheet(*rows: list[Any], merged: tuple[str, ...] = (), percent: tuple[int, int] | None = None) -> bytes:
    """A workbook of these rows, as a person lays it out."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    page = book.add_worksheet("Rekap")
    share = book.add_format({"num_format": "0.00%"})
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            page.write(y, x, cell, share if percent == (y, x) else None)
    for area in merged:
        first = area.partition(":")[0]
        column, line = ord(first[0]) - 65, int(first[1:]) - 1
        page.merge_range(area, rows[line][column])
    book.close()
    return content.getvalue()


def plan(content: bytes, defaults: Defaults = DKB, name: str = "rekap.csv") -> Plan:
    return service.preview(SYSTEM, PASURUAN, name, content, defaults, today=TODAY)


def run(content: bytes, defaults: Defaults = DKB, name: str = "rekap.csv", **more: Any) -> Plan:
    return service.apply(SYSTEM, PASURUAN, name, content, defaults, at=NOW, today=TODAY, **more)


def counts(made: Plan) -> dict[str, int]:
    return {outcome.value: n for outcome, n in made.counts.items() if n}


def told(made: Plan) -> list[tuple[str | None, str]]:
    return [(issue.cell, issue.code) for issue in made.issues]


def known() -> list[Reported]:
    with read_connection() as conn:
        return store.known_on(conn, PASURUAN, date.max)


def numbers(made: Plan) -> dict[tuple[str, Measure], int]:
    found = [entry.candidate.figure for entry in made.entries]
    return {(one.area, one.measure): one.value for one in found}


def test_a_table_is_entered_and_the_same_again_is_no_new_version():
    content = csv("35.14.06;Kejayan;51.000;50.000;1.000", "351416;Kraton;71,234;;12")

    assert counts(run(content)) == {"new": 5}
    assert counts(run(content)) == {"same": 5}
    assert [(one.area, one.measure, one.value, one.source) for one in known()] == [
        ("35.14.06", M.WAJIB_KTP, 51_000, DKB.source), ("35.14.06", M.RECORDED, 50_000, DKB.source),
        ("35.14.06", M.UNRECORDED, 1_000, DKB.source), ("35.14.16", M.WAJIB_KTP, 71_234, DKB.source),
        ("35.14.16", M.UNRECORDED, 12, DKB.source),
    ]  # fmt: skip


def test_another_number_is_a_version_beside_the_older_one_and_says_what_it_was():
    run(csv("35.14.06;Kejayan;51.000;50.000;1.000"))

    made = run(csv("35.14.06;Kejayan;51.001;50.000;1.000"))

    assert counts(made) == {"version": 1, "same": 2}
    assert [(entry.before, entry.candidate.figure.value, entry.candidate.cell) for entry in made.entries] == [
        (51_000, 51_001, "C2")
    ]
    assert [one.value for one in known() if one.measure is M.WAJIB_KTP] == [51_000, 51_001]


def test_applying_writes_one_audit_entry_and_only_what_was_shown():
    content = csv("35.14.06;Kejayan;51.000;;")
    shown = plan(content)
    assert known() == []

    figures.add_figure(SYSTEM, PASURUAN, Reported("35.14.06", M.WAJIB_KTP, 5, DAY, "lain"), at=NOW)
    with pytest.raises(Conflict) as conflict:
        run(content, expected=shown.fingerprint)

    assert conflict.value.code == "figure_import_changed"
    run(content, expected=plan(content).fingerprint)
    with read_connection() as conn:
        entries = conn.scalar(select(func.count()).where(audit_log.c.action == "figure.import"))
    assert (entries, len(known())) == (1, 2)


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        (1_199_555, Count(1_199_555)), (1_199_555.0, Count(1_199_555)), ("1.199.555", Count(1_199_555)),
        ("1,199,555", Count(1_199_555)), ("1 199 555", Count(1_199_555)), (" 1199555 jiwa", Count(1_199_555)),
        ("1.199.555,00", Count(1_199_555)), ("12.599 orang", Count(12_599)), ("1.199", Count(1_199)),
        ("± 12.600", Count(12_600, True)), ("sekitar 70.000", Count(70_000, True)), ("0", Count(0)),
        ("-", Count()), ("", Count()), ("n/a", Count()), (None, Count()),
        ("99,11%", Count(fault="number_percent")), (0.9911, Count(fault="number_percent")),
        (1.199, Count(fault="number_fraction")),
        ("0,994", Count(fault="number_fraction")), ("0.994", Count(fault="number_fraction")), ("007", Count(7)),
        ("99,11", Count(fault="number_fraction")),
        ("12.59", Count(fault="number_fraction")), ("1.19.555", Count(fault="number_unreadable")),
        (-5, Count(fault="number_negative")), ("-5.000", Count(fault="number_negative")),
        ("(1.000)", Count(fault="number_negative")), ("dua belas", Count(fault="number_unreadable")),
        ({"e": "#REF!"}, Count(fault="number_error")), ({"d": "2025-01-01"}, Count(fault="number_date")),
        (3514062708109001, Count(fault="number_big")), ("1,199.555", Count(fault="number_unreadable")),
    ],
)  # fmt: skip
def test_numbers_are_read_as_offices_write_them_and_never_guessed(raw: object, count: Count):
    assert values.read_count(raw) == count


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2025-12-31", DAY), ("31/12/2025", DAY), ("31-12-2025", DAY), ("31 Desember 2025", DAY), (46_022, DAY),
        ({"d": "2025-12-31"}, DAY),
        ("Per 31 Desember 2025", DAY), ("Semester II 2025", DAY), ("Sem. 2 Tahun 2025", DAY), ("2025", DAY),
        (2025, DAY), ("Desember 2025", DAY), ("TW IV 2025", DAY), ("Semester I/2025", date(2025, 6, 30)),
        ("keadaan s.d. 1 Feb 2024", date(2024, 2, 1)), ("31/02/2025", None), ("kemarin", None), (12, None),
        ("Februari 2024", date(2024, 2, 29)), ("triwulan 2 2025", date(2025, 6, 30)),
    ],
)  # fmt: skip
def test_days_semesters_and_years_are_read(raw: object, day: date | None):
    assert values.read_day(raw) == day


def test_every_problem_stands_at_its_cell_and_the_good_numbers_of_the_row_are_kept():
    made = plan(
        csv(
            "35.14.06;Kejayan;51.000;-5;99%",
            "35.14.99;Entah;1;2;3",
            "63.11.01;Balangan;1;;",
            ";Kratoon;7;;",
            "35.14.15;Kejayan;9;;",
            ";;4;;",
        )
    )

    assert told(made) == [
        ("D2", "number_negative"), ("E2", "number_percent"), ("A3", "area_unknown"), ("A4", "area_elsewhere"),
        ("B5", "area_unknown"), ("B6", "area_clash"), ("A7", "area_missing"),
    ]  # fmt: skip
    assert counts(made) == {"new": 2, "rejected": 8}
    assert numbers(made) == {("35.14.06", M.WAJIB_KTP): 51_000, ("35.14.15", M.WAJIB_KTP): 9}
    assert sentence(made.issues[1]) == "99% adalah persentase; yang dimasukkan angka mentahnya."


def test_a_row_without_day_or_source_says_so_and_a_default_helps():
    content = csv("35.14.06;Kejayan;51.000;;")

    assert told(plan(content, Defaults())) == [(None, "basis_missing"), (None, "source_missing")]
    assert counts(plan(content)) == {"new": 1}


def test_a_day_to_come_is_refused_for_what_is_counted_and_not_for_who_will_be_of_age():
    head = HEAD + ";Tanggal data;Jenis tanggal;Sumber"
    rows = ("35.14.06;;5;;;31/12/2026;;x", "35.14.15;;6;;;31/12/2026;Dalam tahun;x", "35.14.01;;6;;;31/12/2026;entah;x")

    made = plan(csv(*rows, head=head))

    assert told(made) == [("F2", "figure_date_future"), ("G4", "kind_unknown")]
    assert [entry.candidate.figure.basis_kind for entry in made.entries] == [K.YEAR]


def test_merged_headings_numbering_sums_and_percentages_of_a_printed_table():
    content = sheet(
        ["REKAPITULASI PEREKAMAN KTP-EL KABUPATEN PASURUAN"],
        [],
        ["No", "Kecamatan", "Wajib KTP", "Perekaman", None, "Blangko", None, "% Perekaman"],
        [None, None, None, "Sudah", "Belum", "Masuk", "Rusak", None],
        [1, 2, 3, 4, 5, 6, 7, 8],
        [1, "Kec. Kejayan", 51_000, 50_000, 1_000, 500, 3, 0.98],
        [2, "KRATON", "71.234", 71_000, 234, 400, 0, 0.99],
        [None, "JUMLAH", 122_234, 121_000, 1_234, 900, 4, 0.99],
        merged=("A1:H1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4"),
    )

    made = plan(content, name="rekap.xlsx")

    assert told(made) == []
    assert made.ignored == ("No", "% Perekaman")
    assert numbers(made) == {
        (area, measure): n
        for area, row in {
            "35.14.06": (51_000, 50_000, 1_000, 500, 3), "35.14.16": (71_234, 71_000, 234, 400, 0),
            "35.14": (122_234, 121_000, 1_234, 900, 4),
        }.items()
        for measure, n in zip((M.WAJIB_KTP, M.RECORDED, M.UNRECORDED, M.BLANKS_IN, M.BLANKS_SPOILED), row, strict=True)
    }  # fmt: skip
    assert {entry.candidate.figure.basis_kind for entry in made.entries} == {K.DAY, K.PERIOD}


def test_men_and_women_under_one_heading_are_not_taken_for_everybody():
    content = sheet(
        ["No", "Kecamatan", "Wajib KTP", None, None, "Sudah Rekam"],
        [None, None, "L", "P", "L+P", None],
        [1, "Kejayan", 25_000, 26_000, 51_000, 50_000],
        merged=("A1:A2", "B1:B2", "C1:E1", "F1:F2"),
    )

    made = plan(content, name="rekap.xlsx")

    assert numbers(made) == {("35.14.06", M.WAJIB_KTP): 51_000, ("35.14.06", M.RECORDED): 50_000}
    assert told(made) == []


def test_villages_under_a_merged_district_are_found_within_it():
    with read_connection() as conn:
        every = areas(conn, PASURUAN)
    ours = [area for area in every if area.parent == "35.14.06"][:2]
    content = sheet(
        ["Kecamatan", "Desa/Kelurahan", "Wajib KTP"], ["Kejayan", ours[0].name, 10], [None, ours[1].name, 20],
        [None, "Negeri Antah", 30],
    )  # fmt: skip

    made = plan(content, name="desa.xlsx")

    assert numbers(made) == {(ours[0].code, M.WAJIB_KTP): 10, (ours[1].code, M.WAJIB_KTP): 20}
    assert told(made) == [("B4", "area_unknown")]


def test_a_long_table_with_one_number_per_row_is_read_too():
    made = plan(
        csv(
            "Kejayan;Wajib KTP;51.000",
            "Kejayan;print_ready;70",
            "Kejayan;Tinggi badan;7",
            head="Kecamatan;Ukuran;Nilai",
        )
    )

    assert numbers(made) == {("35.14.06", M.WAJIB_KTP): 51_000, ("35.14.06", M.PRINT_READY): 70}
    assert told(made) == [("B4", "measure_unknown")]


def test_one_figure_twice_in_a_file_is_one_or_nobody_knows():
    made = plan(csv("35.14.06;;5;;", "35.14.06;;5;;", "351406;;6;;"))

    assert told(made) == [("C3", "duplicate_same"), ("C4", "duplicate_differs")]
    assert counts(made) == {"new": 1, "same": 1, "rejected": 1}


def test_numbers_that_do_not_add_up_are_shown_with_their_cells_and_entered():
    head = "Wilayah;Wajib KTP;Sudah memiliki KTP-el;Belum rekam"
    made = run(csv("Kab. Pasuruan;1.199.555;1.186.774;12.599", head=head), Defaults("Radar Bromo", date(2023, 3, 11)))

    assert [(one.code, one.values["left"]) for one in made.doubts] == [("card_complement", 12_781)]
    assert sorted(made.told.values()) == ["B2", "C2", "D2"]
    assert len(known()) == 3


def test_a_jump_against_what_is_known_already_is_shown():
    run(csv("35.14.06;;50.000;;"), Defaults("DKB", date(2025, 6, 30)))

    assert [one.code for one in plan(csv("35.14.06;;90.000;;")).doubts] == ["rise"]
    assert [one.code for one in plan(csv("35.14.06;;50.300;;")).doubts] == []


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_what_libreoffice_saves_is_read(tmp_path: Path, form: str):
    content = sheet(
        ["Kecamatan", "Wajib KTP", "Sudah rekam", "Tanggal data"], ["Kejayan", "51.000", 50_000, "31/12/2025"]
    )

    made = plan(converted(content, tmp_path, form), Defaults("DKB"), name=f"rekap.{form}")

    assert numbers(made) == {("35.14.06", M.WAJIB_KTP): 51_000, ("35.14.06", M.RECORDED): 50_000}


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "rekap.csv", "empty"),
        (b"a;b\n1;2\n", "rekap.csv", "figure_columns"),
        (HEAD.encode(), "rekap.csv", "empty"),
        (
            csv("35.14.06;x;1;2;3", head="Kode;Wilayah;Wajib KTP;Sudah rekam;Perekaman"),
            "rekap.csv",
            "figure_columns_doubled",
        ),
        (b"PK\x03\x04 no workbook", "rekap.xlsx", "format"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(content: bytes, name: str, code: str):
    with pytest.raises(Refused) as refusal:
        plan(content, name=name)

    assert refusal.value.code == code


def test_only_who_may_edit_figures_of_the_whole_regency_may_import(actor_of):
    head = actor_of("kepala", "head", regency=PASURUAN)
    some = actor_of("sebagian", "admin", regency=PASURUAN, districts=("35.14.06",))

    for by in (head, some):
        with pytest.raises(NotAllowed):
            service.preview(by, PASURUAN, "x.csv", csv("35.14.06;;1;;"), DKB, today=TODAY)


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_the_template_is_read_back_and_empty_rows_say_nothing(form: Format):
    with read_connection() as conn:
        rows = template.rows_for(areas(conn, PASURUAN), Level.DISTRICT)

    made = plan(template.make(form, rows), name=f"templat.{form}")

    assert (len(rows), counts(made), made.issues, made.ignored) == (25, {}, [], ())


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_the_template_that_is_shipped_has_the_headings_of_today(form: Format):
    shipped = (ROOT / f"data/templates/angka_resmi.{form}").read_bytes()

    found, wanted = (read_once(one, f"a.{form}", "cells")["tables"] for one in (shipped, template.make(form)))
    assert [table["rows"] for table in found] == [table["rows"] for table in wanted]


def test_every_measure_is_known_by_its_own_words():
    assert {synonyms.measure_of(text) for text in MEASURES.values()} == set(M)
    assert {synonyms.measure_of(str(measure)) for measure in M} == set(M)


def test_every_problem_has_words():
    sources = "".join(path.read_text() for path in (ROOT / "ktp_core/figures/imports").glob("*.py"))
    raised = set(re.findall(r'"((?:number|area|date|kind|measure|duplicate|basis|source)_[a-z]+)"', sources))
    assert raised - set(ISSUES) - {"area_code", "basis_kind", "basis_on"} == set()
