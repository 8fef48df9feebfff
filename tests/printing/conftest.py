"""An invented regency with a queue, and another one beside it whose cards must never appear."""

import pytest
from tests_support import waiting
from tests_support.constants import BALANGAN, NOW

from ktp_core.db.engine import write_transaction


@pytest.fixture
def backlog(database):
    with write_transaction() as conn:
        waiting.fill(conn, residents=500, waiting=260, at=NOW)
        waiting.fill(conn, BALANGAN, residents=60, waiting=40, seed=8, at=NOW)
    return database
