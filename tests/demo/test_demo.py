"""The demo: what it promises, and that everything in it obeys the rules of the product."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from ktp_core import nik
from ktp_core.access import passwords
from ktp_core.access.model import Role
from ktp_core.access.transactions import SYSTEM
from ktp_core.cards.model import CardAction, CardState
from ktp_core.db import engine
from ktp_core.db.engine import read_connection
from ktp_core.db.migrate import migrate
from ktp_core.db.schema import (
    account,
    account_role,
    card_event,
    figure,
    institution,
    membership,
    office,
    resident,
    roster_upload,
    target,
    visit,
    visit_outcome,
)  # fmt: skip
from ktp_core.demo import accounts, groups, plans, registry, service
from ktp_core.demo.emptiness import is_empty
from ktp_core.demo.model import BACKLOG, TOLD, Size
from ktp_core.errors import Refused
from ktp_core.residents.model import Standing
from ktp_core.upkeep.verify import verify
from ktp_core.visits.model import Outcome

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PASURUAN, BALANGAN = "35.14", "63.11"
PLANS = [name for name, value in vars(plans).items() if name[0] != "_" and name.isupper() and type(value) is tuple]
NUMBERS = select(institution.c.official_number).where(institution.c.kind.in_(("school", "pesantren")))


def build(size: Size = Size.SMALL, today: date = TODAY) -> dict[str, int]:
    return service.build(size, today=today, by=SYSTEM, at=AT, progress=lambda done, total: None)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A small demo, built once; its folder and what the build answered."""
    folder = tmp_path_factory.mktemp("demo")
    before = os.environ.get("KTP_DATA_DIR")
    os.environ["KTP_DATA_DIR"] = str(folder)
    try:
        migrate()
        counts = build()
    finally:
        engine.dispose()
        os.environ.pop("KTP_DATA_DIR") if before is None else os.environ.__setitem__("KTP_DATA_DIR", before)
    return folder, counts


@pytest.fixture
def demo(built, monkeypatch):
    """The built demo as this test's database; only for reading."""
    monkeypatch.setenv("KTP_DATA_DIR", str(built[0]))
    with read_connection() as conn:
        yield conn
    engine.dispose()


def count(conn, table, *where) -> int:
    return conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def test_counts_are_those_of_the_tables(demo, built):
    counts = built[1]

    assert counts == {
        "residents": count(demo, resident),
        "institutions": count(demo, institution),
        "visits": count(demo, visit),
        "backlog": count(demo, resident, resident.c.regency == PASURUAN, resident.c.due_on <= TODAY),
        "users": count(demo, account),
    }
    assert counts["backlog"] == 2_100
    assert 4_000 < counts["residents"] < 8_000


def test_nothing_in_it_disagrees_with_itself(database):
    build()

    report = verify(SYSTEM, today=TODAY)

    assert report.differences == []
    assert report.checked["events"] > report.checked["residents"] > 5_000


@pytest.mark.parametrize("today", [date(2025, 1, 1), date(2025, 7, 14), date(2026, 2, 28)])
def test_it_can_be_built_on_any_day_that_has_come(sqlite_database, today):
    counts = build(today=today)

    assert counts["backlog"] == 2_100
    assert verify(SYSTEM, today=today).differences == []


@pytest.mark.parametrize(("today", "code"), [(date(2026, 11, 23), "date_future"), (date(2024, 12, 31), "demo_day")])
def test_a_day_outside_its_history_is_refused_and_nothing_is_built(sqlite_database, today, code):
    with pytest.raises(Refused, match=code):
        build(today=today)

    assert is_empty()


@pytest.mark.parametrize("size", [Size.NORMAL, Size.FULL])
def test_the_bigger_sizes_have_the_reported_backlog(size):
    wanted = service.FULL_RESIDENTS if size is Size.FULL else None

    members = groups.of(PASURUAN, size, wanted)

    assert sum(group.people for group in members if group.backlog) - TOLD == BACKLOG == 70_000
    if wanted:
        assert sum(group.people for group in members) == 1_400_000


