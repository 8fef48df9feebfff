"""Verify finds visits that say something else than the cards, the letters and the lists."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from ktp_core.access.transactions import SYSTEM
from ktp_core.upkeep.verify import verify

TODAY = date(2026, 11, 22)
MET = "SELECT {} FROM visit_outcome o JOIN visit v ON v.id = o.visit_id WHERE v.state = 'done' AND o.outcome = {} {}"


def spoil(path, statement: str) -> None:
    """Change the file behind the product's back, triggers and all."""
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        assert raw.execute(statement).rowcount > 0, statement
        raw.commit()


def one(column: str, outcome: int, more: str = "") -> str:
    return "(" + MET.format(column, outcome, more) + " ORDER BY o.visit_id, o.resident_id LIMIT 1)"


FAULTS = [
    ("recorded_without_event", "UPDATE card_event SET visit_id = NULL WHERE visit_id = " + one("o.visit_id", 1)),
    ("recording_without_outcome", "DELETE FROM visit_outcome WHERE visit_id = " + one("o.visit_id", 1)
     + " AND outcome = 1"),
    ("follow_up_of_nobody_missed", "UPDATE visit_outcome SET outcome = 3, reason = NULL WHERE (visit_id, resident_id) "
     "IN (SELECT visit_id, resident_id FROM follow_up WHERE settled_by IS NULL ORDER BY 1, 2 LIMIT 1)"),
    ("follow_up_not_on_list", "UPDATE follow_up SET settled_by = (SELECT MIN(id) FROM visit WHERE regency = 3514) "
     "WHERE (visit_id, resident_id) IN (SELECT visit_id, resident_id FROM follow_up WHERE settled_by IS NULL "
     "ORDER BY 1, 2 LIMIT 1)"),
    ("request_without_visit", "UPDATE visit SET request_id = NULL WHERE id = (SELECT MIN(v.id) FROM visit v "
     "JOIN request r ON r.id = v.request_id WHERE r.state = 'scheduled')"),
    ("request_without_visit", "UPDATE visit SET request_id = NULL WHERE id = (SELECT MIN(v.id) FROM visit v "
     "JOIN request r ON r.id = v.request_id WHERE r.state = 'done')"),
    ("visit_without_history", "DELETE FROM visit_change WHERE visit_id = (SELECT MIN(visit_id) FROM visit_change)"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "statement"), FAULTS)
def test_what_visits_say_and_nothing_else_does_is_found(demo, kind, statement):
    spoil(demo, statement)

    found = verify(SYSTEM, today=TODAY).differences

    also = {"summary"} if kind == "recorded_without_event" else set()  # people by visit are kept counted too
    assert {difference["kind"] for difference in found} == {kind} | also
    assert all("name" not in difference and "nik" not in difference for difference in found)


def test_outcomes_of_a_visit_that_was_not_held_are_found(demo):
    own = one("o.visit_id", 4, "AND v.request_id IS NULL")
    spoil(demo, f"UPDATE visit SET state = 'cancelled' WHERE id = {own}")

    found = verify(SYSTEM, today=TODAY).differences

    assert {difference["kind"] for difference in found} == {"outcome_of_visit_not_held"}


def test_a_recording_taken_back_after_the_visit_is_no_fault(demo):
    columns = "regency, resident_id, serial, day, at, by, source, channel, district, ours"
    of = one("o.resident_id", 1)
    with closing(sqlite3.connect(demo)) as raw:
        raw.execute(
            f"INSERT INTO card_event (id, action, from_state, to_state, undoes, {columns}) "
            f"SELECT (SELECT MAX(id) + 1 FROM card_event), 14, 20, 10, id, {columns} FROM card_event "
            f"WHERE resident_id = {of} AND action = 1 AND visit_id IS NOT NULL LIMIT 1"
        )
        raw.commit()

    kinds = {difference["kind"] for difference in verify(SYSTEM, today=TODAY).differences}

    assert not kinds & {"recorded_without_event", "recording_without_outcome"}


def test_it_says_how_much_it_looked_at(demo):
    checked = verify(SYSTEM, today=TODAY).checked

    assert checked["visit_outcome"] > 500 and checked["follow_up"] > 20 and checked["request"] > 100
