"""The office of these tests, on both databases."""

from __future__ import annotations

import pytest
from tests_support.rounds_office import Place, an_office


@pytest.fixture
def place(database, actor_of) -> Place:
    """A scheduler, a team, a kit; four districts are used."""
    return an_office(actor_of)
