"""Kinds of files of the print line: blanks asked for, batches, parcels, hand-over, destruction."""

from __future__ import annotations

from datetime import date
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.exports.model import Builder, Export, Format


def _order(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.blanks import ordering

        return ordering.letter(by, ordering.Wish.from_params(params), form)

    return build


def print_sheet_params(batch_id: int, *, whole: bool = False) -> dict[str, Any]:
    """Parameters of `print_sheet.pdf`: which batch; `whole`: with whole NIKs, which needs NIK_REVEAL."""
    return {"batch": batch_id, "whole": whole}


def _print_sheet(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.batches import papers

    return papers.sheet(by, params["batch"], Format.PDF, whole=params["whole"])


def parcel_receipt_params(parcel_id: int) -> dict[str, Any]:
    """Parameters of `parcel_receipt.pdf`: which parcel."""
    return {"parcel": parcel_id}


def _parcel_receipt(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.delivery import papers

    return papers.receipt(by, params["parcel"], Format.PDF)


def card_receipt_params(resident_id: int) -> dict[str, Any]:
    """Parameters of `card_receipt.pdf`: whose finished card."""
    return {"resident": resident_id}


def _card_receipt(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.delivery import papers

    return papers.card_receipt(by, params["resident"], Format.PDF)


def destruction_params(regency: str, first: date, last: date, today: date, number: str = "") -> dict[str, Any]:
    """Parameters of `destruction.pdf` and `.docx`: first and last day of decision, the day of the paper and its
    number."""
    days = {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}
    return {"regency": regency, **days, "number": number}


def _destruction(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.delivery import papers

        first, last, today = (date.fromisoformat(params[name]) for name in ("first", "last", "today"))
        return papers.destruction_report(
            by, params["regency"], first, last, form, number=params["number"], today=today
        )  # fmt: skip

    return build


def call_list_params(regency: str, min_days: int, today: date) -> dict[str, Any]:
    """Parameters of `call_list.xlsx` and `.pdf`: cards that have waited so many days or longer on that day."""
    return {"regency": regency, "min_days": min_days, "today": today.isoformat()}


def _call_list(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.delivery import call_papers

        today = date.fromisoformat(params["today"])
        return call_papers.call_list(by, params["regency"], params["min_days"], form, today=today)

    return build


KINDS: dict[str, Builder] = {
    "blank_order.docx": _order(Format.DOCX),
    "blank_order.pdf": _order(Format.PDF),
    "call_list.pdf": _call_list(Format.PDF),
    "call_list.xlsx": _call_list(Format.XLSX),
    "card_receipt.pdf": _card_receipt,
    "destruction.docx": _destruction(Format.DOCX),
    "destruction.pdf": _destruction(Format.PDF),
    "parcel_receipt.pdf": _parcel_receipt,
    "print_sheet.pdf": _print_sheet,
}
