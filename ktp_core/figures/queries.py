"""Official figures as a table, for the line of sources under a number."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection, select

from ktp_core.db.schema import figure

COLUMNS = ("area", "measure", "value", "basis_on", "basis_kind", "approximate", "source", "entered_at", "entered_by")


def figures_known(conn: Connection, regency: str, as_of: date) -> pd.DataFrame:
    """One row per version of a figure with a basis date up to `as_of`, newest basis first, then newest entry."""
    columns = [figure.c[name] for name in COLUMNS]
    rows = conn.execute(
        select(*columns)
        .where(figure.c.regency == regency, figure.c.basis_on <= as_of)
        .order_by(figure.c.basis_on.desc(), figure.c.id.desc())
    )
    return pd.DataFrame(rows.all(), columns=list(COLUMNS))
