"""Two operators at once: a card is printed once, waits in one batch, and whoever comes second is told."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support import naive_batches as naive
from tests_support.at_once import Act, told
from tests_support.card_people import KEJAYAN
from tests_support.constants import NOW
from tests_support.print_room import TODAY, marks, of, print_room, progress, residents, states_of, stock, waiting, walk

from ktp_core.batches import service
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction

ROUNDS = 12


def at_once(*acts: Act) -> list[str]:
    """What each was told; whatever came first, batches and cards agree afterwards."""
    said = told(*acts)
    with read_connection() as conn:
        naive.all_is_well(conn)
    return said


@pytest.fixture
def there(database: str, actor_of):
    found = print_room(actor_of, stock=400, capacity=None)
    for number in range(1, 4 * ROUNDS + 1):
        waiting(number, date(2026, 5, 1 + number % 28))
    return found


def make(there, asked: int, *, by=None, holder: int | None = None, districts=()) -> int:
    return service.make(
        by or there.clerk, holder or there.printer, day=TODAY, asked=asked, districts=districts, today=TODAY, at=NOW
    )


def test_one_card_is_printed_once_with_one_blank(there):
    batch, before = make(there, ROUNDS), stock(there.printer)
    for position in range(1, ROUNDS + 1):
        said = at_once(
            *(lambda by=by, n=position: service.printed(by, batch, [n], day=TODAY, at=NOW)
              for by in (there.clerk, there.second))
        )  # fmt: skip

        assert sorted(said) == ["", "batch_printed"]
        assert stock(there.printer) == before - position


def test_the_same_cards_are_taken_by_one(there):
    batch = make(there, 2 * ROUNDS)
    for first in range(1, 2 * ROUNDS, 2):
        said = at_once(
            *(lambda by=by, n=first: service.take(by, batch, [n, n + 1], at=NOW) for by in (there.clerk, there.second))
        )

        assert sorted(said) == ["", "batch_taken"]


def test_two_who_make_batches_at_once_never_take_the_same_card_nor_more_than_fits(there):
    for number in range(ROUNDS // 2):
        before = stock(there.printer)
        said = at_once(
            lambda: make(there, 4),
            lambda one=number % 2: make(there, 4, by=there.second, holder=there.other if one else None),
            lambda: make(there, 2, by=there.kejayan, holder=there.other, districts=(KEJAYAN,)),
        )

        assert set(said) <= {"", "batch_nobody"} and stock(there.printer) == before


def test_the_last_blank_is_promised_once(database, actor_of):
    there = print_room(actor_of, stock=3)
    for number in range(1, 9):
        waiting(number, date(2026, 5, number))

    said = at_once(lambda: make(there, 3), lambda: make(there, 3, by=there.second))

    assert sorted(said) == ["", "batch_no_stock"]


def test_a_card_that_siak_prints_meanwhile_is_printed_once(there):
    batch = make(there, 3 * ROUNDS)
    keys = residents(batch)

    def siak(residents_: list[int]) -> None:
        with write_transaction() as conn:
            for key in sorted(residents_):
                walk(conn, key, CardState.PRINTED, TODAY)

    for first in range(0, 3 * ROUNDS, 3):
        positions = [first + 3, first + 1, first + 2]
        said = at_once(
            lambda p=positions: service.printed(there.clerk, batch, p, day=TODAY, at=NOW),
            lambda p=positions: siak([keys[n - 1] for n in p]),
        )

        printed = marks(batch)[first : first + 3]
        assert (said[0], printed) in [("", ["printed"] * 3), ("batch_not_waiting", ["gone"] * 3)]
        assert said[1] in ("", "card_moved")
        assert set(states_of([keys[n - 1] for n in positions])) == {"PRINTED"}


def test_whatever_two_do_to_a_batch_it_ends_once_and_nobody_waits_for_ever(there):
    for number in range(ROUNDS // 2):
        batch = make(there, 6)
        said = at_once(
            lambda b=batch: service.finish(there.clerk, b, 1, at=NOW),
            lambda b=batch: service.printed(there.second, b, [1, 2, 3], day=TODAY, at=NOW),
            lambda b=batch: service.skip(there.second, b, [6, 5, 4], reason="x", at=NOW),
            lambda b=batch: service.pause(there.second, b, 1, at=NOW),
        )

        codes = {"", "batch_over", "batch_changed", "batch_paused", "batch_not_waiting"}
        assert set(said) <= codes and "" in said, number
        if of(batch).state in ("open", "paused"):
            service.finish(there.clerk, batch, of(batch).version, at=NOW)
        assert progress(batch).waiting == 0