def test_nobody_becomes_due_tomorrow(demo):
    tomorrow = TODAY + timedelta(days=1)

    assert count(demo, resident, resident.c.due_on == tomorrow) == 0
    assert count(demo, resident, resident.c.due_on > tomorrow) > 200  # but many do later


def test_the_wait_has_all_ages_and_both_kinds_of_cards(demo):
    waiting = demo.execute(
        select(resident.c.due_on, resident.c.serial, resident.c.district, resident.c.institution_id).where(
            resident.c.regency == PASURUAN, resident.c.due_on <= TODAY
        )
    ).all()
    days = [(TODAY - row.due_on).days for row in waiting]

    assert 0 < sum(day > 1000 for day in days) < len(days) / 4
    assert sum(day <= 30 for day in days) > len(days) / 20
    assert {row.serial for row in waiting} == {1, 2, 3}
    assert len({row.district for row in waiting if row.district}) == 24
    assert len({row.institution_id for row in waiting}) > 100


def test_nobody_is_real(demo):
    niks = demo.execute(select(resident.c.nik)).scalars().all()

    assert all(int(number[12:]) > 9000 for number in niks)
    assert [number for number in niks if nik.clean(number) != number] == []
    numbers = [number for number in demo.execute(NUMBERS).scalars() if number]
    assert all(number.startswith(("99", "P99")) or number[8] == "9" for number in numbers)
    # Places of invented institutions are invented; those that a newspaper named have none.
    named = select(institution.c.lat).where(institution.c.official_number.is_(None))
    assert set(demo.execute(named).scalars()) == {None}


def test_no_institution_is_taken_from_the_real_lists(demo, reference):
    real = "\n".join(path.read_text(encoding="utf-8-sig") for path in (reference / "institutions").glob("*_3514.csv"))
    numbers = demo.execute(NUMBERS).scalars()

    assert [number for number in numbers if number and number in real] == []


def test_it_has_the_dirt_of_real_life(demo):
    names = demo.execute(select(resident.c.name)).scalars().all()
    assert sum(" " not in name for name in names) > 50
    assert any("'" in name for name in names)

    standings = Counter(demo.execute(select(resident.c.standing)).scalars())
    assert set(standings) == {int(standing) for standing in Standing}

    states = set(demo.execute(select(resident.c.state)).scalars())
    assert states == {int(state) for state in CardState}

    actions = set(demo.execute(select(card_event.c.action)).scalars())
    assert actions == {int(action) for action in CardAction}

    outcomes = set(demo.execute(select(visit_outcome.c.outcome)).scalars())
    assert {Outcome.RECORDED, Outcome.ABSENT, Outcome.UNDER_AGE, Outcome.FAILED} <= outcomes


def test_niks_disagree_where_they_may(demo):
    people = demo.execute(select(resident.c.nik, resident.c.birth_date, resident.c.sex, resident.c.regency)).all()
    found = Counter(
        finding
        for row in people
        for finding in nik.findings(row.nik, birth_date=row.birth_date, sex=row.sex, regency=row.regency)
    )

    assert set(found) == {nik.Finding.DATE_DIFFERS, nik.Finding.SEX_DIFFERS, nik.Finding.AREA_ELSEWHERE}


def test_it_has_twins(demo):
    alike = demo.execute(
        select(resident.c.birth_date, resident.c.district, resident.c.institution_id, resident.c.name)
        .where(resident.c.institution_id.is_not(None))
        .order_by(resident.c.id)
    ).all()

    pairs = [(one, two) for one, two in zip(alike, alike[1:], strict=False) if one[:3] == two[:3]]
    assert any(one.name.split()[-1] == two.name.split()[-1] and one.name != two.name for one, two in pairs)


