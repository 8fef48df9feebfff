"""The map's screen: who may see it, what it says, drilling down, the printable version, no names."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from tests_support.constants import PASURUAN, ROOT
from tests_support.head_people import Life, lives, recount, store
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import account

TODAY = date(2026, 11, 22)
KEJAYAN, KRATON = "35.14.06", "35.14.16"


@pytest.fixture
def people(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> list[Life]:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    make_office(("school", "SMA Kejayan", KEJAYAN), ("village", "Desa Kraton", KRATON))
    made = lives(PASURUAN, (KEJAYAN, KRATON), 400, seed=4, today=TODAY)
    for number, life in enumerate(made):
        if life.row["district"]:
            life.row["village"] = f"{life.row['district']}.{2001 + number % 4}"
    with write_transaction() as conn:
        store(conn, PASURUAN, made)
    return made


def screen(actor, **address: str) -> AppTest:
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == actor.account_id).values(password_hash="their own"))
        token = sessions.start(conn, actor.account_id, clock.now(), "uji")
    app = AppTest.from_file(str(ROOT / "ktp_core/ui/main.py"), default_timeout=60)
    app.user["session"] = sessions.token_hash(token)
    app.run()
    for key, value in address.items():
        app.query_params[key] = value
    return app.switch_page(str(ROOT / "pages/peta.py")).run()


def share(n: int, of: int) -> str:
    return f"{n / of * 100:.1f}".replace(".", ",") + "%"


def html(app: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in app.get("html"))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_with_the_permission_sees_it(people: list[Life], actor_of, role: Role):
    assert Permission.HEAD_VIEW in GRANTS[role]
    app = screen(actor_of("akun", str(role), regency=PASURUAN))

    assert not app.exception
    assert app.title[0].value == "Peta"


def test_a_role_without_the_permission_has_no_such_page(people: list[Life], actor_of, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(GRANTS, Role.PRINT, GRANTS[Role.PRINT] - {Permission.HEAD_VIEW})
    with pytest.raises(ValueError):
        screen(actor_of("cetak", "print", regency=PASURUAN))


def test_the_finding_comes_first_and_the_table_has_the_numbers_of_a_recount(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN))
    whole = recount(people, TODAY)

    assert f"Cakupan perekaman: {share(whole['covered'], whole['eligible'])}" in app.markdown[0].value
    table = app.dataframe[0].value.set_index("name")
    for code, name in ((KEJAYAN, "Kejayan"), (KRATON, "Kraton")):
        counted = recount(people, TODAY, (code,))
        assert (table.loc[name, "n"], table.loc[name, "of"]) == (counted["covered"], counted["eligible"])
    assert len(table) == 24
    assert "WARGA" not in str(app.main)


def test_every_measure_is_drawn_at_both_levels_and_for_paper(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN))
    for static in (False, True):
        app.toggle(key="versi_cetak").set_value(static).run()
        for measure in app.selectbox(key="ukuran").options:
            app.selectbox(key="ukuran").select(measure).run()
            assert not app.exception, measure
            assert app.markdown[0].value.startswith(measure), measure
            assert bool(app.get("plotly_chart")) is not static
            assert ("usemap" in html(app)) is static


def test_a_district_shows_its_villages_and_institutions(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN))
    app.selectbox(key="kecamatan").select("Kejayan").run()
    basis = date(2026, 10, 31)
    there = [life for life in people if life.row.get("village") == f"{KEJAYAN}.2002"]

    villages, institutions = (app.dataframe[number].value for number in (0, 1))
    names = [str(name) for name in villages["name"]]
    assert len(names) == 25
    counted = recount(there, basis)
    assert (counted["covered"], counted["eligible"]) in set(zip(villages["n"], villages["of"], strict=True))
    assert villages["of"].sum() == recount(people, basis, (KEJAYAN,))["eligible"]
    assert list(institutions["institution"]) == ["SMA Kejayan"]
    assert any("31 Oktober 2026" in caption.value for caption in app.caption)


def test_the_button_leads_back_to_the_whole(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN))
    app.selectbox(key="kecamatan").select("Kejayan").run()
    next(one for one in app.button if one.label == "Seluruh kabupaten/kota").click().run()

    assert len(app.dataframe[0].value) == 24


def test_the_printable_map_leads_to_its_districts_and_keeps_the_question(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN), versi_cetak="true", ukuran="Belum rekam")

    drawn = html(app)
    assert drawn.count("shape='poly'") == 24
    assert "kecamatan=Kejayan" in drawn and "versi_cetak=true" in drawn and "ukuran=Belum+rekam" in drawn
    assert len(app.table[0].value) == 24


def test_small_denominators_are_marked_from_where_the_reader_says(people: list[Life], actor_of):
    app = screen(actor_of("kepala", "head", regency=PASURUAN))
    assert "note" not in app.dataframe[0].value  # nothing is small: no column of remarks

    app.number_input(key="penyebut").set_value(1000).run()
    assert list(app.dataframe[0].value["note"]).count("N kecil") == 2


def test_who_has_one_district_sees_no_other(people: list[Life], actor_of):
    app = screen(actor_of("kejayan", "head", regency=PASURUAN, districts=(KEJAYAN,)))

    assert not app.exception
    assert "Kraton" not in str(app.dataframe[0].value)
    assert recount(people, date(2026, 10, 31), (KEJAYAN,))["eligible"] == app.dataframe[0].value["of"].sum()


def test_the_admin_sets_the_small_denominator_of_the_office_and_the_map_begins_with_it(people: list[Life], actor_of):
    head, admin = actor_of("kepala", "head", regency=PASURUAN), actor_of("admin", "admin", regency=PASURUAN)
    assert not [one for one in screen(head).button if one.label == "Simpan batas"]

    app = screen(admin)
    app.number_input(key="batas_n").set_value(1000)
    next(one for one in app.button if one.label == "Simpan batas").click().run()

    again = screen(head)
    assert again.number_input(key="penyebut").value == 1000
    assert list(again.dataframe[0].value["note"]).count("N kecil") == 2
