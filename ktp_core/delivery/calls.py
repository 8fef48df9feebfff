"""The weekly call list: whom to ask to distribute or to fetch cards that nobody has collected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection, func, literal_column, select

from ktp_core.db.schema import parcel, parcel_card
from ktp_core.delivery import destinations, store
from ktp_core.delivery.loose import waiting_for
from ktp_core.delivery.model import Destination, Place

CALLS = (
    "place", "institution_id", "village", "district", "name", "district_name", "contact_name", "contact_phone",
    "parcels", "there", "here", "oldest",
)  # fmt: skip
"""One row is a destination. `contact_*`: of the institution (of a village: its registered office), None where unknown;
`parcels` sent at least `min_days` ago, with `there` cards in them; `here`: cards that lie loose at the office for it,
printed at least `min_days` ago; `oldest`: days that the oldest of them all has waited, since sent or printed."""
p, c = parcel.c, parcel_card.c


@dataclass(frozen=True, slots=True)
class _Waiting:
    parcels: int = 0
    there: int = 0
    here: int = 0
    since: date = date.max


def calls(conn: Connection, regency: str, districts: tuple[str, ...], today: date, min_days: int) -> pd.DataFrame:
    """CALLS, most cards first. `districts`: of the destination, and of domicile for `here`; empty: all. No names of
    residents."""
    latest = today - timedelta(days=min_days)
    found = _sent(conn, regency, districts, latest)
    for to, (n, oldest) in waiting_for(conn, regency, districts, today, latest=latest).items():
        if to is not None:
            before = found.get(_key(to), _Waiting())
            found[_key(to)] = replace(before, here=n, since=min(before.since, oldest))
    words = destinations.names(conn, regency, found)
    rows = []
    for to, one in sorted(found.items(), key=lambda item: (-item[1].there - item[1].here, str(item[0]))):
        name = words[to]
        rows.append((
            str(to.place), to.institution_id, to.village, to.district, name.name, name.district_name,
            name.contact_name, name.contact_phone, one.parcels, one.there, one.here, (today - one.since).days,
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(CALLS), dtype=object)


def _sent(
    conn: Connection, regency: str, districts: tuple[str, ...], latest: date
) -> dict[Destination, _Waiting]:  # fmt: skip
    """What was sent by a day and is still out there."""
    asked = [p.regency == regency, p.state == literal_column("'sent'"), p.sent_on <= latest, store.IN]
    if districts:
        asked.append(p.district.in_(districts))
    where = (p.place, p.institution_id, p.village, p.district)
    counts = (func.count(p.id.distinct()), func.count(), func.min(p.sent_on))
    rows = conn.execute(
        select(*where, *counts).join(parcel_card, c.parcel_id == p.id).where(*asked).group_by(*where)
    )  # fmt: skip
    found: dict[Destination, _Waiting] = {}
    for place, school, village, district, parcels, cards, oldest in rows:
        found[_key(Destination(Place(place), school, village, district))] = _Waiting(parcels, cards, 0, oldest)
    return found


def _key(to: Destination) -> Destination:
    """An institution may have moved to another district since a parcel was sent there: it is one row all the same."""
    return replace(to, district=None) if to.place is Place.INSTITUTION else to
