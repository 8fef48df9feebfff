"""What the documents of the office are made from. A NIK may come in whole: no document shows more than its first six
digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.documents.model import Picture, Signer
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import DEFAULT_RULES
from ktp_core.visits.model import Outcome, Reason


@dataclass(frozen=True, slots=True)
class Office:
    """The office as it signs. `name` as stored: "Dinas … Sipil Kabupaten Pasuruan". `place`: town of the date line,
    by default the regency's own name."""

    regency: str  # code, such as 35.14: its time zone is written behind the hours
    name: str
    address: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person on a list, under the number that stays with them."""

    number: int
    name: str
    class_name: str | None
    birth_date: date | None
    nik: str | None


@dataclass(frozen=True, slots=True)
class ReplyLetter:
    """The answer to a letter that asked for a visit. Times are minutes after midnight.

    `number` empty: dots to write it in by hand. `addressee`: "Kepala SMAN 1 Kejayan". `bring` empty: the usual things.
    """

    office: Office
    number: str
    day: date
    institution: str
    addressee: str
    visit_day: date
    signer: Signer
    start: int | None = None
    end: int | None = None
    place: str = ""
    address: str = ""
    their_number: str | None = None
    their_day: date | None = None
    team: str = ""
    expected: int | None = None
    bring: Sequence[str] = ()
    people: Sequence[Listed] = ()
    contact_name: str = ""
    contact_phone: str = ""
    ages: AgeRules = DEFAULT_RULES


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper sheet of a visit. `walk_in_rows`: empty lines for people who are not on the list."""

    office: Office
    institution: str
    day: date
    people: Sequence[Listed]
    start: int | None = None
    end: int | None = None
    team: str = ""
    place: str = ""
    walk_in_rows: int = 11


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


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody recorded before card age: the day from which the card is printed, and where it will be."""

    number: int
    name: str
    nik: str | None
    class_name: str | None
    card_day: date
    where: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """The slips (nota pengingat) of one visit."""

    office: Office
    institution: str
    day: date
    people: Sequence[Reminder]
    contact: str = ""
    ages: AgeRules = DEFAULT_RULES