def test_the_visits_of_march_2019_are_as_reported(demo):
    rows = demo.execute(
        select(visit.c.day, visit.c.state, visit.c.source, institution.c.name, institution.c.kind)
        .join(institution, institution.c.id == visit.c.institution_id)
        .where(visit.c.day < date(2020, 1, 1))
        .order_by(visit.c.day)
    ).all()

    assert [(row.day, row.name, row.kind) for row in rows] == [
        (date(2019, 3, 12), "SMA di Kejayan", "school"),
        (date(2019, 3, 14), "SMKN 1 Purwosari", "school"),
        (date(2019, 3, 15), "Pondok pesantren di Kraton", "pesantren"),
    ]
    assert all(row.state == "done" and "15 Maret 2019" in row.source for row in rows)


def test_reported_figures_are_figures_with_source_and_date(demo):
    rows = demo.execute(select(figure)).mappings().all()
    said = {(row["regency"], row["measure"], row["basis_on"]): (row["value"], row["approximate"]) for row in rows}

    assert said[PASURUAN, "backlog_reported", date(2019, 3, 15)] == (70_000, 0)
    assert said[PASURUAN, "holders", date(2023, 3, 11)] == (1_186_774, 0)
    assert said[PASURUAN, "unrecorded", date(2023, 3, 11)] == (12_599, 0)
    assert said[BALANGAN, "wajib_ktp", date(2018, 12, 31)] == (91_117, 0)
    assert said[BALANGAN, "without_card", date(2018, 12, 31)] == (3_645, 1)
    assert said[BALANGAN, "institutions_served", date(2023, 12, 31)] == (20, 0)
    assert said[BALANGAN, "people_served", date(2024, 12, 31)] == (541, 0)
    assert all(row["source"] for row in rows)
    goals = demo.execute(select(target.c.regency, target.c.value, target.c.valid_from).order_by(target.c.id)).all()
    assert goals[0] == (PASURUAN, 1_400_000, date(2019, 1, 1))
    programmes = dict(map(tuple, demo.execute(select(office.c.regency, office.c.programme))))
    assert programmes[BALANGAN] == "Direkam di Sekolah, Sweet Seventeen, KTPku Datang"


def test_targets_of_every_kind_are_in_force_and_invented_ones_say_so(demo):
    since = (target.c.regency == PASURUAN, target.c.valid_from >= date(2026, 1, 1))
    rows = demo.execute(select(target).where(*since)).all()
    kinds = {(row.measure, row.area == PASURUAN) for row in rows}

    assert {measure for measure, whole in kinds if whole} == {
        "recorded", "printed", "delivered", "institutions_served", "people_served", "visits",
    }  # fmt: skip
    assert ("visits", False) in kinds
    assert all(row.source.startswith("Contoh untuk demo") and row.value > 0 for row in rows)
    assert all(row.valid_until.year >= row.valid_from.year for row in rows)


def test_years_that_were_reported_have_no_visits_of_their_own(demo):
    """In Balangan 2023 and 2024 are known as totals only: events beside them would be counted twice."""
    assert count(demo, visit, visit.c.regency == BALANGAN, visit.c.day < date(2025, 1, 1)) == 0
    assert count(demo, visit, visit.c.regency == BALANGAN) > 20


def test_recordings_at_visits_are_of_pupils_of_age_on_the_day_of_the_visit(demo):
    rows = demo.execute(
        select(
            card_event.c.day, card_event.c.channel, card_event.c.action, visit.c.day.label("visited"),
            resident.c.institution_id, visit.c.institution_id.label("there"), resident.c.birth_date,
        )
        .join(visit, visit.c.id == card_event.c.visit_id)
        .join(resident, resident.c.id == card_event.c.resident_id)
        .where(card_event.c.action.not_in([int(CardAction.PRINT), int(CardAction.DELIVER)]))  # printed on the spot
    ).all()  # fmt: skip

    assert len(rows) > 300
    assert all(row.day == row.visited and row.action == 1 and row.channel == 1 for row in rows)
    assert all(row.institution_id == row.there for row in rows)
    assert all((row.day - row.birth_date).days >= 16 * 365 for row in rows)


