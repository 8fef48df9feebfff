"""`init` knows every regency of Indonesia and can be run again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select, update
from tests_support.constants import NOW

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, office, parameter, region
from ktp_core.eligibility.model import AgeRules
from ktp_core.errors import NotAllowed, NotFound
from ktp_core.regions import queries, service, store


def test_init_counts_what_the_two_regencies_have(database: str) -> None:
    counts = service.init(SYSTEM, ["35.14", "63.11", "35.14"], NOW)

    assert counts == {"regencies": 2, "districts": 32, "villages": 522}
    with read_connection() as conn:
        assert store.known(conn) == ["35.14", "63.11"]
        assert store.names(conn, "35.14")["35.14.06"] == "Kejayan"
        assert len(store.names(conn, "35.14")) == 1 + 24 + 365
        districts = queries.districts(conn, "63.11")
        kejayan = conn.execute(select(region).where(region.c.code == "35.14.06")).mappings().one()
        villages = queries.villages(conn, "35.14", "35.14.06")
    assert list(districts["name"])[:2] == ["Juai", "Halong"]
    assert kejayan["parent"] == "35.14" and kejayan["bps_code"] == "3514070" and kejayan["dapodik_code"] is None
    assert kejayan["lat"] == pytest.approx(-7.7, abs=0.1)
    assert len(villages) == 25 and villages["lat"].notna().all()


def test_init_again_changes_nothing_and_keeps_what_the_office_set(database: str) -> None:
    service.init(SYSTEM, ["35.14"], NOW)
    with write_transaction() as conn:
        store.set_dapodik_codes(conn, {"35.14.06": "051907"})
        conn.execute(update(office).values(name="Dispendukcapil", programme="Goes to School"))
        conn.execute(update(parameter).where(parameter.c.name == "record_age").values(value="15"))

    counts = service.init(SYSTEM, ["35.14"], NOW)

    assert counts == {"regencies": 1, "districts": 24, "villages": 365}
    with read_connection() as conn:
        assert conn.scalar(select(func.count()).select_from(region)) == 2 + 24 + 365
        assert store.office_of(conn, "35.14")["name"] == "Dispendukcapil"
        assert {a.code: a.dapodik_code for a in store.areas(conn, "35.14") if a.dapodik_code} == {"35.14.06": "051907"}
        assert store.age_rules(conn, "35.14", date(2026, 1, 1)) == AgeRules(record_age=15)
        assert conn.scalar(select(func.count()).select_from(audit_log)) == 2


def test_a_regency_without_reference_points_is_set_up_with_its_names(database: str) -> None:
    counts = service.init(SYSTEM, ["31.01"], NOW)

    assert counts == {"regencies": 1, "districts": 2, "villages": 6}
    with read_connection() as conn:
        assert queries.districts(conn, "31.01")["lat"].isna().all()


def test_an_unknown_regency_is_refused_and_nothing_is_set_up(database: str) -> None:
    with pytest.raises(NotFound) as refusal:
        service.init(SYSTEM, ["35.14", "99.99"], NOW)

    assert refusal.value.code == "regency_unknown"
    with read_connection() as conn:
        assert store.known(conn) == []
        assert conn.scalar(select(func.count()).select_from(audit_log)) == 0


def test_only_an_administrator_of_the_place_sets_it_up(database: str, actor_of) -> None:
    for actor in (actor_of("rina", "roster"), actor_of("admin_balangan", "admin", regency="63.11")):
        with pytest.raises(NotAllowed):
            service.init(actor, ["35.14"], NOW)


def test_age_rules_follow_the_newest_value_valid_on_the_day(database: str) -> None:
    service.init(SYSTEM, ["35.14"], NOW)
    with write_transaction() as conn:
        conn.execute(
            parameter.insert().values(regency="35.14", name="record_age", valid_from=date(2027, 1, 1), value="15")
        )

    with read_connection() as conn:
        before, after = (store.age_rules(conn, "35.14", day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
        elsewhere = store.age_rules(conn, "11.01", date(2026, 1, 1))

    assert (before.record_age, after.record_age, elsewhere) == (16, 15, AgeRules())
