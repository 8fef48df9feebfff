"""Use cases of parcels at the office: pack, put in, take out, give to a visit, open again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.delivery.model import Destination


def pack(
    by: Actor, destination: Destination, resident_ids: Sequence[int], *, visit_id: int | None = None, note: str = "",
    at: datetime,
) -> int:  # fmt: skip
    """A new parcel with these cards, numbered in the order given; its id. All or none.

    Raises Refused("parcel_empty" | "parcel_full" | "parcel_destination" | "parcel_visit" | "card_in_parcel" |
    "parcel_cards_doomed" | "parcel_note"), Conflict("parcel_cards_moved") when a card no longer lies at the office.
    """
    ...


def put_in(by: Actor, parcel_id: int, resident_ids: Sequence[int], *, at: datetime) -> int:
    """More cards into a parcel that has not left, under new numbers; how many. Raises like `pack`."""
    ...


def take_out(by: Actor, parcel_id: int, numbers: Sequence[int], *, reason: str, at: datetime) -> int:
    """Some cards are loose again; how many. Raises Refused("parcel_numbers" | "parcel_reason")."""
    ...


def assign_visit(by: Actor, parcel_id: int, visit_id: int | None, *, at: datetime) -> None:
    """A planned visit takes it along; None: none does. Raises Refused("parcel_visit") for one that does not go there
    or is not planned any more."""


def open_parcel(by: Actor, parcel_id: int, *, reason: str, at: datetime) -> int:
    """Given up before it left: its cards are loose again; how many. Raises Refused("parcel_reason")."""
    ...
