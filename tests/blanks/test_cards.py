"""Blanks that become cards: many at once or none, and one that goes back because its card was never printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests_support.constants import NOW

from ktp_core.blanks import moves, queries, service, store
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.errors import NotFound, Refused

TODAY = date(2026, 11, 22)
PASURUAN, BALANGAN = "35.14", 6311 * 10**9
ONE, TWO, THREE = (3514 * 10**9 + n for n in (1, 2, 3))


def receive(there, n: int, day: date = TODAY) -> None:
    service.receive(there.clerk, there.printer, n, day=day, document="SJ-1", at=NOW)


def use(there, *cards: tuple[int, int], day: date = TODAY, by: str = "cetak", batch_id: int | None = None) -> list[int]:
    with write_transaction() as conn:
        return moves.use_many(conn, there.printer, cards, day=day, by=by, at=NOW, batch_id=batch_id)


def undo(card: tuple[int, int], by: str = "adm", reason: str | None = None) -> int | None:
    with write_transaction() as conn:
        return moves.undo_use(conn, *card, day=TODAY, by=by, at=NOW, reason=reason)


def written(key: int) -> tuple:
    with read_connection() as conn:
        row = conn.execute(store.blank_entry.select().where(store.e.id == key)).one()
    return row.holder_id, row.day, row.kind, row.n, row.resident_id, row.serial, row.batch_id, row.reason, row.by


def stock(holder_id: int) -> int:
    with read_connection() as conn:
        return store.get(conn, holder_id).stock


def test_many_cards_take_a_blank_each_in_the_order_given(there):
    receive(there, 5)
    keys = use(there, (TWO, 1), (ONE, 3), batch_id=77)

    assert keys == sorted(keys)
    assert [written(key) for key in keys] == [
        (there.printer, TODAY, "used", -1, TWO, 1, 77, None, "cetak"),
        (there.printer, TODAY, "used", -1, ONE, 3, 77, None, "cetak"),
    ]
    assert stock(there.printer) == 3
    assert use(there) == []


def test_many_cards_take_all_their_blanks_or_none(there):
    receive(there, 2)
    with pytest.raises(Refused, match="blank_none"):
        use(there, (ONE, 1), (TWO, 1), (THREE, 1))
    with pytest.raises(Refused, match="blank_none_then"):
        use(there, (ONE, 1), day=TODAY - timedelta(days=1))
    with pytest.raises(NotFound):
        use(there, (ONE, 1), (BALANGAN + 1, 1))

    assert stock(there.printer) == 2


def test_a_blank_that_was_never_used_goes_back_to_where_it_came_from_by_a_second_person(there):
    receive(there, 2)
    (first,) = use(there, (ONE, 1), batch_id=5)
    with pytest.raises(Refused, match="blank_second_person"):
        undo((ONE, 1), by="cetak")
    back = undo((ONE, 1), reason="tertukar")

    assert written(first)[2:4] == ("used", -1)
    assert back is not None
    assert written(back) == (there.printer, TODAY, "undone", 1, ONE, 1, 5, "tertukar", "adm")
    assert stock(there.printer) == 2
    assert undo((ONE, 1)) is None  # once only
    assert undo((TWO, 1)) is None  # nothing was ever used for it
    assert undo((ONE, 2)) is None
    use(there, (ONE, 1))
    assert undo((ONE, 1)) is not None
    assert stock(there.printer) == 2


def test_of_a_card_printed_twice_the_last_blank_goes_back_first(there):
    receive(there, 3)
    use(there, (ONE, 1), batch_id=1)
    use(there, (ONE, 1), batch_id=2)
    backs = [undo((ONE, 1)), undo((ONE, 1))]

    assert [written(back)[6] for back in backs if back is not None] == [2, 1]
    assert undo((ONE, 1)) is None
    assert stock(there.printer) == 3


def test_what_was_never_used_is_taken_off_what_was_used(there):
    receive(there, 9)
    use(there, (ONE, 1), (TWO, 1))
    undo((ONE, 1))

    with read_connection() as conn:
        (day,) = queries.ledger(conn, PASURUAN, TODAY, TODAY).itertuples(index=False)
        printer = queries.holders(conn, PASURUAN, TODAY).set_index("id").loc[there.printer]
    assert (day.opening, day.received, day.used, day.adjusted, day.closing) == (0, 9, 1, 0, 8)
    assert (printer.stock, printer.used) == (8, 1)
