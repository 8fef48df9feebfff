"""The survey list in SQL against asking everybody one by one, on both databases; paging, masks, the file."""

from __future__ import annotations

import random
from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import event, update
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, plan_of

from ktp_core.access.permissions import Permission
from ktp_core.db.engine import engine, read_connection, write_transaction
from ktp_core.db.schema import resident
from ktp_core.eligibility import queries, service
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import birthday, recordable_from
from ktp_core.eligibility.survey import SurveyFilter, SurveyKind
from ktp_core.errors import NotAllowed
from ktp_core.exports.model import Format
from ktp_core.residents import memberships, store
from ktp_core.residents.model import Membership, Newcomer, Place, Standing
from ktp_core.summaries.store import Deltas, add

RULES = AgeRules()
PLACES = (Place(Standing.OURS, "35.14.06"), Place(Standing.OURS, "35.14.24"), Place(Standing.ELSEWHERE, None),
          Place(Standing.MOVED, "35.14.06"))  # fmt: skip


@pytest.fixture
def everybody(database):
    """300 people around 16 and 17 at two institutions; a tenth also in the pesantren, a tenth nowhere."""
    schools = make_office(("school", "SMK", "35.14.06"), ("pesantren", "PP", "35.14.16"))
    rng = random.Random(7)
    rows, joined = [], []
    for number in range(300):
        born = TODAY - timedelta(days=rng.randrange(15 * 365, 18 * 365))
        married = born + timedelta(days=15 * 365 + 100) if number % 40 == 0 else None
        rows.append(
            Newcomer(f"35140601011{number:05d}", f"ORANG {number:03d}", "P", None, born, rng.choice(PLACES), married)
        )
    states = [rng.choice([10, 10, 20, 40, 70]) for _ in rows]
    with write_transaction() as conn:
        deltas = Deltas(PASURUAN)
        given = store.insert_many(conn, PASURUAN, rows, deltas, rules=RULES, at=NOW)
        add(conn, deltas)
        for key, number in zip(given, range(300), strict=True):
            for school in ([] if number % 10 == 9 else [schools[0], schools[1]] if number % 10 == 8 else [schools[0]]):
                joined.append(Membership(school, 2026, key, f"X-{number % 3}", TODAY))
            conn.execute(update(resident).where(resident.c.id == key).values(state=states[number]))
        memberships.insert_many(conn, joined)
    return [(key, row, state, {m.institution_id: m.class_name for m in joined if m.resident_id == key})
            for key, row, state in zip(given, rows, states, strict=True)], schools  # fmt: skip


def naive(people, chosen: SurveyFilter) -> list[int]:
    """The same question put to every person in turn."""
    found = []
    for key, one, state, where in people:
        if one.place.standing not in (Standing.OURS, Standing.ELSEWHERE):
            continue
        if chosen.districts and one.place.district not in chosen.districts:
            continue
        if chosen.institution_id is not None and chosen.institution_id not in where:
            continue
        if chosen.class_name is not None and where[chosen.institution_id] != chosen.class_name:
            continue
        if chosen.kind is SurveyKind.RECORDABLE:
            hit = state == 10 and recordable_from(one.birth_date, one.married_on, RULES) <= chosen.on
        else:
            age = 16 if chosen.kind is SurveyKind.TURNS_16 else 17
            hit = chosen.on <= birthday(one.birth_date, age, RULES) <= (chosen.until or chosen.on)
            hit = hit and (state == 10 or chosen.kind is SurveyKind.TURNS_17)
        if hit:
            found.append(key)
    return sorted(found)


def test_every_question_is_answered_as_if_everybody_were_asked(everybody):
    people, schools = everybody
    spans = [(TODAY, TODAY + timedelta(days=60)), (date(2026, 2, 27), date(2026, 3, 2)), (TODAY, None)]
    with read_connection() as conn:
        for kind in SurveyKind:
            for first, last in spans:
                for institution in (None, *schools):
                    for name in (None, "X-1") if institution else (None,):
                        for districts in ((), ("35.14.06",)):
                            chosen = SurveyFilter(PASURUAN, kind, first, last, institution, name, districts)
                            expected = naive(people, chosen)
                            rows = list(queries.survey_rows(conn, chosen, RULES))
                            assert sorted(row[0] for row in rows) == expected, chosen
                            assert queries.survey_total(conn, chosen, RULES) == len(expected)


