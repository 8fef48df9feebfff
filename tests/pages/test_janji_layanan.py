"""The screen of the service promise: figures with their n, dashes for nobody, the promise set by the admin alone."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.as_account import screen, words
from tests_support.card_people import KEJAYAN, PURWOSARI, one
from tests_support.constants import PASURUAN
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Role
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.printing import promise_queries as queries
from ktp_core.printing.promise import Promised, Until
from ktp_core.ui import promise

S = CardState
TODAY = date(2026, 5, 20)
NUMBERS = (2, 5, 9, 30)


@pytest.fixture
def cards(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    make_office(("school", "SMA Kejayan", KEJAYAN))
    from tests_support.card_people import bring_to

    for number, days in enumerate(NUMBERS, 1):
        who = one(S.PRINT_READY, date(2026, 4, 1), number=number, district=PURWOSARI if days > 20 else KEJAYAN)
        printed = date.fromordinal(date(2026, 4, 1).toordinal() + days)
        with write_transaction() as conn:
            bring_to(conn, who, S.PRINTED, printed)
    one(S.PRINT_READY, date(2026, 4, 1), number=9)
    return sqlite_database


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_role_sees_the_figures_and_no_name(cards, actor_of, role):
    app = screen(actor_of(role, role, regency=PASURUAN), "janji_layanan")

    assert not app.exception
    assert ("Separuh dari **4** kartu dicetak dalam **5 hari**, 90% dalam **30 hari** · **25,0%** (1 dari 4) menurut "
            "janji, kini 3 hari.") in words(app)  # fmt: skip
    (table,) = [frame.value for frame in app.dataframe]
    rows = [(row.name, row.n, row.median, row.p90, row.share) for row in table.itertuples(index=False)]
    assert rows == [("Mei 2026", 1, 30, 30, "0,0% (0)"), ("Apr 2026", 3, 5, 9, "33,3% (1)")]
    assert "PENDUDUK" not in words(app) + str(table)
    assert ("janji_simpan" in {button.key for button in app.button}) == (role == "admin")


def test_districts_and_institutions_have_the_slowest_first(cards, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "janji_layanan")

    app.session_state["rincian_janji"] = "Per kecamatan"
    app.run()
    rows = [(row.name, row.n, row.median) for row in app.dataframe[0].value.itertuples(index=False)]
    assert rows == [("Tutur", 1, 30), ("Kejayan", 3, 5)]
    app.session_state["rincian_janji"] = "Per lembaga"
    app.run()
    assert list(app.dataframe[0].value["name"]) == ["Tanpa lembaga"]


def test_institutions_of_more_cards_than_are_read_at_once_are_of_the_latest_months_and_it_says_so(
    cards, actor_of, monkeypatch
):
    monkeypatch.setattr(promise, "READ", 3)
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "janji_layanan")
    app.session_state["rincian_janji"] = "Per lembaga"
    app.run()

    assert list(app.dataframe[0].value["n"]) == [1]
    assert "Per lembaga dihitung sejak 1 Mei 2026: 1 dari 4 kartu. Pilih kecamatan" in words(app)
    app.multiselect(key="janji_kecamatan").set_value([KEJAYAN]).run()
    assert list(app.dataframe[0].value["n"]) == [3] and "Pilih kecamatan agar" not in words(app)


def test_nobody_yet_is_a_dash_and_a_next_step(cards, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "janji_layanan", sampai="Sampai diserahkan")

    assert "Belum ada kartu yang diserahkan dalam rentang ini." in app.info[0].value
    assert "Separuh dari" not in words(app)
    assert not app.dataframe


def test_the_admin_promises_anew_and_what_is_past_keeps_its_measure(cards, actor_of):
    app = screen(actor_of("admin", "admin", regency=PASURUAN), "janji_layanan")

    app.number_input(key="janji_hari").set_value(10)
    app.button(key="janji_simpan").click().run()

    assert not app.exception
    with read_connection() as conn:
        assert queries.promises(conn, PASURUAN, Until.PRINTED) == [Promised(TODAY, 10)]
    assert "(1 dari 4) menurut janji, kini 10 hari" in words(app)


def test_somebody_of_a_district_sees_that_district(cards, actor_of):
    app = screen(actor_of("camat", "head", regency=PASURUAN, districts=(PURWOSARI,)), "janji_layanan")

    assert "Separuh dari **1** kartu dicetak dalam **30 hari**" in words(app)
    assert app.multiselect(key="janji_kecamatan").options == ["Tutur"]
