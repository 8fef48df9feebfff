"""Papers of finished cards: tanda terima of a parcel and of a card, berita acara of what was destroyed.

They show no more than six digits of a NIK. Whoever hands them out writes that down.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from ktp_core import documents
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.delivery import queries, taken
from ktp_core.delivery.finished import Loss, Proof, Receiver
from ktp_core.delivery.model import CardPlace, Keeper, Place
from ktp_core.documents import words
from ktp_core.documents.card_receipts import CardReceipt
from ktp_core.documents.card_receipts import card_receipt as of_card
from ktp_core.documents.destructions import Destroyed, DestructionReport
from ktp_core.documents.destructions import destruction_report as of_destroyed
from ktp_core.documents.parcel_values import Handing, ParcelReceipt, ReceiptLine
from ktp_core.documents.receipts import parcel_receipt
from ktp_core.documents.values import Office
from ktp_core.errors import Refused
from ktp_core.exports.model import Export, Format
from ktp_core.requests import letterhead, replies

P = Permission
MOST = 5_000
"""Decided proposals behind one berita acara."""


def receipt(by: Actor, parcel_id: int, form: Format) -> Export:
    """A parcel as it stands: a line for every card that travelled in it. Raises NotFound("parcel_unknown")."""
    regency = region_code(parcel_id // PER_REGENCY)
    with reading(by, P.PARCEL_VIEW, regency) as conn:
        one = queries.parcel(conn, parcel_id, date.max, regency=regency, districts=by.districts)
        values = _receipt(conn, one, office_of(conn, regency))
    return documents.export(parcel_receipt(values), form, rows=len(values.lines))


def card_receipt(by: Actor, resident_id: int, form: Format) -> Export:
    """One finished card, with its receiver once it was handed over. Raises Refused("receipt_no_card") before it is
    printed, NotFound("resident_unknown")."""
    regency = region_code(resident_id // PER_REGENCY)
    with reading(by, P.PARCEL_VIEW, regency) as conn:
        owner = taken.owner(conn, regency, resident_id)
        require(by, P.PARCEL_VIEW, regency, owner.district)
        where = queries.where_is(conn, resident_id)
        if where is None:
            raise Refused("receipt_no_card")
        hand = taken.hand(conn, resident_id, where.serial)
        values = CardReceipt(
            office_of(conn, regency), owner.name, owner.nik, owner.birth_date, where.serial, _address(owner),
            where.code or "", hand.day if hand else None, hand.receipt if hand else None, hand.officer if hand else "",
        )  # fmt: skip
    return documents.export(of_card(values), form, rows=1)


def destruction_report(
    by: Actor, regency: str, first: date, last: date, form: Format, *, number: str = "", today: date
) -> Export:
    """What was accepted on these days, oldest first. Raises Refused("destruction_none" | "destruction_many")."""
    with reading(by, P.PARCEL_VIEW, regency) as conn:
        found = queries.destructions(
            conn, regency, open=False, first=first, last=last, districts=by.districts, limit=MOST + 1
        )
        cards = [_destroyed(row) for row in reversed(found.to_dict("records")) if row["accepted"]]
        if not cards:
            raise Refused("destruction_none")
        if len(found) > MOST:
            raise Refused("destruction_many", most=MOST)
        values = DestructionReport(office_of(conn, regency), first, last, today, cards, number)
    return documents.export(of_destroyed(values), form, rows=len(cards))


def office_of(conn: Connection, regency: str) -> Office:
    """As it writes now: the newest settings, whenever the parcel was packed."""
    return replies.office(conn, regency, letterhead.current(conn, regency, date.max))


def _receipt(conn: Connection, one: dict[str, Any], office: Office) -> ParcelReceipt:
    cards = queries.parcel_cards(conn, one["id"]).to_dict("records")
    custody = queries.custody(conn, one["id"]).to_dict("records")
    return ParcelReceipt(
        office, one["code"], named(one), [_line(row) for row in cards if row["state"] != CardPlace.TAKEN_OUT],
        words.district(one["district_name"]) if one["place"] != Place.DISTRICT else "",
        one["place"] == Place.INSTITUTION,
        [_handing(row) for n, row in enumerate(custody) if n or row["keeper"] != Keeper.OFFICE],  # not the packing
        one["visit_day"], one["note"] or "",
    )  # fmt: skip


def _handing(row: dict[Any, Any]) -> Handing:
    return Handing(row["day"], row["given_by"], Keeper(row["keeper"]), row["name"], row["cards"])


def _line(row: dict[Any, Any]) -> ReceiptLine:
    receiver = Receiver(row["receiver"]) if row["receiver"] else None
    proof = Proof(row["proof"]) if row["proof"] else None
    return ReceiptLine(
        row["number"], row["name"], row["nik"], row["birth_date"], row["class_name"], CardPlace(row["state"]),
        row["day"], receiver, proof,
    )  # fmt: skip


def _address(owner: taken.Owner) -> str:
    return ", ".join(part for part in (words.village(owner.village), words.district(owner.home)) if part)


def named(row: dict[Any, Any]) -> str:
    """A destination as people call it."""
    say = {Place.VILLAGE: words.village, Place.DISTRICT: words.district}.get(Place(row["place"]))
    return say(row["name"]) if say else str(row["name"])


def _destroyed(row: dict[Any, Any]) -> Destroyed:
    cause, two = Loss(row["cause"]), (row["proposer"], row["decider"])
    return Destroyed(row["name"], row["nik"], cause, row["reason"], *two, row["decided_on"])
