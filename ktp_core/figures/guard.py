"""What entering figures asks before it writes."""

from __future__ import annotations

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.db.ids import next_ids
from ktp_core.errors import NotAllowed


def whole_regency(by: Actor) -> None:
    """Raises NotAllowed for an actor of some districts: figures are the whole office's."""
    if by.districts:
        raise NotAllowed("figure_whole_regency", by=by.name)


def lock(conn: Connection, regency: str) -> None:
    """Nobody else enters figures of this regency until the transaction ends: what was compared still holds."""
    next_ids(conn, regency, "figure", 0)
