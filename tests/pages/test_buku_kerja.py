"""Hari kunjungan without network: workbooks out and back on screen, paper, and who sees what."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from tests_support.as_account import press, screen, words
from tests_support.field_day import AT, REGENCY, TODAY, WORK, School, everybody, later, make_school, plan, sheet_of
from tests_support.workbooks import fill

from ktp_core import clock
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import download
from ktp_core.errors import NotAllowed, Refused
from ktp_core.exports.kinds import KINDS, paper_params, workbook_params
from ktp_core.exports.model import MEDIA_TYPES, Format
from ktp_core.fieldwork import service as field
from ktp_core.fieldwork.workbook import service
from ktp_core.visits.model import Outcome

XLSX = MEDIA_TYPES[Format.XLSX]


@pytest.fixture
def school(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: later(30))
    return make_school(5)


@pytest.fixture
def team(school: School, actor_of: Any) -> Any:
    made = actor_of("tim", "visit", regency=REGENCY)
    field.prepare(made, school.visit_id, at=AT)
    return made


def looked(by: Any, visit_id: int) -> Any:
    app = screen(by, "hari_kunjungan", kunjungan=str(visit_id))
    assert not app.exception
    return app


def give_back(app: Any, *files: tuple[str, bytes]) -> Any:
    uploader = next(one for one in app.file_uploader if one.label.startswith("Buku kerja"))
    uploader.set_value([(name, content, XLSX) for name, content in files])
    app = press(app, "Kembalikan")
    assert not app.exception
    return app


def test_a_workbook_comes_back_on_screen_and_the_bad_rows_are_named(team: Any, school: School) -> None:
    book = service.make(team, school.visit_id, "Regu A", at=AT).content
    filled = fill(book, {1: {"Hasil": "Direkam"}, 2: {"Hasil": "Menolak"}, 3: {"Hasil": "beres *banget*"}})

    app = give_back(looked(team, school.visit_id), ("kembali.xlsx", filled))

    said = words(app)
    assert "2 hasil baru dicatat. 2 baris belum diisi." in said
    assert "1 baris tidak diambil." in said
    assert "Daftar, baris 7** — Hasil “beres *banget*” tidak dikenal. Pilih salah satu: Direkam," in said.replace(
        "\\", ""
    )
    assert "\\*banget\\*" in said  # shown as it was typed
    assert [line.outcome for line in sheet_of(school.visit_id).lines][:3] == [Outcome.RECORDED, Outcome.REFUSED, None]

    again = give_back(app, ("kembali.xlsx", filled))
    assert "0 hasil baru dicatat. 2 sudah tercatat sebelumnya." in words(again)


def test_of_several_files_a_refused_one_keeps_no_other_from_being_taken(team: Any, school: School) -> None:
    first, second = (service.make(team, school.visit_id, f"Regu {n}", at=AT).content for n in "AB")
    other = plan(school.places["other"], TODAY)

    app = give_back(
        looked(team, school.visit_id), ("a.xlsx", fill(first, {1: {"Hasil": "Direkam"}})), ("salah.xlsx", b"bukan"),
        ("b.xlsx", fill(second, {1: {"Hasil": "Menolak"}})),
    )  # fmt: skip

    said = words(app)
    assert said.count("1 hasil baru dicatat.") == 2
    assert "**salah\\.xlsx**" in said and "isinya csv. Simpan ulang" in said
    assert "Nomor 1 dilaporkan berbeda-beda." in said
    assert "hasil baru" not in words(looked(team, other))  # what came back belongs to one visit


def test_the_screen_says_which_copies_are_still_out(team: Any, school: School) -> None:
    book = service.make(team, school.visit_id, "Regu A", at=AT).content
    service.make(team, school.visit_id, "Regu B", at=later(1))
    service.take_back(team, fill(book, {1: {"Hasil": "Direkam"}}), "a.xlsx", at=AT)

    app = looked(team, school.visit_id)

    assert "1 belum kembali." in words(app)
    shown = next(one.value for one in app.dataframe if "team" in one.value.columns)
    assert shown[["team", "times"]].values.tolist() == [["Regu A", 1], ["Regu B", 0]]


def test_the_buttons_offer_the_files_and_the_files_are_made_for_who_asks(team: Any, school: School) -> None:
    app = looked(team, school.visit_id)
    for label in ("Buku kerja", "Lembar kertas (PDF)", "Lembar kertas (DOCX)"):
        app = press(app, label)
        assert not app.exception

    with read_connection() as conn:
        offered = [(row.kind, row.params) for row in conn.execute(select(download).order_by(download.c.kind))]
    assert [kind for kind, _ in offered] == ["paper_sheet.docx", "paper_sheet.pdf", "workbook.xlsx"]
    for kind, params in offered:
        made = KINDS[kind](team, {name: value for name, value in params.items() if name != "regency"})
        assert (made.rows, made.name.rpartition(".")[2]) == (5, kind.rpartition(".")[2])


def test_reminder_slips_are_for_the_recorded_under_seventeen(team: Any, school: School) -> None:
    from datetime import date

    from sqlalchemy import update
    from tests_support.rendering import pdf_text

    from ktp_core.db.engine import write_transaction
    from ktp_core.db.schema import resident

    params = paper_params(school.visit_id)
    assert "Nota pengingat (PDF)" not in {button.label for button in looked(team, school.visit_id).button}
    everybody(team, school.visit_id)
    with pytest.raises(Refused, match="sheet_no_reminders"):
        KINDS["reminders.pdf"](team, params)
    with write_transaction() as conn:
        young = resident.c.id == sheet_of(school.visit_id).lines[0].resident_id
        conn.execute(update(resident).where(young).values(birth_date=date(2010, 3, 1)))

    made = KINDS["reminders.pdf"](team, params)

    assert made.rows == 1
    assert "1 Maret 2027" in pdf_text(made.content) and "SISWA 001" in pdf_text(made.content)
    assert "Nota pengingat (PDF)" in {button.label for button in looked(team, school.visit_id).button}


def test_who_may_only_look_gets_paper_and_no_workbook(team: Any, school: School, actor_of: Any) -> None:
    boss = actor_of("jadwal", "scheduler", regency=REGENCY)

    labels = {button.label for button in looked(boss, school.visit_id).button}

    assert "Lembar kertas (PDF)" in labels and not {"Buku kerja", "Kembalikan"} & labels
    assert KINDS["paper_sheet.pdf"](boss, paper_params(school.visit_id)).rows == 5
    with pytest.raises(NotAllowed):
        KINDS["workbook.xlsx"](boss, workbook_params(school.visit_id, "", AT))
    head = actor_of("kepala", "head", regency=REGENCY)
    for kind in ("paper_sheet.pdf", "reminders.docx"):
        with pytest.raises(NotAllowed):
            KINDS[kind](head, paper_params(school.visit_id))


def test_a_visit_without_a_list_or_that_is_over_says_so(team: Any, school: School) -> None:
    empty = plan(school.places["other"], TODAY)
    assert "Siapkan daftar kunjungan dahulu" in words(looked(team, empty))
    with pytest.raises(Refused, match="workbook_no_list"):
        KINDS["paper_sheet.pdf"](team, paper_params(empty))

    everybody(team, school.visit_id)
    field.close(team, school.visit_id, WORK, at=later(60))

    assert "Buku kerja tidak dapat dikembalikan ke kunjungan ini." in words(looked(team, school.visit_id))
