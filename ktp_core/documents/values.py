"""What the documents of the office are made from. A NIK may come in whole: no document shows more than its first six
digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.documents.model import Signer
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import DEFAULT_RULES


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
