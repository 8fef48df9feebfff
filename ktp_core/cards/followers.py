"""What holds a card while it waits or lies finished, and must let go of it when the card moves on.

A batch holds cards that are to be printed, a parcel cards that are printed and not handed over. Whoever moves a card
need not know of either: lists of SIAK, corrections, deaths and moves call this through `cards.store` and `cards.bulk`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, exists, literal_column, or_, select, update

from ktp_core.cards.model import Card, CardState
from ktp_core.db.schema import parcel_card, print_batch_card, resident

# Said as words of the statement, not as parameters: the partial indexes of these states are used for nothing else.
_WAITING: ColumnElement[str] = literal_column("'waiting'")
_IN: ColumnElement[str] = literal_column("'in'")
_b, _p, _r = print_batch_card.c, parcel_card.c, resident.c
_FINISHED = (CardState.PRINTED, CardState.DISPATCHED)
HELD = (CardState.PRINT_READY, *_FINISHED)
"""Only cards in these states can be in a batch or a parcel."""


def leaves(before: Card, after: Card) -> bool:
    """Whether who holds the card by `before` cannot hold it by `after`."""
    if before.state is CardState.PRINT_READY:
        return after.state is not CardState.PRINT_READY or after.serial != before.serial or after.due_on is None
    return before.state in _FINISHED and (after.state not in _FINISHED or after.serial != before.serial)


def follow(conn: Connection, residents: Sequence[int] | Select[tuple[int]], *, at: datetime) -> None:
    """Take those cards out of batches and parcels that are no longer to be printed, or no longer finished and here.

    Call it once the rows of these residents say where the cards are, and are locked. Whoever prints or hands over
    writes the rows of the batch or parcel first, so that nothing is left to be taken out.
    """
    waits = and_(_r.serial == _b.serial, _r.state == int(CardState.PRINT_READY), _r.due_on.is_not(None))
    lies = and_(_r.serial == _p.serial, or_(*(_r.state == int(state) for state in _FINISHED)))
    _let_go(conn, print_batch_card, ("batch_id", "position"), _b.state == _WAITING, residents, waits, "gone", at)
    _let_go(conn, parcel_card, ("parcel_id", "number"), _p.state == _IN, residents, lies, "left", at)


def _let_go(
    conn: Connection, table: Table, key: tuple[str, str], held: Any, residents: Any, right: Any, mark: str, at: datetime
) -> None:
    own = [table.c[name] for name in key]
    wrong = held, table.c.resident_id.in_(residents), ~exists().where(_r.id == table.c.resident_id, right)
    # Locked in one order: somebody may be marking rows of the same batch, whom the residents' rows do not keep out.
    if conn.execute(select(*own).where(*wrong).order_by(*own).with_for_update(of=table)).first() is not None:
        conn.execute(update(table).where(*wrong).values(state=mark, at=at))
