"""Cards that go into a hand, at the counter or out of a parcel."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from tests_support.line.batches import POSITIONS, WHICH
from tests_support.line.cards import BACK, RIGHT, WHO
from tests_support.line.outside import Outside
from tests_support.line.paper import FINISHED, Hand
from tests_support.line.parcels import some

from ktp_core.delivery import service
from ktp_core.delivery.finished import Proof, Receipt, Receiver

RECEIPTS = st.sampled_from([
    Receipt(Receiver.OWNER, Proof.CARD), Receipt(Receiver.OWNER, Proof.BIOMETRIC),
    Receipt(Receiver.PARENT, Proof.FAMILY_CARD, "Siti"), Receipt(Receiver.OWNER, Proof.NONE, reason="tidak membawa"),
])  # fmt: skip


class Hands(Outside):
    """Rules about hand-over."""

    @rule(which=WHO, receipt=RECEIPTS, back=BACK, right=RIGHT)
    def counter(self, which: int, receipt: Receipt, back: int, right: bool) -> None:
        one, day = self.person(which, *(FINISHED if right else ())), self.paper.back(back)
        parcel = self.paper.parcel_of(one.key)
        codes = self.hindered_by_number(one, day) if parcel else self.hindered(one, day)
        if one.state not in FINISHED:
            codes |= {"card_delivered" if one.state == "DELIVERED" else "card_moved"}
        if parcel and parcel.state == "sent":
            codes |= {"card_sent_in_parcel"}
        if self.doomed(one):
            codes |= {"parcel_cards_doomed"}

        def given(_: Any) -> None:
            for line in parcel.inside if parcel else []:
                line.mark = "out" if line.resident == one.key else line.mark
            self.paper.hands.append(Hand(one.key, one.serial, None))

        self.attempt("card given at the counter", service.hand_over, self.office.give_b, one.key, receipt, day=day,
                     at=self.now, codes=codes, events=[(one.key, "DELIVER")], note=given)  # fmt: skip

    @some
    @rule(which=WHICH, numbers=POSITIONS, receipt=RECEIPTS, right=RIGHT, back=BACK)
    def many(self, which: int, numbers: list[int], receipt: Receipt, right: bool, back: int) -> None:
        key, parcel = self.parcel(which, *(("sent",) if right else ()))
        wanted, day = self.inside(parcel, numbers, right), self.paper.back(back)
        codes = self.against_numbers(parcel, wanted)
        codes |= set() if self.over(parcel) == "sent" else {"parcel_no_way"}
        lines = [parcel.lines[number] for number in wanted if number in parcel.lines]
        people = [self.paper.people[line.resident] for line in lines if line.mark == "in"]
        for one in people:
            codes |= self.hindered_by_number(one, day)
            codes |= {"parcel_cards_doomed"} if self.doomed(one) else set()
        if len(wanted) > 1 and receipt.receiver is Receiver.PARENT:
            codes |= {"receipt_many"}

        def handed(_: Any) -> None:
            for line in lines:
                line.mark = "handed"
                self.paper.hands.append(Hand(line.resident, line.serial, key))
            self.settle(parcel)

        self.attempt("cards of a parcel given", service.hand_over_many, self.office.give_a, key, wanted, receipt,
                     day=day, at=self.now, codes=codes, note=handed,
                     events=[(one.key, "DELIVER") for one in people])  # fmt: skip