def test_memberships_are_of_school_years_the_pupil_was_of_age_for(demo):
    rows = demo.execute(
        select(membership.c.school_year, resident.c.birth_date)
        .join(resident, resident.c.id == membership.c.resident_id)
        .where(resident.c.married_on.is_(None))
    ).all()

    ages = [(date(row.school_year, 7, 14) - row.birth_date).days / 365.25 for row in rows]
    assert min(ages) > 14.4 and max(ages) < 18.3


def test_two_rosters_wait_for_a_human(demo):
    states = demo.execute(select(roster_upload.c.state).order_by(roster_upload.c.id)).scalars().all()

    assert states == ["staged", "in_review"]


def test_there_is_an_account_for_each_role_and_its_password_opens_it(demo, built):
    path = built[0] / "demo_accounts.json"
    assert path.stat().st_mode & 0o777 == 0o600
    known = json.loads(path.read_text(encoding="utf-8"))
    assert known == accounts.remembered()
    assert {role for one in known for role in one["roles"]} == {str(role) for role in Role}
    assert {one["regency"] for one in known} == {PASURUAN, BALANGAN, None}

    stored = dict(map(tuple, demo.execute(select(account.c.name, account.c.password_hash))))
    assert set(stored) == {one["name"] for one in known}
    assert passwords.verify(stored[known[0]["name"]], known[0]["password"])
    assert len({one["password"] for one in known}) == len(known)
    assert count(demo, account_role) == sum(len(one["roles"]) for one in known)


def test_a_database_with_anything_in_it_is_refused(sqlite_database):
    with engine.write_transaction() as conn:
        accounts.create(conn, AT)

    with pytest.raises(Exception, match="demo_not_empty"):
        build()

    with read_connection() as conn:
        assert count(conn, resident) == 0


def test_a_build_that_dies_leaves_nothing(sqlite_database, monkeypatch):
    def dies(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(accounts, "remember", dies)

    with pytest.raises(RuntimeError, match="power cut"):
        build()

    with read_connection() as conn:
        assert [count(conn, table) for table in (resident, card_event, institution, visit, account)] == [0] * 5
        indexes = set(conn.execute(text("SELECT name FROM sqlite_master WHERE type = 'index'")).scalars())
    assert {str(index.name) for index in resident.indexes} <= indexes


def test_the_same_day_gives_the_same_people(sqlite_database, built, monkeypatch):
    def people(conn) -> str:
        rows = conn.execute(select(resident.c.id, resident.c.nik, resident.c.name, resident.c.due_on, resident.c.state))
        return hashlib.sha256(repr(rows.all()).encode()).hexdigest()

    build()

    with read_connection() as conn:
        again = people(conn)
    engine.dispose()
    monkeypatch.setenv("KTP_DATA_DIR", str(built[0]))
    with read_connection() as conn:
        assert people(conn) == again


@pytest.mark.parametrize("name", PLANS)
def test_every_plan_is_a_way_of_the_card_line(name):
    plan = plans.walk(getattr(plans, name))

    assert [step.from_state for step in plan.steps[1:]] == [step.to_state for step in plan.steps[:-1]]


def test_a_plan_the_card_line_has_not_is_refused():
    with pytest.raises(Exception, match="card_no_way"):
        plans.walk((CardAction.RECORD, CardAction.PRINT))


def test_the_same_name_may_stand_in_two_districts_but_not_twice_in_one():
    import numpy as np

    drafts = list(registry.schools(np.random.default_rng(1), ["35.14.01", "35.14.02"], 200))

    assert len({(draft.name.split(" ", 1)[1], draft.district) for draft in drafts}) == 200
    assert len({draft.official_number for draft in drafts}) == 200


def test_an_empty_database_is_known_without_loading_what_builds_a_demo(sqlite_database):
    """The server asks at every start: five seconds from start to page."""
    import subprocess
    import sys

    names = "import sys; from ktp_core.demo.emptiness import is_empty"
    ask = f"{names}; print(is_empty(), 'ktp_core.demo.service' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=Path.cwd())

    assert done.stdout.split() == ["True", "False"]
