"""Proposing a batch, making it of exactly what the rules propose at that moment, adding people of a visit."""

from __future__ import annotations

from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.batches.model import Proposal
from ktp_core.errors import Refused


def propose(
    by: Actor, regency: str, holder_id: int, *, day: date, asked: int, districts: tuple[str, ...] = (),
    institutions: tuple[int, ...] = (), visit_id: int | None = None, today: date,
) -> Proposal:  # fmt: skip
    """What a batch of that printer (`blank_holder.id`) made now for `day` would hold: at most `asked` cards, and no
    more than its blanks and its capacity of that day allow (`Proposal.room`). Empty where there is no room.

    An actor of some districts proposes of these alone. Raises NotAllowed, NotFound("blank_holder_unknown" |
    "visit_unknown"), Refused("batch_asked" | "batch_day" | "blank_holder_inactive").
    """
    raise Refused("")


def make(
    by: Actor, holder_id: int, *, day: date, asked: int, districts: tuple[str, ...] = (),
    institutions: tuple[int, ...] = (), visit_id: int | None = None, note: str = "", skip: frozenset[int] = frozenset(),
    today: date, at: datetime,
) -> int:  # fmt: skip
    """Proposes again and makes the batch; its id. `skip`: residents (ids) left out by hand; others take their place.

    Raises like `propose`, Refused("batch_nobody" | "batch_no_stock" | "batch_no_capacity") where it would be empty,
    Refused("batch_note").
    """
    return 0


def add_from_visit(by: Actor, batch_id: int, *, today: date, at: datetime) -> int:
    """People of the batch's visit who became due since: put at its end, up to the printer's room; how many.

    Raises Refused("batch_no_visit") for a batch that is not of a visit, Refused("batch_over"), and like `make` where
    nobody came.
    """
    return 0
