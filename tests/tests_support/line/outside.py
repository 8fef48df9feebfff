"""Parcels outside: sent, given on, brought back, sent elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from tests_support.line.batches import POSITIONS, WHICH
from tests_support.line.cards import BACK, RIGHT, WHO
from tests_support.line.paper import Parcel, Person
from tests_support.line.parcels import Parcels, some

from ktp_core.delivery import service
from ktp_core.delivery.model import Keeper


class Outside(Parcels):
    """Rules about parcels that left."""

    @some
    @rule(which=WHICH, back=BACK, right=RIGHT)
    def send(self, which: int, back: int, right: bool) -> None:
        key, parcel = self.parcel(which, *(("packed",) if right else ()))
        day = self.paper.back(back)
        people = [self.paper.people[line.resident] for line in parcel.inside]
        codes = set() if parcel.state == "packed" else {"parcel_no_way"}
        if not people:
            codes |= {"parcel_empty"}
        if any(one.standing == 4 for one in people):
            codes |= {"parcel_card_deceased"}
        if any(day < one.last_day for one in people if one.state == "PRINTED"):  # of others SIAK said it before us
            codes |= {"parcel_card_day_before"}
        if any(day < (one.now["printed_on"] or day) for one in people if one.state == "DISPATCHED"):
            codes |= {"parcel_day_before"}
        if any(self.doomed(one) for one in people):
            codes |= {"parcel_cards_doomed"}

        def gone(_: Any) -> None:
            parcel.state, parcel.custody, parcel.since = "sent", parcel.custody + 1, day

        self.attempt(
            "parcel sent", service.send, self.office.give_a, key, Keeper.STAFF, "Budi", "Antar", day=day, at=self.now,
            codes=codes, events=[(one.key, "DISPATCH") for one in people if one.state == "PRINTED"], note=gone,
        )  # fmt: skip

    @some
    @rule(which=WHICH, back=BACK, right=RIGHT)
    def transfer(self, which: int, back: int, right: bool) -> None:
        key, parcel = self.parcel(which, *(("sent",) if right else ()))
        day = self.paper.back(back)
        codes = set() if self.over(parcel) == "sent" else {"parcel_no_way"}
        if day < parcel.since:
            codes |= {"parcel_day_before"}

        def given(_: Any) -> None:
            parcel.custody, parcel.since = parcel.custody + 1, day

        self.attempt("parcel given on", service.transfer, self.office.give_b, key, Keeper.STAFF, "Tono", "Budi",
                     day=day, at=self.now, codes=codes, events=[], note=given)  # fmt: skip

    def inside(self, parcel: Parcel, numbers: list[int], right: bool) -> list[int]:
        there = [number for number, line in sorted(parcel.lines.items()) if line.mark == "in"]
        return there[: len(numbers)] if right and there else numbers

    def returning(self, parcel: Parcel, numbers: list[int], day: date) -> tuple[set[str], list[Person]]:
        """What speaks against cards coming back, and whose cards those are."""
        codes = self.against_numbers(parcel, numbers)
        lines = [parcel.lines[number] for number in numbers if number in parcel.lines]
        people = [self.paper.people[line.resident] for line in lines if line.mark == "in"]
        if any(day < one.last_day for one in people if one.state == "DISPATCHED"):
            codes |= {"parcel_card_day_before"}
        return codes, people

    @some
    @rule(which=WHICH, numbers=POSITIONS, right=RIGHT, back=BACK)
    def bring_back(self, which: int, numbers: list[int], right: bool, back: int) -> None:
        key, parcel = self.parcel(which, *(("sent",) if right else ()))
        wanted, day = self.inside(parcel, numbers, right), self.paper.back(back)
        codes, people = self.returning(parcel, wanted, day)
        codes |= set() if self.over(parcel) == "sent" else {"parcel_no_way"}

        def returned(_: Any) -> None:
            for number in wanted:
                parcel.lines[number].mark = "returned"
            self.settle(parcel)

        self.attempt("cards brought back", service.bring_back, self.office.give_a, key, wanted, "tidak ada", day=day,
                     at=self.now, codes=codes, note=returned,
                     events=[(one.key, "RETURN") for one in people if one.state == "DISPATCHED"])  # fmt: skip

    @some
    @rule(which=WHICH, numbers=POSITIONS, right=RIGHT, where=st.integers(0, 2), back=BACK)
    def reroute(self, which: int, numbers: list[int], right: bool, where: int, back: int) -> None:
        key, parcel = self.parcel(which, *(("sent", "packed") if right else ()))
        wanted, day = self.inside(parcel, numbers, right), self.paper.back(back)
        codes, people = self.returning(parcel, wanted, day)
        codes |= set() if self.over(parcel) in ("sent", "packed") else {"parcel_no_way"}
        codes |= {"parcel_cards_doomed"} if any(self.doomed(one) for one in people) else set()
        codes |= {"parcel_card_deceased"} if any(one.standing == 4 for one in people) else set()
        codes |= {"parcel_cards_moved"} if parcel.state == "packed" and any(
            one.state == "DISPATCHED" for one in people) else set()  # fmt: skip
        back_first = [one for one in people if one.state == "DISPATCHED" and parcel.state == "sent"]
        mark = "out" if parcel.state == "packed" else "returned"

        def rerouted(made: int) -> None:
            for number in wanted:
                parcel.lines[number].mark = mark
            self.settle(parcel)
            self.paper.parcels[made] = Parcel(since=day)
            self.put(self.paper.parcels[made], people)

        self.attempt("cards rerouted", service.reroute, self.office.give_a, key, wanted, self.destination(where),
                     day=day, at=self.now, codes=codes, note=rerouted,
                     events=[(one.key, "RETURN") for one in back_first])  # fmt: skip

    @rule(which=WHO, back=BACK)
    def stray(self, which: int, back: int) -> None:
        """A card that SIAK says was sent on, in no parcel of ours, is at the office after all."""
        one, day = self.person(which, "DISPATCHED"), self.paper.back(back)
        codes = {"parcel_card_day_before", "parcel_day_before"} if day < one.last_day else set()
        codes |= {"parcel_cards_moved"} if one.state != "DISPATCHED" else set()
        codes |= {"card_in_parcel"} if self.paper.parcel_of(one.key) else set()
        self.attempt("stray card came back", service.bring_back_strays, self.office.give_a, [one.key], "ada", day=day,
                     at=self.now, codes=codes, events=[(one.key, "RETURN")])  # fmt: skip
