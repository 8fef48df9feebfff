"""The screen of teams, kits and days without visits: who has it, and what each part does."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from tests_support.as_account import press, screen, words
from tests_support.constants import NOW, PASURUAN
from tests_support.field_office import KEJAYAN, MONDAY, FieldOffice, field_office

from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.db.engine import read_connection
from ktp_core.teams import store
from ktp_core.teams.model import ResourceKind
from ktp_core.workdays import service as workdays
from ktp_core.workdays import store as spans
from ktp_core.workdays.model import BlockedDraft, Cause


@pytest.fixture
def there(sqlite_database: str) -> FieldOffice:
    return field_office()


@pytest.fixture
def scheduler(there: FieldOffice, actor_of) -> Actor:
    return actor_of("jadwal", "scheduler", regency=PASURUAN)


def blocked() -> list[tuple]:
    with read_connection() as conn:
        found = spans.blocked(conn, PASURUAN, date(2020, 1, 1), date(2099, 1, 1))
    return [(one.institution_id, one.kind, one.cause) for one in found]


def by_label(elements, label: str):
    return next(one for one in elements if one.label == label)


@pytest.mark.parametrize("role", Role)
def test_only_who_keeps_teams_has_the_screen(role: Role, there, actor_of):
    actor = actor_of(f"akun{role}", role, regency=PASURUAN)
    if Permission.TEAM_EDIT not in GRANTS[role]:
        with pytest.raises(ValueError):
            screen(actor, "tim_alat")
        return

    app = screen(actor, "tim_alat")

    assert not app.exception and list(app.dataframe[0].value["name"]) == ["Tim Bangil", "Tim Gempol"]


@pytest.mark.parametrize("part", ["Tim", "Alat rekam", "Petugas", "Kendaraan", "Tanpa kunjungan", "Hari libur"])
def test_every_part_has_words_for_an_office_that_has_nothing_yet(sqlite_database, actor_of, part):
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.regions import service as regions

    regions.init(SYSTEM, [PASURUAN], NOW)

    app = screen(actor_of("jadwal", "scheduler", regency=PASURUAN), "tim_alat", bagian=part)

    assert not app.exception and len(words(app)) > 60


def test_a_team_is_added_and_a_name_that_is_taken_is_said(there, scheduler):
    app = screen(scheduler, "tim_alat")

    by_label(app.text_input, "Tim baru").set_value("tim bangil")
    press(app, "Tambah tim")
    assert any("Sudah ada tim" in one.value for one in app.error)
    by_label(app.text_input, "Tim baru").set_value("Mobil Keliling")
    press(app, "Tambah tim")

    with read_connection() as conn:
        assert [one.name for one in store.teams(conn, PASURUAN)] == ["Mobil Keliling", "Tim Bangil", "Tim Gempol"]


def test_a_kit_is_added_to_a_team(there, scheduler):
    app: AppTest = screen(scheduler, "tim_alat", bagian="Alat rekam")
    assert list(app.dataframe[0].value["name"]) == ["AR-01", "AR-02"]

    by_label(app.text_input, "Alat rekam").set_value("AR-03").run()
    by_label(app.selectbox, "Biasanya bersama").set_value(there.second).run()
    press(app, "Tambahkan")

    with read_connection() as conn:
        kits = [(one.name, one.team_id) for one in store.resources(conn, PASURUAN) if one.kind is ResourceKind.KIT]
    assert kits == [("AR-01", there.team), ("AR-02", there.team), ("AR-03", there.second)]


def test_an_exam_of_all_schools_is_marked(there, scheduler):
    app = screen(scheduler, "tim_alat", bagian="Tanpa kunjungan")

    app.radio[0].set_value("kind").run()
    press(app, "Tandai")

    assert blocked() == [(None, "school", Cause.EXAM)]


def test_who_works_for_one_district_changes_no_team_and_marks_its_institutions_alone(there, scheduler, actor_of):
    workdays.block(
        scheduler, PASURUAN,
        BlockedDraft(from_day=MONDAY, until_day=MONDAY, cause=Cause.EXAM, institution_id=there.other), at=NOW,
    )  # fmt: skip
    limited = actor_of("kec", "scheduler", regency=PASURUAN, districts=(KEJAYAN,))

    teams = screen(limited, "tim_alat")
    app = screen(limited, "tim_alat", bagian="Tanpa kunjungan")

    assert not teams.button or "Tambah tim" not in {one.label for one in teams.button}
    assert app.radio[0].options == ["Satu lembaga"] and not app.dataframe
    place = by_label(app.selectbox, "Lembaga")
    assert place.options == ["PP Miftahul Ulum · Kejayan", "SMAN 1 Kejayan · Kejayan"]
    place.set_value(there.school).run()
    press(app, "Tandai")
    assert (there.school, None, Cause.EXAM) in blocked()


def test_the_holidays_of_a_year_stand_there_by_name(there, scheduler):
    app = screen(scheduler, "tim_alat", bagian="Hari libur")
    app.number_input[0].set_value(2026).run()

    listed = app.dataframe[0].value
    assert ("Hari Raya Idul Fitri", "Libur nasional") in set(zip(listed["name"], listed["kind"], strict=True))
    assert ("Cuti Bersama Hari Raya Natal", "Cuti bersama") in set(zip(listed["name"], listed["kind"], strict=True))
    assert not app.warning
    app.number_input[0].set_value(2040).run()
    assert any("belum ditetapkan" in one.value for one in app.warning)
