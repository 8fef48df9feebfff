"""The screen of the statement: numbers for everybody, a sum on every row, files without names."""

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

S = CardState
IN = ["became_due", "replaced", "spoiled", "changed_in", "corrected"]
OUT = ["printed", "sent_back", "changed_out"]


@pytest.fixture
def cards(sqlite_database, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: date(2026, 5, 20))
    make_office(("school", "SMA Kejayan", KEJAYAN))
    one(S.PRINT_READY, date(2025, 3, 5), number=1)
    one(S.PRINTED, date(2026, 3, 9), number=2)
    one(S.PRINT_READY, date(2026, 5, 2), number=3, district=PURWOSARI)
    return sqlite_database


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_role_sees_numbers_that_come_out_and_no_name(cards, actor_of, role):
    app = screen(actor_of(role, role, regency=PASURUAN), "neraca_antrean")

    assert not app.exception
    assert "**2** kartu menunggu hari ini = 1 pada awal Jun 2025 + **2** masuk − **1** keluar." in words(app)
    (table,) = [frame.value for frame in app.dataframe]
    assert len(table) == 12 and list(table["place"])[0] == "Mei 2026"
    assert ((table["opening"] + table[IN].sum(axis=1) - table[OUT].sum(axis=1)) == table["closing"]).all()
    assert "PENDUDUK" not in words(app) + str(table)


def test_districts_and_a_longer_span(cards, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "neraca_antrean", neraca="Per kecamatan",
                 rentang="24 bulan")  # fmt: skip

    (table,) = [frame.value for frame in app.dataframe]
    found = {row.place: (row.opening, row.became_due, row.printed, row.closing) for row in table.itertuples()}
    assert found == {"Kejayan": (0, 2, 1, 1), "Tutur": (0, 1, 0, 1)}


def test_somebody_of_a_district_sees_that_district(cards, actor_of):
    app = screen(actor_of("camat", "head", regency=PASURUAN, districts=(PURWOSARI,)), "neraca_antrean")

    assert "**1** kartu menunggu hari ini" in words(app)
    assert app.multiselect(key="neraca_kecamatan").options == ["Tutur"]


def test_nothing_at_all_says_so(sqlite_database, actor_of):
    make_office(("school", "SMA Kejayan", KEJAYAN))

    app = screen(actor_of("kepala", "head", regency=PASURUAN), "neraca_antrean")

    assert "Belum ada kartu yang masuk antrean" in app.info[0].value
    assert not app.dataframe
