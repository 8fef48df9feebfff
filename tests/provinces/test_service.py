"""An office's month sent to a province and counted there; who may, and what is refused."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests_support.as_account import screen, words
from tests_support.card_people import one
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Role
from ktp_core.access.transactions import SYSTEM
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, summary_file
from ktp_core.errors import NotAllowed, Refused
from ktp_core.kpi import service as kpi
from ktp_core.kpi.model import Scope
from ktp_core.provinces import coding, rules, service
from ktp_core.provinces.model import From, Month, Share

TODAY, MONTH = date(2026, 11, 22), 202610
STATES = (CardState.DELIVERED, CardState.PRINT_READY, CardState.UNRECORDED)


@pytest.fixture
def office(database):
    make_office(regency=PASURUAN)
    for number, state in enumerate(STATES, start=1):
        one(state, number=number)


def sent(regency: str = BALANGAN, **changes: object) -> bytes:
    """A file of another office: 60 of 80 recorded, 40 with a card."""
    found = Month(
        regency, "Dinas Contoh", MONTH, date(2026, 10, 31), {"wajib_ktp": 80, "backlog": 5, "visits": 2},
        {"coverage": Share(60, 80), "ownership": Share(40, 80)}, made_at=NOW,
    )  # fmt: skip
    return coding.write(replace(found, **changes))


def test_the_file_says_what_the_figures_say(office):
    file = service.export(SYSTEM, PASURUAN, MONTH, today=TODAY, at=NOW)
    found, day = coding.read(file.content), date(2026, 10, 31)
    figures = kpi.figures(SYSTEM, Scope(PASURUAN, day), TODAY)

    assert file.name == "ringkasan-35.14-202610.ktp.gz"
    assert found.counts["backlog"] == figures["backlog"].value == 1
    assert found.shares["coverage"] == Share(figures["coverage"].numerator, figures["coverage"].denominator)
    assert sum(stocks["owned"] for stocks in found.districts.values()) == figures["funnel_owned"].value == 1
    assert b"PENDUDUK" not in gzip.decompress(file.content) and b"3514060103" not in gzip.decompress(file.content)


def test_a_province_sees_its_own_offices_and_those_that_sent_a_file(office, actor_of):
    province = actor_of("provinsi", Role.HEAD, Role.ADMIN)

    assert service.merge(province, sent(), at=NOW).new
    found = service.sides(province, MONTH, TODAY)
    whole = rules.whole(found)

    assert [(side.month.regency, side.origin) for side in found] == [(PASURUAN, From.HERE), (BALANGAN, From.FILE)]
    assert whole.counts["backlog"] == 1 + 5
    assert whole.shares["coverage"] == Share(2 + 60, 3 + 80)
    assert service.sides(province, 202609, TODAY)[0].month.regency == PASURUAN  # a file is about one month
    assert len(service.sides(province, 202609, TODAY)) == 1


def test_the_same_file_counts_once_and_a_newer_one_takes_its_place(office, actor_of):
    province = actor_of("provinsi", Role.ADMIN)
    service.merge(province, sent(), at=NOW)
    again = service.merge(province, sent(), at=NOW)
    newer = sent(counts={"wajib_ktp": 81, "backlog": 9}, made_at=NOW + timedelta(days=1))
    service.merge(province, newer, at=NOW)

    with pytest.raises(Refused) as refusal:
        service.merge(province, sent(counts={"backlog": 7}), at=NOW)

    assert (again.new, refusal.value.code) == (False, "summary_older")
    assert rules.whole(service.sides(province, MONTH, TODAY)).counts["backlog"] == 1 + 9
    with read_connection() as conn:
        assert len(conn.execute(select(summary_file.c.id)).all()) == 2
        kinds = conn.execute(select(audit_log.c.action).where(audit_log.c.action == "summary.merge")).all()
    assert len(kinds) == 3  # the one that was refused left nothing


def test_an_office_of_this_installation_is_counted_here_alone(office, actor_of):
    with pytest.raises(Refused) as refusal:
        service.merge(actor_of("provinsi", Role.ADMIN), sent(PASURUAN), at=NOW)
    assert refusal.value.code == "summary_own"


def test_who_may_not(office, actor_of):
    limited = actor_of("kec", Role.HEAD, regency=PASURUAN, districts=("35.14.06",))
    elsewhere = actor_of("balangan", Role.ADMIN, regency=BALANGAN)
    clerk = actor_of("daftar", Role.ROSTER, regency=PASURUAN)
    refused = (
        lambda: service.export(limited, PASURUAN, MONTH, today=TODAY, at=NOW),
        lambda: service.export(elsewhere, PASURUAN, MONTH, today=TODAY, at=NOW),
        lambda: service.export(clerk, PASURUAN, MONTH, today=TODAY, at=NOW),
        lambda: service.merge(clerk, sent(), at=NOW),
        lambda: service.merge(actor_of("admin", Role.ADMIN, regency=PASURUAN), sent("63.01"), at=NOW),
    )
    for act in refused:
        with pytest.raises(NotAllowed):
            act()
    head = actor_of("kepala", Role.HEAD, regency=PASURUAN)
    assert [side.month.regency for side in service.sides(head, MONTH, TODAY)] == [PASURUAN]
    assert service.sides(limited, MONTH, TODAY) == []


def test_the_screen_of_a_province(office, actor_of, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    province = actor_of("provinsi", Role.HEAD, Role.ADMIN)
    service.merge(province, sent(), at=NOW)

    app = screen(province, "provinsi")

    assert not app.exception
    assert "2 kabupaten/kota" in words(app) and "62 dari 83" in words(app)
    table = app.dataframe[0].value
    assert list(table.iloc[:, 0])[-1] == "Jumlah" and len(table) == 3
    assert any("Terima berkas" in button.label for button in app.button)


def test_the_screen_of_one_office_offers_its_file_and_takes_none(office, actor_of, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)

    app = screen(actor_of("kepala", Role.HEAD, regency=PASURUAN), "provinsi")

    assert not app.exception
    assert any("Unduh ringkasan" in button.label for button in app.button)
    assert not any("Terima" in button.label for button in app.button)


@pytest.mark.parametrize(("changes", "code"), [
    ({"regency": "99.99"}, "regency_unknown"),
    ({"made_at": NOW + timedelta(days=2)}, "summary_clock"),
    ({"made_at": NOW - timedelta(days=60)}, "summary_clock"),
    ({"month": 209911, "as_of": date(2099, 11, 30)}, "summary_clock"),
])  # fmt: skip
def test_a_file_of_nowhere_or_of_another_time_is_refused(office, changes, code):
    with pytest.raises(Refused) as refusal:
        service.merge(SYSTEM, sent(**changes), at=NOW)

    assert refusal.value.code == code
    assert not [side for side in service.sides(SYSTEM, MONTH, TODAY) if side.origin is From.FILE]


def test_a_file_is_named_by_its_code_and_not_by_itself(office):
    merged = service.merge(SYSTEM, sent(name="**Kabupaten Pasuruan** <b>"), at=NOW)

    assert merged.month.name == "Kabupaten Balangan"
    assert [side.month.name for side in service.sides(SYSTEM, MONTH, TODAY) if side.origin is From.FILE] == [
        "Kabupaten Balangan"
    ]


def test_months_that_overlap_are_kept_apart_and_never_added(office):
    later = {"month": 202609, "as_of": date(2026, 9, 30), "counts": {"wajib_ktp": 70}}
    for content in (sent(), sent(**later), sent(**later), sent()):
        service.merge(SYSTEM, content, at=NOW)

    for month, n in ((MONTH, 80), (202609, 70)):
        (side,) = [side for side in service.sides(SYSTEM, month, TODAY) if side.origin is From.FILE]
        assert side.month.counts["wajib_ktp"] == n
