"""Verify finds stocks of blanks that are not what their entries say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from ktp_core.access.transactions import SYSTEM
from ktp_core.blanks import queries, supply
from ktp_core.db.engine import read_connection
from ktp_core.demo.recounts import LOST
from ktp_core.upkeep.verify import verify

TODAY = date(2026, 11, 22)
ENTRY = "(SELECT MIN(id) FROM blank_entry WHERE kind = '{}')"
COPY = (
    "INSERT INTO blank_entry (id, regency, holder_id, day, kind, n, at, by) "
    "SELECT id + 500000, regency, holder_id, day, '{}', {}, at, by FROM blank_entry WHERE id = {}"
)
FAULTS = [
    ({"blank_stock"}, "UPDATE blank_holder SET stock = stock + 1 WHERE id = (SELECT MIN(id) FROM blank_holder)"),
    ({"blank_stock"}, COPY.format("received", 1, ENTRY.format("received"))),
    ({"blank_below_zero"}, f"UPDATE blank_entry SET day = day + 100 WHERE id = {ENTRY.format('received')}"),
    ({"blank_half_carried"}, f"UPDATE blank_entry SET day = day + 1 WHERE id = {ENTRY.format('allotted')}"),
    ({"blank_without_second_person", "blank_stock"}, COPY.format("corrected", 1, ENTRY.format("received"))),
]


@pytest.mark.parametrize(("kinds", "statement"), FAULTS)
def test_a_stock_or_entry_that_was_tampered_with_is_found(demo, kinds, statement):
    assert not [one for one in verify(SYSTEM, today=TODAY).differences if one["kind"].startswith("blank")]
    with closing(sqlite3.connect(demo)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        assert raw.execute(statement).rowcount > 0
        raw.commit()

    report = verify(SYSTEM, today=TODAY)

    assert {one["kind"] for one in report.differences} == kinds
    assert report.checked["blank_entry"] > 50 and report.checked["blank_holder"] > 5


def test_the_blanks_of_the_demo_are_in_proportion_and_were_used_as_cards_were_printed(demo):
    with read_connection() as conn:
        found = supply.foresee(conn, "35.14", TODAY)
        months = queries.ledger(conn, "35.14", date(2026, 8, 1), TODAY, months=True)
        printed = conn.exec_driver_sql(
            "SELECT COUNT(*) FROM card_event WHERE regency = 3514 AND action = 8 AND source = 1"
            " AND day BETWEEN 20697 AND 20779"
        ).scalar_one()

    assert found.supply.stock + LOST == pytest.approx(47_637 * found.supply.backlog / 70_000, abs=1)
    assert found.supply.capacity == 120  # two printers never have less to do than 60 a day, however small the demo
    assert found.days == found.supply.stock // 121  # one of some hundred blanks spoils
    assert months.iloc[1:]["used"].sum() == printed > 50
