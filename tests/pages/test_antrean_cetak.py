"""The backlog's screen: who sees what, filters, pages, masked NIKs, and what the audit log keeps of it."""

import json
import re
from datetime import date

import pytest
from sqlalchemy import insert, select
from streamlit.testing.v1 import AppTest
from tests_support import waiting
from tests_support.constants import NOW, PASURUAN

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import account, audit_log, office
from ktp_core.printing import queries, store
from ktp_core.printing.model import BacklogFilter, Kind
from ktp_core.summaries.rebuild import rebuild

ROOT = __file__.rsplit("/tests/", 1)[0]
WHOLE_NIK = re.compile(r"[0-9]{16}|[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4}")


@pytest.fixture
def queue(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: waiting.TODAY)
    with write_transaction() as conn:
        waiting.fill(conn, residents=600, waiting=230, at=NOW)
        conn.execute(insert(office).values(regency=PASURUAN, name="Dinas Uji"))
    return sqlite_database


def screen(actor, **address: object) -> AppTest:
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == actor.account_id).values(password_hash="their own"))
        token = sessions.start(conn, actor.account_id, clock.now(), "uji")
    app = AppTest.from_file(f"{ROOT}/ktp_core/ui/main.py", default_timeout=30)
    app.user["session"] = sessions.token_hash(token)
    app.run()
    app.switch_page(f"{ROOT}/pages/antrean_cetak.py")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def cards(app: AppTest):
    return next(frame.value for frame in app.dataframe if "nik" in frame.value.columns)


def answer(chosen: BacklogFilter, **page: int):
    with read_connection() as conn:
        return store.queue(conn, chosen, waiting.TODAY), queries.backlog_page(conn, chosen, waiting.TODAY, **page)


def entries(action: str) -> list[dict]:
    with read_connection() as conn:
        rows = conn.execute(select(audit_log.c.details).where(audit_log.c.action == action).order_by(audit_log.c.seq))
        return [json.loads(details) for details in rows.scalars()]


def said(app: AppTest) -> str:
    return next(one.value for one in app.markdown if "kartu menunggu" in one.value)


def test_print_staff_see_the_sentence_and_the_oldest_fifty_masked(queue, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN))

    whole, expected = answer(BacklogFilter(PASURUAN), limit=50)
    assert not app.exception
    assert said(app).startswith(
        f"**{whole.total}** kartu menunggu · terlama **{whole.oldest:,} hari**".replace(",", ".")
    )
    assert list(cards(app)["name"]) == list(expected["name"])
    assert list(cards(app)["nik"]) == list(expected["nik"])
    assert all(text.endswith("*" * 10) for text in cards(app)["nik"])


def test_filters_narrow_the_list_and_start_it_again_at_its_first_page(queue, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN))
    app.pagination(key="hal").set_value(3).run()
    third = answer(BacklogFilter(PASURUAN), limit=50, offset=100)[1]
    assert list(cards(app)["name"]) == list(third["name"])

    app.multiselect(key="di_kecamatan").set_value(["35.14.01", "35.14.02"])
    app.selectbox(key="jenis_kartu").set_value(Kind.FIRST_TIME)
    app.selectbox(key="menunggu").set_value(31).run()

    chosen = BacklogFilter(PASURUAN, ("35.14.01", "35.14.02"), (), Kind.FIRST_TIME, 31)
    narrowed, expected = answer(chosen, limit=50)
    assert 0 < narrowed.total < 230
    assert f"**{narrowed.total}** kartu menunggu di Kecamatan 01 dan Kecamatan 02" in said(app)
    assert list(cards(app)["name"]) == list(expected["name"])


def test_the_address_alone_makes_the_same_list(queue, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN), di_kecamatan="Kecamatan 01", jenis_kartu="Penggantian")

    chosen = BacklogFilter(PASURUAN, ("35.14.01",), (), Kind.REPLACEMENT)
    assert list(cards(app)["name"]) == list(answer(chosen, limit=50)[1]["name"])


def test_a_search_finds_names_and_never_stands_in_the_address(queue, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN))
    app.text_input(key="cari_antrean").set_value(" siti ").run()

    expected = answer(BacklogFilter(PASURUAN, search="siti"), limit=50)[1]
    assert list(cards(app)["name"]) == list(expected["name"])
    assert not any("SITI" in str(value).upper() for value in app.query_params.values())


