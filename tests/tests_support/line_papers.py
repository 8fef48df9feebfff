"""Papers of the print line for an invented office: print sheets, receipts, destructions, call lists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests_support.papers import NAMES, OFFICE, people

from ktp_core.batches.model import CardMark, Category
from ktp_core.delivery.finished import Loss, Proof, Receipt, Receiver
from ktp_core.delivery.model import CardPlace, Keeper
from ktp_core.documents.call_lists import Call, CallList, call_list
from ktp_core.documents.card_receipts import CardReceipt, card_receipt
from ktp_core.documents.destructions import Destroyed, DestructionReport, destruction_report
from ktp_core.documents.model import Document
from ktp_core.documents.parcel_values import Handing, ParcelReceipt, ReceiptLine
from ktp_core.documents.print_sheets import PrintLine, PrintSheet, print_sheet
from ktp_core.documents.receipts import parcel_receipt

DAY = date(2026, 11, 23)
CODE = "PK-2F3K9"


def sheet(n: int, names: tuple[str, ...] = NAMES, **changed: Any) -> PrintSheet:
    """A batch of `n` cards; categories follow each other as they are printed."""
    kinds = list(Category)
    lines = [
        PrintLine(
            one.number, one.name, one.nik, one.birth_date,
            f"SMAN 1 Contoh · {one.class_name}" if one.class_name else "Kecamatan Kejayan", kinds[at * len(kinds) // n],
        )
        for at, one in enumerate(people(n, names))
    ]  # fmt: skip
    known: dict[str, Any] = {"office": OFFICE, "number": 2, "day": DAY, "printer": "Pencetak 1", "lines": lines}
    return PrintSheet(**{**known, **changed})


def done_sheet() -> PrintSheet:
    """A batch that is finished: one card of every mark, and two blanks that spoiled."""
    cards = people(len(CardMark) - 1)
    marks = [mark for mark in CardMark if mark is not CardMark.WAITING]
    lines = [
        PrintLine(one.number, one.name, one.nik, one.birth_date, "SMAN 1 Contoh", Category.FIRST_TIME, mark, spoiled)
        for one, mark, spoiled in zip(cards, marks, (2, 0, 0, 0), strict=True)
    ]
    return sheet(0, lines=lines, visit="SMAN 1 Contoh", note="Printer kedua diperbaiki.")


def receipt(n: int, names: tuple[str, ...] = NAMES, **changed: Any) -> ParcelReceipt:
    """A parcel of `n` cards for a school, on its way."""
    lines = [ReceiptLine(one.number, one.name, one.nik, one.birth_date, one.class_name) for one in people(n, names)]
    known: dict[str, Any] = {
        "office": OFFICE, "code": CODE, "destination": "SMAN 1 Contoh", "district": "Kecamatan Kejayan",
        "lines": lines, "by_class": True, "visit_day": DAY,
        "custody": [Handing(DAY, "DEWI LESTARI", Keeper.STAFF, "Agus", n)],
    }  # fmt: skip
    return ParcelReceipt(**{**known, **changed})


def used_receipt() -> ParcelReceipt:
    """A village's parcel with a card of every fate, having changed hands twice."""
    cards = people(len(CardPlace))
    hand = {CardPlace.HANDED: (Receiver.PARENT, Proof.FAMILY_CARD)}
    lines = [
        ReceiptLine(
            one.number, one.name, one.nik, one.birth_date, None, place,
            None if place is CardPlace.IN else DAY, *hand.get(place, (None, None)),
        )
        for one, place in zip(cards, CardPlace, strict=True)
    ]  # fmt: skip
    custody = [
        Handing(DAY - timedelta(7), "DEWI LESTARI", Keeper.STAFF, "Agus", 5),
        Handing(DAY, "Agus", Keeper.VILLAGE, "Pak Carik", 5),
    ]
    return receipt(
        0, lines=lines, by_class=False, destination="Desa Contoh", visit_day=None, custody=custody, note="Lewat carik."
    )


def card(**changed: Any) -> CardReceipt:
    """A first card in the hand of its owner's mother."""
    known: dict[str, Any] = {
        "office": OFFICE, "name": "SITI KHOIRUN NISA'", "nik": "3514060109030001", "birth_date": date(2009, 9, 1),
        "serial": 1, "address": "Desa Contoh, Kecamatan Kejayan", "code": CODE, "day": DAY,
        "receipt": Receipt(Receiver.PARENT, Proof.FAMILY_CARD, "SURATI"), "officer": "DEWI LESTARI",
    }  # fmt: skip
    return CardReceipt(**{**known, **changed})


def destroyed(n: int, names: tuple[str, ...] = NAMES, **changed: Any) -> DestructionReport:
    """`n` cards of every cause in turn, decided by the same two."""
    causes = list(Loss)
    cards = [
        Destroyed(
            one.name, one.nik, causes[at % len(causes)], "foto kabur" if at % 2 else "tidak diambil setahun",
            "Dewi Lestari", "Bagus Santoso", DAY - timedelta(at % 20),
        )
        for at, one in enumerate(people(n, names))
    ]  # fmt: skip
    known: dict[str, Any] = {
        "office": OFFICE, "first": date(2026, 11, 1), "last": DAY, "day": DAY, "cards": cards,
        "number": "400.12.2/611/2026",
    }  # fmt: skip
    return DestructionReport(**{**known, **changed})


def calls(n: int, **changed: Any) -> CallList:
    """`n` places with cards that nobody collected."""
    listed = [
        Call(f"SMAN {at} Contoh", "Kejayan", f"Bu Sri 0812-0000-{at:04}", at % 3 + 1, at * 7 % 90 + 1, at % 5, 31 + at)
        for at in range(1, n + 1)
    ]
    return CallList(**{"office": OFFICE, "day": DAY, "min_days": 30, "calls": listed, **changed})


def documents() -> dict[str, Document]:
    """Every paper of the line, empty, usual and full."""
    made = {f"print sheet {n}": print_sheet(sheet(n)) for n in (0, 1, 40, 500)}
    made |= {"print sheet done": print_sheet(done_sheet()), "print sheet whole": print_sheet(sheet(40, whole=True))}
    made |= {f"receipt {n}": parcel_receipt(receipt(n)) for n in (0, 1, 40, 500)}
    made |= {"receipt used": parcel_receipt(used_receipt()), "receipt packed": parcel_receipt(receipt(3, custody=()))}
    made |= {"card": card_receipt(card()), "card open": card_receipt(card(day=None, receipt=None, code="", serial=2))}
    made |= {f"destroyed {n}": destruction_report(destroyed(n)) for n in (0, 1, 40, 500)}
    made |= {f"calls {n}": call_list(calls(n)) for n in (0, 1, 40, 500)}
    return made
