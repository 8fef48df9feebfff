"""An office of Pasuruan (and Balangan) to register institutions in."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.constants import NOW

from ktp_core.access.transactions import SYSTEM
from ktp_core.regions import service as regions

TODAY = date(2026, 11, 22)


@pytest.fixture
def office(database: str) -> str:
    """Pasuruan and Balangan, set up, on SQLite and on PostgreSQL; the value is Pasuruan's code."""
    regions.init(SYSTEM, ["35.14", "63.11"], NOW)
    return "35.14"


@pytest.fixture
def sqlite_office(sqlite_database: str) -> str:
    """The same on SQLite alone, for tables of cases in which the database plays no part."""
    regions.init(SYSTEM, ["35.14", "63.11"], NOW)
    return "35.14"


@pytest.fixture
def clerk(office: str, actor_of):
    """Roster staff of Pasuruan."""
    return actor_of("rina", "roster", regency=office)
