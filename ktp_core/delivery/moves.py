"""What corrections of a card do to parcels and hand-overs, inside somebody's transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection


def lock_parcel_of(conn: Connection, resident_id: int, serial: int) -> None:
    """Lock the parcel that holds this card or out of which it was handed over, if any.

    For whoever is about to call `taken_back`: before the resident's row is locked, because parcels come first.
    """


def taken_back(conn: Connection, resident_id: int, serial: int, *, at: datetime, by: str) -> None:
    """A DELIVER is being corrected: its hand-over is void and the card lies where it lay before.

    Handed over out of a parcel: it is in that parcel again, under its number, and the parcel is SENT again. At the
    counter: it is loose. Said by a list of SIAK while it lay in a parcel: in that parcel again. Call it with the
    resident's row locked, before the card is written; the parcel is locked by `lock_parcel_of`.
    """
