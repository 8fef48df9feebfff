"""Working on one batch, its row locked, by somebody whose batch it is; on some of its cards, their residents locked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import Writing, writing
from ktp_core.batches import numbers, rules, store
from ktp_core.batches.model import Batch, BatchCard, CardMark
from ktp_core.cards.bulk import cards_by_id
from ktp_core.cards.model import Card
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.schema import account
from ktp_core.db.types import region_code
from ktp_core.errors import Conflict, NotAllowed, Refused
from ktp_core.visits import store as visits

P = Permission


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some cards of a batch in printing order, and where each resident's card stands."""

    rows: tuple[BatchCard, ...]
    cards: Mapping[int, Card]

    @property
    def positions(self) -> list[int]:
        """Their positions."""
        return [row.position for row in self.rows]


def regency_of(id_: int) -> str:
    """Ids carry their regency in front."""
    return region_code(id_ // PER_REGENCY)


def today(tx: Writing, regency: str) -> date:
    """The office's own day at the moment of the transaction."""
    return clock.local(tx.at, regency).date()


@contextmanager
def of_batch(by: Actor, batch_id: int, at: datetime) -> Iterator[tuple[Writing, Batch]]:
    """A transaction that works on one batch. Raises NotAllowed for one of other districts, NotFound."""
    with writing(by, P.BATCH_EDIT, regency_of(batch_id), at=at) as tx:
        at_visit = store.get(tx.conn, batch_id).visit_id  # never changes
        if at_visit is not None:
            visits.hold(tx.conn, at_visit)
        batch = store.get(tx.conn, batch_id, lock=True)
        mine(by, batch, P.BATCH_EDIT)
        yield tx, batch


def mine(by: Actor, batch: Batch, permission: Permission) -> None:
    """Raises NotAllowed for somebody of some districts and a batch that is not of these alone."""
    if not rules.own(batch, by.districts):
        raise NotAllowed("not_allowed", permission=str(permission), by=by.name)


def choose(conn: Connection, batch: Batch, positions: Sequence[int]) -> Chosen:
    """Those cards as they are once their residents are locked. Raises Refused("batch_none_chosen" |
    "batch_position")."""
    wanted = sorted(set(positions))
    if not wanted:
        raise Refused("batch_none_chosen")
    found = store.residents(conn, batch.id, wanted)
    if missing := set(wanted) - found.keys():
        raise Refused("batch_position", numbers=numbers.say(missing))
    cards = cards_by_id(conn, batch.regency, found.values(), lock=True)
    return Chosen(tuple(store.cards(conn, batch.id, store.c.position.in_(wanted))), cards)


def in_hand(conn: Connection, chosen: Chosen, by: Actor) -> None:
    """Raises unless all of them wait and nobody else is printing them: Conflict("batch_printed" | "batch_taken"),
    Refused("batch_not_waiting")."""
    if done := [row.position for row in chosen.rows if row.state is CardMark.PRINTED]:
        raise Conflict("batch_printed", numbers=numbers.say(done))
    if over := [row.position for row in chosen.rows if row.state is not CardMark.WAITING]:
        raise Refused("batch_not_waiting", numbers=numbers.say(over))
    others = [row for row in chosen.rows if row.taken_by not in (None, by.name)]
    if others:
        first = [row.position for row in others if row.taken_by == others[0].taken_by]
        who = conn.execute(select(account.c.display_name).where(account.c.name == others[0].taken_by)).scalar()
        raise Conflict("batch_taken", name=who or others[0].taken_by, numbers=numbers.say(first))
