"""Finished cards: packed, sent on, handed over, brought back, sent elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from tests_support.card_people import KEJAYAN, PURWOSARI
from tests_support.line.batches import POSITIONS, WHICH
from tests_support.line.cards import BACK, RIGHT, WHO, Cards
from tests_support.line.office import VILLAGE
from tests_support.line.paper import FINISHED, Hand, Parcel, Person, Slot

from ktp_core.delivery import service
from ktp_core.delivery.model import Destination, Keeper, Place, Proof, Receipt, Receiver

PEOPLE = st.sets(WHO, min_size=1, max_size=3).map(sorted)
RECEIPTS = st.sampled_from([
    Receipt(Receiver.OWNER, Proof.CARD), Receipt(Receiver.OWNER, Proof.BIOMETRIC),
    Receipt(Receiver.PARENT, Proof.FAMILY_CARD, "Siti"), Receipt(Receiver.OWNER, Proof.NONE, reason="tidak membawa"),
])  # fmt: skip
some = precondition(lambda self: bool(getattr(self, "paper", None) and self.paper.parcels))


class Parcels(Cards):
    """Rules about parcels and hands."""

    def destination(self, which: int) -> Destination:
        return (
            Destination(Place.INSTITUTION, self.office.school, None, KEJAYAN),
            Destination(Place.VILLAGE, None, VILLAGE, KEJAYAN),
            Destination(Place.DISTRICT, None, None, PURWOSARI),
        )[which]

    def parcel(self, which: int, *states: str) -> tuple[int, Parcel]:
        """A parcel; with states one in such a state that has cards if there is any. 0: the newest."""
        fit = [key for key, one in self.paper.parcels.items() if one.state in states and one.inside]
        keys = sorted(fit or self.paper.parcels)
        key = keys[-1 - which % len(keys)]
        return key, self.paper.parcels[key]

    def doomed(self, one: Person) -> bool:
        return any(it.resident == one.key and it.serial == one.serial and it.accepted is None
                   for it in self.paper.proposals.values())  # fmt: skip

    def hindered_by_number(self, one: Person, day: date) -> set[str]:
        return {f"parcel_{code}" for code in self.hindered(one, day)}

    def lies_here(self, one: Person) -> bool:
        return one.state == "PRINTED" and self.paper.parcel_of(one.key) is None

    def chosen_people(self, who: list[int], right: bool) -> list[Person]:
        here = [one for one in self.paper.people.values() if self.lies_here(one)]
        return here[: len(who)] if right and here else [self.person(one) for one in who]

    def against_packing(self, people: list[Person]) -> set[str]:
        codes = set()
        for one in people:
            if self.paper.parcel_of(one.key):
                codes |= {"card_in_parcel"}
            if one.state != "PRINTED":
                codes |= {"parcel_cards_moved"}
            if self.doomed(one):
                codes |= {"parcel_cards_doomed"}
            if one.standing == 4:
                codes |= {"parcel_cards_deceased"}
        return codes

    def put(self, parcel: Parcel, people: list[Person]) -> None:
        for one in people:
            parcel.lines[len(parcel.lines) + 1] = Slot(one.key, one.serial, "in")

    def settle(self, parcel: Parcel) -> None:
        if parcel.state == "sent" and not parcel.inside:
            parcel.state = "settled"

    def over(self, parcel: Parcel) -> str:
        """The state as readers see it: without a card in it a parcel outside is settled."""
        return "settled" if parcel.state == "sent" and not parcel.inside else parcel.state

    # -- at the office

    @rule(where=st.integers(0, 2), who=PEOPLE, right=RIGHT)
    def pack(self, where: int, who: list[int], right: bool) -> None:
        people = self.chosen_people(who, right)
        new = Parcel(since=self.paper.today)
        self.put(new, people)
        self.attempt(
            "parcel packed", service.pack, self.office.give_a, self.destination(where), [one.key for one in people],
            at=self.now, codes=self.against_packing(people), events=[],
            note=lambda made: self.paper.parcels.__setitem__(made, new),
        )  # fmt: skip

    @some
    @rule(which=WHICH, who=PEOPLE, right=RIGHT)
    def put_in(self, which: int, who: list[int], right: bool) -> None:
        key, parcel = self.parcel(which, *(("packed",) if right else ()))
        people = self.chosen_people(who, right)
        codes = self.against_packing(people) | ({"parcel_no_way"} if parcel.state != "packed" else set())
        self.attempt("cards put into a parcel", service.put_in, self.office.give_a, key, [one.key for one in people],
                     at=self.now, codes=codes, events=[], note=lambda _: self.put(parcel, people))  # fmt: skip

    @some
    @rule(which=WHICH, numbers=POSITIONS, right=RIGHT)
    def take_out(self, which: int, numbers: list[int], right: bool) -> None:
        key, parcel = self.parcel(which, "packed")
        numbers = self.inside(parcel, numbers, right)
        codes = {"parcel_no_way"} if parcel.state != "packed" else set()
        codes |= self.against_numbers(parcel, numbers)

        def out(_: Any) -> None:
            for number in numbers:
                parcel.lines[number].mark = "out"

        self.attempt("cards taken out of a parcel", service.take_out, self.office.give_b, key, numbers, reason="keliru",
                     at=self.now, codes=codes, events=[], note=out)  # fmt: skip

    def against_numbers(self, parcel: Parcel, numbers: list[int]) -> set[str]:
        right = all(number in parcel.lines and parcel.lines[number].mark == "in" for number in numbers)
        return set() if right else {"parcel_numbers"}

    @some
    @rule(which=WHICH, right=RIGHT)
    def open(self, which: int, right: bool) -> None:
        key, parcel = self.parcel(which, *(("packed",) if right else ()))

        def opened(_: Any) -> None:
            parcel.state = "opened"
            for line in parcel.inside:
                line.mark = "out"

        codes = set() if parcel.state == "packed" else {"parcel_no_way"}
        self.attempt("parcel opened", service.open_parcel, self.office.give_a, key, reason="batal", at=self.now,
                     codes=codes, events=[], note=opened)  # fmt: skip

    # -- outside

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
        if any(day < one.last_day for one in people):
            codes |= {"parcel_card_day_before"}
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

    # -- into a hand

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
