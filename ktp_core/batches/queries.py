"""Print batches as the screens ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from ktp_core.batches.model import Batch, BatchState, CardMark, PrintOrder, Progress, Proposed, Room
from ktp_core.batches.order import DEFAULT

BATCHES = (
    "id", "number", "day", "state", "holder_id", "printer", "visit_id", "institution", "cards", "waiting", "printed",
    "skipped", "released", "gone", "spoiled", "made_by", "made_at", "note", "version",
)  # fmt: skip
CARDS = (
    "position", "resident_id", "serial", "name", "nik", "birth_date", "institution", "class_name", "district",
    "category", "due_on", "days", "state", "spoiled", "taken_by", "taken_name", "reason", "done_on",
)  # fmt: skip
PROPOSED = (
    "place", "resident_id", "serial", "name", "nik", "birth_date", "institution", "class_name", "district", "category",
    "due_on", "days",
)  # fmt: skip
WORKING = ("taken_by", "name", "n", "numbers", "since")


def batches(
    conn: Connection, regency: str, *, districts: Sequence[str] = (), states: Sequence[BatchState] = (),
    limit: int = 50, offset: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """One row is a batch (BATCHES), the newest day first. `districts` of somebody who is limited to them: only batches
    made for these alone. `made_by` is a display name; `institution` that of the visit."""
    return pd.DataFrame(columns=list(BATCHES))


def batches_total(
    conn: Connection, regency: str, *, districts: Sequence[str] = (), states: Sequence[BatchState] = ()
) -> int:
    """How many there are."""
    return 0


def batch(conn: Connection, batch_id: int, *, regency: str, districts: Sequence[str] = ()) -> Batch:
    """One batch. Raises NotFound("batch_unknown"), also outside `regency` and `districts`."""
    raise KeyError


def progress(conn: Connection, batch_id: int) -> Progress:
    """What became of its cards, counted."""
    return Progress()


def cards(
    conn: Connection, batch_id: int, *, today: date, reveal: bool = False, states: Sequence[CardMark] = (),
    limit: int | None = None, offset: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """One row is a card of the batch (CARDS), in printing order. `days`: waited until `done_on` (the day of what
    decided it) or `today`; `taken_by` the account, `taken_name` its display name; NIK masked unless `reveal`."""
    return pd.DataFrame(columns=list(CARDS))


def cards_total(conn: Connection, batch_id: int, *, states: Sequence[CardMark] = ()) -> int:
    """How many rows `cards` has."""
    return 0


def working(conn: Connection, batch_id: int) -> pd.DataFrame:
    """One row is somebody printing (WORKING): account, display name, how many cards, their positions as `1–25, 31`,
    since when."""
    return pd.DataFrame(columns=list(WORKING))


def proposed(
    conn: Connection, chosen: Sequence[Proposed], *, today: date, reveal: bool = False, first: int = 1
) -> pd.DataFrame:
    """The cards of a proposal with names (PROPOSED), in its order; `place` counts from `first`. At most MOST rows."""
    return pd.DataFrame(columns=list(PROPOSED))


def room(conn: Connection, holder_id: int, day: date) -> Room:
    """How many cards a printer can take on for that day. Raises NotFound("blank_holder_unknown")."""
    return Room(0, 0, None, 0)


def order(conn: Connection, regency: str) -> PrintOrder:
    """In which order the office prints; `order.DEFAULT` (version 0) where it never said."""
    return DEFAULT


def waiting_in(conn: Connection, resident_id: int) -> Batch | None:
    """The batch in which the resident's card waits now."""
    return None
