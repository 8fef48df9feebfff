"""Use cases of cards that come back: to the office, or on into another parcel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.delivery.model import Destination

REROUTED = "dialihkan ke tujuan lain"
"""The reason of a RETURN that `reroute` makes, unless somebody gives another."""


def bring_back(
    by: Actor, parcel_id: int, numbers: Sequence[int], reason: str, *, day: date, at: datetime
) -> int:  # fmt: skip
    """Cards of a sent parcel lie at the office again (RETURN), loose; how many. The parcel is SETTLED when none is left.

    Raises Refused("parcel_numbers" | "parcel_reason" | "parcel_day_future" | "parcel_card_day_before").
    """
    ...


def bring_back_strays(by: Actor, resident_ids: Sequence[int], reason: str, *, day: date, at: datetime) -> int:
    """Cards that were sent on outside of any parcel lie at the office again; how many. All or none.

    Raises Refused("card_in_parcel"), Conflict("parcel_cards_moved").
    """
    ...


def reroute(
    by: Actor, parcel_id: int, numbers: Sequence[int], destination: Destination, *, day: date, at: datetime,
    reason: str = REROUTED,
) -> int:  # fmt: skip
    """Cards of one parcel go on in a new one; its id. Out of a sent parcel they come back on `day` first, out of one
    that has not left they are taken out. Raises like `bring_back` and `packing.pack`."""
    ...
