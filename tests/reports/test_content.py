"""The report says what the screens say: its numbers beside those of their services, and sums that add up."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, recount, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.cards.model import CardAction
from ktp_core.db.engine import write_transaction
from ktp_core.figures import service as figures
from ktp_core.figures.model import Measure, Reported, Target
from ktp_core.kpi import areas, details, service
from ktp_core.kpi.definitions import definition
from ktp_core.kpi.model import Scope, Unit
from ktp_core.printing import statement, statement_service
from ktp_core.regions.model import Level
from ktp_core.reports import service as reports
from ktp_core.reports.model import Map, Report, Share, Table

TODAY, MONTH, END = date(2026, 11, 18), 202610, date(2026, 10, 31)
KEJAYAN, KRATON = "35.14.06", "35.14.15"


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> tuple[Report, list]:
    """The report of October of an office with 400 people, two targets and an official number."""
    import os

    from ktp_core.db import engine
    from ktp_core.db.migrate import migrate

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KTP_DATA_DIR", str(tmp_path_factory.mktemp("isi")))
        patch.delenv("KTP_DATABASE_URL", raising=False)
        assert "KTP_DATABASE_URL" not in os.environ
        migrate()
        make_office(("school", "SMA Kejayan", KEJAYAN))
        people = lives(PASURUAN, (KEJAYAN, KRATON), 400, seed=8, today=TODAY)
        with write_transaction() as conn:
            store(conn, PASURUAN, people)
        for measure, area in ((Measure.HOLDERS, PASURUAN), (Measure.RECORDED, KRATON)):
            goal = Target(area, measure, 500, date(2026, 1, 1), "Renja", date(2027, 12, 31))
            figures.add_target(SYSTEM, PASURUAN, goal, at=NOW)
        known = Reported(PASURUAN, Measure.WAJIB_KTP, 390, date(2026, 6, 30), "DKB")
        figures.add_figure(SYSTEM, PASURUAN, known, at=NOW)
        report = reports.draft(SYSTEM, PASURUAN, MONTH, known_on=None, today=TODAY, at=NOW).report
        scope = Scope(PASURUAN, END)
        view = service.overview(SYSTEM, scope, TODAY)
        lines, _ = statement_service.read(SYSTEM, scope, MONTH)
        beside = {
            "view": view, "rest": details.details(SYSTEM, view, TODAY), "lines": lines,
            "areas": areas.view(SYSTEM, scope, Level.DISTRICT, TODAY), "people": people,
        }  # fmt: skip
        yield report, beside
        engine.dispose()


def tables(report: Report) -> dict[str, Table]:
    return {one.key: one for section in report.sections for one in section.parts if isinstance(one, Table)}


def rows(table: Table) -> dict[str, dict[str, object]]:
    names = [column.key for column in table.columns]
    return {key: dict(zip(names, row, strict=True)) for key, row in zip(table.keys, table.rows, strict=True)}


def test_every_main_figure_is_that_of_the_head_page(told):
    report, beside = told
    shown, known = tables(report), beside["view"].figures
    for name, row in rows(shown["figures"]).items():
        assert (row["value"], row["basis"]) == (known[name].value, known[name].basis), name
    for name, row in rows(shown["rates"]).items():
        assert definition(name).unit is Unit.RATIO
        assert row["share"] == Share(known[name].numerator, known[name].denominator), name


def test_stocks_and_acts_are_those_of_a_count_by_hand(told):
    report, beside = told
    counted = recount(beside["people"], END)
    total = rows(tables(report)["places"])["total"]
    assert (total["eligible"], total["covered"], total["owned"]) == (
        counted["eligible"], Share(counted["covered"], counted["eligible"]),
        Share(counted["owned"], counted["eligible"]),
    )  # fmt: skip
    acts: Counter[tuple[int, bool]] = Counter(
        (int(event["action"]), event["ours"] == 1)
        for life in beside["people"] for event in life.events if date(2026, 10, 1) <= event["day"] <= END
    )  # fmt: skip
    done = {key: row["n"] for key, row in rows(tables(report)["acts"]).items()}
    for key, action in (("record", CardAction.RECORD), ("print", CardAction.PRINT), ("deliver", CardAction.DELIVER)):
        assert done[key] == acts[int(action), True], key
        assert done[f"{key}_elsewhere"] == acts[int(action), False], key


def test_districts_and_map_are_those_of_the_screen(told):
    report, beside = told
    shown = rows(tables(report)["places"])
    (drawn,) = [one for section in report.sections for one in section.parts if isinstance(one, Map)]
    for one, place in zip(beside["areas"].counts, drawn.places, strict=True):
        assert shown[one.code]["covered"] == Share(one.covered, one.eligible) == place.share
        assert shown[one.code]["backlog"] == one.backlog


def test_the_statement_adds_up_and_is_that_of_its_screen(told):
    report, beside = told
    shown = rows(tables(report)["statement"])
    line = statement.by_month(beside["lines"])[0]
    assert (shown["opening"]["n"], shown["closing"]["n"]) == (line.opening, line.closing)
    assert sum(row["n"] for key, row in shown.items() if key != "closing") == shown["closing"]["n"]


def test_targets_are_those_of_the_head_page(told):
    report, beside = told
    shown = {**rows(tables(report)["goals"]), **rows(tables(report)["district_goals"])}
    goals = beside["rest"].goals
    assert len(shown) == len(goals) == 2
    assert any(goal.n for goal in goals)
    for goal, row in zip(goals, shown.values(), strict=True):
        share = None if goal.n is None else Share(goal.n, goal.target.value)
        assert (row["n"], row["missing"], row["share"]) == (goal.n, goal.missing, share)
        assert (row["until"], row["workdays"]) == (goal.target.valid_until, goal.workdays_left)


@pytest.mark.parametrize("key", ["places", "channels", "visits", "plan", "statement_places"])
def test_the_last_row_is_the_sum_of_those_above(told, key):
    report, _ = told
    table = tables(report)[key]
    assert table.total
    for at, column in enumerate(table.columns[1:], start=1):
        parts = [row[at] for row in table.rows[:-1]]
        if column.kind == "share":
            parts, last = [one.n for one in parts], table.rows[-1][at].n
        else:
            last = table.rows[-1][at]
        assert sum(parts) == last, column.key


def test_every_table_has_a_name_of_its_own_and_sections_stand_in_order(told):
    report, _ = told
    keys = [one.key for section in report.sections for one in section.parts]
    assert len(keys) == len(set(keys))
    assert [section.key for section in report.sections] == [
        "summary", "goals", "month", "places", "visits", "line", "blanks", "youth", "attention", "definitions"
    ]  # fmt: skip
    assert 2 <= len(report.sections[0].texts) <= 5
