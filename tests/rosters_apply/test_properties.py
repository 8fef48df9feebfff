"""Any order, any repetition, any number of times: a roster is what it says, once. Through the real rules and SQL."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, people

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import membership, resident, summary_day, summary_month, summary_state
from ktp_core.eligibility.model import AgeRules
from ktp_core.residents.model import Place, Standing
from ktp_core.rosters import applying
from ktp_core.rosters.match_model import Entry, Known, Match, Pool, Roster, Verdict
from ktp_core.rosters.matching import match_all
from ktp_core.rosters.planning import plan
from ktp_core.rosters.pools import candidates
from ktp_core.rosters.uploads import StagedRow, Upload, UploadState

NAMES = ["ANI LESTARI", "BUDI SANTOSO", "M. RIZAL", "MUHAMMAD RIZAL", "SITI"]
PLACES = [None, Place(Standing.OURS, "35.14.06"), Place(Standing.OURS, "35.14.24"), Place(Standing.ELSEWHERE, None)]
entries = st.builds(
    Entry,
    position=st.just(0),
    nik=st.sampled_from([f"351406010110000{n}" for n in range(1, 7)] + [None]),
    nisn=st.sampled_from([None, "0101111111", "0102222222", "0103333333"]),
    name=st.sampled_from(NAMES),
    sex=st.sampled_from(["L", "P"]),
    birth_place=st.sampled_from([None, "PASURUAN"]),
    birth_date=st.sampled_from([date(2010, 1, 1), date(2010, 1, 2)]),
    class_name=st.sampled_from([None, "X-1", "X-2"]),
    place=st.sampled_from(PLACES),
)
rosters = st.lists(entries, max_size=8, unique_by=lambda entry: entry.nik or id(entry))
HERE = Roster(3514000000001, "school", 2026)


def applied(rows: list[Entry], roster: Roster = HERE) -> tuple[int, int, int]:
    """What one roster writes: new, changed, same."""
    upload = Upload(1, PASURUAN, None, roster, "", "", UploadState.STAGED, {}, NOW, "", None, None)
    with write_transaction() as conn:
        found = candidates(conn, PASURUAN, rows)
        staged = [
            applying.staged_row(StagedRow(match.entry, None, 1, match.verdict), match, roster)
            for match in match_all(rows, found.pool, roster)
            if match.verdict is not Verdict.REJECTED
        ]
        work = applying.sort(staged, found, roster, TODAY)
        applying.write(conn, upload, work, found.rows, rules=AgeRules(), by="rina", at=NOW, day=TODAY)
    return len(work.new), len(work.changed), work.same


def stored() -> tuple[list[object], list[object]]:
    """Residents and memberships without the ids that depend on the order."""
    names = ("nik", "name", "sex", "birth_date", "standing", "district", "nisn", "institution_id", "class_name")
    everybody = people()
    nik_of = {row["id"]: row["nik"] for row in everybody}
    with read_connection() as conn:
        all_ = conn.execute(select(membership)).mappings().all()
    kept = sorted((nik_of[m["resident_id"]], m["institution_id"], m["school_year"], str(m["class_name"]),
                   str(m["until_day"])) for m in all_)  # fmt: skip
    return [tuple(row[name] for name in names) for row in everybody], list(kept)


def empty() -> None:
    """Start over in the same database."""
    with write_transaction() as conn:
        for table in (membership, resident, summary_day, summary_month, summary_state):
            conn.execute(delete(table))


@pytest.fixture
def office(sqlite_database):
    return make_office(("school", "A", "35.14.06"), ("pesantren", "B", "35.14.06"), ("school", "C", "35.14.06"))


ONCE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONCE
@given(rows=rosters, before=rosters, data=st.data())
def test_any_order_of_a_roster_writes_the_same(office, rows, before, data):
    shuffled = data.draw(st.permutations(rows))
    empty()
    applied(before)
    applied(rows)
    one = stored()
    empty()
    applied(before)
    applied(list(shuffled))

    assert stored() == one


@ONCE
@given(rows=rosters, before=rosters, times=st.integers(1, 3))
def test_applying_again_changes_nothing(office, rows, before, times):
    empty()
    applied(before, Roster(3514000000002, "pesantren", 2025))
    applied(rows)
    one = stored()

    for _ in range(times):
        new, changed, _same = applied(rows)
        assert (new, changed) == (0, 0)
    assert stored() == one


@ONCE
@given(rows=rosters, years=st.lists(st.sampled_from([2024, 2025, 2026, 2027]), min_size=1, max_size=4))
def test_nobody_has_two_open_memberships_of_a_kind_and_the_newest_year_leads(office, rows, years):
    empty()
    for number, year in enumerate(years):
        applied(rows, Roster(3514000000001 + number % 2 * 2, "school", year))

    with read_connection() as conn:
        open_ = conn.execute(select(membership.c.resident_id).where(membership.c.until_day.is_(None))).scalars().all()
        newest = {}
        for row in conn.execute(select(membership).order_by(membership.c.school_year)).mappings():
            newest.setdefault(row["resident_id"], []).append((row["school_year"], row["institution_id"]))
    assert len(open_) == len(set(open_))
    for row in people():
        top = max(year for year, _ in newest[row["id"]])
        assert row["institution_id"] in {where for year, where in newest[row["id"]] if year == top}


@given(entry=entries, known=entries, decided=st.booleans(), shift=st.integers(0, 400))
def test_a_plan_never_names_identity_or_card(entry, known, decided, shift):
    born, place = known.birth_date + timedelta(days=shift), known.place or PLACES[1]
    nik = known.nik or "3514060101100009"
    stored_one = Known(7, nik, known.name, known.birth_place, born, place, known.nisn, 5, "X")

    planned = plan(entry, stored_one, HERE, decided=decided)

    place = {"standing", "district", "village"}
    assert planned.values.keys() <= {"institution_id", "class_name", "nisn", "birth_place", *place}
    assert decided or "standing" not in planned.values


@given(rows=rosters)
def test_every_row_gets_exactly_one_verdict_in_the_order_of_the_file(rows):
    matches = match_all(rows, Pool(), HERE)

    assert [match.entry for match in matches] == rows
    assert all(isinstance(match, Match) and (match.reason is not None) == (match.verdict is Verdict.REVIEW)
               for match in matches)  # fmt: skip
