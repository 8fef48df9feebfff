"""Verify finds stocks of blanks that are not what their entries say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from ktp_core.access.transactions import SYSTEM
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
