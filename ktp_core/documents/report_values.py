"""What the berita acara of a closed visit is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.documents.model import Picture, Signer
from ktp_core.documents.values import Office
from ktp_core.visits.model import Outcome, Reason


@dataclass(frozen=True, slots=True)
class ClassResult:
    """What came of one class. `missed`: may still be recorded another day; `other`: under age, recorded before and
    the like. The three add up to the people of the class."""

    class_name: str | None
    recorded: int
    missed: int
    other: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Recorded among those who may be recorded on the day."""

    recorded: int
    of: int


@dataclass(frozen=True, slots=True)
class VisitReport:
    """A closed visit, for its berita acara. `outcomes`: every person once, walk-ins among them; `reasons`: of those
    absent or failed; `next_places`: where the missed are expected, and how many."""

    office: Office
    number: str
    institution: str
    district: str
    day: date
    listed: int
    walk_ins: int
    outcomes: Sequence[tuple[Outcome, int]]
    signers: Sequence[Signer]
    start: int | None = None
    end: int | None = None
    place: str = ""
    channel: str = ""
    team: str = ""
    operators: Sequence[str] = ()
    kits: int | None = None
    minutes: int | None = None
    request_number: str | None = None
    request_day: date | None = None
    reasons: Sequence[tuple[Outcome, Reason, int]] = ()
    classes: Sequence[ClassResult] = ()
    documents: Sequence[tuple[str, int]] = ()
    before: Coverage | None = None
    after: Coverage | None = None
    next_places: Sequence[tuple[str, int]] = ()
    notes: str = ""
    photos: Sequence[Picture] = ()
