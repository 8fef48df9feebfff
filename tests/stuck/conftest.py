"""An office with random card lines, and another one beside it whose cards must never appear."""

import random

import pytest
from tests_support.card_people import AT, TODAY, add_people, bring_to
from tests_support.card_people import newcomer as someone
from tests_support.offices import make_office
from tests_support.stuck_people import random_people

from ktp_core.cards.model import CardState
from ktp_core.db.engine import write_transaction
from ktp_core.residents.model import Newcomer, Place, Standing

SCHOOLS = (
    ("school", "SMAN 1 Kejayan", "35.14.06"), ("pesantren", "PP Ngalah", "35.14.02"), ("school", "SMKN 1", "35.14.06"),
)  # fmt: skip


def fill(seed: int, n: int = 110):
    """Random people of Pasuruan, with a noise row in Balangan."""
    schools = make_office(*SCHOOLS)
    make_office(regency="63.11")
    with write_transaction() as conn:
        people = random_people(conn, n, random.Random(seed), schools)
        noise = Newcomer("6311010103089999", "TIDAK BOLEH TAMPAK", "L", "PARINGIN", someone(1).birth_date, Place(
            Standing.OURS, "63.11.01"
        ))  # fmt: skip
        (key,) = add_people(conn, noise, regency="63.11")
        bring_to(conn, key, CardState.DUPLICATE, TODAY.replace(year=2025))
    return people


@pytest.fixture
def people(database):
    return fill(20261122)


@pytest.fixture
def sqlite_people(sqlite_database):
    return fill(7)


__all__ = ["AT", "TODAY", "fill"]
