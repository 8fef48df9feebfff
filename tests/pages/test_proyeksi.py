"""The screen of the projection: the answer first, paces, what if, several targets, none, an office of nobody."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.as_account import screen, words
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import KEJAYAN, Life, kejayan_and_rembang, recount
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.access.transactions import SYSTEM
from ktp_core.figures import service as figures
from ktp_core.figures.model import Measure, Reported, Target
from ktp_core.kpi.model import Scope
from ktp_core.projection import service
from ktp_core.projection.model import WhatIf
from ktp_core.ui.projection import said

TODAY = date(2026, 11, 18)


@pytest.fixture
def today(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)


@pytest.fixture
def people(today: None) -> list[Life]:
    return kejayan_and_rembang(TODAY)


def goal(value: int, measure: Measure = Measure.HOLDERS, until: date | None = None, area: str = PASURUAN) -> None:
    figures.add_target(SYSTEM, PASURUAN, Target(area, measure, value, date(2026, 1, 1), "Renja", until), at=NOW)


def metrics(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("role", [role for role in Role if Permission.HEAD_VIEW in GRANTS[role]])
def test_every_role_with_the_permission_reads_the_answer_of_the_service_first(people, actor_of, role):
    goal(recount(people, TODAY)["owned"] + 15, until=date(2027, 12, 31))
    app = screen(actor_of("akun", str(role), regency=PASURUAN), "proyeksi")

    assert not app.exception
    view = service.outlook(SYSTEM, Scope(PASURUAN, TODAY), TODAY)
    assert app.markdown[0].value == said(view, 0)
    assert "Dengan laju sekarang target" in said(view, 0) and "hambatan terbesar" in said(view, 0)
    (one,) = view.arrivals
    shown = metrics(app)
    assert one.pace < 1 and shown["Laju 12 bulan terakhir"] == f"{one.pace:.2f}/hari kerja".replace(".", ",")
    assert one.needed < 1 and shown["Laju yang diperlukan"] == f"{one.needed:.2f}/hari kerja".replace(".", ",")
    assert "WARGA" not in words(app)


def test_a_role_without_the_permission_has_no_such_page(people, actor_of, monkeypatch):
    monkeypatch.setitem(GRANTS, Role.PRINT, GRANTS[Role.PRINT] - {Permission.HEAD_VIEW})

    with pytest.raises(ValueError):
        screen(actor_of("cetak", "print", regency=PASURUAN), "proyeksi")


def test_not_at_this_rate_is_said_with_what_is_in_the_way(people, actor_of):
    goal(50_000)
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")

    assert "**tidak tercapai dengan laju ini** sampai Oktober 2036" in app.markdown[0].value
    assert "hambatan terbesar: **jumlah wajib KTP yang belum cukup untuk target ini**" in app.markdown[0].value
    assert "Bahkan tanpa satu pun hambatan" in words(app)


def test_several_targets_stand_side_by_side_and_one_is_chosen(people, actor_of):
    counted = recount(people, TODAY)
    goal(counted["owned"] - 5)
    goal(counted["covered"] + 9, Measure.RECORDED, until=date(2027, 12, 31))
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")

    assert "orang sudah rekam" in app.markdown[0].value  # what is not reached yet comes first
    table = app.dataframe[-1].value
    assert list(table["p50"])[0] == "tercapai" and list(table["now"])[0] == str(counted["owned"])
    app.session_state["target"] = f"{counted['owned'] - 5} pemilik KTP-el"
    app.run()
    assert not app.exception
    assert "sudah **tercapai**" in app.markdown[0].value
    assert not app.metric


def test_without_a_target_it_says_how_many_there_will_be(people, actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")

    assert not app.exception
    assert "Belum ada target yang berlaku di sini" in app.markdown[0].value
    assert "pada akhir 2027" in app.markdown[0].value
    assert not app.metric and app.get("plotly_chart")


def test_nobody_at_all_is_a_sentence_and_a_next_step(today, actor_of):
    make_office()
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")

    assert not app.exception
    assert "Belum ada yang dapat diproyeksikan" in app.info[0].value
    assert not app.get("plotly_chart")


def test_a_registry_of_a_part_is_explained(people, actor_of):
    figures.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, Measure.WAJIB_KTP, 90_000, TODAY, "DKB"), at=NOW)
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")

    ours = recount(people, TODAY)["eligible"]
    assert f"baru memuat **{ours}** dari 90.000 wajib KTP" in app.info[0].value


def test_a_target_of_which_nobody_knows_how_far_it_is_says_so(people, actor_of):
    figures.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, Measure.WAJIB_KTP, 90_000, TODAY, "DKB"), at=NOW)
    goal(85_000)
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")

    assert not app.exception
    assert app.markdown[0].value.startswith("Target **85.000** pemilik KTP-el **belum dapat diproyeksikan**")
    assert "Belum ada target" not in words(app)


def test_what_if_nobody_is_recorded_any_more(people, actor_of):
    goal(recount(people, TODAY)["covered"] + 20, Measure.RECORDED)
    head = actor_of("kepala", "head", regency=PASURUAN)
    app = screen(head, "proyeksi")
    assert not [one for one in app.info if "Dengan perubahan itu" in one.value]

    app.slider(key="jika_rekam").set_value(0).run()

    assert not app.exception
    assert "Dengan perubahan itu target tetap tidak tercapai" in app.info[0].value
    app.slider(key="jika_rekam").set_value(300).run()
    view = service.outlook(head, Scope(PASURUAN, TODAY), TODAY)
    quick = service.outlook(head, Scope(PASURUAN, TODAY), TODAY, WhatIf(recording=3.0))
    gained = (view.arrivals[0].p50 - quick.arrivals[0].p50).days
    assert f"{gained} hari lebih cepat" in app.info[0].value


def test_a_district_has_its_own_target_and_no_limit_of_printers(people, actor_of):
    goal(recount(people, TODAY, (KEJAYAN,))["owned"] + 5, area=KEJAYAN)
    camat = actor_of("camat", "head", regency=PASURUAN, districts=(KEJAYAN,))
    app = screen(camat, "proyeksi")

    assert "pemilik KTP-el" in app.markdown[0].value
    assert "milik seluruh kantor" in words(app)


def test_a_past_day_is_foreseen_as_known_then(people, actor_of):
    goal(recount(people, TODAY)["owned"] + 15)
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")
    app.date_input(key="tanggal").set_value(date(2026, 6, 30)).run()

    assert not app.exception
    then = service.outlook(SYSTEM, Scope(PASURUAN, date(2026, 6, 30), known_on=date(2026, 6, 30)), TODAY)
    assert app.markdown[0].value == said(then, 0)


def test_a_rerun_foresees_nothing_anew(people, actor_of, monkeypatch):
    goal(recount(people, TODAY)["owned"] + 15)
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")
    asked = []
    monkeypatch.setattr(service, "outlook", lambda *args: asked.append(args))

    app.run()
    assert not app.exception and not asked

    figures.add_target(SYSTEM, PASURUAN, Target(PASURUAN, Measure.HOLDERS, 9, date(2026, 2, 1), "Renja 2"), at=NOW)
    app.run()
    assert asked


def test_targets_of_every_kind_stand_in_one_table_and_the_list_chooses(people, actor_of):
    counted, end = recount(people, TODAY), date(2026, 12, 31)
    goal(counted["owned"] + 15)
    goal(counted["covered"] + 9, Measure.RECORDED, date(2027, 12, 31))
    goal(400, Measure.PRINTED, end)
    goal(7, Measure.VISITS, end)
    goal(60, Measure.INSTITUTIONS_SERVED, end)
    head = actor_of("kepala", "head", regency=PASURUAN)
    app = screen(head, "proyeksi")

    view = service.outlook(SYSTEM, Scope(PASURUAN, TODAY), TODAY)
    assert not app.exception and len(view.arrivals) == 5
    table = app.dataframe[-1].value
    assert list(table["now"]) == [f"{one.now:,}".replace(",", ".") for one in view.arrivals]
    assert list(table["until"]) == ["–", "31/12/2027", *["31/12/2026"] * 3]
    assert table["target"].iloc[4] == "7 kunjungan" or "7 kunjungan" in list(table["target"])
    places = next(at for at, one in enumerate(view.arrivals) if one.target.measure is Measure.INSTITUTIONS_SERVED)
    assert table["chance"].iloc[places] == "<1%" and table["p50"].iloc[places] == "> Des 2026"

    app.selectbox(key="target").set_value(places).run()
    assert not app.exception
    assert app.markdown[0].value == said(view, places)
    assert "dalam masa berlakunya, sampai 31 Desember 2026" in app.markdown[0].value
    assert "jumlah lembaga yang lebih sedikit daripada target ini" in app.markdown[0].value
    assert "Lembaga aktif: 1; sudah dilayani 0." in words(app)
    assert "Dihitung sejak 01/01/2026 sampai 31/12/2026." in words(app)
    day = app.date_input(key="tercapai_institutions_served_20261231")
    assert day.value == end and day.max == end


def test_what_an_office_could_change_says_nothing_about_visits(people, actor_of):
    goal(90, Measure.VISITS, date(2026, 12, 31))
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "proyeksi")

    app.slider(key="jika_serah").set_value(300).run()

    assert not app.exception
    assert not [one for one in app.info if "Dengan perubahan itu" in one.value]
    assert "tidak mengubah jumlah kunjungan" in words(app)
