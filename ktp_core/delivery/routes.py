"""Which way parcels and cards should go: the next planned visit there, and whose card should go elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from ktp_core import nik
from ktp_core.db.schema import parcel_card, resident
from ktp_core.delivery import destinations, store
from ktp_core.delivery.model import Destination, NextVisit, Place

LEAVERS = (
    "number", "resident_id", "nik", "name", "birth_date", "class_name", "place", "institution_id", "village",
    "district", "destination",
)  # fmt: skip
"""One row is a card that should go elsewhere: `place`, `institution_id`, `village`, `district` (codes) make the
Destination that is proposed, `destination` is its name; `place` None where none is known."""
c, r = parcel_card.c, resident.c


def next_visit(conn: Connection, institution_id: int, today: date) -> NextVisit | None:
    """The next planned visit to that institution, today's included."""
    to = Destination(Place.INSTITUTION, institution_id=institution_id)
    return next(iter(destinations.visits(conn, to, today)), None)


def visits_for(conn: Connection, destination: Destination, today: date) -> list[NextVisit]:
    """Planned visits that could take a parcel there, soonest first: to the institution; to the village's own; to a
    service point of the district."""
    return destinations.visits(conn, destination, today)


def leavers(conn: Connection, parcel_id: int, today: date, *, reveal: bool = False) -> pd.DataFrame:
    """LEAVERS of a parcel to an institution: owners who are no longer its pupils today (graduated, left), by number.
    Empty for other parcels."""
    parcel = store.get(conn, parcel_id)
    rows = []
    if parcel.destination.place is Place.INSTITUTION:
        gone = [row for row in _owners(conn, parcel_id, today) if row.to_school != parcel.destination.institution_id]
        to = {row.number: destinations.of(row.to_school, row.to_village, row.to_district) for row in gone}
        words = destinations.names(conn, parcel.regency, [one for one in to.values() if one])
        for row in gone:
            elsewhere = to[row.number]
            where = _where(elsewhere) + (words[elsewhere].name if elsewhere else None,)
            shown = row.nik if reveal else nik.mask(row.nik)
            rows.append((row.number, row.id, shown, row.name, row.birth_date, row.class_name, *where))
    return pd.DataFrame(rows, columns=list(LEAVERS), dtype=object)


def _owners(conn: Connection, parcel_id: int, today: date) -> Any:
    """Owners of the cards in the parcel with the proposed destination."""
    base = parcel_card.join(resident, r.id == c.resident_id)
    query = select(c.number, r.id, r.nik, r.name, r.birth_date, r.class_name, *destinations.proposed())
    mine = (c.parcel_id == parcel_id, store.IN)
    return conn.execute(query.select_from(destinations.joined(today, base)).where(*mine).order_by(c.number))


def _where(to: Destination | None) -> tuple[str | None, int | None, str | None, str | None]:
    return (str(to.place), to.institution_id, to.village, to.district) if to else (None, None, None, None)
