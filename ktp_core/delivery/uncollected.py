"""Cards that are printed and in nobody's hand, by age and by where they are."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection

AGES: tuple[tuple[int, int | None], ...] = ((0, 7), (8, 30), (31, 90), (91, None))
"""Days since printed, both ends included; None: no end."""
UNCOLLECTED = (
    "spot", "sent", "place", "institution_id", "village", "district", "name", "district_name", "n", "age_0", "age_1",
    "age_2", "age_3", "oldest",
)  # fmt: skip
"""One row is a place. `spot`, model.Spot: OFFICE (all that lie loose there, no place), PARCEL (for that destination,
`sent` or still at the office), OUTSIDE (sent on in no parcel). `age_0`..: cards of each of AGES; `oldest`: days."""


def uncollected(conn: Connection, regency: str, districts: tuple[str, ...], today: date) -> pd.DataFrame:
    """UNCOLLECTED, most cards first. `districts`: of domicile; empty: all. No names."""
    ...
