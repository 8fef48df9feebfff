"""Use cases of hand-over: at the counter, or out of a parcel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.delivery.model import Receipt


def hand_over(
    by: Actor, resident_id: int, receipt: Receipt, *, day: date, at: datetime, parcel_id: int | None = None
) -> int:  # fmt: skip
    """One finished card into one hand on `day` (DELIVER); the id of the hand-over. `parcel_id`: out of that sent parcel;
    None: at the counter, also out of a parcel that has not left, which it leaves.

    Raises Refused("card_in_parcel") at the counter for a card of a sent parcel, Refused("card_destroy_open") while
    somebody wants it destroyed, Refused("receipt_..."), Conflict("card_moved") when it is no finished card any more
    ("card_delivered" when somebody has just handed it over), cards.states.ActionNotAllowed.
    """
    ...


def hand_over_many(
    by: Actor, parcel_id: int, numbers: Sequence[int], receipt: Receipt, *, day: date, at: datetime
) -> int:  # fmt: skip
    """Many cards of one sent parcel with the same receipt (OWNER: each signed; OFFICER: one signed for all); how many.
    All or none. Raises Refused("receipt_many") for a PARENT or PROXY of more than one, and like `hand_over`."""
    ...
