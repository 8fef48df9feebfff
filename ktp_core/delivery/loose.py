"""Finished cards that lie at the office in no parcel, by where they should go."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from ktp_core.delivery.model import Destination

CARDS = (
    "resident_id", "serial", "nik", "name", "birth_date", "class_name", "district", "village", "institution",
    "printed_on", "days",
)  # fmt: skip
"""One row is a card. `district`, `village`, `institution`: names, of domicile and of the newest membership; `days`
since `printed_on`."""
LOOSE = (
    "place", "institution_id", "village", "district", "name", "district_name", "n", "oldest", "days", "visit_id",
    "visit_day",
)  # fmt: skip
"""One row is a proposed destination. `place`: model.Place, None where nothing is known (hand over at the counter);
`village`, `district`: codes; `n` cards; `oldest`: first printed_on; `days` since; `visit_*`: next planned visit there."""


def loose(conn: Connection, regency: str, districts: tuple[str, ...], today: date) -> pd.DataFrame:
    """LOOSE, most cards first. Cards that somebody wants destroyed are left out. `districts`: of domicile; empty: all.

    Where a card should go: the institution of its owner's open membership in the present school year, else the village
    of domicile, else the district (`rules.destination`)."""
    ...


def loose_cards(
    conn: Connection, regency: str, destination: Destination | None, today: date, *, districts: tuple[str, ...] = (),
    limit: int = 100, offset: int = 0, reveal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """CARDS that should go there (None: those without a known destination), by class, name; at most model.MOST."""
    ...


def loose_total(conn: Connection, regency: str, districts: tuple[str, ...] = ()) -> int:
    """How many cards lie loose at the office, those proposed for destruction left out."""
    ...


def stray_cards(
    conn: Connection, regency: str, today: date, *, districts: tuple[str, ...] = (), limit: int = 100, offset: int = 0,
    reveal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """CARDS that were sent on in no parcel (a list of SIAK says so, or it was before there were parcels), oldest first.
    `service.bring_back_strays` or a hand-over at the counter takes them in."""
    ...
