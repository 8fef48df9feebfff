"""Official figures and targets as tables: what is known, its versions, and the dates there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection, func, select

from ktp_core.db.schema import figure, target
from ktp_core.figures.model import Reported

VERSION = ("value", "approximate", "source", "known_on", "entered_at", "entered_by")
TARGET = ("area", "measure", "value", "valid_from", "valid_until", "source", "known_on", "entered_at", "entered_by")


def versions(conn: Connection, regency: str, one: Reported) -> pd.DataFrame:
    """Every version of one figure, the newest entry first."""
    c = figure.c
    rows = conn.execute(
        select(*(c[name] for name in VERSION))
        .where(
            c.regency == regency, c.area == one.area, c.measure == str(one.measure), c.basis_on == one.basis_on,
            c.basis_kind == str(one.basis_kind),
        )
        .order_by(c.id.desc())
    )  # fmt: skip
    return pd.DataFrame(rows.all(), columns=list(VERSION))


def dates(conn: Connection, regency: str, areas: Sequence[str]) -> dict[date, int]:
    """How many versions of figures of these areas there are by basis date, the newest date first."""
    c = figure.c
    rows = conn.execute(
        select(c.basis_on, func.count())
        .where(c.regency == regency, c.area.in_(areas))
        .group_by(c.basis_on)
        .order_by(c.basis_on.desc())
    )
    return {row[0]: row[1] for row in rows}


def targets(conn: Connection, regency: str, areas: Sequence[str]) -> pd.DataFrame:
    """One row per version of a target of these areas, the one that begins last first."""
    columns = [target.c[name] for name in TARGET]
    rows = conn.execute(
        select(*columns)
        .where(target.c.regency == regency, target.c.area.in_(areas))
        .order_by(target.c.valid_from.desc(), target.c.id.desc())
    )
    return pd.DataFrame(rows.all(), columns=list(TARGET))
