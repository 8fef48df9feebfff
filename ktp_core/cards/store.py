"""Writing the card line: event, projection and summaries together. Nothing else sets a state.

Writers lock the resident's row first and take event ids afterwards, in this order everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from ktp_core.cards import followers
from ktp_core.cards import history as acts
from ktp_core.cards.events import append_events, event_row, history, lines
from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Cause, Moved
from ktp_core.cards.states import project, with_due
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.schema import resident
from ktp_core.db.types import region_code
from ktp_core.errors import Conflict, NotFound
from ktp_core.summaries.model import Facts
from ktp_core.summaries.store import Deltas

__all__ = [
    "CARD_COLUMNS", "adjust", "append_events", "card", "card_of", "facts_of", "history", "regency_of", "write",
]  # fmt: skip

PROJECTION = (
    "state", "serial", "state_on", "recorded_on", "ready_on", "printed_on", "delivered_on", "owned_on", "due_on",
    "cause",
)  # fmt: skip
CARD_COLUMNS = tuple(
    resident.c[name]
    for name in ("id", "regency", "standing", "district", "village", "birth_date", "card_age_on", *PROJECTION)
)  # fmt: skip


def regency_of(resident_id: int) -> str:
    """Ids carry their regency in front."""
    return region_code(resident_id // PER_REGENCY)


def card_of(row: Mapping[Any, Any]) -> Card:
    """From a row of the resident table (CARD_COLUMNS by name)."""
    values = {name: row[name] for name in PROJECTION}
    values["state"] = CardState(row["state"])
    values["cause"] = None if row["cause"] is None else Cause(row["cause"])
    return Card(
        resident_id=row["id"], regency=row["regency"], ours=row["standing"] == 1, deceased=row["standing"] == 4,
        district=row["district"], village=row["village"], birth_date=row["birth_date"],
        card_age_on=row["card_age_on"], **values,
    )  # fmt: skip


def card(conn: Connection, resident_id: int, *, lock: bool = False) -> Card:
    """Where one resident's card stands; with `lock` nobody else can move it until the end. Raises NotFound."""
    query = select(*CARD_COLUMNS).where(resident.c.id == resident_id)
    row = conn.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise NotFound("resident_unknown")
    return card_of(row)


def nik(conn: Connection, resident_id: int) -> str:
    """The NIK, unmasked: for `service.reveal` alone."""
    return str(conn.execute(select(resident.c.nik).where(resident.c.id == resident_id)).scalar_one())


def write(conn: Connection, card_before: Card, event: CardEvent, deltas: Deltas) -> Card:
    """Store one act and where it leads. Raises Conflict when the card is no longer where `card_before` says."""
    if event.action is CardAction.CORRECT:
        past = [other for other in history(conn, event.resident_id) if other.id != event.undoes]
        after = acts.fold(card_before, past)
    else:
        after = project(card_before, event)
    _move(conn, card_before, after, event.at)
    if followers.leaves(card_before, after):
        followers.follow(conn, [event.resident_id], at=event.at)
    deltas.resident(facts_of(card_before), facts_of(after))
    line = lines(conn, [event.resident_id]).get(event.resident_id, ())
    append_events(conn, [event_row(event, card_before, after, line)], deltas)
    return after


def _move(conn: Connection, before: Card, after: Card, at: datetime) -> None:
    still = (
        resident.c.id == before.resident_id,
        resident.c.state == int(before.state),
        resident.c.serial == before.serial,
    )
    values = {name: getattr(after, name) for name in PROJECTION}
    values |= {"state": int(after.state), "cause": stored_cause(after)}
    values |= {"version": resident.c.version + 1, "updated_at": at}
    if conn.execute(update(resident).where(*still).values(values)).rowcount != 1:
        raise Conflict("card_moved")


def stored_cause(card: Card) -> int | None:
    """Why the card of this serial is a replacement, as the file holds it."""
    return None if card.cause is None else int(card.cause)


def adjust(
    conn: Connection, changed: Sequence[Moved], *, day: date, at: datetime, by: str, reason: str, deltas: Deltas
) -> None:
    """Follow residents whose place, standing or birth date changed: new due days, and ADJUST events where it counts.

    Cards that never moved have nothing to follow. The caller gives the rows' own counts to `deltas`.
    """
    apart = [(one.before, with_due(one.after)) for one in changed if one.before.state is not CardState.UNRECORDED]
    apart = [(before, after) for before, after in apart if _place(before) != _place(after)]
    past = lines(conn, [before.resident_id for before, _ in apart])
    rows = []
    for before, after in apart:
        event = CardEvent(
            before.resident_id, before.regency, CardAction.ADJUST, before.state, before.state, before.serial,
            day, at, by, reason=reason,
        )  # fmt: skip
        rows.append(event_row(event, before, after, past.get(before.resident_id, ())))
        if before.due_on != after.due_on:
            conn.execute(update(resident).where(resident.c.id == after.resident_id).values(due_on=after.due_on))
    if gone := sorted(before.resident_id for before, after in apart if followers.leaves(before, after)):
        followers.follow(conn, gone, at=at)
    append_events(conn, rows, deltas)


def _place(card: Card) -> tuple[date | None, str | None, bool]:
    return card.due_on, card.district, card.ours


def facts_of(card: Card) -> Facts:
    """What the summaries count of this card's resident."""
    return Facts(
        card.regency, card.ours, card.district or "", int(card.state), card.serial, card.birth_date, card.card_age_on,
        card.recorded_on, card.ready_on, card.printed_on, card.owned_on, card.village or "",
    )  # fmt: skip
