"""Cards that end otherwise: destroyed by two people, and acts that are taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from tests_support.line.cards import RIGHT, WHO
from tests_support.line.hands import Hands
from tests_support.line.paper import FINISHED, Parcel, Person, Proposal, Slot

from ktp_core.cards import service as cards
from ktp_core.cards.model import CardAction, CardState
from ktp_core.delivery import service
from ktp_core.delivery.finished import Loss

SELDOM = st.sampled_from([False] * 4 + [True])
some = precondition(lambda self: bool(getattr(self, "paper", None) and self.paper.proposals))


class Ends(Hands):
    """Rules about destruction and corrections."""

    @rule(which=WHO, cause=st.sampled_from([Loss.DAMAGED, Loss.UNCOLLECTED, Loss.LOST]), right=RIGHT)
    def propose(self, which: int, cause: Loss, right: bool) -> None:
        one = self.person(which, *(FINISHED if right else ()))
        parcel = self.paper.parcel_of(one.key)
        codes = set()
        if one.state not in FINISHED:
            codes |= {"destroy_no_card"}
        elif cause is not Loss.LOST and (one.state == "DISPATCHED" or (parcel and parcel.state == "sent")):
            codes |= {"destroy_outside"}
        if self.doomed(one):
            codes |= {"destroy_open"}
        self.attempt(
            "destruction proposed", service.propose_destruction, self.office.print_a, one.key, cause, "rusak",
            day=self.paper.today, at=self.now, codes=codes, events=[],
            note=lambda made: self.paper.proposals.__setitem__(
                made, Proposal(one.key, one.serial, "cetak", self.paper.today)
            ),
        )  # fmt: skip

    def proposal(self, which: int) -> tuple[int, Proposal, Person]:
        key = sorted(self.paper.proposals)[-1 - which % len(self.paper.proposals)]
        return key, self.paper.proposals[key], self.paper.people[self.paper.proposals[key].resident]

    @some
    @rule(which=st.integers(0, 1), accepted=st.sampled_from([True, True, False]), own=SELDOM)
    def decide(self, which: int, accepted: bool, own: bool) -> None:
        key, proposal, one = self.proposal(which)
        codes = {"destroy_own_proposal"} if own else set()
        if proposal.accepted is not None:
            codes |= {"destroy_decided"}
        anew = one.serial != proposal.serial or (one.now["printed_on"] or date.min) > proposal.day
        if accepted and (one.state not in FINISHED or anew):
            codes |= {"destroy_card_moved"}

        def decided(_: Any) -> None:
            proposal.accepted = accepted
            for parcel in self.paper.parcels.values() if accepted else ():
                for line in parcel.inside:
                    if line.resident == one.key:
                        line.mark = "left"
                        self.settle(parcel)

        self.attempt(
            "destruction decided", service.decide_destruction, self.office.print_a if own else self.office.give_b, key,
            accepted, day=self.paper.today, at=self.now, codes=codes, events=[(one.key, "SPOIL")] if accepted else [],
            note=decided,
        )  # fmt: skip

    @rule(which=WHO, right=RIGHT)
    def correct(self, which: int, right: bool) -> None:
        """The last act of a card never was: by the admin, with a reason."""
        one = self.person(which, *((*FINISHED, "DELIVERED") if right else ()))
        last, ours, number = one.last
        codes, note = self.against_correcting(one, last, ours), lambda _: self.undo(one, last, ours, number)
        self.attempt(
            f"corrected {last}", cards.act, self.office.admin, one.key, CardAction.CORRECT, day=self.paper.today,
            at=self.now, expected_state=CardState[one.state], reason="salah", codes=codes,
            events=[(one.key, "CORRECT")], note=note,
        )  # fmt: skip

    def against_correcting(self, one: Person, last: str, ours: bool) -> set[str]:
        if not last:
            return {"card_nothing_to_undo"}
        if last == "PRINT" and self.paper.parcel_of(one.key):
            return {"card_in_parcel"}
        if last == "PRINT" and self.doomed(one):
            return {"card_destruction_open"}
        held = self.paper.parcel_of(one.key)
        outside = last == "DISPATCH" and held is not None and held.state == "sent"  # whoever said that it was sent on
        if outside or (last in ("DISPATCH", "RETURN") and ours and self.travelled(one)):
            return {"card_parcel_correct"}
        if last == "SPOIL" and ours:
            return {"card_destroyed"}
        return set()

    def travelled(self, one: Person) -> bool:
        """Whether the card was in a parcel that left: what happened to it there is put right at the parcel."""
        return any((line.resident, line.serial) == (one.key, one.serial) and line.mark != "out"
                   for parcel in self.paper.parcels.values() if parcel.state in ("sent", "settled")
                   for line in parcel.lines.values())  # fmt: skip

    def undo(self, one: Person, last: str, ours: bool, number: int) -> None:
        """What else was not so: the blank lies where it lay, the batch printed nothing, no hand took the card."""
        serial = one.serial
        if last == "PRINT" and ours:
            holder, line = self.paper.used[one.key, serial].pop()
            self.paper.blank(holder, self.paper.today, 1)
            if line is not None:
                line.mark = "released"
        if last != "DELIVER":
            return
        out_of = None
        for hand in self.paper.hands:
            if (hand.resident, hand.serial, hand.void) == (one.key, serial, False):
                hand.void, out_of = True, hand.parcel
        for key, parcel in self.paper.parcels.items():
            for line in parcel.lines.values():
                handed = line.mark == "handed" and key == out_of
                taken_by_siak = line.mark == "left" and line.left_by == number and not ours
                if (line.resident, line.serial) == (one.key, serial) and (handed or taken_by_siak):
                    self.lies_in_again(parcel, line)

    def lies_in_again(self, parcel: Parcel, line: Slot) -> None:
        if parcel.state != "opened":
            line.mark = "in"
            parcel.state = "packed" if parcel.state == "packed" else "sent"
