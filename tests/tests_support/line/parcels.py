"""Finished cards at the office: packed, put in, taken out, opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from tests_support.card_people import KEJAYAN, PURWOSARI
from tests_support.line.batches import POSITIONS, WHICH
from tests_support.line.cards import RIGHT, WHO, Cards
from tests_support.line.office import VILLAGE
from tests_support.line.paper import Parcel, Person, Slot

from ktp_core.delivery import service
from ktp_core.delivery.model import Destination, Place

PEOPLE = st.sets(WHO, min_size=1, max_size=3).map(sorted)
some = precondition(lambda self: bool(getattr(self, "paper", None) and self.paper.parcels))


class Parcels(Cards):
    """Rules about parcels that have not left."""

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
