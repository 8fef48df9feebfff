"""Which way parcels and cards should go: the next planned visit there, and whose card should go elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, select

from ktp_core import nik
from ktp_core.db.schema import institution, parcel_card, resident, visit
from ktp_core.delivery import destinations, store
from ktp_core.delivery.model import Destination, NextVisit, Place
from ktp_core.errors import Refused
from ktp_core.visits.model import VisitState

LEAVERS = (
    "number", "resident_id", "nik", "name", "birth_date", "class_name", "place", "institution_id", "village",
    "district", "destination",
)  # fmt: skip
"""One row is a card that should go elsewhere: `place`, `institution_id`, `village`, `district` (codes) make the
Destination that is proposed, `destination` is its name; `place` None where none is known."""
c, r, i, v = parcel_card.c, resident.c, institution.c, visit.c


def next_visit(conn: Connection, institution_id: int, today: date) -> NextVisit | None:
    """The next planned visit to that institution, today's included."""
    to = Destination(Place.INSTITUTION, institution_id=institution_id)
    return next(iter(visits_for(conn, to, today)), None)


def visits_for(conn: Connection, destination: Destination, today: date) -> list[NextVisit]:
    """Planned visits that could take a parcel there, soonest first: to the institution; to the village's own; to a
    service point of the district."""
    found = select(v.id, v.day, v.institution_id, i.name).join(institution, i.id == v.institution_id)
    found = found.where(v.state == str(VisitState.PLANNED), v.day >= today, *_reaches(destination))
    return [NextVisit(*row) for row in conn.execute(found.order_by(v.day, v.id))]


def next_visits(conn: Connection, regency: str, today: date) -> dict[int, tuple[int, date]]:
    """The next planned visit of each institution that has one: (visit, day) by institution."""
    mine = (v.regency == regency, v.day >= today, v.state == str(VisitState.PLANNED))
    rows = conn.execute(select(v.institution_id, v.id, v.day).where(*mine).order_by(v.day.desc(), v.id.desc()))
    return {school: (key, day) for school, key, day in rows}


def check_visit(conn: Connection, to: Destination, visit_id: int, today: date) -> None:
    """Raises Refused("parcel_visit") unless that visit could take a parcel there."""
    if visit_id not in {one.id for one in visits_for(conn, to, today)}:
        raise Refused("parcel_visit")


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


def _reaches(to: Destination) -> list[ColumnElement[bool]]:
    """To the institution; to the village's own; to a service point (a district office, a stop) of the district."""
    match to.place:
        case Place.INSTITUTION:
            return [v.institution_id == to.institution_id]
        case Place.VILLAGE:
            return [v.regency == (to.village or "")[:5], i.kind == "village", i.village == to.village]
        case Place.DISTRICT:
            return [v.regency == (to.district or "")[:5], i.kind == "service_point", i.district == to.district]
