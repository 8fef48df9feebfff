"""Words of a checked roster: rows as they would be stored, counts, facts of the file."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ktp_core.rosters.issues import Issue


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One pupil as they would be stored. `nik` is None only when `needs_match`: no NIK, but enough to look for one."""

    row: int
    sheet: str
    nisn: str | None
    nik: str | None
    name: str
    sex: str | None
    birth_place: str | None
    birth_date: date
    class_name: str | None
    district: str | None
    village: str | None
    accepted: bool
    needs_match: bool


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What we understood of the file. `header_row` is that of the first sheet."""

    format: str
    sheets: tuple[str, ...]
    header_row: int
    layout: str
    encoding: str | None
    delimiter: str | None
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Accepted rows by stage on the day of the check."""

    under_16: int
    recordable: int
    card_age: int


@dataclass(frozen=True, slots=True)
class FileWarning:
    """A remark about the file as a whole."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedRoster:
    """A roster read and checked, nothing stored. read = accepted + rejected; each rejected row has an error issue.

    `rows` holds the accepted rows and the rejected ones that a later match may rescue, in file order.
    """

    file: FileFacts
    read: int
    accepted: int
    rejected: int
    eligibility: Eligibility
    issues: tuple[Issue, ...]
    warnings: tuple[FileWarning, ...]
    rows: tuple[RosterRow, ...]
