"""From one of the head's screens to another: place, day and span go along, though both have filters of these names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests_support.as_account import screen, words
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, store
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import write_transaction
from ktp_core.figures import service as official
from ktp_core.figures.model import Measure, Target
from ktp_core.ui.head_carried import SHARED, packed
from ktp_core.ui.head_links import HEAD

TODAY, KEJAYAN = date(2026, 11, 22), "35.14.06"


@pytest.fixture(autouse=True)
def office(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_office(("school", "SMA A", KEJAYAN))
    with write_transaction() as conn:
        store(conn, PASURUAN, lives(PASURUAN, (KEJAYAN, "35.14.15"), 300, seed=4, today=TODAY))
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)


@pytest.mark.parametrize("page", sorted(HEAD - {"beranda"}))
def test_a_link_from_the_first_page_opens_the_place_and_the_day_it_names(page: str, actor_of: Any) -> None:
    address = packed({"kecamatan": "Kejayan", "tanggal": "2026-10-31", "pengetahuan": "true"})

    app = screen(actor_of("kepala", "head", regency=PASURUAN), page, **{key: str(n) for key, n in address.items()})

    assert not app.exception
    assert app.selectbox(key="kecamatan").value == KEJAYAN
    assert app.date_input(key="tanggal").value == date(2026, 10, 31)
    assert app.toggle(key="pengetahuan").value is True
    assert not [key for key in app.query_params if key.startswith("ke_")]


@pytest.mark.parametrize("address", [
    {"kecamatan": "Halong", "tanggal": "kemarin", "kurun": "99 bulan"}, {"kecamatan": "", "tanggal": "2031-01-01"},
])  # fmt: skip
def test_what_is_no_choice_here_is_no_choice(address: dict[str, str], actor_of: Any) -> None:
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "tren", **{f"ke_{key}": n for key, n in address.items()})

    assert not app.exception
    assert app.selectbox(key="kecamatan").value is None and app.date_input(key="tanggal").value == TODAY


def test_who_has_some_districts_is_carried_into_no_other(actor_of: Any) -> None:
    camat = actor_of("camat", "head", regency=PASURUAN, districts=(KEJAYAN,))

    app = screen(camat, "tren", ke_kecamatan="Kraton")

    assert not app.exception and "Kraton" not in words(app)


def test_no_link_between_these_screens_names_a_filter_that_both_have(actor_of: Any) -> None:
    official.add_target(SYSTEM, PASURUAN, Target(PASURUAN, Measure.HOLDERS, 900, TODAY, "Renja"), at=NOW)

    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda", tanggal="2026-10-31")

    links: list[Any] = [one.proto for one in app.main.get("page_link")]
    to_head = [one.query_string for one in links if one.page in HEAD]
    assert to_head and not [said for said in to_head if any(f"{name}=" in said.replace("ke_", "") and
                                                            f"ke_{name}=" not in said for name in SHARED)]  # fmt: skip
