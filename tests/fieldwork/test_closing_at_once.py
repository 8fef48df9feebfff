"""Closing a visit while others write the same residents: one waits for the other, never both."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import update
from tests_support.field_day import AT, REGENCY, WORK, everybody, make_school, state_of, walk_in

from ktp_core.db.engine import write_transaction
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import resident
from ktp_core.fieldwork import service


@pytest.mark.postgres
def test_a_roster_that_is_being_applied_and_a_visit_with_a_newcomer_wait_in_one_order(postgres_database, actor_of):
    school = make_school(3)
    team = actor_of("tim", "visit", regency=REGENCY)
    service.prepare(team, school.visit_id, at=AT)
    everybody(team, school.visit_id)
    service.add_walk_in(team, school.visit_id, walk_in(77), at=AT)
    said: list[str] = []

    def close() -> None:
        try:
            service.close(team, school.visit_id, WORK, at=AT)
            said.append("closed")
        except Exception as fault:
            said.append(type(fault).__name__)

    closer = threading.Thread(target=close)
    with write_transaction() as conn:  # as applying a roster does it: the turn of the office first, then the rows
        next_ids(conn, REGENCY, "resident", 0)
        closer.start()
        closer.join(1.5)
        conn.execute(update(resident).where(resident.c.id == school.pupils[1]).values(updated_at=AT))
    closer.join(30)

    assert said == ["closed"]
    assert state_of(school.visit_id) == "done"