def test_a_filter_that_finds_nothing_offers_to_be_taken_away(queue, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN))
    app.text_input(key="cari_antrean").set_value("tidak ada orang begini").run()
    assert "Tidak ada kartu yang cocok" in app.info[0].value

    app.button(key="hapus_saringan").click().run()

    assert not app.info and len(cards(app)) == 50


def test_an_empty_queue_says_so_and_what_to_do(sqlite_database, actor_of, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: waiting.TODAY)
    with write_transaction() as conn:
        waiting.fill(conn, residents=10, waiting=0, at=NOW, today=date(2026, 1, 1))
        conn.execute(store.resident.update().values(due_on=None))
        rebuild(conn, PASURUAN)

    app = screen(actor_of("cetak", "print", regency=PASURUAN))

    assert "Tidak ada kartu yang menunggu cetak" in app.success[0].value
    assert "Status SIAK" in app.success[0].value
    assert not app.dataframe


def test_nik_shows_only_after_it_was_asked_for_and_only_on_that_page(queue, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN))
    app.button(key="tampilkan").click().run()

    whole = answer(BacklogFilter(PASURUAN), limit=50, offset=0)[1]
    assert all(WHOLE_NIK.fullmatch(text) for text in cards(app)["nik"])
    kept = entries("backlog.reveal")
    assert kept == [{"rows": 50, "filter": kept[0]["filter"], "residents": list(whole["id"])}]

    app.pagination(key="hal").set_value(2).run()
    assert all(text.endswith("*" * 10) for text in cards(app)["nik"])
    assert len(entries("backlog.reveal")) == 1


def test_couriers_and_auditors_see_masked_niks_and_take_nothing_away(queue, actor_of):
    for role in ("delivery", "auditor"):
        app = screen(actor_of(f"akun{role}", role, regency=PASURUAN))

        assert all(text.endswith("*" * 10) for text in cards(app)["nik"])
        assert {"unduh_xlsx", "unduh_csv", "tampilkan"}.isdisjoint(button.key for button in app.button)


def test_a_courier_cannot_search_for_hidden_digits(queue, actor_of):
    app = screen(actor_of("antar", "delivery", regency=PASURUAN))
    app.text_input(key="cari_antrean").set_value("3514010000").run()

    assert "NIK lengkap 16 angka" in app.error[0].value
    assert not app.dataframe


@pytest.mark.parametrize("role", ["head", "roster", "scheduler", "visit", "admin"])
def test_other_roles_have_no_such_page(queue, actor_of, role):
    with pytest.raises(ValueError, match="antrean_cetak"):
        screen(actor_of("lain", role, regency=PASURUAN))


def test_an_account_of_one_district_sees_that_district(queue, actor_of):
    app = screen(actor_of("kecamatan", "print", regency=PASURUAN, districts=("35.14.02",)))

    whole, expected = answer(BacklogFilter(PASURUAN, ("35.14.02",)), limit=50)
    assert app.multiselect(key="di_kecamatan").options == ["Kecamatan 02"]
    assert f"**{whole.total}** kartu" in said(app)
    assert list(cards(app)["name"]) == list(expected["name"])


def test_each_question_leaves_one_entry_without_names_or_numbers_of_people(queue, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN))
    app.run()
    app.pagination(key="hal").set_value(2).run()
    app.text_input(key="cari_antrean").set_value("3514010000000240").run()
    app.run()

    views, searches = entries("backlog.view"), entries("backlog.search")
    assert len(views) == len(searches) == 1
    assert views[0]["rows"] == answer(BacklogFilter(PASURUAN))[0].total
    with read_connection() as conn:
        text = " ".join(conn.execute(select(audit_log.c.details)).scalars())
    assert not WHOLE_NIK.search(text) and "SITI" not in text


def test_breakdowns_add_up_to_the_total(queue, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN))
    total = answer(BacklogFilter(PASURUAN))[0].total

    for tab in ("Per kecamatan", "Per lembaga"):
        app.session_state["rincian"] = tab
        app.run()
        places = next(frame.value for frame in app.dataframe if "nik" not in frame.value.columns)
        assert places["n"].sum() == total
