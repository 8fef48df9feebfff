"""The print line as a careful clerk would keep it on paper: who stands where, which blank went where. No SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests_support.naive_cards import Act, days_of, due

SERIAL = tuple[int, int]
"""A resident and the serial of the card."""
FINISHED = ("PRINTED", "DISPATCHED")


@dataclass
class Person:
    """One resident and everything that ever happened to the card."""

    key: int
    nik: str
    born: date
    of_age: date
    standing: int
    district: str | None
    acts: list[Act] = field(default_factory=list)
    ours: list[bool] = field(default_factory=list)  # of each act whether the office says so, not SIAK
    known: dict[str, object] = field(default_factory=dict)

    @property
    def state(self) -> str:
        return str(self.now["state"])

    @property
    def serial(self) -> int:
        return int(str(self.now["serial"]))

    @property
    def now(self) -> dict[str, object]:
        if not self.known:
            self.known = days_of(self.acts)
        return self.known

    @property
    def last(self) -> tuple[str, bool, int]:
        """The last act that stands, whether the office said so, and which act it was."""
        found = [(act.name, ours, n) for n, (act, ours) in enumerate(zip(self.acts, self.ours, strict=True), 1)
                 if act.name not in ("CORRECT", "ADJUST") and not act.undone]  # fmt: skip
        return found[-1] if found else ("", False, 0)

    @property
    def waits_since(self) -> date | None:
        return due(self.acts)

    @property
    def last_day(self) -> date:
        day = self.now["state_on"]
        return day if isinstance(day, date) else date.min


@dataclass
class Slot:
    """One line of a batch or of a parcel: whose card, and the word that stands behind it."""

    resident: int
    serial: int
    mark: str
    taken_by: str | None = None
    spoiled: int = 0
    left_by: int = 0  # after how many acts on the card it was let go of


@dataclass
class Batch:
    """A batch: which printer, which day, its lines by position."""

    holder: int
    day: date
    state: str = "open"
    lines: dict[int, Slot] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return self.state in ("open", "paused")


@dataclass
class Parcel:
    """A parcel: its lines by number, and whether it has left."""

    state: str = "packed"
    lines: dict[int, Slot] = field(default_factory=dict)
    custody: int = 1  # times somebody signed for it, the office first
    since: date = date.min

    @property
    def inside(self) -> list[Slot]:
        return [one for one in self.lines.values() if one.mark == "in"]


@dataclass
class Hand:
    """A card in somebody's hand."""

    resident: int
    serial: int
    parcel: int | None
    void: bool = False


@dataclass
class Proposal:
    """A card that somebody wants destroyed."""

    resident: int
    serial: int
    by: str
    day: date
    accepted: bool | None = None


@dataclass
class Paper:
    """Everything."""

    today: date
    people: dict[int, Person]
    ledger: list[tuple[int, date, int]] = field(default_factory=list)  # holder, day, n
    batches: dict[int, Batch] = field(default_factory=dict)
    parcels: dict[int, Parcel] = field(default_factory=dict)
    hands: list[Hand] = field(default_factory=list)
    proposals: dict[int, Proposal] = field(default_factory=dict)
    causes: dict[SERIAL, str | None] = field(default_factory=dict)  # why a replacement was asked for
    used: dict[SERIAL, list[tuple[int, Slot | None]]] = field(default_factory=dict)  # holder and line of a batch
    entries: int = 0  # in the audit log since the beginning

    def happened(self, key: int, name: str, day: date, office: bool) -> None:
        """An act on a card, in the place and with the age of this moment."""
        one = self.people[key]
        if name == "CORRECT":
            [act for act in one.acts if act.name not in ("CORRECT", "ADJUST") and not act.undone][-1].undone = True
        one.acts.append(Act(name, day, one.district or "", one.standing == 1, one.of_age))
        one.ours.append(office)
        one.known = {}
        if name == "REPLACE":
            self.causes[key, one.serial] = None

    def follow(self, key: int) -> None:
        """Whoever holds a card that is no longer to be printed, or no longer finished, lets go of it."""
        one = self.people[key]
        for batch in self.batches.values():
            for line in batch.lines.values():
                still = one.state == "PRINT_READY" and one.waits_since is not None and one.serial == line.serial
                if line.resident == key and line.mark == "waiting" and not still:
                    line.mark, line.taken_by = "gone", None
        for parcel in self.parcels.values():
            for line in parcel.lines.values():
                still = one.state in FINISHED and one.serial == line.serial
                if line.resident == key and line.mark == "in" and not still:
                    line.mark, line.left_by = "left", len(one.acts)

    def batch_of(self, key: int) -> Batch | None:
        """The batch in which the card waits."""
        found = [one for one in self.batches.values()
                 if any(line.resident == key and line.mark == "waiting" for line in one.lines.values())]  # fmt: skip
        assert len(found) <= 1
        return found[0] if found else None

    def parcel_of(self, key: int) -> Parcel | None:
        """The parcel in which the card lies."""
        found = [one for one in self.parcels.values() if any(line.resident == key for line in one.inside)]
        assert len(found) <= 1
        return found[0] if found else None

    def stock(self, holder: int, day: date | None = None) -> int:
        """Blanks there, at the end of a day."""
        return sum(n for where, when, n in self.ledger if where == holder and (day is None or when <= day))

    def gives(self, holder: int, n: int, day: date) -> bool:
        """Whether so many can have left that holder on that day: since then there was never less than none."""
        days = {day, *(when for where, when, _ in self.ledger if where == holder and when > day)}
        return all(self.stock(holder, one) >= n for one in days)

    def use(self, resident: int, serial: int, holder: int, day: date, line: Slot | None = None) -> None:
        """A blank became that card."""
        self.blank(holder, day)
        self.used.setdefault((resident, serial), []).append((holder, line))

    def blank(self, holder: int, day: date, n: int = -1) -> None:
        """Blanks come or go."""
        self.ledger.append((holder, day, n))

    def back(self, days: int) -> date:
        """A day of the recent past."""
        return self.today - timedelta(days=days)
