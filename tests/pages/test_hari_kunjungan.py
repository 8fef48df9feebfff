"""The screen of a visit's day: roles, the list, entering by class and by number, walk-ins, closing, reopening."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import select, update
from tests_support.as_account import press, screen, words
from tests_support.card_people import add_people, bring_to, newcomer, nik
from tests_support.field_day import (
    AT,
    BORN,
    REGENCY,
    TODAY,
    WORK,
    card_states,
    events,
    everybody,
    later,
    make_school,
    plan,
    say,
    sheet_of,
    state_of,
    walk_in,
)  # fmt: skip

from ktp_core import clock
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.attachments import service as attachments
from ktp_core.attachments.model import Owner
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, institution
from ktp_core.fieldwork import service, store
from ktp_core.fieldwork.merging import Report
from ktp_core.visits.model import Outcome, Reason, VisitState

ILL = (Outcome.ABSENT, Reason.ILL)
ENTERING = {"Catat direkam", "Simpan", "Tambahkan", "Tutup kunjungan", "Perbarui daftar"}


@pytest.fixture
def school(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: later(30))
    return make_school(6)


@pytest.fixture
def team(school, actor_of):
    return actor_of("tim", "visit", regency=REGENCY)


@pytest.fixture
def boss(school, actor_of):
    return actor_of("jadwal", "scheduler", regency=REGENCY)


def looked(by, visit_id, **address):
    app = screen(by, "hari_kunjungan", kunjungan=str(visit_id), **address)
    assert not app.exception
    return app


def everything(app):
    return words(app) + "\n" + "\n".join(str(one.proto.text) for one in app.get("progress"))


def field(app, label, kind="text_input", at=0):
    return [one for one in getattr(app, kind) if one.label.startswith(label)][at]


def labels(app):
    return {button.label for button in app.button}


def test_every_role_that_sees_lists_gets_the_screen_and_no_other(school, actor_of):
    for role, granted in GRANTS.items():
        who = actor_of(f"akun-{role.value}", role.value, regency=REGENCY)
        if Permission.FIELD_VIEW in granted:
            assert not screen(who, "hari_kunjungan").exception
        else:
            with pytest.raises(ValueError, match="hari_kunjungan"):
                screen(who, "hari_kunjungan")


def test_without_a_visit_the_screen_says_where_they_come_from(sqlite_database, actor_of, monkeypatch):
    from tests_support.offices import make_office

    make_office()
    app = screen(actor_of("tim", "visit", regency=REGENCY), "hari_kunjungan")

    assert not app.exception and "halaman Jadwal" in words(app)


def test_a_list_is_prepared_and_everybody_but_two_recorded_in_two_steps(team, school):
    app = looked(team, school.visit_id)
    assert "Daftar masih kosong" in words(app)

    press(app, "Siapkan daftar")
    assert "6 orang ditambahkan" in words(app) and "**0 dari 6 orang" in everything(app)
    field(app, "Kecuali nomor").input("2, 5")
    press(app, "Catat direkam")

    assert not app.exception
    assert "4 orang dicatat direkam. Nomor 2, 5 masih menunggu hasilnya." in words(app)
    assert "**4 dari 6 orang sudah ada hasilnya.** Belum: nomor 2, 5." in everything(app)
    assert sheet_of(school.visit_id).totals == {Outcome.RECORDED: 4}
    assert field(app, "Kecuali nomor").value == ""


def test_only_the_class_that_is_shown_is_filled(team, school):
    service.prepare(team, school.visit_id, at=AT)
    app = looked(team, school.visit_id, kelas_kunjungan="XII-2")

    assert "0 dari 3 di kelas ini" in words(app)
    press(app, "Catat direkam")

    assert sheet_of(school.visit_id).open == [1, 2, 3]


def test_outcomes_by_number_and_what_was_typed_wrongly_stays(team, school):
    service.prepare(team, school.visit_id, at=AT)
    app = looked(team, school.visit_id)

    field(app, "Nomor").input("2 9-12")
    field(app, "Hasil", "selectbox").select(ILL)
    press(app, "Simpan")
    assert "Tidak ada di daftar: 9-12" in words(app)
    assert field(app, "Nomor").value == "2 9-12" and field(app, "Hasil", "selectbox").value == ILL

    field(app, "Nomor").input("2-4")
    press(app, "Simpan")
    assert "Nomor 2-4: Tidak hadir · Sakit." in words(app)
    lines = sheet_of(school.visit_id).lines
    assert [line.number for line in lines if (line.outcome, line.reason) == ILL] == [2, 3, 4]


def test_nothing_is_entered_without_a_number_or_an_outcome(team, school):
    service.prepare(team, school.visit_id, at=AT)
    app = looked(team, school.visit_id)

    press(app, "Simpan")
    assert "sedikitnya satu nomor" in words(app)
    field(app, "Nomor").input("3")
    press(app, "Simpan")
    assert "Pilih hasilnya" in words(app)
    assert sheet_of(school.visit_id).done == 0


def test_no_nik_is_on_screen_and_one_look_is_one_entry(team, school):
    service.prepare(team, school.visit_id, at=AT)
    app = looked(team, school.visit_id)
    app.run()

    shown = "".join(str(frame.value.to_dict()) for frame in app.dataframe)
    assert "SISWA 001" in shown and nik(1) not in shown + everything(app)
    with read_connection() as conn:
        actions = conn.execute(select(audit_log.c.action)).scalars().all()
    assert actions.count("visit.view") == 1


def test_reports_that_disagree_are_decided_with_one_click(team, school):
    service.prepare(team, school.visit_id, at=AT)
    everybody(team, school.visit_id)
    line = sheet_of(school.visit_id).lines[3]
    with write_transaction() as conn:
        said = Report(line.person.key, "buku", Outcome.ABSENT, Reason.INTERNSHIP, later(1))
        store.insert_reports(conn, school.visit_id, [said], at=AT, by="tim")
    app = looked(team, school.visit_id)

    assert "1 orang dilaporkan berbeda-beda" in words(app) and "Berbeda laporan: nomor 4" in everything(app)
    press(app, "Tidak hadir · PKL/magang")

    assert not app.exception and sheet_of(school.visit_id).disputed == []
    assert sheet_of(school.visit_id).lines[3].outcome is Outcome.ABSENT


def test_what_came_in_since_the_screen_was_drawn_is_not_decided_over(team, school):
    service.prepare(team, school.visit_id, at=AT)
    app = looked(team, school.visit_id)
    line = sheet_of(school.visit_id).lines[0]
    with write_transaction() as conn:
        said = Report(line.person.key, "buku", Outcome.REFUSED, None, later(1))
        store.insert_reports(conn, school.visit_id, [said], at=AT, by="tim")

    field(app, "Nomor").input("1")
    field(app, "Hasil", "selectbox").select((Outcome.RECORDED, None))
    press(app, "Simpan")

    assert sheet_of(school.visit_id).disputed == [1]
    assert "1 orang dilaporkan berbeda-beda" in words(app)


def test_somebody_who_walks_in_gets_a_number_and_a_refusal_keeps_what_was_typed(team, school):
    service.prepare(team, school.visit_id, at=AT)
    app = looked(team, school.visit_id)

    field(app, "NIK").input("35140601")
    field(app, "Nama").input("Orang Baru")
    field(app, "Tanggal lahir", "date_input").set_value(BORN)
    app.session_state[f"datang_{school.visit_id}_0_jk"] = "P"
    press(app, "Tambahkan")
    assert "NIK harus 16 angka" in words(app)
    assert field(app, "Nama").value == "Orang Baru"

    field(app, "NIK").input(nik(71))
    app.session_state[f"datang_{school.visit_id}_0_jk"] = "P"
    press(app, "Tambahkan")
    assert not app.exception and "Ditambahkan sebagai nomor 7: Direkam." in words(app)
    assert sheet_of(school.visit_id).lines[-1].name == "ORANG BARU"


def test_a_walk_in_is_put_right(team, school):
    service.prepare(team, school.visit_id, at=AT)
    service.add_walk_in(team, school.visit_id, walk_in(71, "SALAH TULIS"), at=AT)
    app = looked(team, school.visit_id)

    assert nik(71) not in [one.value for one in app.text_input]
    field(app, "Nama", at=1).input("BENAR TULIS")
    press(app, "Simpan perbaikan")

    assert not app.exception and "Nomor 7 diperbaiki." in words(app)
    line = sheet_of(school.visit_id).lines[-1]
    assert (line.name, line.nik) == ("BENAR TULIS", nik(71))


def test_closing_says_what_is_missing_and_then_moves_the_cards(team, school):
    service.prepare(team, school.visit_id, at=AT)
    say(team, school.visit_id, {1: Outcome.RECORDED, 2: ILL})
    app = looked(team, school.visit_id)
    assert "4 orang belum ada hasilnya: nomor 3-6." in words(app)
    assert next(button for button in app.button if button.label == "Tutup kunjungan").disabled

    press(app, "Catat direkam")
    press(app, "Tutup kunjungan")
    assert "berapa menit tim bekerja" in words(app) and state_of(school.visit_id) == VisitState.UNDERWAY

    field(app, "Menit bekerja", "number_input").set_value(240)
    field(app, "Alat rekam dipakai", "number_input").set_value(2)
    press(app, "Tutup kunjungan")
    assert not app.exception
    assert "Kunjungan ditutup: 5 orang dicatat direkam. 1 orang masuk daftar berikutnya." in words(app)
    assert card_states() == {int(CardState.RECORDED): 5, int(CardState.UNRECORDED): 1}
    assert not (ENTERING | {"Buka kembali"}) & labels(app)


def test_exceptions_among_the_missed_go_where_it_is_said(team, school):
    service.prepare(team, school.visit_id, at=AT)
    say(team, school.visit_id, dict.fromkeys(range(1, 7), ILL))
    app = looked(team, school.visit_id)

    field(app, "Kecuali nomor", at=1).input("2, 3")
    press(app, "Tutup kunjungan")

    from tests_support.field_day import missed

    ids = {line.number: line.resident_id for line in sheet_of(school.visit_id).lines}
    places = {number: missed(school.visit_id)[key][0] for number, key in ids.items()}
    assert places == {number: school.places["stop"] if number in (2, 3) else school.id for number in ids}


def test_who_was_recorded_elsewhere_meanwhile_is_said_with_one_click(team, school):
    service.prepare(team, school.visit_id, at=AT)
    everybody(team, school.visit_id)
    with write_transaction() as conn:
        bring_to(conn, sheet_of(school.visit_id).lines[1].resident_id, CardState.RECORDED, TODAY)
    app = looked(team, school.visit_id)
    assert "Nomor 2: sudah direkam sebelum kunjungan ini" in words(app)

    press(app, "Nomor 2: catat sudah pernah direkam")

    assert not app.exception and sheet_of(school.visit_id).lines[1].outcome is Outcome.ALREADY_RECORDED


def test_the_supervisor_looks_and_reopens_and_enters_nothing(team, boss, school):
    service.prepare(team, school.visit_id, at=AT)
    everybody(team, school.visit_id)
    app = looked(boss, school.visit_id)
    assert not (ENTERING | {"Buka kembali"}) & labels(app)
    service.close(team, school.visit_id, WORK, at=AT)

    app = looked(boss, school.visit_id)
    press(app, "Buka kembali")
    assert "alasan" in words(app).lower() and state_of(school.visit_id) == VisitState.DONE
    field(app, "Alasan").input("salah kelas")
    press(app, "Buka kembali")

    assert not app.exception and "Kunjungan dibuka kembali." in words(app)
    assert state_of(school.visit_id) == VisitState.UNDERWAY and len(events(school.visit_id)) == 6


def test_a_visit_to_come_has_a_list_and_no_outcomes_yet(team, school):
    later_visit = plan(school.id, date(2026, 11, 27))
    app = looked(team, later_visit)
    press(app, "Siapkan daftar")

    assert "Hasil dapat dicatat mulai hari kunjungan" in words(app)
    assert not {"Catat direkam", "Simpan", "Tambahkan", "Tutup kunjungan"} & labels(app)


def test_todays_visit_is_chosen_before_others_and_the_address_wins(team, school):
    other = plan(school.places["other"], date(2026, 11, 23))

    app = screen(team, "hari_kunjungan")
    assert app.selectbox[0].value == school.visit_id
    assert str(school.visit_id) in app.query_params["kunjungan"]
    assert looked(team, other).selectbox[0].value == other


@pytest.mark.parametrize("address", ["0", "abc", "9" * 30, "-1", "3514000009999"])
def test_an_address_of_nothing_shows_todays(team, school, address):
    app = screen(team, "hari_kunjungan", kunjungan=address)

    assert not app.exception and app.selectbox[0].value == school.visit_id


def test_a_visit_outside_the_districts_is_not_there(school, actor_of):
    far = actor_of("jauh", "visit", regency=REGENCY, districts=("35.14.02",))
    app = screen(far, "hari_kunjungan", kunjungan=str(school.visit_id))

    assert not app.exception and not app.selectbox and "SMK CONTOH" not in words(app)


def test_notes_and_photos_are_kept(team, school):
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(picture, "PNG")
    app = looked(team, school.visit_id)

    app.text_area[0].input("Jaringan lambat")
    app.run()
    press(app, "Simpan catatan")
    app.file_uploader[0].upload("kegiatan.png", picture.getvalue(), "image/png").run()
    press(app, "Simpan foto")
    assert not app.exception and "Foto disimpan." in words(app)
    app.file_uploader[0].upload("bukan.png", b"MZ not a picture at all", "image/png").run()
    press(app, "Simpan foto")

    assert sheet_of(school.visit_id).visit.note == "Jaringan lambat"
    assert len(attachments.listed(team, Owner.VISIT, school.visit_id)) == 1
    assert any("bukan foto JPG atau PNG" in one.value for one in app.error)
    press(app, "Hapus foto")
    assert attachments.listed(team, Owner.VISIT, school.visit_id) == []


def test_a_name_that_looks_like_markdown_is_only_text(team, school):
    with write_transaction() as conn:
        conn.execute(
            update(institution).where(institution.c.id == school.id).values(name="![x](http://x.example/y.png)")
        )
    service.prepare(team, school.visit_id, at=AT)
    app = looked(team, school.visit_id)

    assert "](http" not in words(app).replace("\\](", "").replace("]\\(", "")


def test_six_hundred_people_are_paged(team, school):
    with write_transaction() as conn:
        from tests_support.field_day import join

        join(conn, school.id, add_people(conn, *(newcomer(n, born=BORN) for n in range(100, 700))))
    service.prepare(team, school.visit_id, at=AT)
    app = looked(team, school.visit_id)

    assert max(len(frame.value) for frame in app.dataframe) == 50
    assert "dari 606" in words(app)
