"""The screen of unseen young people: what it says, that every number opens its list, and what nobody knows."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
from sqlalchemy import insert, update
from streamlit.testing.v1 import AppTest
from tests_support.constants import NOW, PASURUAN, ROOT
from tests_support.head_people import Life, lives, store
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.access import sessions
from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import account, institution, request
from ktp_core.figures import service as official
from ktp_core.figures.model import Measure, Reported
from ktp_core.kpi import unseen_view
from ktp_core.kpi.model import Scope
from ktp_core.visits.marks import MarkState
from ktp_core.visits.store import insert_visit

TODAY, DAY = date(2026, 11, 22), date(2026, 6, 30)
KEJAYAN, KRATON = "35.14.06", "35.14.16"


@pytest.fixture
def places(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(clock, "today", lambda regency: TODAY)
    kinds = (("school", "SMA"), ("school", "SMK"), ("pesantren", "PESANTREN"), ("village", "DESA"))
    made = make_office(*((kinds[n % 4][0], f"L{n:02}", (KEJAYAN, KRATON)[n % 3 % 2]) for n in range(24)))
    with write_transaction() as conn:
        for n, key in enumerate(made):
            conn.execute(update(institution).where(institution.c.id == key).values(type=kinds[n % 4][1]))
        for key, day in ((made[0], date(2026, 3, 2)), (made[1], date(2024, 3, 4)), (made[2], date(2025, 3, 4))):
            insert_visit(conn, PASURUAN, key, day, at=NOW)
        conn.execute(insert(request).values(
            id=3514000000900, regency=PASURUAN, institution_id=made[6], sender="pesantren", received_on=TODAY,
            state="received", state_on=TODAY, updated_at=NOW,
        ))  # fmt: skip
    return made


@pytest.fixture
def people(places: list[int]) -> list[Life]:
    made = lives(PASURUAN, (KEJAYAN, KRATON), 300, seed=4, today=TODAY)
    for number, life in enumerate(made):
        life.row["birth_date"] = date(2009, 1 + number % 12, 5) if number % 2 else life.row["birth_date"]
    with write_transaction() as conn:
        store(conn, PASURUAN, made)
    return made


def say(area: str, n: int, day: date = DAY) -> None:
    new = Reported(area, Measure.POPULATION_16_17, n, day, "DKB semester I 2026")
    official.add_figure(SYSTEM, PASURUAN, new, at=NOW)


def known(people: list[Life], place: str) -> int:
    span = range(200807, 201007)
    return sum(
        life.row["standing"] == 1 and life.row["district"] == place
        and life.row["birth_date"].year * 100 + life.row["birth_date"].month in span for life in people
    )  # fmt: skip


def screen(actor: Actor, page: str = "belum_terjangkau", **address: str | list[str]) -> AppTest:
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == actor.account_id).values(password_hash="their own"))
        token = sessions.start(conn, actor.account_id or 0, clock.now(), "uji")
    app = AppTest.from_file(str(ROOT / "ktp_core/ui/main.py"), default_timeout=60)
    app.user["session"] = sessions.token_hash(token)
    app.run()
    for key, value in address.items():
        app.query_params[key] = value
    return app.switch_page(str(ROOT / f"pages/{page}.py")).run()


def links(app: AppTest) -> dict[str, dict[str, list[str]]]:
    return {one.proto.label: parse_qs(one.proto.query_string) for one in app.get("page_link")}


def listed(actor: Actor, address: dict[str, list[str]]) -> int:
    """How many the registry says it has under that address."""
    app = screen(actor, "lembaga", **address)  # type: ignore[arg-type]
    assert not app.exception
    told = next(one.value for one in app.markdown if "lembaga" in one.value and one.value.startswith("**"))
    return int(told.split("**")[1])


@pytest.mark.parametrize("role", list(Role))
def test_every_role_with_the_permission_sees_it(people: list[Life], actor_of, role: Role) -> None:
    say(KEJAYAN, 300)
    assert Permission.HEAD_VIEW in GRANTS[role]
    app = screen(actor_of("akun", str(role), regency=PASURUAN))

    assert not app.exception
    assert app.title[0].value == "Belum terjangkau"
    assert "WARGA" not in str(app.main)
    opens = {label for label in links(app) if "pernah didatangi" in label}
    assert bool(opens) is (Permission.INSTITUTION_VIEW in GRANTS[role])
    assert ("Rencanakan kunjungan" in links(app)) is (Permission.VISIT_PLAN in GRANTS[role])
    entering = "Masukkan angka resmi yang belum ada" in links(app)
    assert entering is (Permission.FIGURE_EDIT in GRANTS[role])


def test_a_role_without_the_permission_has_no_such_page(
    people: list[Life], actor_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GRANTS, Role.PRINT, GRANTS[Role.PRINT] - {Permission.HEAD_VIEW})
    with pytest.raises(ValueError):
        screen(actor_of("cetak", "print", regency=PASURUAN))


def test_the_finding_comes_first_and_the_table_has_the_numbers_of_a_recount(people: list[Life], actor_of) -> None:
    say(KEJAYAN, 300)
    say(KRATON, 2)
    app = screen(actor_of("kepala", "head", regency=PASURUAN))

    here, there = known(people, KEJAYAN), known(people, KRATON)
    assert app.markdown[0].value.startswith(f"**{302 - here - there}** dari 302 penduduk usia 16–17 (")
    assert f"Terbanyak di Kejayan ({300 - here})" in app.markdown[0].value
    table = app.dataframe[2].value.set_index("name")
    assert tuple(table.loc["Kejayan", ["of", "known", "n"]]) == (300, here, 300 - here)
    assert tuple(table.loc["Kraton", ["of", "known", "n"]]) == (2, there, 2 - there) and there > 2
    assert table["n"].isna().sum() == 22
    said = app.info[0].value
    assert "**22 dari 24 kecamatan** belum mempunyai angka resmi" in said
    assert "Di Kraton daftar kita memuat **lebih banyak**" in said
    assert any("lahir Jul 2008 sampai Jun 2010" in one.value for one in app.markdown)


def test_several_dates_are_warned_of_and_an_old_one_too(people: list[Life], actor_of) -> None:
    say(KEJAYAN, 300)
    say(KRATON, 200, date(2024, 12, 31))
    app = screen(actor_of("kepala", "head", regency=PASURUAN))

    assert "**Angka resmi dari 2 tanggal** (31/12/2024 sampai 30/06/2026)" in app.info[0].value
    assert "berumur lebih dari setahun (31/12/2024)" in app.info[0].value


def test_an_office_without_figures_is_told_what_to_do_first(people: list[Life], actor_of) -> None:
    app = screen(actor_of("kepala", "head", regency=PASURUAN))
    assert "Belum ada angka resmi penduduk usia 16–17" in app.info[0].value
    assert not app.get("plotly_chart") and len(app.dataframe) == 2  # where nobody has been is known all the same
    assert "Masukkan angka resmi" not in links(app)

    admin = screen(actor_of("admin", "admin", regency=PASURUAN))
    assert links(admin)["Masukkan angka resmi"] == {"bagian": ["Masukkan"]}


def test_an_office_without_institutions_is_told_so(sqlite_database: str, actor_of) -> None:
    make_office()
    app = screen(actor_of("kepala", "head", regency=PASURUAN))
    assert not app.exception
    assert any("Belum ada sekolah, pesantren, atau desa" in one.value for one in app.info)


def test_every_number_of_places_opens_a_list_of_so_many(people: list[Life], actor_of) -> None:
    say(KEJAYAN, 300)
    head, roster = actor_of("kepala", "head", regency=PASURUAN), actor_of("daftar", "roster", regency=PASURUAN)
    for district in ([], ["Kejayan"]):
        app = screen(head)
        for name in district:
            app.selectbox(key="kecamatan").select(name).run()
        never = {label: query for label, query in links(app).items() if "pernah didatangi" in label}
        assert len(never) == 2
        for label, query in never.items():
            assert listed(roster, query) == int(label.split()[0]) > 0
            assert query.get("di_kecamatan", []) == district


@pytest.mark.parametrize("state", list(MarkState))
def test_a_chosen_number_opens_its_list(people: list[Life], actor_of, state: MarkState) -> None:
    from ktp_core.ui import unseen_places

    actor = actor_of("daftar", "roster", regency=PASURUAN)
    view = unseen_view.view(actor, Scope(PASURUAN, TODAY), TODAY)
    for (kind, type_), counts in view.places().items():
        if counts[state]:
            address = unseen_places.address(actor, view.scope, unseen_view.Kind(kind), state, type_)
            query = {key: [value] if isinstance(value, str) else value for key, value in address.items() if value}
            assert listed(actor, query) == counts[state], (kind, type_)


def test_who_has_one_district_sees_its_villages_and_no_other(people: list[Life], actor_of) -> None:
    say(KEJAYAN, 300)
    say(KRATON, 400)
    app = screen(actor_of("kejayan", "head", regency=PASURUAN, districts=(KEJAYAN,)))

    assert not app.exception
    assert app.markdown[0].value.startswith(f"**{300 - known(people, KEJAYAN)}** dari 300")
    assert "Kraton" not in str(app.main)
    assert any("25 desa/kelurahan belum dikunjungi atau disinggahi" in one.value for one in app.markdown)


def test_a_past_day_before_changes_are_kept_tells_nothing_of_lists(people: list[Life], actor_of) -> None:
    say(KEJAYAN, 300)
    app = screen(actor_of("kepala", "head", regency=PASURUAN))
    app.date_input(key="tanggal").set_value(date(2026, 10, 1)).run()
    assert "Untuk tanggal ini tidak diketahui lagi" in app.info[0].value
    assert not any("pernah didatangi" in label for label in links(app))  # lists are of today

    app.toggle(key="pengetahuan").set_value(True).run()
    assert app.markdown[0].value.startswith(f"**{300 - known(people, KEJAYAN)}** dari 300")
