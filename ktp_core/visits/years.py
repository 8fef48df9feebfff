"""Visits by year beside the totals that were reported; the two are never added up."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, func, select

from ktp_core.db.schema import visit
from ktp_core.figures import rules as official
from ktp_core.figures import store as figures
from ktp_core.figures.model import Measure, Reported
from ktp_core.visits import queries
from ktp_core.visits.asked import Asked
from ktp_core.visits.model import VisitState

_v = visit.c
YEARS = ("year", "visits", "reported", "institutions", "served", "official_institutions", "official_served", "source")


def beside_reported(conn: Connection, asked: Asked) -> pd.DataFrame:
    """One row is a calendar year up to `as_of` with visits or reported totals (YEARS), newest first.

    Own counts as `queries.by_year` gives them, `served` None where every visit was only read of and nobody counted;
    `official_…` and `source` are what was reported for the whole regency, missing (None) for a question about some
    districts or kinds. The two are never added up.
    """
    whole = not (asked.districts or asked.kinds)
    known = figures.known_on(conn, asked.regency, asked.as_of, areas=[asked.regency]) if whole else []
    places = official.by_year(known, asked.regency, Measure.INSTITUTIONS_SERVED)
    served = official.by_year(known, asked.regency, Measure.PEOPLE_SERVED)
    begun = min([asked.as_of.year, *places, *served, *filter(None, [first_year(conn, asked.regency)])])
    own = queries.by_year(
        conn, asked.regency, range(begun, asked.as_of.year + 1), asked.as_of, asked.districts, asked.kinds
    )
    counts = {int(row.year): tuple(map(int, row[2:])) for row in own.itertuples()}
    rows = [
        (year, *_counted(*counts.get(year, (0, 0, 0, 0))), *_reported(places.get(year), served.get(year)))
        for year in sorted({*counts, *places, *served}, reverse=True)
    ]
    return pd.DataFrame(rows, columns=list(YEARS), dtype=object)


def _counted(visits: int, reported: int, institutions: int, served: int) -> tuple[int, int, int, int | None]:
    return visits, reported, institutions, None if visits and visits == reported and not served else served


def first_year(conn: Connection, regency: str) -> int | None:
    """The calendar year of the first visit that was done."""
    first = conn.execute(
        select(func.min(_v.day)).where(_v.regency == regency, _v.state == str(VisitState.DONE))
    ).scalar_one()
    return None if first is None else int(first.year)


def _reported(places: Reported | None, served: Reported | None) -> tuple[int | None, int | None, str | None]:
    said = list(dict.fromkeys(one.source for one in (places, served) if one))
    return places.value if places else None, served.value if served else None, "; ".join(said) or None
