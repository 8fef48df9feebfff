"""Residents for tests of the card line. They reach a state by the real acts, never by setting a column."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection

from ktp_core.blanks import store as holders
from ktp_core.blanks.model import Entry, EntryKind, HolderDraft, HolderKind
from ktp_core.cards import store
from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Cause, Channel
from ktp_core.cards.states import act
from ktp_core.cards.verdicts import WAYS
from ktp_core.db.engine import write_transaction
from ktp_core.eligibility.model import AgeRules
from ktp_core.residents.model import Newcomer, Place, Standing
from ktp_core.residents.store import insert_many
from ktp_core.summaries.store import Deltas, add

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
REGENCY, KEJAYAN, PURWOSARI = "35.14", "35.14.06", "35.14.02"
ADULT, CHILD = date(2008, 3, 1), date(2010, 6, 15)  # 17 since March 2025; 17 in June 2027


def nik(number: int) -> str:
    return f"351406010308{9000 + number:04d}"


def newcomer(
    number: int, *, born: date = ADULT, district: str | None = KEJAYAN, standing: Standing = Standing.OURS,
    name: str | None = None,
) -> Newcomer:  # fmt: skip
    words = name or f"PENDUDUK NOMOR {number}"
    return Newcomer(nik(number), words, "L", "PASURUAN", born, Place(standing, district))


def add_people(
    conn: Connection, *people: Newcomer, regency: str = REGENCY, known_on: date | None = None
) -> list[int]:
    deltas = Deltas(regency, known_on)
    ids = list(insert_many(conn, regency, people, deltas, rules=AgeRules(), at=AT))
    add(conn, deltas)
    return ids


def event_of(card: Card, action: CardAction, day: date, by: str = "uji") -> CardEvent:
    """The event of an act of our own, at the office, with a reason; a replacement because the card was lost."""
    cause = Cause.LOST if action is CardAction.REPLACE else None
    return act(card, action, day=day, at=AT, by=by, reason="uji", channel=Channel.OFFICE, cause=cause)


def bring_to(conn: Connection, resident_id: int, state: CardState, day: date, by: str = "uji") -> None:
    """Along the table from where the card stands, every step on that day."""
    card = store.card(conn, resident_id)
    deltas = Deltas(card.regency)
    for action in WAYS[card.state, state]:
        card = store.write(conn, card, event_of(card, action, day, by), deltas)
    add(conn, deltas)


def walk(resident_id: int, *actions: CardAction, day: date = TODAY, by: str = "uji") -> Card:
    """These acts one after the other, each an event of our own whoever may do it; the committed card afterwards."""
    with write_transaction() as conn:
        card = store.card(conn, resident_id, lock=True)
        deltas = Deltas(card.regency)
        for action in actions:
            card = store.write(conn, card, event_of(card, action, day, by), deltas)
        add(conn, deltas)
    return card


def printer_with(blanks: int, *, name: str = "Pencetak uji", day: date = date(2025, 1, 2)) -> int:
    """A committed printer that received so many blanks on that day; its id."""
    with write_transaction() as conn:
        key = holders.insert_holder(conn, REGENCY, HolderDraft(kind=HolderKind.PRINTER, name=name), AT)
        entry = Entry(holder_id=key, day=day, kind=EntryKind.RECEIVED, n=blanks, document="SJ-1")
        if blanks:
            holders.write(conn, REGENCY, [entry], by="uji", at=AT)
    return key


def one(state: CardState = CardState.UNRECORDED, day: date = date(2026, 3, 1), **who: object) -> int:
    """One committed resident in that state."""
    with write_transaction() as conn:
        (resident_id,) = add_people(conn, newcomer(int(who.pop("number", 1)), **who))  # type: ignore[arg-type, call-overload]
        if state is not CardState.UNRECORDED:
            bring_to(conn, resident_id, state, day)
    return resident_id


