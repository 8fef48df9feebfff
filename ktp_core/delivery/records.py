"""What was handed over and what was destroyed, over a span of days."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection

HAND_OVERS = ("receiver", "proof", "first", "replacements", "cards", "people")
"""One row is a receiver and a proof. `first` + `replacements` = `cards`; `people`: owners, each counted once."""
DESTRUCTIONS = (
    "id", "resident_id", "nik", "name", "birth_date", "district", "serial", "cause", "reason", "proposed_on",
    "proposed_by", "proposer", "decided_on", "decided_by", "decider", "accepted",
)  # fmt: skip
"""One row is a proposal. `proposed_by`, `decided_by`: sign-in names; `proposer`, `decider`: shown names; `accepted`:
None while open. Rejected by its own proposer: it was withdrawn."""


def hand_overs(
    conn: Connection, regency: str, first: date, last: date, *, districts: tuple[str, ...] = ()
) -> pd.DataFrame:  # fmt: skip
    """HAND_OVERS from `first` to `last`, those taken back left out. Rows do not add up in `people`: somebody may have
    been handed two cards. No names."""
    ...


def destructions(
    conn: Connection, regency: str, *, open: bool, first: date | None = None, last: date | None = None,
    districts: tuple[str, ...] = (), limit: int = 200, offset: int = 0, reveal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """DESTRUCTIONS: open ones oldest first, or the decided newest first, of these days of decision."""
    ...
