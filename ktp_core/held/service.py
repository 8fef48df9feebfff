"""Looking at people on the way to a card by name: every look is written down."""

from __future__ import annotations

from datetime import datetime

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.transactions import writing
from ktp_core.held.model import NEEDS, HeldFilter


def looked(by: Actor, chosen: HeldFilter, *, rows: int, at: datetime) -> None:
    """Somebody opened the names of this question. The audit log keeps what was asked. Raises NotAllowed."""
    with writing(by, NEEDS[chosen.places[0]], chosen.regency, at=at) as tx:
        question = chosen.within(by).fingerprint(config.secret_key())
        tx.audit("held.view", None, rows=rows, places=list(chosen.places), filter=question)
