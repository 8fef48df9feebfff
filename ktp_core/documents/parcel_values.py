"""What the tanda terima of a parcel is made from. Of a NIK no more than six digits is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.delivery.finished import Proof, Receiver
from ktp_core.delivery.model import CardPlace, Keeper
from ktp_core.documents.values import Office


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One card under its number in the parcel. `day`, `receiver`, `proof`: of a card that is not in it any more."""

    number: int
    name: str
    nik: str | None
    birth_date: date | None
    class_name: str | None = None
    state: CardPlace = CardPlace.IN
    day: date | None = None
    receiver: Receiver | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Handing:
    """The parcel changing hands: `given_by` let go of it, `name` signed for it."""

    day: date
    given_by: str
    keeper: Keeper
    name: str
    cards: int


@dataclass(frozen=True, slots=True)
class ParcelReceipt:
    """A parcel as it stands. `by_class`: its cards are listed class by class, as a school hands them out. `custody`:
    who had it, oldest first; while the office has it, the two who sign are not known yet."""

    office: Office
    code: str
    destination: str
    lines: Sequence[ReceiptLine]
    district: str = ""
    by_class: bool = False
    custody: Sequence[Handing] = ()
    visit_day: date | None = None
    note: str = ""

    @property
    def inside(self) -> int:
        """Cards that are in it."""
        return sum(line.state is CardPlace.IN for line in self.lines)

    @property
    def held(self) -> int:
        """Cards that were in it when it last changed hands outside the office; else those in it now."""
        return self.last.cards if self.last else self.inside

    @property
    def last(self) -> Handing | None:
        """The last hand-over to somebody outside the office, if that is where it is."""
        last = self.custody[-1] if self.custody else None
        return None if last is None or last.keeper is Keeper.OFFICE else last
