"""What becomes of finished cards a second time, naively: a list of people and parcels that remember what was done.

Random acts go through the services; here only what they should have led to is written down, by plain ifs.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests_support.card_people import AT, KEJAYAN, PURWOSARI, bring_to
from tests_support.parcel_office import TODAY, VILLAGE, ParcelOffice

from ktp_core.cards.model import CardState
from ktp_core.db.engine import write_transaction
from ktp_core.delivery import service
from ktp_core.delivery.finished import Loss, Proof, Receipt, Receiver
from ktp_core.delivery.model import Destination, Keeper, Place

Where = tuple[str, int | str] | None  # ("institution", id), ("village", code), ("district", code)
RECEIPTS = (
    Receipt(Receiver.OWNER, Proof.CARD),
    Receipt(Receiver.PARENT, Proof.FAMILY_CARD, name="Siti"),
    Receipt(Receiver.OWNER, Proof.NONE, reason="lupa"),
)


@dataclass
class Person:
    """`spot`: office, parcel, outside, hand, gone."""

    id: int
    printed: date
    school: int | None
    village: str | None
    district: str
    spot: str = "office"
    since: date = TODAY
    parcel: Box | None = None
    doomed: int | None = None
    receipt: Receipt | None = None
    out_of: int | None = None  # the parcel out of which it was handed over

    @property
    def home(self) -> Where:
        """Where the card should go."""
        if self.school:
            return ("institution", self.school)
        return ("village", self.village) if self.village else ("district", self.district)


@dataclass
class Box:
    """A parcel. `numbers`: who has which number."""

    id: int
    to: Where
    keeper: str = "office"
    name: str = "Serah"
    since: date = TODAY
    sent: date | None = None
    numbers: dict[int, Person] = field(default_factory=dict)


def destination(where: Where) -> Destination:
    """As the services take it."""
    assert where is not None
    names = {"institution": "institution_id", "village": "village", "district": "district"}
    return Destination(Place(where[0]), **{names[where[0]]: where[1]})  # type: ignore[arg-type]


class Story:
    """An office in which finished cards are packed, sent, handed over, brought back and destroyed at random."""

    def __init__(self, there: ParcelOffice, seed: int, count: int = 36) -> None:
        self.there, self.dice, self.boxes = there, random.Random(seed), list[Box]()
        self.people: list[Person] = []
        for _ in range(count):
            school, village = self.dice.choice((there.school, there.other, None)), self.dice.choice((VILLAGE, None))
            district = KEJAYAN if village else self.dice.choice((KEJAYAN, PURWOSARI))
            day = TODAY - timedelta(days=self.dice.choice((0, 3, 7, 8, 20, 30, 31, 60, 90, 91, 400)))
            (key,) = there.people(1, day=day, school=school, village=village, district=district)
            self.people.append(Person(key, day, school, village, district, since=day))

    def run(self, acts: int) -> None:
        """So many acts that are allowed; those for which nobody is there are left out."""
        ways = (self.pack, self.pack, self.pack, self.send, self.send, self.transfer, self.hand, self.hand_counter,
                self.back, self.reroute, self.propose, self.decide, self.siak, self.leave_school)  # fmt: skip
        for _ in range(acts):
            self.dice.choice(ways)()

    def some(self, found: list[Any], most: int = 5) -> list[Any]:
        return self.dice.sample(found, min(len(found), self.dice.randint(1, most)))

    def loose(self) -> list[Person]:
        return [one for one in self.people if one.spot == "office" and one.doomed is None]

    def box(self, *, sent: bool) -> Box | None:
        found = [box for box in self.boxes if self.inside(box) and (box.sent is not None) == sent]
        return self.dice.choice(found) if found else None

    @staticmethod
    def inside(box: Box) -> dict[int, Person]:
        return {n: one for n, one in box.numbers.items() if one.parcel is box}

    def pack(self) -> None:
        chosen = self.some(self.loose()) if self.loose() else []
        if chosen:
            where = self.dice.choice((chosen[0].home, ("district", KEJAYAN)))
            made = service.pack(self.there.clerk, destination(where), [one.id for one in chosen], at=AT)
            self.boxes.append(self.fill(Box(made, where), chosen))

    def fill(self, box: Box, chosen: list[Person]) -> Box:
        for number, one in enumerate(chosen, start=1):
            one.spot, one.parcel, box.numbers[number] = "parcel", box, one
        return box

    def send(self) -> None:
        box = self.box(sent=False)
        if box and not any(one.doomed for one in self.inside(box).values()):
            day = max([one.since for one in self.inside(box).values()])
            day += timedelta(days=self.dice.randrange((TODAY - day).days + 1))
            service.send(self.there.clerk, box.id, Keeper.STAFF, "Andi", "Serah", day=day, at=AT)
            box.keeper, box.name, box.since, box.sent = "staff", "Andi", day, day
            for one in self.inside(box).values():
                one.since = day

    def transfer(self) -> None:
        if box := self.box(sent=True):
            day = box.since + timedelta(days=self.dice.randrange((TODAY - box.since).days + 1))
            service.transfer(self.there.second, box.id, Keeper.DISTRICT, "Pak Camat", "Andi", day=day, at=AT)
            box.keeper, box.name, box.since = "district", "Pak Camat", day

    def hand(self) -> None:
        box, receipt = self.box(sent=True), self.dice.choice(RECEIPTS)
        ready = {n: one for n, one in self.inside(box).items() if not one.doomed} if box else {}
        if box and ready:
            numbers = self.some(list(ready), 1 if receipt.receiver is Receiver.PARENT else 4)
            service.hand_over_many(self.there.clerk, box.id, numbers, receipt, day=TODAY, at=AT)
            for number in numbers:
                self.taken(ready[number], receipt, box.id)

    def taken(self, one: Person, receipt: Receipt, out_of: int | None = None) -> None:
        one.spot, one.since, one.receipt, one.parcel, one.out_of = "hand", TODAY, receipt, None, out_of

    def hand_counter(self) -> None:
        found = [
            one for one in self.people
            if one.doomed is None and (one.spot in ("office", "outside") or (one.parcel and one.parcel.sent is None))
        ]  # fmt: skip
        if found:
            one, receipt = self.dice.choice(found), self.dice.choice(RECEIPTS)
            service.hand_over(self.there.clerk, one.id, receipt, day=TODAY, at=AT)
            self.taken(one, receipt)

    def back(self) -> None:
        if box := self.box(sent=True):
            numbers = self.some(list(self.inside(box)))
            service.bring_back(self.there.clerk, box.id, numbers, "tidak masuk", day=TODAY, at=AT)
            for number in numbers:
                box.numbers[number].spot, box.numbers[number].since = "office", TODAY
                box.numbers[number].parcel = None

    def reroute(self) -> None:
        box = self.box(sent=self.dice.random() < 0.7)
        ready = {n: one for n, one in self.inside(box).items() if not one.doomed} if box else {}
        if box and ready:
            numbers = sorted(self.some(list(ready)))
            where = self.dice.choice((("district", PURWOSARI), ("village", VILLAGE)))
            made = service.reroute(self.there.second, box.id, numbers, destination(where), day=TODAY, at=AT)
            for number in numbers:
                if box.sent:
                    ready[number].since = TODAY
            self.boxes.append(self.fill(Box(made, where, name="Serah2"), [ready[number] for number in numbers]))

    def propose(self) -> None:
        found = [one for one in self.people if one.spot not in ("hand", "gone") and one.doomed is None]
        if found:
            one = self.dice.choice(found)
            one.doomed = service.propose_destruction(self.there.printer, one.id, Loss.LOST, "hilang", day=TODAY, at=AT)

    def decide(self) -> None:
        found = [one for one in self.people if one.doomed is not None]
        if found and self.dice.random() < 0.8:
            one, accepted = self.dice.choice(found), self.dice.random() < 0.5
            service.decide_destruction(self.there.clerk, one.doomed or 0, accepted, day=TODAY, at=AT)
            one.doomed = None
            if accepted:
                one.spot, one.parcel = "gone", None

    def siak(self) -> None:
        """A list says that a loose card was sent on or handed over, or one in a parcel handed over."""
        found = [one for one in self.people if one.spot in ("office", "outside", "parcel") and one.doomed is None]
        if not found:
            return
        one = self.dice.choice(found)
        state = CardState.DISPATCHED if one.spot == "office" and self.dice.random() < 0.6 else CardState.DELIVERED
        with write_transaction() as conn:
            bring_to(conn, one.id, state, TODAY)
        one.since, one.parcel, one.receipt = TODAY, None, None
        one.spot = "outside" if state is CardState.DISPATCHED else "hand"

    def leave_school(self) -> None:
        found = [one for one in self.people if one.school]
        if found and self.dice.random() < 0.9:
            one = self.dice.choice(found)
            self.there.leaves(one.id)
            one.school = None

    # -- what the questions should answer

    def uncollected(self) -> Counter[tuple[str, bool | None, Where, int]]:
        """Cards by spot, whether sent, destination of the parcel and class of age."""
        found: Counter[tuple[str, bool | None, Where, int]] = Counter()
        for one in self.people:
            age = (TODAY - one.printed).days
            of_age = 0 if age <= 7 else 1 if age <= 30 else 2 if age <= 90 else 3
            if one.spot == "parcel" and one.parcel:
                found["parcel", one.parcel.sent is not None, one.parcel.to, of_age] += 1
            elif one.spot in ("office", "outside"):
                found[one.spot, None, None, of_age] += 1
        return found

    def calls(self, days: int) -> dict[Where, tuple[int, int, int, int]]:
        """By destination: parcels, cards there, cards here, days of the oldest."""
        found: dict[Where, tuple[int, int, int, int]] = {}
        for where in {box.to for box in self.boxes} | {one.home for one in self.people}:
            boxes = [box for box in self.boxes if box.to == where and box.sent and (TODAY - box.sent).days >= days]
            held = [box for box in boxes if self.inside(box)]
            here = [one for one in self.loose() if one.home == where and (TODAY - one.printed).days >= days]
            ages = [(TODAY - (box.sent or TODAY)).days for box in held] + [(TODAY - one.printed).days for one in here]
            if ages:
                found[where] = (len(held), sum(len(self.inside(box)) for box in held), len(here), max(ages))
        return found
