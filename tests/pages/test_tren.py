"""The screen of trends: the answer first, sentences with the service's numbers, filters, one kecamatan, a past day."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import update
from tests_support.as_account import screen, words
from tests_support.constants import PASURUAN
from tests_support.head_people import KEJAYAN, REMBANG, Life, kejayan_and_rembang
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.access.transactions import SYSTEM
from ktp_core.charts.theme import LIGHT
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import resident
from ktp_core.kpi import seasons, trends
from ktp_core.kpi.model import Scope
from ktp_core.kpi.trend_model import Trend
from ktp_core.ui import trend_districts, trend_parts, trend_words

TODAY = date(2026, 11, 18)


@pytest.fixture
def today(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)


@pytest.fixture
def people(today: None) -> list[Life]:
    return kejayan_and_rembang(TODAY)


def view(day: date = TODAY, *districts: str, what: Trend = Trend.RECORDED):
    return trends.trends(SYSTEM, Scope(PASURUAN, day, districts), what)


def charts(app) -> list[dict]:
    return [json.loads(one.proto.spec or one.proto.figure.spec) for one in app.get("plotly_chart")]


def ask(app, **values):
    """The filters set as a reader sets them."""
    for key, value in values.items():
        app.session_state[key] = value
    return app.run()


def sheet(app) -> list[str]:
    """Names in the order of the sheet of kecamatan."""
    (ground,) = (trace for trace in charts(app)[1]["data"] if trace["type"] == "bar")
    return [said[0] for said in ground["customdata"]]


@pytest.mark.parametrize("role", [role for role in Role if Permission.HEAD_VIEW in GRANTS[role]])
def test_every_role_with_the_permission_reads_the_answer_first(people, actor_of, role):
    app = screen(actor_of("akun", str(role), regency=PASURUAN), "tren")

    assert not app.exception
    known = view()
    assert app.markdown[0].value == trend_words.answer(known)
    twelve = seasons.twelve(known.months, TODAY)
    assert f"**{twelve} perekaman** dalam 12 bulan sampai Okt 2026" in app.markdown[0].value
    assert "Nov 2026 masih berjalan" in app.markdown[0].value
    assert "WARGA" not in words(app)


def test_a_role_without_the_permission_has_no_such_page(people, actor_of, monkeypatch):
    monkeypatch.setitem(GRANTS, Role.PRINT, GRANTS[Role.PRINT] - {Permission.HEAD_VIEW})

    with pytest.raises(ValueError):
        screen(actor_of("cetak", "print", regency=PASURUAN), "tren")


def test_every_chart_says_its_finding_and_has_its_numbers_in_a_table(people, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "tren")

    said = [one.proto.alt for one in app.get("plotly_chart")]
    assert len(said) == 5  # months, kecamatan, years, months a year before, season; one programme needs no chart
    assert all(len(one) > 20 for one in said)
    tables = [frame.value for frame in app.dataframe]
    assert len(tables) == 5
    months, places, years, pairs, season = tables
    assert list(months["n"]) == list(view().months)[::-1] and months["month"].iloc[0] == "Nov 2026 (sampai tgl 18)"
    assert len(places) == 24 and places["running"].sum() + sum(view().districts.get("", (0,))[-1:]) == view().months[-1]
    assert list(years["n"]) == [one.n for one in view().years]
    assert list(pairs["before"]) == [one.before for one in view().pairs][::-1]
    assert list(season["pattern"]) == [round(n) for n in view().profile.pattern]
    assert "dicatat pada satu program: kantor dinas" in words(app)


def test_another_flow_and_a_shorter_span_are_in_the_address(people, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "tren", arus="Dicetak")

    assert not app.exception
    assert app.markdown[0].value == trend_words.answer(view(what=Trend.PRINTED))
    ask(app, kurun=12)
    assert len(app.dataframe[0].value) == 12 and "12 bulan terakhir" in [one.value for one in app.header]


def test_all_kecamatan_stand_on_one_sheet_in_the_order_asked_for(people, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "tren", urutan_tren="Nama")

    known = view()
    assert sheet(app) == sorted(known.names.values()) and len(sheet(app)) == 24
    change = {known.names[code]: now - before for code, (now, before)
              in trend_words.changes(known, known.districts).items() if code}  # fmt: skip
    ask(app, urutan_tren="fell")
    assert [change[name] for name in sheet(app)] == sorted(change.values())
    ask(app, urutan_tren="grew")
    assert [change[name] for name in sheet(app)] == sorted(change.values(), reverse=True)


def test_a_sheet_has_one_scale_until_each_is_asked_to_have_its_own(people, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "tren")
    heights = _heights(app)
    peak = max(n for code, row in view().districts.items() if code for n in row)
    assert f"dari nol sampai {peak} per bulan" in words(app)
    assert len({round(one, 3) for one in heights.values() if one}) > 1
    ask(app, skala_sendiri=True)
    assert len({round(one, 3) for one in _heights(app).values() if one}) == 1
    assert "tidak dapat dibandingkan" in words(app)


def _heights(app) -> dict[str, float]:
    """How far each kecamatan's line rises above its foot."""
    found: dict[str, list[float]] = {}
    for trace in charts(app)[1]["data"]:
        if trace["type"] == "scatter" and trace["mode"] == "lines+markers":
            found.setdefault(trace["customdata"][0][1], []).extend(trace["y"])
    return {key: max(ys) - min(ys) for key, ys in found.items()}


