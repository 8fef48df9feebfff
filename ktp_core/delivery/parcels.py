"""Parcels as tables: a page of them, one of them, its cards, its custody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from ktp_core.delivery.model import Parcels

PARCELS = (
    "id", "code", "state", "place", "name", "district_name", "keeper", "keeper_name", "kept_since", "sent_on", "days",
    "visit_id", "visit_day", "visit_state", "cards", "inside", "handed", "returned", "made_at", "made_by",
)  # fmt: skip
"""One row is a parcel. `name`: of the destination; `days` since it was sent; `cards` ever in it, `inside` now, `handed`
over, `returned`. `state` settled also for a sent one without cards; `made_by`: shown name."""
CARDS = (
    "number", "resident_id", "serial", "nik", "name", "birth_date", "class_name", "district", "state", "reason", "day",
    "printed_on", "card_state", "receiver", "receiver_name", "proof", "proof_reason", "doomed",
)  # fmt: skip
"""One row is a card of a parcel. `state`: model.CardPlace since `day` with `reason`; `card_state`: cards.model.CardState
now; receiver and proof of those handed over out of it; `doomed`: somebody wants it destroyed."""
CUSTODY = ("day", "keeper", "name", "given_by", "cards", "note", "at", "by")


def parcels(conn: Connection, chosen: Parcels, today: date, *, limit: int = 50, offset: int = 0) -> pd.DataFrame:
    """PARCELS, newest first; with `overdue_days` those longest outside first. No names of residents."""
    ...


def parcels_total(conn: Connection, chosen: Parcels, today: date) -> int:
    """How many parcels `parcels` pages through."""
    ...


def parcel(
    conn: Connection, parcel_id: int, today: date, *, regency: str, districts: tuple[str, ...] = ()
) -> dict[str, Any]:  # fmt: skip
    """One parcel as in PARCELS, and `institution_id`, `village`, `district` (codes), `settled_on`, `note`, `version`.
    Raises NotFound("parcel_unknown"), also outside `regency` and `districts`."""
    ...


def by_code(conn: Connection, regency: str, typed: str, *, districts: tuple[str, ...] = ()) -> int:
    """The id of the parcel with the code that somebody typed or scanned (`codes.read`).

    Raises Refused("parcel_code" | "parcel_code_check"), NotFound("parcel_unknown_code")."""
    ...


def parcel_cards(
    conn: Connection, parcel_id: int, *, numbers: tuple[int, int] | None = None, reveal: bool = False
) -> pd.DataFrame:  # fmt: skip
    """CARDS of a parcel by number, all (at most a few more than model.MOST) or from a first to a last number."""
    ...


def custody(conn: Connection, parcel_id: int) -> pd.DataFrame:
    """CUSTODY of a parcel, oldest first: who has it from `day` on, who let go of it, cards in it; `by`: shown name."""
    ...


def of_visit(conn: Connection, visit_id: int) -> pd.DataFrame:
    """Rows are parcels that a visit takes along: id, code, name (of the destination), state, inside (cards)."""
    ...
