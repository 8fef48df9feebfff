"""Use cases of custody: a parcel leaves the office, and goes from one keeper to the next."""

from __future__ import annotations

from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.delivery.model import Keeper


def send(
    by: Actor, parcel_id: int, keeper: Keeper, name: str, given_by: str, *, day: date, at: datetime, note: str = "",
    version: int | None = None,
) -> int:  # fmt: skip
    """It leaves the office with `keeper`, for whom `name` signed; all its cards are DISPATCHED on `day`; how many.

    `version`: refuse with Conflict("parcel_changed") when it is no longer as it was shown. Raises
    Refused("parcel_empty" | "parcel_keeper" | "parcel_name" | "parcel_card_deceased" | "parcel_card_day_before" |
    "parcel_cards_doomed" | "parcel_day_future").
    """
    ...


def transfer(
    by: Actor, parcel_id: int, keeper: Keeper, name: str, given_by: str, *, day: date, at: datetime, note: str = "",
    version: int | None = None,
) -> None:  # fmt: skip
    """Outside, somebody else has it from `day` on. Raises Refused("parcel_keeper") for the office (bring the cards
    back instead) or a party it does not go to, Refused("parcel_day_before") for a day before the present keeper's."""
