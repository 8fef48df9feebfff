"""The screen of monthly reports: preview, knowledge, issuing, files, corrections; an empty office, who may."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.as_account import press, screen, words
from tests_support.card_people import KEJAYAN, add_people, newcomer, one
from tests_support.constants import PASURUAN
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.access.transactions import SYSTEM
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, download
from ktp_core.exports.kinds import KINDS
from ktp_core.reports import service

TODAY, END = date(2026, 11, 22), date(2026, 10, 31)


@pytest.fixture
def office(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    make_office(("school", "SMA Kejayan", KEJAYAN))
    for number, state in enumerate((CardState.DELIVERED, CardState.PRINT_READY, CardState.UNRECORDED), start=1):
        one(state, number=number)


def rows(app) -> list[list]:
    """Those of all tables."""
    return [row for frame in app.dataframe for row in frame.value.to_numpy().tolist()]


@pytest.mark.parametrize("role", [role for role in Role if Permission.HEAD_VIEW in GRANTS[role]])
def test_every_role_with_the_permission_sees_what_the_report_says(office, actor_of, role):
    app = screen(actor_of("akun", str(role), regency=PASURUAN), "laporan")

    assert not app.exception
    report = service.draft(SYSTEM, PASURUAN, 202610, known_on=END, today=TODAY, at=clock.now()).report
    titles = [one.value for one in app.header]
    assert titles[titles.index("Isi laporan") + 1 :] == [section.title for section in report.sections]
    assert ["Kejayan", "3", "66,7% (2 dari 3)", "33,3% (1 dari 3)", "1", "0", "0", "0"] in rows(app)
    assert "Keadaan 31 Oktober 2026, sebagaimana diketahui 31 Oktober 2026." in words(app)
    labels = [button.label for button in app.button]
    assert labels.count("Unduh PDF") == labels.count("Unduh XLSX") == 1
    assert ("Ya, terbitkan" in labels) == (Permission.REPORT_ISSUE in GRANTS[role])


def test_a_report_is_issued_after_being_asked_once_more_and_its_corrections_are_listed(office, actor_of):
    head = actor_of("kepala", Role.HEAD, regency=PASURUAN)
    app = screen(head, "laporan")
    assert "nomor **1**?" in words(app)

    press(app, "Ya, terbitkan")

    assert "Laporan Okt 2026 diterbitkan sebagai nomor 1." in words(app) and "**Nomor 1**" in words(app)
    (made,) = service.issues(head, PASURUAN, 202610)
    assert f"`{made.sha256[:12]}`" in words(app)
    with write_transaction() as conn:
        add_people(conn, newcomer(40, born=date(2000, 1, 1)), known_on=TODAY)
    app.toggle(key=f"koreksi_{made.id}").set_value(True).run()
    assert ["Angka utama: Wajib KTP", "Jumlah", "3", "4"] in rows(app)


def test_the_running_month_is_a_draft_that_nobody_issues(office, actor_of):
    app = screen(actor_of("kepala", Role.HEAD, regency=PASURUAN), "laporan", bulan_laporan="Nov 2026 (berjalan)")

    assert not app.exception
    assert "Keadaan 22 November 2026, menurut catatan sekarang." in words(app)
    assert "Bulan ini belum selesai" in words(app) and "Ya, terbitkan" not in [button.label for button in app.button]
    assert "Menunggu" in [frame.value.columns[0] for frame in app.dataframe]  # is known of today alone


def test_a_file_is_offered_for_one_fetch_and_is_the_report(office, actor_of):
    head = actor_of("kepala", Role.HEAD, regency=PASURUAN)
    app = screen(head, "laporan")
    press(app, "Unduh PDF")

    with read_connection() as conn:
        offered = conn.execute(download.select()).mappings().one()
        audited = conn.execute(audit_log.select()).mappings().all()
    made = KINDS[offered["kind"]](head, offered["params"])
    assert (offered["kind"], made.name, made.content[:5]) == (
        "monthly_report", "laporan-35.14-2026-10-draf-2026-10-31.pdf", b"%PDF-"
    )  # fmt: skip
    assert all(entry["action"] != "report.issue" for entry in audited)


def test_an_account_of_some_districts_is_told_why_there_is_nothing(office, actor_of):
    app = screen(actor_of("kecamatan", Role.HEAD, regency=PASURUAN, districts=(KEJAYAN,)), "laporan")

    assert not app.exception and not app.dataframe
    assert "seluruh kabupaten/kota" in words(app)


def test_an_office_without_numbers_is_told_what_to_do_first(sqlite_database, actor_of):
    make_office()
    app = screen(actor_of("kepala", Role.HEAD, regency=PASURUAN), "laporan")

    assert not app.exception and "Belum ada angka untuk kantor ini." in words(app) and not app.dataframe
