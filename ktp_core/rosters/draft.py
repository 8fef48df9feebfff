"""A roster row while it is being checked: values read so far, and what was noticed about them."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ktp_core.nik import NikParts
from ktp_core.rosters.issues import RESCUABLE, SEVERITY, Issue, IssueCode, Severity
from ktp_core.rosters.model import RosterRow
from ktp_core.text import squeeze

_LONG_NUMBER = re.compile(r"\d(?:[\s.,/-]?\d){8,}")


@dataclass(slots=True)
class Sheet:
    """What all rows of one sheet share: where its columns stand and what they are called there."""

    name: str
    letters: dict[str, str]
    labels: dict[str, str]
    date1904: bool
    alone: bool = False

    def cell(self, field_name: str, row: int) -> str:
        """The address of a field, or just the row if the sheet has no such column."""
        return f"{self.letters[field_name]}{row}" if field_name in self.letters else str(row)


@dataclass(slots=True, eq=False)
class Draft:
    """One row. `found` is what will become issues: (code, field, params, raw value)."""

    number: int
    sheet: Sheet
    nik: str | None = None
    said: NikParts | None = None  # by the NIK
    nisn: str | None = None
    name: str = ""
    sex: str | None = None
    birth_place: str | None = None
    birth_date: date | None = None
    class_name: str | None = None
    district: str | None = None
    village: str | None = None
    rejected: bool = False
    found: list[tuple[IssueCode, str, dict[str, Any], Any]] = field(default_factory=list)

    @property
    def place(self) -> str:
        """How people find the row."""
        return str(self.number) if self.sheet.alone else f"{self.number} (lembar {self.sheet.name})"

    def report(self, code: IssueCode, field_name: str, raw: Any = None, **params: Any) -> None:
        """Notes an issue; an error rejects the row."""
        self.found.append((code, field_name, params, raw))
        if SEVERITY[code] is Severity.ERROR:
            self.rejected = True

    def has(self, code: IssueCode) -> bool:
        return any(entry[0] is code for entry in self.found)

    @property
    def rescuable(self) -> bool:
        """True if only the NIK is at fault and a match may still find whose row this is."""
        errors = {entry[0] for entry in self.found if SEVERITY[entry[0]] is Severity.ERROR}
        return bool(errors) and errors <= RESCUABLE and bool(self.name) and self.birth_date is not None

    def issues(self) -> list[Issue]:
        """The issues with their addresses."""
        sheet = self.sheet
        return [
            Issue(
                row=self.number,
                sheet=sheet.name,
                cell=sheet.cell(field_name, self.number),
                column=sheet.labels.get(field_name, ""),
                severity=SEVERITY[code],
                code=code,
                params=params,
                value_shown=None if field_name == "nik" or raw is None else shown(raw),
            )
            for code, field_name, params, raw in self.found
        ]

    def row(self) -> RosterRow | None:
        """The row as it would be stored; None if it is rejected for good."""
        if self.birth_date is None or (self.rejected and not self.rescuable):
            return None
        return RosterRow(
            self.number, self.sheet.name, self.nisn, self.nik, self.name, self.sex, self.birth_place, self.birth_date,
            self.class_name, self.district, self.village, not self.rejected, self.rejected,
        )  # fmt: skip


def shown(raw: Any) -> str:
    """A short piece of what the cell holds, with long numbers hidden: a NIK may stand in any column."""
    text = raw.get("d") or raw.get("e", "") if isinstance(raw, dict) else str(raw)
    return _LONG_NUMBER.sub("•••", squeeze(text))[:40]
