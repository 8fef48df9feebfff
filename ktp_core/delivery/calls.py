"""The weekly call list: whom to ask to distribute or to fetch cards that nobody has collected."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection

CALLS = (
    "place", "institution_id", "village", "district", "name", "district_name", "contact_name", "contact_phone",
    "parcels", "there", "here", "oldest",
)  # fmt: skip
"""One row is a destination. `contact_*`: of the institution (of a village: its registered office), None where unknown;
`parcels` sent at least `min_days` ago, with `there` cards in them; `here`: cards that lie at the office for it, printed
at least `min_days` ago; `oldest`: days that the oldest of them all has waited, since sent or printed."""


def calls(conn: Connection, regency: str, districts: tuple[str, ...], today: date, min_days: int) -> pd.DataFrame:
    """CALLS, most cards first. `districts`: of the destination, and of domicile for `here`; empty: all. No names of
    residents."""
    ...
