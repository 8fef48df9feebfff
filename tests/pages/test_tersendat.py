"""The screen of stuck cards: numbers for everybody, names for those who act, agreements, limits, files, audit."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests_support.as_account import press, screen, words
from tests_support.card_people import KEJAYAN, PURWOSARI, TODAY, add_people, bring_to, newcomer
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, download, institution, resident, stuck_note
from ktp_core.labels.stuck import KINDS
from ktp_core.stuck import service, settings
from ktp_core.stuck.model import StuckKind
from ktp_core.ui import tables

PASURUAN, PAGE = "35.14", "tersendat"
WHOLE_NIK = re.compile(r"[0-9]{16}|[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4}")
NAMED = [role.value for role in Role if Permission.STUCK_VIEW in GRANTS[role]]
NUMBERS = [role.value for role in Role if Permission.STUCK_VIEW not in GRANTS[role]]
# Two printed and one doubtful in Kejayan, one at the centre in Tutur: all long ago. The last was printed yesterday.
STATES = (CardState.PRINTED, CardState.PRINTED, CardState.DUPLICATE, CardState.SUBMITTED, CardState.PRINTED)


@pytest.fixture
def office(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    (school,) = make_office(("school", "SMAN 1 Kejayan", KEJAYAN))
    places = (KEJAYAN, KEJAYAN, KEJAYAN, PURWOSARI, KEJAYAN)
    with write_transaction() as conn:
        people = [newcomer(n, name=f"NAMA{n}", district=place) for n, place in enumerate(places, start=1)]
        keys = add_people(conn, *people)
        for n, (key, state) in enumerate(zip(keys, STATES, strict=True)):
            bring_to(conn, key, state, TODAY - timedelta(days=1 if n == 4 else 60 - n))
        conn.execute(resident.update().where(resident.c.id == keys[0]).values(institution_id=school))
        assert conn.execute(select(institution.c.id)).scalars().all() == [school]
    return keys


def table(app, column):
    return next((one.value for one in app.dataframe if column in one.value.columns), None)


def entries(action):
    with read_connection() as conn:
        rows = conn.execute(select(audit_log.c.details).where(audit_log.c.action == action).order_by(audit_log.c.seq))
        return [json.loads(details) for details in rows.scalars()]


@pytest.fixture
def choose(monkeypatch):
    """Rows of a table that are chosen from now on, `choose(app, "tersendat_0", 0, 1)`: AppTest cannot click them."""
    chosen, real = {}, tables.show

    def show(*args, **settings):
        drawn = real(*args, **settings)
        rows = next((rows for start, rows in chosen.items() if settings["key"].startswith(start)), drawn)
        return [row for row in rows if row < len(args[0])] if settings.get("choose") else drawn

    def pick(app, start, *rows):
        chosen[f"{start}_"] = list(rows)
        return app.run()

    monkeypatch.setattr(tables, "show", show)
    return pick


@pytest.mark.parametrize("role", NUMBERS)
def test_the_head_and_others_see_numbers_and_never_a_name(office, actor_of, role):
    app = screen(actor_of("akun", role, regency=PASURUAN), PAGE)

    kinds = table(app, "step")
    assert not app.exception and "**4 kartu** tersendat, terbanyak **2**: dicetak, belum dikirim" in words(app)
    assert dict(zip(kinds["name"], kinds["n"], strict=True)) == {
        KINDS["printed"]: 2, KINDS["duplicate"]: 1, KINDS["submitted"]: 1
    }  # fmt: skip
    assert table(app, "nik") is None and "NAMA" not in words(app)
    assert "penanganan" not in [box.key for box in app.selectbox]
    assert not [button for button in app.button if "Unduh" in button.label]
    assert entries("stuck.view") == []


@pytest.mark.parametrize("role", NAMED)
def test_who_may_open_cards_sees_them_by_name_masked_longest_first(office, actor_of, role):
    app = screen(actor_of("akun", role, regency=PASURUAN), PAGE)

    names = table(app, "nik")
    assert not app.exception and list(names["name"]) == ["NAMA1", "NAMA2", "NAMA3", "NAMA4"]
    assert all(nik.endswith("*" * 10) for nik in names["nik"])
    may_export = Permission.STUCK_WORK in GRANTS[Role(role)]
    assert bool([button for button in app.button if "Unduh" in button.label]) == may_export
    assert [one["rows"] for one in entries("stuck.view")] == [4]


def test_filters_in_the_address_narrow_every_number_and_the_list(office, actor_of):
    antar = actor_of("antar", "delivery", regency=PASURUAN)
    app = screen(antar, PAGE, tersendat_di=KINDS["printed"], di_kecamatan="Kejayan", rincian="Per lembaga")

    assert "**2 kartu** tersendat: dicetak, belum dikirim" in words(app)
    assert "Giliran: Petugas penyerahan. Masukkan ke paket lembaga" in words(app)
    assert list(table(app, "nik")["name"]) == ["NAMA1", "NAMA2"]
    shown = next(one.value for one in app.dataframe if list(one.value.columns)[:2] == ["name", "n"])
    assert dict(zip(shown["name"], shown["n"], strict=True)) == {"SMAN 1 Kejayan": 1, "Tanpa lembaga": 1}
    app.selectbox(key="dari_lembaga").select_index(0).run()
    assert list(table(app, "nik")["name"]) == ["NAMA1"]


def test_choosing_a_kind_in_the_table_asks_for_it(office, actor_of, choose):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), PAGE)
    choose(app, "jenis_tersendat", 2)

    assert app.selectbox(key="tersendat_di").value is StuckKind.PRINTED
    assert table(app, "step") is None and "**2 kartu** tersendat" in words(app)


def test_an_agreement_is_written_for_the_chosen_cards_and_the_card_is_one_click_away(office, actor_of, choose):
    app = screen(actor_of("antar", "delivery", regency=PASURUAN), PAGE, tersendat_di=KINDS["printed"])

    choose(app, "tersendat_0", 0)
    assert any("**NAMA1**" in one.value for one in app.markdown)
    assert next(one.proto for one in app.get("page_link")).query_string == f"penduduk={office[0]}"
    next(one for one in app.text_input if one.label == "Yang akan dilakukan").set_value("antar ke sekolah")
    press(app, "Catat")

    assert not app.exception and not app.error
    first = table(app, "nik").iloc[0]
    assert (first["owner_name"], first["action"]) == ("Antar", "antar ke sekolah")
    assert first["due_on"] == TODAY + timedelta(days=7)
    assert entries("stuck.agree")[0]["cards"] == 1
    choose(app, "tersendat_0", 0, 1)
    assert "**2 kartu dipilih**" in words(app)


def test_a_card_that_moved_since_the_list_was_drawn_is_said_and_nothing_written(office, actor_of, choose, monkeypatch):
    app = screen(actor_of("antar", "delivery", regency=PASURUAN), PAGE, tersendat_di=KINDS["printed"])
    choose(app, "tersendat_0", 0, 1)
    real = service.agree

    def after_it_moved(*args, **settings):
        with write_transaction() as conn:
            bring_to(conn, office[0], CardState.DISPATCHED, TODAY)
        return real(*args, **settings)

    monkeypatch.setattr(service, "agree", after_it_moved)
    press(app, "Catat")

    assert "1 kartu yang dipilih sudah bergerak" in words(app)
    assert [button for button in app.button if button.label == "Muat ulang data"]
    with read_connection() as conn:
        assert conn.execute(select(stuck_note)).all() == []


def test_niks_are_shown_only_after_it_was_written_down(office, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN), PAGE)
    press(app, "Tampilkan NIK halaman ini")

    assert all(WHOLE_NIK.fullmatch(nik) for nik in table(app, "nik")["nik"])
    assert sorted(entries("stuck.reveal")[0]["residents"]) == sorted(office[:4])
    press(app, "Samarkan NIK lagi")
    assert all(nik.endswith("*" * 10) for nik in table(app, "nik")["nik"])


@pytest.mark.parametrize("role", ["delivery", "visit", "admin", "auditor"])
def test_who_may_not_see_niks_has_no_button_for_it(office, actor_of, role):
    app = screen(actor_of("akun", role, regency=PASURUAN), PAGE)

    assert not [button for button in app.button if "NIK" in button.label]


def test_the_list_is_offered_to_this_account_as_it_is_filtered(office, actor_of):
    app = screen(actor_of("antar", "delivery", regency=PASURUAN), PAGE, tersendat_di=KINDS["printed"])
    press(app, "Unduh daftar")

    with read_connection() as conn:
        kind, params = conn.execute(select(download.c.kind, download.c.params)).one()
    assert kind == "stuck.xlsx" and params["filter"]["kind"] == "printed"


def test_the_admin_sets_a_limit_and_the_numbers_follow(office, actor_of):
    app = screen(actor_of("admin", "admin", regency=PASURUAN), PAGE, rincian="Batas hari")
    app.selectbox(key="batas_jenis").set_value(StuckKind.PRINTED)
    app.number_input(key="batas_hari").set_value(1)
    press(app, "Simpan batas")

    assert not app.exception and "**5 kartu** tersendat" in words(app)
    with read_connection() as conn:
        assert settings.limits(conn, PASURUAN, TODAY)[StuckKind.PRINTED] == 1


@pytest.mark.parametrize("role", ["head", "print", "delivery", "auditor"])
def test_others_see_the_limits_and_cannot_set_them(office, actor_of, role):
    app = screen(actor_of("akun", role, regency=PASURUAN), PAGE, rincian="Batas hari")

    assert dict(zip(table(app, "days")["name"], table(app, "days")["days"], strict=True))[KINDS["printed"]] == "7 hari"
    assert not [button for button in app.button if button.label == "Simpan batas"]


def test_an_account_of_one_district_sees_that_district(office, actor_of):
    app = screen(actor_of("kecamatan", "delivery", regency=PASURUAN, districts=(PURWOSARI,)), PAGE)

    assert app.multiselect(key="di_kecamatan").options == ["Tutur"]
    assert list(table(app, "nik")["name"]) == ["NAMA4"]


def test_nothing_stuck_is_said_in_a_sentence(sqlite_database, actor_of, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    make_office()
    app = screen(actor_of("cetak", "print", regency=PASURUAN), PAGE)

    assert not app.exception and "Tidak ada kartu yang tersendat" in words(app)
    assert entries("stuck.view") == []


def test_a_question_is_written_down_once(office, actor_of):
    app = screen(actor_of("antar", "delivery", regency=PASURUAN), PAGE)
    app.run()
    app.selectbox(key="tersendat_di").set_value(StuckKind.PRINTED).run()
    app.run()

    assert [one["rows"] for one in entries("stuck.view")] == [4, 2]
    with read_connection() as conn:
        said = " ".join(conn.execute(select(audit_log.c.details)).scalars())
    assert not WHOLE_NIK.search(said) and "NAMA" not in said
