"""What is asked about people of ours on the way to a card."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ktp_core.access.model import Actor
from ktp_core.access.permissions import ANYWHERE, Permission, may, require
from ktp_core.kpi.ages import OPEN, Band, Place
from ktp_core.months import first_day, last_day

# Who may see the names: whoever looks for the unrecorded, whoever works on cards that are on their way.
NEEDS: dict[Place, Permission] = {
    place: Permission.SURVEY_VIEW if place is Place.UNRECORDED else Permission.STUCK_VIEW for place in OPEN
}
# The gaps of the funnel: where people stand, and whether only first cards are meant.
GAPS: dict[str, tuple[tuple[Place, ...], bool]] = {
    "gap_unrecorded": ((Place.UNRECORDED,), False),
    "gap_processing": ((Place.PROCESSING, Place.PROBLEM), True),
    "gap_ready": ((Place.READY,), True),
    "gap_printed": ((Place.PRINTED,), True),
}


@dataclass(frozen=True, slots=True)
class HeldFilter:
    """People of ours at these places. `of_age`: of card age on the day; `band`: of an age group instead; `first`: whose
    first card it is. Empty: all."""

    regency: str
    places: tuple[Place, ...]
    today: date
    of_age: bool = False
    band: Band | None = None
    first: bool = False
    districts: tuple[str, ...] = ()

    def within(self, actor: Actor) -> HeldFilter:
        """The same question inside what `actor` may see by name. Raises NotAllowed."""
        for place in self.places:
            for district in self.districts or (ANYWHERE,):
                require(actor, NEEDS[place], self.regency, district)
        return replace(self, districts=self.districts or tuple(actor.districts))

    @property
    def births(self) -> tuple[date | None, date | None]:
        """First and last birth date of the age group; None: no end."""
        if self.band is None:
            return None, None
        first, last = self.band.born_from, self.band.born_until
        return first_day(first) if first else None, last_day(last)

    def fingerprint(self, key: bytes) -> str:
        """What the audit log keeps of the question: equal questions look equal."""
        asked = [self.regency, self.places, self.of_age, self.band and self.band.first, self.first, self.districts]
        return hmac.new(key, json.dumps(asked).encode(), hashlib.sha256).hexdigest()[:16]


def seen(actor: Actor, places: Sequence[Place] = OPEN) -> tuple[Place, ...]:
    """Those of the places whose people this actor may see by name."""
    return tuple(place for place in places if may(actor, NEEDS[place], actor.regency))
