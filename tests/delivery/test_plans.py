"""Questions about finished cards read the finished cards alone, however many residents there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event
from tests_support.card_people import KEJAYAN, REGENCY
from tests_support.offices import plan_of
from tests_support.parcel_office import TODAY, ParcelOffice, parcel_office

from ktp_core.db.engine import read_connection
from ktp_core.delivery import queries

QUESTIONS: dict[str, Callable[[Connection], Any]] = {
    "loose": lambda conn: queries.loose(conn, REGENCY, (), TODAY),
    "loose of a district": lambda conn: queries.loose(conn, REGENCY, (KEJAYAN,), TODAY),
    "loose_total": lambda conn: queries.loose_total(conn, REGENCY),
    "uncollected": lambda conn: queries.uncollected(conn, REGENCY, (), TODAY),
    "calls": lambda conn: queries.calls(conn, REGENCY, (), TODAY, 7),
    "stray_cards": lambda conn: queries.stray_cards(conn, REGENCY, TODAY),
}
PAGES = {"stray_cards"}  # these show names, which stand in the table, of a page of cards


@pytest.fixture
def small(sqlite_database: str, actor_of: Any) -> ParcelOffice:
    return parcel_office(actor_of)


@pytest.mark.parametrize("name", QUESTIONS)
def test_finished_cards_are_found_in_their_own_index(small: ParcelOffice, name: str) -> None:
    asked: list[tuple[str, Any]] = []
    with read_connection() as conn:
        event.listen(conn, "before_cursor_execute", lambda _c, _cur, text, values, *_: asked.append((text, values)))
        QUESTIONS[name](conn)
        plans = [plan_of(conn, text, values) for text, values in list(asked) if "FROM resident" in text]

    assert plans
    for plan in plans:
        index = "INDEX ix_finished" if name in PAGES else "COVERING INDEX ix_finished"
        assert f"SEARCH resident USING {index}" in plan
        assert "SCAN resident" not in plan and "SCAN parcel_card" not in plan


def test_hand_overs_of_a_span_are_counted_from_an_index(small: ParcelOffice) -> None:
    asked: list[tuple[str, Any]] = []
    with read_connection() as conn:
        event.listen(conn, "before_cursor_execute", lambda _c, _cur, text, values, *_: asked.append((text, values)))
        queries.hand_overs(conn, REGENCY, TODAY, TODAY)
        (plan,) = [plan_of(conn, text, values) for text, values in list(asked) if "FROM hand_over" in text]

    assert "SEARCH hand_over USING COVERING INDEX ix_hand_over_day" in plan
