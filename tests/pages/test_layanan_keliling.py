"""The screen of recurring services: set up in one go, weeks ahead, exceptions, tally; by role, full and empty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests_support.as_account import screen, words
from tests_support.constants import BALANGAN, PASURUAN
from tests_support.rounds_office import AT, FOUR, TODAY, an_office, audited, districts, stored, visits

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import SYSTEM, writing
from ktp_core.cards.model import Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import summary_month
from ktp_core.rounds import service, store
from ktp_core.rounds.model import Document
from ktp_core.summaries.model import Flow
from ktp_core.visits import moves

PAGE = "layanan_keliling"
TUE, THU = date(2026, 11, 24), date(2026, 11, 26)


@pytest.fixture
def office(sqlite_database, monkeypatch, actor_of):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    return an_office(actor_of)


@pytest.fixture
def running(office):
    """Two weeks of Kenduren Mas, the first stop served last week."""
    key = office.set_up(from_day=TODAY - timedelta(days=7))
    earlier = AT - timedelta(days=7)
    service.generate(office.scheduler, PASURUAN, TODAY + timedelta(days=14), at=earlier)
    first = visits()[0]
    with writing(SYSTEM, Permission.SETUP, PASURUAN, at=AT) as tx:
        moves.start(tx, first.id)
        moves.close(tx, first.id, minutes=200, kits=1)
        tx.audit("visit.close", str(first.id))
    return office, key


def labels(app) -> set[str]:
    return {button.label for button in app.button}


def by_key(widgets, key: str):
    return next(one for one in widgets if one.key == key)


def test_a_scheduler_sets_the_plan_up_everywhere_generates_it_and_sees_the_weeks(office):
    app = screen(office.scheduler, PAGE)
    assert "Belum ada rencana layanan Kenduren Mas." in words(app)
    by_key(app.selectbox, f"siap_{Channel.KENDUREN_MAS}_tim").set_value(office.team)
    by_key(app.button, "siapkan").click().run()

    assert not app.exception
    assert "1 layanan disiapkan" in words(app)
    with read_connection() as conn:
        (one,) = store.all_of(conn, PASURUAN)
    assert (len(one.stops), one.weekdays) == (24, (0, 1, 2, 3, 4))
    assert (one.start, one.end, one.team_id) == (480, 780, office.team)
    assert "Belum ada kecamatan yang pernah dilayani" in words(app)

    by_key(app.button, "buat_jadwal").click().run()

    assert "27 hari layanan dibuat." in words(app)
    assert "**24 dari 24 kecamatan** punya hari layanan" in words(app)
    by_key(app.button, "buat_jadwal").click().run()
    assert "Jadwal sudah lengkap" in words(app) and len(visits()) == 27


def test_the_longest_wait_stands_first_in_words_and_in_the_table(running):
    office, _ = running
    app = screen(office.scheduler, PAGE)

    assert not app.exception
    said = words(app)
    assert "**23 kecamatan belum pernah dilayani** oleh Kenduren Mas" in said
    assert "**4 dari 24 kecamatan** punya hari layanan. Belum: " in said
    assert "1 hari layanan sudah lewat tanpa hasil" in said
    table = app.dataframe[0].value
    assert table["district"].iloc[-1] == "Purwodadi" and table["days"].iloc[-1] == 6


def test_a_day_is_excepted_moves_the_turn_and_is_given_back(running):
    office, key = running
    before = districts()
    app = screen(office.scheduler, PAGE)
    by_key(app.button_group, "ubah_hari").set_value("kecuali").run()
    by_key(app.date_input, "kecuali_hari").set_value(TUE)
    by_key(app.button, "kecualikan").click().run()
    assert "Tuliskan alasannya" in words(app) and districts() == before

    by_key(app.text_input, "kecuali_alasan").set_value("Mobil diservis")
    by_key(app.button, "kecualikan").click().run()

    assert not app.exception
    assert "Selasa, 24 November 2026 dikecualikan" in words(app)
    assert TUE not in {day for day, _ in districts()} and len(districts()) == len(before)
    assert app.dataframe[1].value["reason"].tolist() == ["Mobil diservis"]

    by_key(app.button, "cabut").click().run()
    assert TUE in {day for day, _ in districts()}


def test_a_visit_is_moved_by_hand_with_a_reason(running):
    office, _ = running
    app = screen(office.scheduler, PAGE)
    by_key(app.button_group, "ubah_hari").set_value("pindah").run()
    (chosen,) = [one for one in visits() if one.day == TUE]
    assert by_key(app.selectbox, "pindah_mana").value == chosen.id
    assert by_key(app.button, "pindahkan").disabled

    by_key(app.date_input, f"pindah_hari_{chosen.id}").set_value(date(2026, 12, 24)).run()
    assert "bukan hari kerja" in words(app) and by_key(app.button, "pindahkan").disabled
    by_key(app.date_input, f"pindah_hari_{chosen.id}").set_value(THU).run()
    assert by_key(app.button, "pindahkan").disabled  # the team is elsewhere then
    by_key(app.date_input, f"pindah_hari_{chosen.id}").set_value(date(2026, 11, 25)).run()
    by_key(app.text_input, "pindah_alasan").set_value("Balai dipakai")
    by_key(app.button, "pindahkan").click().run()

    assert not app.exception
    assert [one.day for one in visits() if one.id == chosen.id] == [date(2026, 11, 25)]


def test_a_plan_is_changed_and_its_days_are_laid_anew(running):
    office, key = running
    app = screen(office.scheduler, PAGE, bagian="Rencana mingguan", id=str(key))
    assert app.dataframe[0].value["days"].tolist() == ["Selasa, Kamis"]

    by_key(app.text_input, f"ubah_{key}_1_nama").set_value("Kenduren Mas Utara")
    by_key(app.button_group, f"ubah_{key}_1_hari").set_value([2])
    by_key(app.button, "simpan_layanan").click().run()

    assert not app.exception
    assert "Rencana layanan disimpan. 2 hari layanan disusun ulang." in words(app)
    assert stored(key).name == "Kenduren Mas Utara" and stored(key).weekdays == (2,)
    assert {one.day.weekday() for one in visits() if one.day > TODAY} == {2}


def test_of_two_schedulers_the_second_is_told_and_keeps_what_was_typed(running):
    office, key = running
    app = screen(office.scheduler, PAGE, bagian="Rencana mingguan", id=str(key))
    service.edit(office.scheduler, key, 1, stored(key), replan=False, at=AT)

    by_key(app.text_input, f"ubah_{key}_1_nama").set_value("Lain")
    by_key(app.button, "simpan_layanan").click().run()

    assert "baru saja diubah orang lain" in words(app)
    assert by_key(app.text_input, f"ubah_{key}_1_nama").value == "Lain" and stored(key).name == "Kenduren Mas"
    by_key(app.button, "muat_ulang").click().run()
    assert by_key(app.text_input, f"ubah_{key}_2_nama").value == "Kenduren Mas"


def test_a_service_is_ended_with_a_reason(running):
    office, key = running
    app = screen(office.scheduler, PAGE, bagian="Rencana mingguan", id=str(key))
    by_key(app.button, "akhiri_layanan").click().run()
    assert "Tuliskan alasannya" in words(app) and stored(key).active

    by_key(app.text_input, f"akhiri_{key}").set_value("Kendaraan rusak")
    by_key(app.button, "akhiri_layanan").click().run()

    assert not app.exception and not stored(key).active
    assert "4 hari layanan dibatalkan" in words(app)


def test_documents_are_counted_by_the_crew_and_added_up_by_month(running, actor_of):
    office, _ = running
    crew = actor_of("lapangan", "visit", regency=PASURUAN)
    app = screen(crew, PAGE, bagian="Dokumen lain")
    assert "Belum ada dokumen lain yang dihitung" in words(app)
    day = TUE - timedelta(days=7)
    by_key(app.date_input, "hitung_hari").set_value(day).run()
    (one,) = [one for one in visits() if one.day == day]
    by_key(app.number_input, f"hitung_{one.id}_kk_0").set_value(12)
    by_key(app.number_input, f"hitung_{one.id}_ikd_0").set_value(30)
    next(button for button in app.button if button.label == "Simpan jumlah").click().run()

    assert not app.exception
    assert "42 dokumen dicatat." in words(app) and "**42 dokumen lain**" in words(app)
    table = app.dataframe[0].value
    assert table.to_dict("records") == [{"month": "Nov 2026", "kk": 12, "ikd": 30, "total": 42}]
    with read_connection() as conn:
        assert store.documents(conn, one.id) == {Document.KK: 12, Document.IKD: 30}


def test_who_counts_after_somebody_else_is_told_and_can_look_again(running, actor_of):
    office, _ = running
    crew = actor_of("lapangan", "visit", regency=PASURUAN)
    day = TUE - timedelta(days=7)
    (one,) = [one for one in visits() if one.day == day]
    app = screen(crew, PAGE, bagian="Dokumen lain")
    by_key(app.date_input, "hitung_hari").set_value(day).run()
    service.tally(office.scheduler, one.id, {Document.KK: 3}, seen={}, at=AT)

    by_key(app.number_input, f"hitung_{one.id}_kk_0").set_value(12)
    next(button for button in app.button if button.label == "Simpan jumlah").click().run()

    assert "baru saja diubah orang lain" in words(app)
    with read_connection() as conn:
        assert store.documents(conn, one.id) == {Document.KK: 3}
    by_key(app.button, "muat_ulang").click().run()
    assert by_key(app.number_input, f"hitung_{one.id}_kk_3").value == 3


def test_recordings_are_shown_by_place_with_what_siak_told(running):
    office, _ = running
    rows = [
        {"regency": PASURUAN, "flow": int(flow), "month": month, "district": 351401, "channel": int(channel), "n": n}
        for flow, month, channel, n in (
            (Flow.RECORD, 202611, Channel.VISIT, 30), (Flow.RECORD_ELSEWHERE, 202611, Channel.VISIT, 2),
            (Flow.RECORD, 202610, Channel.KENDUREN_MAS, 8), (Flow.RECORD, 202610, Channel.UNKNOWN, 10),
            (Flow.RECORD, 202511, Channel.OFFICE, 99), (Flow.PRINT, 202611, Channel.OFFICE, 77),
        )
    ]  # fmt: skip
    with write_transaction() as conn:
        conn.execute(summary_month.insert(), rows)

    app = screen(office.scheduler, PAGE, bagian="Tempat perekaman")

    assert not app.exception
    assert "**50 perekaman** sejak Des 2025; **40 (80,0%)** di luar kantor" in words(app)
    table = app.dataframe[0].value
    assert table.iloc[0].to_dict() == {"month": "Nov 2026", "1": 32, "4": 0, "0": 0, "total": 32}
    assert table.iloc[1].to_dict() == {"month": "Okt 2026", "1": 0, "4": 8, "0": 10, "total": 18}
    assert len(table) == 12


@pytest.mark.parametrize("role", ["head", "roster", "print", "delivery", "admin", "auditor", "visit"])
def test_everybody_else_sees_it_all_and_changes_no_plan(running, actor_of, role):
    watcher = actor_of("uji", role, regency=PASURUAN)
    kept = len(audited())

    for part in ("Jadwal", "Rencana mingguan", "Dokumen lain", "Tempat perekaman"):
        app = screen(watcher, PAGE, bagian=part)
        assert not app.exception
        assert not {"Buat jadwal", "Kecualikan", "Pindahkan", "Siapkan layanan", "Simpan"} & labels(app)
        assert not [one for one in app.button_group if one.key == "ubah_hari"]
        assert ("Hitung dokumen satu hari" in words(app)) == (part == "Dokumen lain" and role == "visit")
    assert len(audited()) == kept


def test_an_office_with_nothing_says_what_to_do_and_who_can(office, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), PAGE)
    assert "Penjadwal dapat menyiapkannya" in words(app) and not labels(app) & {"Siapkan layanan"}
    for part in ("Rencana mingguan", "Dokumen lain", "Tempat perekaman"):
        app = screen(actor_of(f"k{part[0].lower()}.uji", "head", regency=PASURUAN), PAGE, bagian=part)
        assert not app.exception and app.info


def test_an_account_of_some_districts_sees_only_those(running, actor_of):
    narrow = actor_of("sempit", "scheduler", regency=PASURUAN, districts=FOUR[1:2])

    app = screen(narrow, PAGE)

    assert not app.exception
    assert app.dataframe[0].value["district"].tolist() == ["Tutur"]
    assert "Purwodadi" not in words(app)


def test_another_office_sees_nothing_of_it(running, actor_of):
    from ktp_core.regions.store import setup

    with write_transaction() as conn:
        setup(conn, BALANGAN)

    app = screen(actor_of("jauh", "head", regency=BALANGAN), PAGE)

    assert not app.exception and "Belum ada rencana layanan" in words(app)
    assert stored(running[1]).active
