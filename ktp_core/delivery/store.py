"""Parcels and their cards as SQL keeps them. Services only.

Writers lock the institution a parcel is for, then parcels in the order of their ids, then residents in the order of
theirs; ids of what is new are taken last. Marks of cards in a parcel are set before the cards move.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, literal_column, select, update

from ktp_core.db.ids import next_id
from ktp_core.db.schema import parcel, parcel_card, parcel_custody
from ktp_core.delivery import codes, rules
from ktp_core.delivery.model import CardPlace, Destination, Keeper, Parcel, ParcelCard, ParcelState, Place
from ktp_core.errors import Conflict, NotFound

p, c = parcel.c, parcel_card.c
# Said as a word of the statement, not as a parameter: the partial index of these is used for nothing else.
IN: ColumnElement[bool] = c.state == literal_column("'in'")


def get(conn: Connection, parcel_id: int, *, lock: bool = False) -> Parcel:
    """The parcel; with `lock` nobody else changes it until the end. Raises NotFound("parcel_unknown")."""
    query = select(parcel).where(p.id == parcel_id)
    row = conn.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise NotFound("parcel_unknown")
    return _parcel(row)


def get_many(conn: Connection, ids: Iterable[int]) -> dict[int, Parcel]:
    """These parcels, by id."""
    rows = conn.execute(select(parcel).where(p.id.in_(list(ids)))).mappings()
    return {row["id"]: _parcel(row) for row in rows}


def insert_parcel(
    conn: Connection, regency: str, to: Destination, *, visit_id: int | None, note: str | None, keeper_name: str,
    day: date, at: datetime, by: str,
) -> Parcel:  # fmt: skip
    """A new parcel at the office, without cards."""
    key = next_id(conn, regency, "parcel")
    values = {
        "regency": regency, "code": codes.code_of(key), "place": str(to.place), "institution_id": to.institution_id,
        "village": to.village, "district": to.district, "state": str(ParcelState.PACKED), "visit_id": visit_id,
        "keeper": str(Keeper.OFFICE), "keeper_name": keeper_name, "kept_since": day, "note": note, "made_at": at,
        "made_by": by, "version": 1, "updated_at": at,
    }  # fmt: skip
    conn.execute(insert(parcel).values(id=key, **values))
    return get(conn, key)


def change(conn: Connection, before: Parcel, values: Mapping[str, Any], at: datetime) -> None:
    """Set some columns of a parcel that was read with `lock`."""
    statement = update(parcel).where(p.id == before.id, p.version == before.version)
    if conn.execute(statement.values(**values, version=p.version + 1, updated_at=at)).rowcount != 1:
        raise Conflict("parcel_changed")


def inside(conn: Connection, parcel_id: int) -> dict[int, ParcelCard]:
    """The cards that are in it, by number."""
    rows = conn.execute(select(parcel_card).where(c.parcel_id == parcel_id, IN).order_by(c.number)).mappings()
    return {row["number"]: _card(row) for row in rows}


def some_inside(conn: Connection, parcel_id: int, numbers: Iterable[int]) -> dict[int, ParcelCard]:
    """These of its cards. Raises Conflict("parcel_numbers") when some are not in it, or not any more."""
    wanted, there = rules.chosen(numbers), inside(conn, parcel_id)
    if gone := [number for number in wanted if number not in there]:
        raise Conflict("parcel_numbers", numbers=rules.said(gone), n=len(gone))
    return {number: there[number] for number in sorted(wanted)}


def empty(conn: Connection, parcel_id: int) -> bool:
    """Whether no card is in it."""
    return conn.execute(select(c.number).where(c.parcel_id == parcel_id, IN).limit(1)).first() is None


def add_cards(conn: Connection, parcel_id: int, cards: Sequence[tuple[int, int]]) -> None:
    """(resident, serial) under new numbers, in the order given."""
    last = conn.execute(select(func.max(c.number)).where(c.parcel_id == parcel_id)).scalar_one() or 0
    rows = [
        {"parcel_id": parcel_id, "number": number, "resident_id": key, "serial": serial, "state": str(CardPlace.IN)}
        for number, (key, serial) in enumerate(cards, start=last + 1)
    ]
    conn.execute(insert(parcel_card), rows)


def mark(
    conn: Connection, parcel_id: int, numbers: Iterable[int], state: CardPlace, reason: str | None, *, day: date,
    at: datetime, by: str,
) -> None:  # fmt: skip
    """What became of cards that were in it. Raises Conflict("parcel_numbers") when one was not."""
    wanted = list(numbers)
    mine = (c.parcel_id == parcel_id, c.number.in_(wanted), IN)
    done = conn.execute(update(parcel_card).where(*mine).values(state=str(state), reason=reason, day=day, at=at, by=by))
    if done.rowcount != len(wanted):
        raise Conflict("parcel_numbers", numbers=rules.said(wanted), n=len(wanted))


def hand_on(
    conn: Connection, of: Parcel, keeper: Keeper, name: str, given_by: str, cards: int, note: str | None, *, day: date,
    at: datetime, by: str,
) -> None:  # fmt: skip
    """The parcel changes hands: a row of its custody."""
    values = {
        "parcel_id": of.id, "day": day, "keeper": str(keeper), "name": name, "given_by": given_by, "cards": cards,
        "note": note, "at": at, "by": by,
    }  # fmt: skip
    key = next_id(conn, of.regency, "parcel_custody")
    conn.execute(insert(parcel_custody).values(id=key, regency=of.regency, **values))


def holding(conn: Connection, residents: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Of these residents, whose cards are in which parcel: (id, code) by resident."""
    found = select(c.resident_id, p.id, p.code).join(parcel, p.id == c.parcel_id)
    rows = conn.execute(found.where(c.resident_id.in_(list(residents)), IN))
    return {resident: (key, code) for resident, key, code in rows}


def _parcel(row: Mapping[Any, Any]) -> Parcel:
    to = Destination(Place(row["place"]), row["institution_id"], row["village"], row["district"])
    kept = ("visit_id", "keeper_name", "kept_since", "sent_on", "settled_on", "note", "made_at", "made_by", "version")
    return Parcel(
        id=row["id"], regency=row["regency"], code=row["code"], destination=to, state=ParcelState(row["state"]),
        keeper=Keeper(row["keeper"]), **{name: row[name] for name in kept},
    )  # fmt: skip


def _card(row: Mapping[Any, Any]) -> ParcelCard:
    return ParcelCard(
        row["parcel_id"], row["number"], row["resident_id"], row["serial"], CardPlace(row["state"]), row["reason"]
    )
