"""Which way parcels and cards should go: the next planned visit there, and whose card should go elsewhere."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from ktp_core.delivery.model import Destination, NextVisit

LEAVERS = (
    "number", "resident_id", "nik", "name", "birth_date", "class_name", "place", "institution_id", "village",
    "district", "destination",
)  # fmt: skip
"""One row is a card that should go elsewhere: `place`, `institution_id`, `village`, `district` (codes) make the
Destination that is proposed, `destination` is its name; `place` None where none is known."""


def next_visit(conn: Connection, institution_id: int, today: date) -> NextVisit | None:
    """The next planned visit to that institution, today's included."""
    ...


def visits_for(conn: Connection, destination: Destination, today: date) -> list[NextVisit]:
    """Planned visits that could take a parcel there, soonest first: to the institution; to a village; to a service
    point or district office in the district."""
    ...


def leavers(conn: Connection, parcel_id: int, today: date, *, reveal: bool = False) -> pd.DataFrame:
    """LEAVERS of a parcel to an institution: owners who are no longer its pupils today (graduated, left), by number.
    Empty for other parcels."""
    ...