def test_counts_per_institution_and_class_are_those_of_the_lists(everybody):
    people, schools = everybody
    chosen = SurveyFilter(PASURUAN, SurveyKind.RECORDABLE, TODAY)
    with read_connection() as conn:
        groups = queries.survey_by_institution(conn, chosen, RULES)
        per = dict(zip(groups["institution_id"], groups["people"], strict=True))
        here = SurveyFilter(PASURUAN, SurveyKind.RECORDABLE, TODAY, institution_id=schools[0])
        classes = queries.survey_by_class(conn, here, RULES)

    nowhere = [key for key, _, _, where in people if not where and key in naive(people, chosen)]
    assert per == {
        schools[0]: len(naive(people, here)),
        schools[1]: len(naive(people, SurveyFilter(PASURUAN, SurveyKind.RECORDABLE, TODAY, institution_id=schools[1]))),
        0: len(nowhere),
    }
    assert int(classes["people"].sum()) == per[schools[0]]


@pytest.mark.parametrize("institution", [0, 1])
def test_pages_join_to_the_whole_list(everybody, institution):
    _, schools = everybody
    key = schools[0] if institution else None
    chosen = SurveyFilter(PASURUAN, SurveyKind.RECORDABLE, TODAY, institution_id=key)
    with read_connection() as conn:
        whole = [row[0] for row in queries.survey_rows(conn, chosen, RULES)]
        parts = [
            key
            for at in range(0, len(whole), 7)
            for key in queries.survey_page(conn, chosen, RULES, limit=7, offset=at)["id"]
        ]
    assert parts == whole


def test_niks_are_masked_unless_revealed(everybody):
    chosen = SurveyFilter(PASURUAN, SurveyKind.RECORDABLE, TODAY)
    with read_connection() as conn:
        hidden = queries.survey_page(conn, chosen, RULES)
        shown = queries.survey_page(conn, chosen, RULES, reveal=True)

    assert set(hidden["nik"]) == {"351406**********"}
    assert shown["nik"].str.fullmatch(r"\d{16}").all()


def test_the_regency_wide_list_reads_the_indexes_of_the_unrecorded(sqlite_database):
    make_office()
    asked = []

    def note(conn, cursor, statement, parameters, context, executemany):
        asked.append((statement, parameters))

    with read_connection() as conn:
        event.listen(engine(), "after_cursor_execute", note)
        queries.survey_total(conn, SurveyFilter(PASURUAN, SurveyKind.RECORDABLE, TODAY), RULES)
        event.remove(engine(), "after_cursor_execute", note)
        plan = next(plan_of(conn, *one) for one in asked if one[0].startswith("SELECT"))

    assert "ix_survey" in plan
    assert "SCAN resident" not in plan


@pytest.mark.parametrize(("role", "whole"), [("roster", True), ("visit", False)])
def test_the_file_holds_exactly_the_list(everybody, actor_of, role, whole):
    people, schools = everybody
    chosen = SurveyFilter(PASURUAN, SurveyKind.RECORDABLE, TODAY, institution_id=schools[0])

    export = service.listing(actor_of("ani", role, regency=PASURUAN), chosen, Format.XLSX)

    table = CalamineWorkbook.from_filelike(BytesIO(export.content)).get_sheet_by_index(0).to_python()
    assert export.rows == len(table) - 1 == len(naive(people, chosen))
    assert table[0][1] == "NIK"
    assert (table[1][1].isdigit(), "*" in table[1][1]) == (whole, not whole)


@pytest.mark.parametrize("role", ["head", "print", "scheduler", "admin"])
def test_the_file_is_only_for_who_may_take_it_away(everybody, actor_of, role):
    chosen = SurveyFilter(PASURUAN, SurveyKind.RECORDABLE, TODAY)
    with pytest.raises(NotAllowed) as refusal:
        service.listing(actor_of("x", role, regency=PASURUAN), chosen, Format.XLSX)
    assert refusal.value.params["permission"] == Permission.SURVEY_EXPORT.value
