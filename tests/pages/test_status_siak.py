"""The screen of status lists: file, columns, what would happen, applying, and deciding what contradicts ours."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import insert, select
from streamlit.testing.v1 import AppTest
from tests_support.card_people import AT, TODAY, add_people, bring_to, newcomer, nik
from tests_support.constants import PASURUAN

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.cards import store
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import account, audit_log, disagreement, office

ROOT = __file__.rsplit("/tests/", 1)[0]
S = CardState
LIST = (
    f"NIK;Status;Tanggal\n{nik(1)};PRR;05/04/2026\n{nik(2)};DUP;05/04/2026\n{nik(3)};BC;05/04/2026\n"
    f"{nik(9)};PRR;05/04/2026\n{nik(1)[:9]};PRR;05/04/2026\n{nik(1)};APA INI;05/04/2026\n"
).encode()


@pytest.fixture
def residents(sqlite_database, monkeypatch) -> list[int]:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    with write_transaction() as conn:
        conn.execute(insert(office).values(regency=PASURUAN, name="Dinas Uji"))
        ids = add_people(conn, *(newcomer(n) for n in (1, 2, 3)))
        for resident_id, state in zip(ids, (S.SUBMITTED, S.PRINTED, S.DELIVERED), strict=True):
            bring_to(conn, resident_id, state, date(2026, 3, 1))
    return ids


def screen(actor) -> AppTest:
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == actor.account_id).values(password_hash="their own"))
        token = sessions.start(conn, actor.account_id, AT, "uji")
    app = AppTest.from_file(f"{ROOT}/ktp_core/ui/main.py", default_timeout=30)
    app.user["session"] = sessions.token_hash(token)
    app.run()
    return app.switch_page(f"{ROOT}/pages/status_siak.py").run()


def text(app: AppTest) -> str:
    return " ".join(one.value for one in [*app.markdown, *app.success, *app.error, *app.warning, *app.info])


def state_of(resident_id: int) -> CardState:
    with read_connection() as conn:
        return store.card(conn, resident_id).state


def table(app: AppTest, column: str):
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)


def uploaded(app: AppTest) -> AppTest:
    return app.file_uploader[0].upload("status.csv", LIST, "text/csv").run()


def checked(app: AppTest) -> AppTest:
    return next(one for one in app.button if one.label == "Periksa daftar").click().run()


def test_a_list_is_looked_at_before_anything_is_written_and_then_applied_as_shown(residents, actor_of):
    app = checked(uploaded(screen(actor_of("cetak", "print", regency=PASURUAN))))

    assert not app.exception
    assert "**6 baris** terbaca" in text(app) and "**1** akan memajukan kartu" in text(app)
    counted = dict(zip(table(app, "what")["what"], table(app, "what")["n"], strict=True))
    assert counted == {
        "Maju sesuai daftar": 1, "Sudah sama": 0, "NIK tidak dikenal di sini": 1, "Ditolak karena isinya": 2,
        "SIAK menyebut masalah, kita sudah lebih jauh": 1, "SIAK menyebut status yang lebih awal": 1,
    }  # fmt: skip
    assert "APA INI (1)" in text(app)
    assert state_of(residents[0]) is S.SUBMITTED

    app.button(key="terapkan_siak").click().run()

    assert "6 baris dibaca, 1 diterapkan" in text(app)
    assert [state_of(one) for one in residents] == [S.PRINT_READY, S.PRINTED, S.DELIVERED]
    assert not [frame for frame in app.dataframe if "3514060103089" in str(frame.value)]


def test_wrong_columns_are_refused_and_the_right_ones_remembered(residents, actor_of):
    by = actor_of("cetak", "print", regency=PASURUAN)
    app = uploaded(screen(by))
    assert [box.value for box in app.selectbox[-3:]] == [0, 1, 2]

    app.selectbox[-2].set_value(0)
    checked(app)
    assert "kolom yang berbeda" in text(app)

    app.selectbox[-2].set_value(1)
    checked(app).button(key="terapkan_siak").click().run()
    again = checked(uploaded(app))
    assert "**0** akan memajukan kartu" in text(again)


def with_disputes(by) -> AppTest:
    return checked(uploaded(screen(by))).button(key="terapkan_siak").click().run()


def test_disagreements_are_listed_with_both_sides(residents, actor_of):
    app = with_disputes(actor_of("cetak", "print", regency=PASURUAN))

    listed = table(app, "why")
    assert list(zip(listed["ours"], listed["theirs"], strict=True)) == [
        ("Sudah dicetak, 01/03/2026", "Terduga ganda, 05/04/2026"),
        ("Diserahkan, 01/03/2026", "Sudah direkam, 05/04/2026"),
    ]
    assert "**2 perbedaan** menunggu keputusan" in text(app)


def test_looking_at_disagreements_is_audited_once_for_each_question(residents, actor_of):
    app = with_disputes(actor_of("cetak", "print", regency=PASURUAN))
    app.run()

    kinds = app.button_group(key="jenis_beda")
    with read_connection() as conn:
        kinds.set_value(conn.execute(select(disagreement.c.kind)).scalars().first()).run()
    app.run()
    with read_connection() as conn:
        where = audit_log.c.action == "status.disagreements"
        entries = [json.loads(one) for one in conn.execute(select(audit_log.c.details).where(where)).scalars()]
    assert [entry["rows"] for entry in entries] == [2, 1]
    assert len({entry["filter"] for entry in entries}) == 2
    assert "3514060103089" not in str(entries)


def test_following_siak_and_keeping_ours_are_written_with_their_reason(residents, actor_of, monkeypatch):
    from ktp_core.ui import tables

    chosen: list[list[int]] = [[]]
    real = tables.show
    monkeypatch.setattr(
        tables, "show", lambda *a, **k: (real(*a, **k), chosen[0])[1] if k["key"].startswith("beda") else real(*a, **k)
    )
    app = with_disputes(actor_of("cetak", "print", regency=PASURUAN))

    chosen[0] = [0]
    app.run()
    assert "Kartu rusak atau hilang sebelum diserahkan, harus dicetak ulang → Ditandai terduga ganda" in text(app)
    app.button(key="ikut_siak").click().run()
    assert "Tuliskan alasannya." in text(app)
    app.text_input(key="alasan_putusan").set_value("surat pusat")
    app.button(key="ikut_siak").click().run()
    assert "diputuskan orang lain, bukan yang memasukkan daftarnya" in text(app)
    assert state_of(residents[1]) is S.PRINTED
    with write_transaction() as conn:
        conn.execute(disagreement.update().values(seen_by="rekan"))  # as if a colleague had brought the list in
    app.button(key="ikut_siak").click().run()
    assert state_of(residents[1]) is S.DUPLICATE

    chosen[0] = [0]
    app.run()
    app.text_input(key="alasan_putusan").set_value("kartu di tangan")
    app.button(key="tetap_kita").click().run()

    assert state_of(residents[2]) is S.DELIVERED
    with read_connection() as conn:
        rows = conn.execute(select(disagreement.c.resolution, disagreement.c.reason).order_by(disagreement.c.id)).all()
    assert rows == [("taken", "surat pusat"), ("kept", "kartu di tangan")]
    chosen[0] = []
    assert "Tidak ada perbedaan yang menunggu keputusan." in text(app.run())


@pytest.mark.parametrize("role", ["head", "roster", "visit", "delivery", "scheduler", "auditor"])
def test_other_roles_cannot_open_it(residents, actor_of, role):
    with pytest.raises(ValueError, match="page"):
        screen(actor_of("lain", role, regency=PASURUAN))


def test_a_file_that_is_no_list_is_refused_in_a_sentence(residents, actor_of):
    app = screen(actor_of("cetak", "print", regency=PASURUAN))

    app.file_uploader[0].upload("a.csv", b"Nama;Alamat\nANI;Kejayan\n", "text/csv").run()

    assert not app.exception
    assert "Kolom wajib tidak ditemukan: NIK" in text(app)