def test_of_one_kecamatan_the_others_stay_beside_it_and_it_is_marked(people, actor_of):
    app = ask(screen(actor_of("kepala", "head", regency=PASURUAN), "tren"), kecamatan=KEJAYAN)

    assert not app.exception
    assert app.markdown[0].value.startswith("Kecamatan Kejayan: ")
    assert app.markdown[0].value == trend_words.answer(view(TODAY, KEJAYAN))
    assert len(sheet(app)) == 24
    (ground,) = (trace for trace in charts(app)[1]["data"] if trace["type"] == "bar")
    tinted = [said[1] for said, colour in zip(ground["customdata"], ground["marker"]["color"], strict=True)
              if colour == LIGHT.rest]  # fmt: skip
    assert tinted == [KEJAYAN]
    next(one for one in app.button if one.label == "Seluruh kabupaten/kota").click().run()
    assert app.markdown[0].value == trend_words.answer(view())


def test_an_account_of_one_kecamatan_sees_one_panel(people, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN, districts=(REMBANG,)), "tren")

    assert not app.exception
    assert sheet(app) == ["Rembang"]


def test_a_past_day_is_shown_as_it_was_known_then_with_a_switch(people, actor_of):
    app = ask(screen(actor_of("kepala", "head", regency=PASURUAN), "tren"), tanggal=date(2026, 10, 31))

    assert not app.exception
    assert "Keadaan 31 Oktober 2026" in words(app)
    assert "masih berjalan" not in app.markdown[0].value and "Putus-putus: bulan berjalan" not in app.markdown[0].value
    assert app.markdown[0].value == trend_words.answer(view(date(2026, 10, 31)))
    assert "31 Oktober 2026" in app.markdown[0].value


def test_an_office_without_acts_says_what_to_do(today, actor_of):
    make_office()
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "tren")

    assert not app.exception
    assert "Belum ada yang dapat dihitung per bulan" in app.info[0].value
    assert not app.get("plotly_chart")


def test_the_head_page_leads_to_the_trends_with_what_is_chosen(people, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")
    ask(app, kecamatan=KEJAYAN, kurun=24, tanggal=date(2026, 10, 31))

    (way,) = (one.proto for one in app.get("page_link") if one.proto.label == "Lihat tren")
    assert way.page == "tren"
    for part in ("kecamatan=Kejayan", "kurun=24", "tanggal=2026-10-31"):
        assert part in way.query_string


def test_names_that_people_gave_are_shown_as_they_are(people):
    with write_transaction() as conn:
        conn.execute(update(resident).values(version=2))  # a write; the trends stay
    known = view()
    panels = trend_parts.panels(known, {1: known.months}, {1: "Tim <b>*1*</b>"}, 12)
    assert panels[0].name == "Tim &lt;b&gt;*1*&lt;/b&gt;"
    assert r"Tim \<b\>\*1\*\</b\>" in trend_words.parts(known, {1: known.months}, {1: "Tim <b>*1*</b>"})


def test_months_are_summed_to_what_the_sentence_says(people):
    known = view()
    ordered = trend_districts.ordered(known, "name")
    assert [sum(row) for row in ordered.values()] == [sum(known.districts[code]) for code in ordered]
    assert sum(map(sum, ordered.values())) + sum(known.districts.get("", ())) == sum(known.months)
