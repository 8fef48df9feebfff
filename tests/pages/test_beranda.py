"""The head's page: who may see it, what it says first, filters in the address, no names, nothing yet."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest
from tests_support.constants import BALANGAN, NOW, PASURUAN, ROOT
from tests_support.head_people import Life, lives, recount, store
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.access.transactions import SYSTEM
from ktp_core.charts.theme import LIGHT
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import account
from ktp_core.errors import NotAllowed
from ktp_core.figures import service
from ktp_core.figures.model import BasisKind, Measure, Reported, Target
from ktp_core.kpi import service as kpi
from ktp_core.kpi.model import Scope
from ktp_core.ui import head, head_charts
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
KEJAYAN, KRATON = "35.14.06", "35.14.15"


@pytest.fixture
def today(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)


@pytest.fixture
def people(today: None) -> list[Life]:
    (place,) = make_office(("school", "SMA Kejayan", KEJAYAN))
    with write_transaction() as conn:
        visit = insert_visit(conn, PASURUAN, place, date(2026, 3, 12), at=NOW)
        made = lives(PASURUAN, (KEJAYAN, KRATON), 500, seed=4, today=TODAY, visits=[visit])
        store(conn, PASURUAN, made)
    return made


def screen(actor, page: str) -> AppTest:
    """The page as that account sees it. Raises ValueError when the account has no such page."""
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == actor.account_id).values(password_hash="their own"))
        token = sessions.start(conn, actor.account_id, clock.now(), "uji")
    app = AppTest.from_file(str(ROOT / "ktp_core/ui/main.py"), default_timeout=30)
    app.user["session"] = sessions.token_hash(token)
    app.run()
    return app.switch_page(str(ROOT / f"pages/{page}.py")).run()


def words(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def add_official_numbers() -> None:
    target = Target(PASURUAN, Measure.HOLDERS, 2000, date(2019, 1, 1), "WartaBromo")
    service.add_target(SYSTEM, PASURUAN, target, at=NOW)
    for measure, value in ((Measure.WAJIB_KTP, 1500), (Measure.HOLDERS, 1000), (Measure.RECORDED, 1490)):
        service.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, measure, value, TODAY, "DKB"), at=NOW)


def metrics(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_with_the_permission_sees_it(people: list[Life], actor_of, role: Role):
    assert Permission.HEAD_VIEW in GRANTS[role]
    app = screen(actor_of("akun", str(role), regency=PASURUAN), "beranda")

    assert not app.exception
    assert app.title[0].value == "Kabupaten Pasuruan"


def test_a_role_without_the_permission_is_refused_page_and_numbers(
    people: list[Life], actor_of, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(GRANTS, Role.PRINT, GRANTS[Role.PRINT] - {Permission.HEAD_VIEW})
    actor = actor_of("cetak", "print", regency=PASURUAN)

    with pytest.raises(ValueError):
        screen(actor, "beranda")
    for ask in (kpi.overview, kpi.figures):
        with pytest.raises(NotAllowed):
            ask(actor, Scope(PASURUAN, TODAY), TODAY)


def test_a_district_that_is_not_the_actors_is_refused(people: list[Life], actor_of):
    actor = actor_of("kejayan", "head", regency=PASURUAN, districts=(KEJAYAN,))

    with pytest.raises(NotAllowed):
        kpi.figures(actor, Scope(PASURUAN, TODAY, (KRATON,)), TODAY)
    mine = kpi.figures(actor, Scope(PASURUAN, TODAY), TODAY)["backlog"].value
    assert mine == recount(people, TODAY, (KEJAYAN,))["backlog"]


def test_of_two_who_choose_one_district_each_sees_only_the_districts_that_are_theirs(people: list[Life], actor_of):
    whole = actor_of("kepala", "head", regency=PASURUAN)
    part = actor_of("kejayan", "head", regency=PASURUAN, districts=(KEJAYAN,))
    scope = Scope(PASURUAN, TODAY, (KEJAYAN,))
    with pytest.MonkeyPatch.context() as patch:  # what others wrote in between would empty the cache
        patch.setattr(kpi, "version", lambda by, regency: "unchanged")
        everything = head.overview(whole, scope, TODAY)
        mine = head.overview(part, scope, TODAY)

    assert len(everything.districts) == 24
    assert list(mine.districts["district"]) == [KEJAYAN]


def test_the_answer_comes_first_and_names_the_largest_obstacle(people: list[Life], actor_of):
    add_official_numbers()
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")
    counted = recount(people, TODAY)

    first = app.markdown[0].value
    assert "**1.000 dari 2.000** orang sudah memiliki KTP-el (50,0%); kurang **1.000**." in first
    gaps = {
        "wajib KTP belum direkam": 10, "kartu siap cetak belum dicetak": counted["backlog"],
        "orang sudah direkam tetapi belum siap cetak": counted["covered"] - counted["ready"],
        "kartu sudah dicetak tetapi belum diterima": counted["printed"] - counted["owned"],
    }  # fmt: skip
    largest = max(gaps, key=gaps.__getitem__)
    assert f"Hambatan terbesar: **{gaps[largest]} {largest}**." in first
    assert "Target melebihi wajib KTP saat ini (1.500)." in first


def test_the_cards_are_those_of_a_recount(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")
    counted = recount(people, TODAY)
    share = f"{counted['covered'] / counted['eligible'] * 100:.1f}".replace(".", ",") + "%"

    shown = metrics(app)
    assert list(shown) == ["Cakupan perekaman", "Kepemilikan KTP-el", "Antrean cetak", "Lembaga 2026", "Terlayani 2026"]
    assert (shown["Cakupan perekaman"], shown["Antrean cetak"]) == (share, str(counted["backlog"]))
    assert shown["Lembaga 2026"] == "1"
    assert all(metric.help for metric in app.metric)
    assert f"{counted['covered']} dari {counted['eligible']}" in words(app)


def test_district_and_day_change_every_number(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")
    app.selectbox(key="kecamatan").set_value("Kejayan")
    app.date_input(key="tanggal").set_value(date(2025, 6, 30))
    app.run()

    counted = recount(people, date(2025, 6, 30), (KEJAYAN,))
    assert metrics(app)["Antrean cetak"] == str(counted["backlog"])
    assert f"{counted['covered']} dari {counted['eligible']}" in words(app)
    assert "Kecamatan Kejayan: **" in words(app)  # the title is the regency's


def test_the_table_has_every_district_and_the_numbers_of_the_map(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")
    table = app.dataframe[0].value

    assert len(table) == 24
    row = table.set_index("name").loc["Kejayan"]
    counted = recount(people, TODAY, (KEJAYAN,))
    assert [int(row[name]) for name in ("covered", "eligible", "backlog")] == [
        counted[name] for name in ("covered", "eligible", "backlog")
    ]
    assert "Peta skematik" in words(app)


def test_somebody_of_one_district_sees_that_district_only(people: list[Life], actor_of):
    app = screen(actor_of("kejayan", "head", regency=PASURUAN, districts=(KEJAYAN,)), "beranda")

    assert app.selectbox(key="kecamatan").options == ["Kejayan"]
    assert list(app.dataframe[0].value["name"]) == ["Kejayan"]
    assert metrics(app)["Antrean cetak"] == str(recount(people, TODAY, (KEJAYAN,))["backlog"])


def test_no_name_and_no_nik_is_on_the_page(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")

    everything = words(app) + "".join(frame.value.to_string() for frame in app.dataframe) + str(app.main)
    assert "WARGA" not in everything
    assert not any(life.row["nik"] in everything for life in people)


def test_every_figure_stands_with_its_source_in_the_list(people: list[Life], actor_of):
    add_official_numbers()
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")

    listed = app.dataframe[-1].value.set_index("Angka")
    assert listed.loc["Target KTP-el", "Sumber"] == "dilaporkan: WartaBromo (berlaku sejak 01/01/2019)"
    assert listed.loc["Cakupan perekaman", "n dari N"] == "1.490 dari 1.500"
    assert (listed["Sumber"] != "").all()


def test_an_office_without_numbers_is_told_what_to_do_first(today: None, actor_of):
    make_office()
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")

    assert not app.exception
    assert "Belum ada angka untuk kantor ini" in words(app)
    assert not app.metric


def test_an_office_with_a_target_alone_is_not_empty_and_divides_by_nothing(today: None, actor_of):
    make_office()
    target = Target(PASURUAN, Measure.HOLDERS, 2000, date(2019, 1, 1), "WartaBromo")
    service.add_target(SYSTEM, PASURUAN, target, at=NOW)
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")

    assert not app.exception
    assert metrics(app)["Cakupan perekaman"] == "–"
    assert "**0 dari 2.000**" in app.markdown[0].value


def test_another_office_is_not_mixed_in(people: list[Life], actor_of):
    make_office(regency=BALANGAN)
    app = screen(actor_of("balangan", "head", regency=BALANGAN), "beranda")

    assert "Belum ada angka untuk kantor ini" in words(app)


def test_in_english_no_sentence_stays_indonesian(people: list[Life], actor_of, monkeypatch: pytest.MonkeyPatch):
    from ktp_core.ui import i18n

    missing: list[str] = []
    add_official_numbers()

    def translate(text: str) -> str:
        found = i18n.catalogue("en").get(text)
        if found is None:
            missing.append(text)
        return found or text

    modules = ("head", "head_attention", "head_cards", "head_charts", "head_filters", "head_gaps", "head_goals",
               "head_map", "head_months", "head_served", "head_words", "held")  # fmt: skip
    for name in modules:
        monkeypatch.setattr(f"ktp_core.ui.{name}._", translate)
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")

    assert not app.exception
    assert missing == []
    assert "have a KTP-el" in app.markdown[0].value


def test_the_bar_adds_to_the_owners_only_those_who_have_no_card_yet(people: list[Life], actor_of):
    view = head.overview(actor_of("kepala", "head", regency=PASURUAN), Scope(PASURUAN, TODAY), TODAY)
    drawn: list[tuple[go.Figure, str]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(head_charts, "chart", lambda figure, said: drawn.append((figure, said)))
        head_charts.mission(view, LIGHT)
    counted = recount(people, TODAY)
    first = counted["ready"] - counted["printed"]
    ((figure, said),) = drawn

    parts = (LIGHT.delivered, LIGHT.print_ready)
    owned, waiting = (shape for shape in figure.layout.shapes if shape.fillcolor in parts)
    assert first < counted["backlog"], "some wait for a replacement: they own a card in the count of people"
    assert (owned.x1, waiting.x0, waiting.x1) == (counted["owned"], counted["owned"], counted["owned"] + first)
    assert waiting.x1 <= counted["covered"]
    assert f"{first} menunggu cetak kartu pertama" in said


def test_hatched_bars_are_explained_only_where_there_are_any(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), "beranda")
    assert "Kunjungan kita sendiri; tahun berjalan" in words(app) and "Bergaris" not in words(app)

    reported = Reported(PASURUAN, Measure.PEOPLE_SERVED, 541, date(2024, 12, 31), "Media", BasisKind.PERIOD)
    service.add_figure(SYSTEM, PASURUAN, reported, at=NOW)
    assert "Bergaris: angka yang dilaporkan" in words(app.run())


def test_each_target_leads_to_its_projection_and_says_the_date_once_it_is_known(people: list[Life], actor_of):
    counted = recount(people, TODAY)
    for measure, value, last in (
        (Measure.HOLDERS, counted["owned"] + 9, None), (Measure.INSTITUTIONS_SERVED, 90, date(TODAY.year, 12, 31)),
        (Measure.RECORDED, counted["covered"] - 5, None),
    ):  # fmt: skip
        goal = Target(PASURUAN, measure, value, date(TODAY.year, 1, 1), "Renja", last)
        service.add_target(SYSTEM, PASURUAN, goal, at=NOW)
    user = actor_of("kepala", "head", regency=PASURUAN)
    app = screen(user, "beranda")

    assert not app.exception
    links = [one for one in app.get("page_link") if one.proto.label == "Kapan tercapai?"]
    assert len(links) == 2  # the third is reached
    assert f"target={counted['owned'] + 9}" in links[0].proto.query_string
    assert "Perkiraan" not in words(app)

    screen(user, "proyeksi")
    app = screen(user, "beranda")
    assert not app.exception
    assert "Perkiraan tercapai" in words(app) and "Perkiraan: tidak tercapai dengan laju ini." in words(app)
