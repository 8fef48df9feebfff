"""Schools, pesantren, villages and service points: where young people are met."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ktp_core.access.model import Actor


class Kind(StrEnum):
    """What an institution is to the office."""

    SCHOOL = "school"
    PESANTREN = "pesantren"
    VILLAGE = "village"
    SERVICE_POINT = "service_point"


class Status(StrEnum):
    """Who runs it; Dapodik writes N and S."""

    NEGERI = "negeri"
    SWASTA = "swasta"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a form or a row of a list says of one institution. None: not said.

    `official_number` is text: NPSN of a school, NSM of a madrasah without NPSN, NSPP of a pesantren, Kemendagri code of
    a village. `lat`, `lon` are WGS84 degrees, both or none; nobody invents them.
    """

    kind: Kind
    name: str
    type: str | None = None
    official_number: str | None = None
    status: Status | None = None
    address: str | None = None
    district: str | None = None
    village: str | None = None
    lat: float | None = None
    lon: float | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    active_from: date | None = None


FIELDS = tuple(Draft.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Draft):
    """A row of the registry. `active_until` is the first day on which it is no longer served."""

    id: int
    regency: str
    name_key: str
    active_until: date | None = None
    inactive_reason: str | None = None
    merged_into: int | None = None
    version: int = 1
    updated_at: datetime

    def draft(self) -> Draft:
        """What an edit form starts from."""
        return Draft(**{name: getattr(self, name) for name in FIELDS})

    def active(self, today: date) -> bool:
        """Whether it is served on that day; a merged one never is."""
        return self.merged_into is None and (self.active_until is None or self.active_until > today)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter of the list. Empty: everything of the regency that is not merged away. `active` None: both.

    `stands`: how it stands with visits, a value of `visits.marks.MarkState`.
    """

    regency: str
    kind: Kind | None = None
    type: str | None = None
    status: Status | None = None
    districts: tuple[str, ...] = ()
    active: bool | None = True
    search: str = ""
    stands: str | None = None

    def within(self, actor: Actor) -> Chosen:
        """Narrowed to the districts of an actor who has only some."""
        return replace(self, districts=actor.only(self.districts))
