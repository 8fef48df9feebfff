"""The letter that asks the province or the centre for blanks, from what is known on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from ktp_core import documents
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.blanks import store, supply
from ktp_core.blanks.model import Recipient
from ktp_core.blanks.rules import LONGEST_DOCUMENT, MOST
from ktp_core.db.schema import region
from ktp_core.documents.orders import OrderLetter, order
from ktp_core.errors import Refused
from ktp_core.exports.model import Export, Format
from ktp_core.requests import letterhead
from ktp_core.requests.replies import office, signer


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants on the letter. `day`: of the letter and of its numbers; `until`: how long they must last."""

    regency: str
    day: date
    until: date
    asked: int
    to: Recipient = Recipient.PROVINCE
    number: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.asked <= MOST or not self.day <= self.until <= self.day + supply.AHEAD:
            raise Refused("blank_order", most=MOST, days=supply.AHEAD.days)
        if len(self.number) > LONGEST_DOCUMENT:
            raise Refused("blank_order_long", limit=LONGEST_DOCUMENT)

    def to_params(self) -> dict[str, Any]:
        """As JSON values, for an owned download."""
        return {
            "regency": self.regency, "day": self.day.isoformat(), "until": self.until.isoformat(), "asked": self.asked,
            "to": str(self.to), "number": self.number,
        }  # fmt: skip

    @classmethod
    def from_params(cls, params: dict[str, Any]) -> Wish:
        """The wish that `to_params` wrote."""
        day, until = date.fromisoformat(params["day"]), date.fromisoformat(params["until"])
        return cls(params["regency"], day, until, params["asked"], Recipient(params["to"]), params["number"])


def letter(by: Actor, wish: Wish, form: Format) -> Export:
    """The letter as PDF or DOCX; it names nobody. Raises Refused("blank_unforeseen") when no printer has a
    capacity and nothing was printed of late."""
    with reading(by, Permission.BLANK_EDIT, wish.regency) as conn:
        values = _letter(conn, wish)
    return documents.export(order(values), form, rows=0)


def _letter(conn: Connection, wish: Wish) -> OrderLetter:
    known = supply.foresee(conn, wish.regency, wish.day)
    need = known.need(wish.until)
    if need is None:
        raise Refused("blank_unforeseen")
    settings = letterhead.current(conn, wish.regency, wish.day)
    step = known.run_out
    return OrderLetter(
        office=office(conn, wish.regency, settings), number=wish.number, day=wish.day,
        addressee=_addressee(conn, wish), signer=signer(settings), until=wish.until, waiting=known.supply.backlog,
        due=need.due, replaced=need.replaced, unprinted=need.unprinted, spoiled=need.blanks - need.cards,
        needed=need.blanks, stock=known.supply.stock, asked=wish.asked, capacity=known.supply.capacity or 0,
        held=[(one.name, one.stock) for one in store.holders(conn, wish.regency) if one.stock],
        run_out=step.day if step is not None and step.day <= wish.until else None,
        contact_name=settings.contact_name, contact_phone=settings.contact_phone,
    )  # fmt: skip


def _addressee(conn: Connection, wish: Wish) -> tuple[str, ...]:
    if wish.to is Recipient.CENTRE:
        return "Yth. Direktur Jenderal Kependudukan", "dan Pencatatan Sipil", "di Jakarta"
    province = conn.execute(select(region.c.name).where(region.c.code == wish.regency[:2])).scalar_one()
    return "Yth. Kepala Dinas yang membidangi", f"kependudukan Provinsi {province}", "di tempat"
