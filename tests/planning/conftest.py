"""The office that plans are made for."""

from __future__ import annotations

import pytest
from tests_support.plan_office import Office, plan_office


@pytest.fixture
def office(database: str) -> Office:
    """Nobody to record yet, on SQLite and PostgreSQL."""
    return plan_office()
