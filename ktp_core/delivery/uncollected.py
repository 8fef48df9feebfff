"""Cards that are printed and in nobody's hand, by age and by where they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, case, func, select

from ktp_core.cards.model import CardState
from ktp_core.db.schema import parcel_card, resident
from ktp_core.delivery import destinations, store
from ktp_core.delivery.finished import Spot
from ktp_core.delivery.loose import finished
from ktp_core.delivery.model import ParcelState

AGES: tuple[tuple[int, int | None], ...] = ((0, 7), (8, 30), (31, 90), (91, None))
"""Days since printed, both ends included; None: no end."""
UNCOLLECTED = (
    "spot", "sent", "place", "institution_id", "village", "district", "name", "district_name", "n", "age_0", "age_1",
    "age_2", "age_3", "oldest",
)  # fmt: skip
"""One row is a place. `spot`, finished.Spot: OFFICE (all that lie loose there, no place), PARCEL (for that destination,
`sent` or still at the office), OUTSIDE (sent on in no parcel). `age_0`..: cards of each of AGES; `oldest`: days."""
r, c = resident.c, parcel_card.c


def uncollected(conn: Connection, regency: str, districts: tuple[str, ...], today: date) -> pd.DataFrame:
    """UNCOLLECTED, most cards first. `districts`: of domicile; empty: all. No names."""
    ages: dict[Any, Counter[int]] = defaultdict(Counter)
    oldest: dict[Any, int] = {}
    for spot, sent, to, age, n, first in _counted(conn, regency, districts, today):
        key = (spot, sent, to)
        ages[key][age] += n
        oldest[key] = max(oldest.get(key, 0), (today - first).days)
    words = destinations.names(conn, regency, [to for _, _, to in ages if to])
    rows = []
    for (spot, sent, to), found in sorted(ages.items(), key=lambda item: (-item[1].total(), str(item[0]))):
        place = (str(to.place), to.institution_id, to.village, to.district) if to else (None,) * 4
        name = (words[to].name, words[to].district_name) if to else (None, None)
        counts = [found[age] for age in range(len(AGES))]
        rows.append((str(spot), sent, *place, *name, found.total(), *counts, oldest[spot, sent, to]))
    return pd.DataFrame(rows, columns=list(UNCOLLECTED), dtype=object)


def _counted(conn: Connection, regency: str, districts: tuple[str, ...], today: date) -> Any:
    """spot, sent, destination, age class, cards, first day of printing."""
    age = case(
        *((r.printed_on >= today - timedelta(days=last), at) for at, (_, last) in enumerate(AGES) if last is not None),
        else_=len(AGES) - 1,
    )
    held = and_(c.resident_id == r.id, c.serial == r.serial, store.IN)
    where = (r.state, c.parcel_id, age.label("age"))
    held_or_not = resident.outerjoin(parcel_card, held)
    query = select(*where, func.count(), func.min(r.printed_on)).select_from(held_or_not)
    rows = conn.execute(query.where(*finished(regency, districts)).group_by(*where)).all()
    parcels = store.get_many(conn, {row.parcel_id for row in rows if row.parcel_id})
    for state, parcel_id, of_age, n, first in rows:
        if parcel_id is not None:
            one = parcels[parcel_id]
            yield Spot.PARCEL, one.state is ParcelState.SENT, one.destination, of_age, n, first
        else:
            yield Spot.OFFICE if state == CardState.PRINTED else Spot.OUTSIDE, None, None, of_age, n, first
