"""Where the finished card of one resident is."""

from __future__ import annotations

from sqlalchemy import Connection

from ktp_core.delivery.model import Whereabouts


def where_is(conn: Connection, resident_id: int) -> Whereabouts | None:
    """In whose hands the finished card of one resident is; None while it is not printed."""
    ...
