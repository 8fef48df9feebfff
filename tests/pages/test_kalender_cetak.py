"""The screen of the print calendar: who sees what, periods, places, names behind a button and in the audit log."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update
from tests_support import waiting
from tests_support.as_account import press, screen, words
from tests_support.constants import NOW, PASURUAN

from ktp_core import clock
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, office, resident
from ktp_core.printing import birthday_queries as queries
from ktp_core.printing.birthdays import DueSpan, Step, lines
from ktp_core.printing.model import BacklogFilter
from ktp_core.summaries.rebuild import rebuild

TODAY = date(2026, 11, 23)  # a Monday
WHOLE_NIK = re.compile(r"[0-9]{16}")


@pytest.fixture
def calendar(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    with write_transaction() as conn:
        waiting.fill(conn, residents=400, waiting=60, at=NOW, today=TODAY)
        conn.execute(insert(office).values(regency=PASURUAN, name="Dinas Uji"))
        coming = select(resident.c.id).where(resident.c.due_on.is_(None)).order_by(resident.c.id).limit(120)
        for number, key in enumerate(list(conn.execute(coming).scalars())):
            due = TODAY - timedelta(days=2) + timedelta(days=number % 40)
            conn.execute(update(resident).where(resident.c.id == key).values(state=40, serial=1, due_on=due))
        rebuild(conn, PASURUAN)
    return sqlite_database


def asked(days: int = 28, *districts: str) -> tuple[list, int, list[str]]:
    span = DueSpan(BacklogFilter(PASURUAN, districts), TODAY, TODAY + timedelta(days=days - 1))
    with read_connection() as conn:
        known = queries.calendar(conn, span)
        queue = queries.due(conn, span, known)
        names = list(queries.page(conn, span, known, queue)["name"])
    return lines(known, queue.days, Step.DAY), queue.total, names


def views() -> list[dict]:
    with read_connection() as conn:
        rows = conn.execute(select(audit_log.c.details).where(audit_log.c.action == "birthdays.view"))
        return [json.loads(details) for details in rows.scalars()]


def test_printers_see_days_and_blanks_and_no_name_until_they_ask(calendar, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kalender_cetak")

    expected, total, _ = asked()
    assert not app.exception
    assert f"**{total}** kartu jatuh tempo sampai 20 Desember 2026, perlu **{total} blangko**" in words(app)
    (table,) = [frame.value for frame in app.dataframe]
    assert list(table["n"]) == [line.n for line in expected]
    assert list(table["moved"]) == [line.moved for line in expected] and any(line.moved for line in expected)
    assert table["running"].iloc[-1] == total
    assert views() == []


def test_names_come_on_demand_masked_and_are_written_down_once(calendar, actor_of):
    app = screen(actor_of("antar", "delivery", regency=PASURUAN), "kalender_cetak")
    _, total, names = asked()

    press(app, "Lihat nama")
    app.run()

    people = next(frame.value for frame in app.dataframe if "nik" in frame.value.columns)
    assert list(people["name"]) == names
    assert all(text.endswith("*" * 10) for text in people["nik"])
    assert all(row.print_day >= row.due_on and row.print_day.weekday() < 5 for row in people.itertuples())
    (kept,) = views()
    assert (kept["rows"], kept["first"], kept["until"]) == (total, "2026-11-23", "2026-12-20")
    with read_connection() as conn:
        assert not WHOLE_NIK.search(" ".join(conn.execute(select(audit_log.c.details)).scalars()))


def test_weeks_months_and_districts_add_up(calendar, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kalender_cetak", ke_depan="3 bulan")
    total = asked(91)[1]

    for step in Step:
        app.segmented_control(key="tampilan").set_value(step)
        app.run()
        assert not app.exception
        assert app.dataframe[0].value["n"].sum() == total
    for tab in ("Per kecamatan", "Per lembaga"):
        app.session_state["rincian_kalender"] = tab
        app.run()
        assert app.dataframe[0].value["n"].sum() == total


def test_an_account_of_one_district_sees_that_district(calendar, actor_of):
    app = screen(actor_of("kec", "print", regency=PASURUAN, districts=("35.14.02",)), "kalender_cetak")

    assert app.multiselect(key="jatuh_tempo_di").options == ["Kecamatan 02"]
    assert app.dataframe[0].value["n"].sum() == asked(28, "35.14.02")[1] < asked()[1]


def test_nothing_due_says_so_and_what_to_do(sqlite_database, actor_of, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    with write_transaction() as conn:
        waiting.places(conn, PASURUAN, 2, 2, NOW)

    app = screen(actor_of("cetak", "print", regency=PASURUAN), "kalender_cetak")

    assert "Tidak ada kartu yang jatuh tempo" in app.info[0].value
    assert not app.dataframe


@pytest.mark.parametrize("role", ["delivery", "auditor"])
def test_only_printers_take_the_list_away(calendar, actor_of, role):
    app = screen(actor_of(role, role, regency=PASURUAN), "kalender_cetak")

    assert {"unduh_xlsx", "unduh_csv"}.isdisjoint(button.key for button in app.button)


@pytest.mark.parametrize("role", ["head", "roster", "scheduler", "visit", "admin"])
def test_other_roles_have_no_such_page(calendar, actor_of, role):
    with pytest.raises(ValueError, match="kalender_cetak"):
        screen(actor_of("lain", role, regency=PASURUAN), "kalender_cetak")
