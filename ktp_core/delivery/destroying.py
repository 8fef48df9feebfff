"""Use cases of destruction: one person proposes, another decides. A finished card goes no other way."""

from __future__ import annotations

from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.delivery.model import Loss


def propose_destruction(by: Actor, resident_id: int, cause: Loss, reason: str, *, day: date, at: datetime) -> int:
    """A finished card is to be destroyed, or written off as LOST; the id of the proposal.

    Raises Refused("destroy_no_card") when there is no finished card, Refused("destroy_outside") for one that is not at
    the office, unless LOST, Refused("destroy_open") when somebody proposed it already, Refused("destroy_reason").
    """
    ...


def decide_destruction(by: Actor, destruction_id: int, accepted: bool, *, day: date, at: datetime) -> None:
    """A second person decides. Accepted: the card is gone (SPOIL), leaves its parcel and waits to be printed again.

    Raises NotAllowed("destroy_own_proposal") for the proposer, Conflict("destroy_decided"),
    Conflict("destroy_card_moved") when the card was handed over or printed anew meanwhile (reject it then).
    """


def withdraw_destruction(by: Actor, destruction_id: int, *, day: date, at: datetime) -> None:
    """The proposer takes it back. Raises NotAllowed("destroy_not_yours"), Conflict("destroy_decided")."""
