"""Every number of the head's page that opens a list: the list says the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest
from tests_support.constants import NOW
from tests_support.screens import ROOT, router, texts

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.access.store import actor_by_name
from ktp_core.access.transactions import SYSTEM
from ktp_core.db import engine
from ktp_core.db.engine import write_transaction
from ktp_core.db.migrate import migrate
from ktp_core.demo import service as demo
from ktp_core.demo.model import Size

TODAY = date(2026, 11, 22)
NUMBER = re.compile(r"[0-9][0-9.]*")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small demo, once for this file."""
    folder = tmp_path_factory.mktemp("beranda")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KTP_DATA_DIR", str(folder))
        patch.delenv("KTP_DATABASE_URL", raising=False)
        migrate()
        demo.build(Size.SMALL, today=TODAY, by=SYSTEM, at=NOW, progress=lambda done, total: None)
        yield folder
        engine.dispose()


@pytest.fixture(autouse=True)
def here(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KTP_DATA_DIR", str(office))
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)


def opened(name: str, page: str, address: list[tuple[str, str]]) -> AppTest:
    """A screen as that account sees it at that address."""
    with write_transaction() as conn:
        token = sessions.start(conn, actor_by_name(conn, name).account_id, clock.now(), "uji")
    app = router(token)
    app.run()
    if page == "beranda":  # which was opened just now, and filters that stand already take nothing from an address
        app.switch_page(str(ROOT / "pages/akun.py")).run()
    app.switch_page(str(ROOT / f"pages/{page}.py"))
    for key in dict(address):
        values = [value for name_, value in address if name_ == key]
        app.query_params[key] = values if len(values) > 1 else values[0]
    return app.run()


def links(app: AppTest) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Label, page and address of every link in the page itself."""
    found: list[Any] = [one.proto for one in app.main.get("page_link")]
    return [(one.label, one.page, parse_qsl(one.query_string)) for one in found]


def first_number(text: str) -> str:
    found = NUMBER.search(text)
    assert found, text
    return found[0].rstrip(".")


def listed(name: str, page: str, address: list[tuple[str, str]]) -> str:
    """The number that the list says of itself: the first bold one, or the visits that the agenda shows."""
    app = opened(name, page, address)
    assert not app.exception, app.exception[0].message
    bold = re.findall(r"\*\*([0-9][0-9.]*)", texts(app))
    if page == "penyerahan":  # its sentence is of all parcels; the list itself is a table
        return str(len(app.dataframe[0].value))
    return str(bold[0])


@pytest.mark.parametrize("place", ["", "Paringin", "Halong"])
def test_every_link_opens_a_list_of_as_many(place: str):
    address = [("kecamatan", place)] if place else []
    app = opened("balangan", "beranda", address)
    assert not app.exception
    assert (f"Kecamatan {place}:" in texts(app)) is bool(place)  # the filter of the address was taken
    found = [one for one in links(app) if NUMBER.search(one[0])]

    pages = {page for _label, page, _address in found}
    assert {"tersendat", "orang_per_tahap", "antrean_cetak"} <= pages or place
    for label, page, where in found:
        number = first_number(label.rpartition(":")[2] if ":" in label else label)
        assert listed("balangan", page, where) == number, (label, where)
    assert len(found) >= (6 if not place else 2)
