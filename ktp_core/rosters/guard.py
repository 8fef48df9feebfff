"""Whose roster is it, and when: what staging and applying ask before they write."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core import clock
from ktp_core.errors import Refused
from ktp_core.rosters import store


def receiver(conn: Connection, institution_id: int, today: date) -> store.Receiver:
    """The institution that a roster of `institution_id` is for: after a merger the one that stayed.

    Raises NotFound, and Refused for one that is no longer served.
    """
    found = store.receiver(conn, institution_id)
    if found.active_until is not None and found.active_until <= today:
        raise Refused("institution_ended", name=found.name, since=found.active_until)
    return found


def has_come(today: date, at: datetime, regency: str) -> None:
    """Raises Refused for a day that is not yet: nobody goes to a school from tomorrow, and the office's day counts."""
    if today > clock.local(at, regency).date():
        raise Refused("date_future", value=today)
