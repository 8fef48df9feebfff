"""The screen of plan proposals: who may open it, what it says before and after a proposal, and accepting one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests_support.as_account import press, screen, words
from tests_support.plan_office import PASURUAN, Office, plan_office

from ktp_core import clock
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import web_session
from ktp_core.visits import store as visits
from ktp_core.visits.model import Origin


@pytest.fixture
def office(sqlite_database: str) -> Office:
    return plan_office()


@pytest.fixture
def jadwal(actor_of):
    return actor_of("jadwal", "scheduler", regency=PASURUAN)


def fill(office: Office, people: int = 30) -> None:
    """People of 17 and over at three institutions, and a letter that waits."""
    for place in (office.school, office.other, office.pesantren):
        for _ in range(people):
            office.pupil(place, date(2008, 3, 1))
    office.letter(office.school, clock.today(PASURUAN) - timedelta(days=30))


def planned() -> list:
    with read_connection() as conn:
        today = clock.today(PASURUAN)
        return visits.between(conn, PASURUAN, today, today + timedelta(days=100))


@pytest.mark.parametrize("role", ["head", "roster", "visit", "print", "delivery", "admin", "auditor"])
def test_only_the_scheduler_has_this_screen(office, actor_of, role):
    with pytest.raises(ValueError):
        screen(actor_of("orang", role, regency=PASURUAN), "rencana")


def test_the_screen_says_what_there_is_to_plan_and_how_rates_are_known(office, jadwal):
    fill(office)

    app = screen(jadwal, "rencana")

    assert not app.exception
    assert "**90 orang boleh direkam** di 3 lembaga" in words(app)
    assert "**1 surat menunggu**" in words(app)
    assert [one.value for one in app.metric] == ["4,0", "80%", "95%"]
    assert "Belum ada kunjungan dengan menitnya; dipakai nilai awal 4,0." in words(app)
    assert "Belum ada yang dijadwalkan sebelum Anda menerima" in words(app)


def test_a_proposal_is_shown_compared_and_accepted(office, jadwal):
    fill(office)
    app = press(screen(jadwal, "rencana"), "Susun usulan")

    assert not app.exception
    assert "**3 kunjungan, 68 perekaman diharapkan**" in words(app)
    assert "1 dari 1 surat terjawab, 3 dari 3 kecamatan dikunjungi" in words(app)
    assert "Terbukti tidak ada rencana yang lebih baik menurut aturan ini." in words(app)
    assert "Tidak ada yang ditunda" in words(app)
    assert planned() == []

    press(app, "Terima 3 kunjungan")

    assert "3 kunjungan dijadwalkan." in words(app)
    assert {one.institution_id for one in planned()} == {office.school, office.other, office.pesantren}
    assert {one.origin for one in planned()} == {Origin.PROPOSAL}
    assert not any(button.label.startswith("Terima") for button in app.button)
    assert "3 lembaga lain sudah punya kunjungan terjadwal" in words(app)


def test_what_is_postponed_stands_with_its_reason_and_cost(office, jadwal):
    fill(office, people=200)
    app = screen(jadwal, "rencana")
    day = clock.today(PASURUAN) + timedelta(days=7 - clock.today(PASURUAN).weekday())

    app.date_input[0].set_value((day, day)).run()
    press(app, "Susun usulan")

    left = next(frame.value for frame in app.dataframe if "why" in frame.value)
    assert set(left["why"]) <= {"Dilayani sebagian", "Hari yang mungkin penuh"} and len(left) == 3
    assert left["recordings"].sum() > 200
    assert "3 lembaga ditunda atau dilayani sebagian" in words(app)


def test_another_setting_says_that_the_proposal_is_of_before(office, jadwal):
    fill(office)
    app = press(screen(jadwal, "rencana"), "Susun usulan")

    app.toggle(key="surat_dulu").set_value(False).run()

    assert "masih menurut pengaturan sebelumnya" in words(app)


def test_throwing_the_proposal_away_leaves_nothing(office, jadwal):
    fill(office)
    app = press(press(screen(jadwal, "rencana"), "Susun usulan"), "Buang usulan")

    assert "kunjungan akan dijadwalkan" not in words(app)
    assert planned() == []


def test_somebody_who_took_the_team_meanwhile_is_said_and_nothing_is_made(office, jadwal):
    fill(office)
    app = press(screen(jadwal, "rencana"), "Susun usulan")
    other = press(screen(jadwal, "rencana"), "Susun usulan")
    press(other, "Terima")

    press(app, "Terima")

    assert "bentrok dengan jadwal yang sudah ada" in words(app) or "tidak mungkin" in words(app)
    assert len(planned()) == 3


def test_nothing_to_plan_and_no_teams_are_said(sqlite_database, actor_of):
    from tests_support.offices import make_office

    make_office(("school", "SMAN 1 Kejayan", "35.14.06"))
    app = screen(actor_of("jadwal", "scheduler", regency=PASURUAN), "rencana")

    assert not app.exception
    assert "Belum ada tim." in words(app)
    assert "Tidak ada tim yang membawa alat" in words(press(app, "Susun usulan"))


def test_an_office_where_everybody_is_recorded_is_told_so(office, jadwal):
    app = press(screen(jadwal, "rencana"), "Susun usulan")

    assert "Tidak ada lembaga yang perlu dikunjungi pada periode ini" in words(app)
    assert not app.exception


def test_a_scheduler_of_one_district_plans_there_alone(office, actor_of):
    fill(office)
    kejayan = actor_of("kejayan", "scheduler", regency=PASURUAN, districts=("35.14.06",))

    app = press(screen(kejayan, "rencana"), "Susun usulan")

    assert "**30 orang boleh direkam** di 1 lembaga" in words(app)
    assert "**1 kunjungan" in words(app)


def test_the_screen_speaks_english(office, jadwal):
    fill(office)
    app = screen(jadwal, "rencana")
    with write_transaction() as conn:
        conn.execute(web_session.update().values(language="en"))

    press(app.run(), "Propose a plan")

    assert "3 visits, 68 recordings expected" in words(app)
