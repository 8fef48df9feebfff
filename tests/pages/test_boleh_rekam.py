"""Boleh rekam: the sentence, the filters in the address, masked NIKs, the audit entry, roles."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select, update
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, pupil, roster_csv
from tests_support.as_account import screen, words

from ktp_core import clock
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, resident
from ktp_core.rosters import service

PEOPLE = (
    pupil("SUDAH DIREKAM", "3514060101100001", "01/01/2010", class_name="X-1"),
    pupil("BELUM DIREKAM", "3514060102100002", "01/02/2010", class_name="X-2"),
    pupil("BESOK ENAM BELAS", "3514062311100003", "23/11/2010", class_name="X-1"),
    pupil("BESOK TUJUH BELAS", "3514062311090004", "23/11/2009", class_name="XI-1"),
    pupil("MASIH KECIL", "3514060101140005", "01/01/2014", class_name="X-1"),
)


@pytest.fixture
def school(sqlite_database, monkeypatch, actor_of):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    keys = make_office(("school", "SMK CONTOH KEJAYAN", "35.14.06"), ("pesantren", "PP CONTOH", "35.14.16"))
    rina = actor_of("rina", "roster", regency=PASURUAN)
    for key, rows in ((keys[0], PEOPLE), (keys[1], (PEOPLE[1],))):
        upload = service.stage(rina, key, "daftar.csv", roster_csv(*rows), 2026, at=NOW, today=TODAY)
        service.apply(rina, upload, at=NOW, today=TODAY)
    with write_transaction() as conn:
        conn.execute(update(resident).where(resident.c.name == "SUDAH DIREKAM").values(state=20))
    return keys


@pytest.fixture
def visitor(school, actor_of):
    return actor_of("tono", "visit", regency=PASURUAN)


def names(app):
    frames = [frame.value for frame in app.dataframe if "name" in frame.value.columns]
    return set(frames[0]["name"]) if frames else set()


def test_only_who_is_16_and_not_recorded_is_listed_masked(visitor):
    app = screen(visitor, "boleh_rekam")

    assert not app.exception
    assert "**2 orang boleh direkam** pada 22 November 2026" in words(app)
    assert names(app) == {"BELUM DIREKAM", "BESOK TUJUH BELAS"}
    assert "3514060102100002" not in str([frame.value.to_dict() for frame in app.dataframe])


def test_a_santri_who_also_goes_to_school_stands_in_both_lists_and_is_counted_once(school, visitor):
    app = screen(visitor, "boleh_rekam")
    by_institution = app.dataframe[0].value

    assert dict(zip(by_institution["institution"], by_institution["people"], strict=True)) == {
        "SMK CONTOH KEJAYAN": 2, "PP CONTOH": 1,
    }  # fmt: skip
    assert "1 santri yang juga bersekolah" in words(app)
    assert names(screen(visitor, "boleh_rekam", lembaga=str(school[1]))) == {"BELUM DIREKAM"}


def test_the_birthdays_of_a_span_are_found(visitor):
    app = screen(visitor, "boleh_rekam", jenis="Genap 16 tahun")
    assert names(app) == {"BESOK ENAM BELAS"}

    app = screen(visitor, "boleh_rekam", jenis="Genap 17 tahun")
    assert names(app) == {"BESOK TUJUH BELAS"}


def test_another_day_gives_another_answer(visitor):
    app = screen(visitor, "boleh_rekam")
    app.date_input[0].set_value(date(2026, 11, 23)).run()

    assert names(app) == {"BELUM DIREKAM", "BESOK TUJUH BELAS", "BESOK ENAM BELAS"}


def test_a_class_narrows_the_list(school, visitor):
    app = screen(visitor, "boleh_rekam", lembaga=str(school[0]))
    assert "X-2: 1 · XI-1: 1" in words(app)

    app.selectbox(key=f"kelas_{school[0]}").set_value("XI-1").run()

    assert not app.exception
    assert names(app) == {"BESOK TUJUH BELAS"}


def test_looking_leaves_one_audit_entry_per_question_without_a_name(visitor):
    app = screen(visitor, "boleh_rekam")
    app.run()

    with read_connection() as conn:
        seen = conn.execute(select(audit_log.c.details).where(audit_log.c.action == "survey.view")).scalars().all()
    assert len(seen) == 1
    assert json.loads(seen[0])["rows"] == 2


def test_nobody_found_is_said_with_a_next_step(visitor):
    app = screen(visitor, "boleh_rekam")
    app.multiselect(key="di_kecamatan").set_value(["35.14.24"]).run()

    assert "Tidak ada yang cocok" in words(app)


@pytest.mark.parametrize("role", [role.value for role in GRANTS if Permission.SURVEY_VIEW not in GRANTS[role]])
def test_other_roles_have_no_such_screen(school, actor_of, role):
    with pytest.raises(ValueError, match="boleh_rekam"):
        screen(actor_of("lain", role, regency=PASURUAN), "boleh_rekam")


def test_an_account_of_other_districts_sees_nobody_here(school, actor_of):
    app = screen(actor_of("tosari", "visit", regency=PASURUAN, districts=("35.14.24",)), "boleh_rekam")

    assert names(app) == set()
