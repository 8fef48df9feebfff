"""Teams and the office's own days belong to the whole regency."""

from __future__ import annotations

from ktp_core.access.model import Actor
from ktp_core.errors import NotAllowed


def whole_regency(by: Actor) -> None:
    """Raises NotAllowed for an actor of some districts."""
    if by.districts:
        raise NotAllowed("team_whole_regency", by=by.name)
