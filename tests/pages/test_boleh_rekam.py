"""Boleh rekam: the sentence, the filters in the address, masked NIKs, the audit entry, roles."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select, update
from tests_support.as_account import screen, words
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, pupil, roster_csv

from ktp_core import clock
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, membership, resident
from ktp_core.eligibility import queries
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


def niks(app):
    (frame,) = [frame.value for frame in app.dataframe if "nik" in frame.value.columns]
    return set(frame["nik"])


def reveals():
    with read_connection() as conn:
        where = audit_log.c.action == "survey.reveal"
        return [json.loads(d) for d in conn.execute(select(audit_log.c.details).where(where)).scalars()]


def test_whole_niks_are_shown_after_asking_only_and_that_is_written_down_first(school, actor_of):
    app = screen(actor_of("rini", "roster", regency=PASURUAN), "boleh_rekam")
    assert niks(app) == {"351406**********"} and reveals() == []

    app.button(key="tampilkan").click().run()

    assert not app.exception
    assert niks(app) == {"3514 0601 0210 0002", "3514 0623 1109 0004"}
    (entry,) = reveals()
    assert entry["rows"] == len(entry["residents"]) == 2 and "3514060102100002" not in json.dumps(entry)

    app.button(key="samarkan").click().run()
    assert niks(app) == {"351406**********"} and len(reveals()) == 1


def test_another_question_is_masked_again(school, actor_of):
    app = screen(actor_of("rini", "roster", regency=PASURUAN), "boleh_rekam")
    app.button(key="tampilkan").click().run()

    app.date_input[0].set_value(date(2026, 11, 23)).run()

    assert all(value.endswith("*" * 10) for value in niks(app)) and len(reveals()) == 1


def test_who_may_not_see_niks_has_no_button(visitor):
    app = screen(visitor, "boleh_rekam")

    assert "tampilkan" not in [button.key for button in app.button]


def test_what_is_not_known_is_a_dash_and_never_none(school, visitor):
    with write_transaction() as conn:
        conn.execute(update(resident).values(institution_id=None, class_name=None, district=None, village=None))
        conn.execute(membership.delete())

    app = screen(visitor, "boleh_rekam")

    by_institution, people = (frame.value for frame in app.dataframe)
    assert by_institution[["institution", "district"]].to_numpy().tolist() == [["Tanpa lembaga", "–"]]
    where = people[["institution", "class_name", "district", "village"]]
    assert set(where.to_numpy().ravel()) == {"–"}


def test_a_rerun_asks_for_the_page_and_not_for_the_counts_again(visitor, monkeypatch):
    asked = []
    count = queries.survey_by_institution
    monkeypatch.setattr(queries, "survey_by_institution", lambda *args: asked.append(args) or count(*args))

    app = screen(visitor, "boleh_rekam")
    app.run()
    assert len(asked) == 1

    app.date_input[0].set_value(date(2026, 11, 23)).run()
    assert len(asked) == 2
