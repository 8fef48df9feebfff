"""Two clerks at once: of two who take the last blank one has it and the other is told."""

from __future__ import annotations

from datetime import date

from tests_support.at_once import told
from tests_support.constants import NOW

from ktp_core.blanks import moves, service, store
from ktp_core.db.engine import read_connection, write_transaction

TODAY = date(2026, 11, 22)
RESIDENT = 3514 * 10**9 + 7
ROUNDS = 25


def stock(key: int) -> int:
    with read_connection() as conn:
        return store.get(conn, key).stock


def test_the_last_blank_is_taken_once(there):
    def use(person: int) -> None:
        with write_transaction() as conn:
            moves.use(conn, there.store, person, 1, day=TODAY, by="cetak", at=NOW)

    for _ in range(ROUNDS):
        service.receive(there.clerk, there.store, 1, day=TODAY, document="SJ", at=NOW)

        said = told(lambda: use(RESIDENT), lambda: use(RESIDENT + 1))

        assert sorted(said) == ["", "blank_none"] and stock(there.store) == 0


def test_two_who_carry_blanks_against_each_other_never_wait_for_each_other_for_ever(there):
    for key in (there.store, there.printer):
        service.receive(there.clerk, key, 100, day=TODAY, document="SJ", at=NOW)
    for _ in range(ROUNDS):
        said = told(
            lambda: service.allot(there.clerk, there.store, there.printer, 3, day=TODAY, at=NOW),
            lambda: service.give_back(there.second, there.printer, 3, day=TODAY, to_id=there.store, at=NOW),
        )

        assert said == ["", ""]
    assert (stock(there.store), stock(there.printer)) == (100, 100)


def test_of_two_who_decide_one_proposal_one_is_told(there):
    for n in range(1, ROUNDS + 1):
        key = service.propose_correction(there.clerk, there.store, 1, reason="x", at=NOW)

        said = told(*(lambda by=by, key=key: service.decide(by, key, accept=True, at=NOW)
                         for by in (there.second, there.admin)))  # fmt: skip

        assert sorted(said) == ["", "blank_decided"] and stock(there.store) == n
