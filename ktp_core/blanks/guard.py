"""Who may change the ledger of blanks: it is the whole office's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import Writing, writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import NotAllowed


def whole_regency(by: Actor) -> None:
    """Raises NotAllowed for an actor of some districts."""
    if by.districts:
        raise NotAllowed("blank_whole_regency", by=by.name)


@contextmanager
def of_holder(by: Actor, holder_id: int, at: datetime) -> Iterator[Writing]:
    """A transaction about one holder of the actor's office."""
    with writing(by, Permission.BLANK_EDIT, region_code(holder_id // PER_REGENCY), at=at) as tx:
        whole_regency(by)
        yield tx


def today(tx: Writing) -> date:
    """The office's own day at the moment of the transaction."""
    assert tx.regency is not None
    return clock.local(tx.at, tx.regency).date()
