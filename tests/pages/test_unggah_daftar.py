"""Unggah daftar as roster staff see it: four steps, a refresh in between, refusals in words, roles."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from tests_support.as_account import press, screen, words
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, people, pupil, roster_csv

from ktp_core import clock
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, roster_upload
from ktp_core.rosters import service

ANI = pupil("ANI LESTARI", "3514064101100001", "01/01/2010", nisn="0101111111", sex="P")
BUDI = pupil("BUDI SANTOSO", "3514060202100002", "02/02/2010", nisn="0102222222")
BROKEN = pupil("CITRA", "12345", "03/03/2010")


@pytest.fixture
def school(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    return make_office(("school", "SMK CONTOH KEJAYAN", "35.14.06"), ("school", "SMA ![x](http://x) LAIN", "35.14.06"))


@pytest.fixture
def rina(school, actor_of):
    return actor_of("rina", "roster", regency=PASURUAN)


def stage(by, institution, *rows):
    return service.stage(by, institution, "daftar.csv", roster_csv(*rows), 2026, at=NOW, today=TODAY)


def send(app, institution, name, content):
    app.selectbox[0].set_value(institution)
    app.file_uploader[0].upload(name, content, "text/csv")
    return press(app, "Periksa berkas")


def test_a_file_goes_through_the_four_steps(school, rina):
    app = send(screen(rina, "unggah_daftar"), school[0], "daftar.csv", roster_csv(ANI, BUDI, BROKEN))
    assert not app.exception
    assert "**3 orang** terbaca" in words(app)
    assert [metric.value for metric in app.metric][:5] == ["2", "0", "0", "0", "1"]

    press(app, "Lihat masalah")
    assert "**1 baris ditolak**" in words(app)
    problems = app.table[0].value
    assert list(problems["Sel"])[0] == "D4"
    assert "seharusnya 16" in list(problems["Artinya dan yang harus dilakukan"])[0]

    press(app, "Lanjut ke terapkan")
    assert people() == []
    press(app, "Terapkan 2 baris")
    assert not app.exception
    assert "**Tersimpan.** 2 penduduk baru" in words(app)
    assert [row["name"] for row in people()] == ["BUDI SANTOSO", "ANI LESTARI"]


def test_the_address_brings_an_upload_back_after_a_refresh(school, rina):
    upload = stage(rina, school[0], ANI)

    app = screen(rina, "unggah_daftar", unggahan=str(upload))

    assert "**1 orang** terbaca" in words(app)
    app.run()
    with read_connection() as conn:
        seen = conn.execute(select(audit_log.c.subject).where(audit_log.c.action == "roster.view")).scalars().all()
    assert seen == [f"roster_upload:{upload}"]


def test_the_uploader_is_emptied_once_the_file_is_staged(school, rina):
    app = send(screen(rina, "unggah_daftar"), school[0], "daftar.csv", roster_csv(ANI))
    app.segmented_control(key="langkah").set_value("1 Berkas").run()

    assert not app.exception
    assert app.file_uploader[0].value is None


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("daftar.pdf", b"%PDF-1.4", "PDF"),
        ("daftar.csv", b"", "kosong"),
        ("daftar.csv", b"Nama;Kelas\nANI;X\n", "Kolom wajib"),
    ],
)
def test_a_refused_file_is_explained_and_nothing_is_kept(school, rina, name, content, sentence):
    app = send(screen(rina, "unggah_daftar"), school[0], name, content)

    assert not app.exception
    assert sentence in app.error[0].value
    assert app.selectbox[0].value == school[0]
    with read_connection() as conn:
        assert conn.execute(select(roster_upload)).all() == []


def test_without_file_or_institution_the_screen_says_what_is_missing(school, rina):
    app = press(screen(rina, "unggah_daftar"), "Periksa berkas")

    assert "Pilih lembaga pengirim dan berkasnya" in app.warning[0].value


@pytest.mark.parametrize("wanted", ["0", "abc", "99999999999999999999", "3514000000099", "6311000000001"])
def test_an_upload_that_is_not_ours_is_refused_in_words(school, rina, wanted):
    app = screen(rina, "unggah_daftar", unggahan=wanted)

    assert not app.exception
    assert app.error
    assert app.file_uploader


def test_what_waits_is_compared_and_decided(school, rina):
    service.apply(rina, stage(rina, school[0], ANI), at=NOW, today=TODAY)
    upload = stage(rina, school[1], ANI, BUDI)

    app = screen(rina, "unggah_daftar", unggahan=str(upload), langkah="4 Terapkan")

    assert not app.exception
    assert "Menunggu keputusan: 1" in words(app)
    waiting = app.dataframe[0].value
    assert list(waiting["why"]) == ["Tahun ajaran ini terdaftar di lembaga lain"]
    service.decide(rina, upload, 1, service_choice("known"), at=NOW)
    app.run()
    press(app, "Terapkan 2 baris")
    assert {row["institution_id"] for row in people()} == {school[1]}


def service_choice(name):
    from ktp_core.rosters.uploads import Choice

    return Choice(name)


def test_names_of_institutions_and_files_are_never_markup(school, rina):
    upload = service.stage(rina, school[1], "![a](b).csv".replace("/", ""), roster_csv(ANI), 2026, at=NOW, today=TODAY)

    app = screen(rina, "unggah_daftar", unggahan=str(upload))

    assert "![" not in words(app)


def test_an_auditor_looks_and_cannot_press(school, rina, actor_of):
    upload = stage(rina, school[0], ANI, BROKEN)
    auditor = actor_of("auditor", "auditor", regency=PASURUAN)

    app = screen(auditor, "unggah_daftar", unggahan=str(upload), langkah="4 Terapkan")

    assert not app.exception
    assert not [button for button in app.button if button.label.startswith(("Terapkan", "Batalkan", "Cocokkan"))]
    shown = " ".join(str(frame.value.to_dict()) for frame in app.dataframe)
    assert "3514064101100001" not in shown
    assert "351406**********" in shown
    assert not screen(auditor, "unggah_daftar").file_uploader


@pytest.mark.parametrize("role", [role.value for role in GRANTS if Permission.ROSTER_VIEW not in GRANTS[role]])
def test_other_roles_have_no_such_screen(school, actor_of, role):
    with pytest.raises(ValueError, match=re.escape("unggah_daftar")):
        screen(actor_of("lain", role, regency=PASURUAN), "unggah_daftar")


def test_an_office_without_institutions_is_told_where_to_begin(sqlite_database, actor_of):
    make_office()

    app = screen(actor_of("rina", "roster", regency=PASURUAN), "unggah_daftar")

    assert not app.exception
    assert "Belum ada lembaga" in words(app)
