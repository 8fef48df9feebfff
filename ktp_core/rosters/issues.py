"""What can be wrong with a cell or row, and how much it matters; each fault with its cell address."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error keeps the row out; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


class IssueCode(StrEnum):
    """What can be wrong with one cell or row. Words are in `wording`, severities in `SEVERITY`."""

    NAME_MISSING = "name_missing"
    NAME_NOT_A_NAME = "name_not_a_name"
    NAME_NOT_LATIN = "name_not_latin"
    NAME_TOO_LONG = "name_too_long"
    NAME_ONE_WORD = "name_one_word"
    NAME_LONG = "name_long"
    NAME_DIGITS = "name_digits"
    NAME_TITLE = "name_title"
    NAME_PUNCTUATION = "name_punctuation"
    NIK_MISSING = "nik_missing"
    NIK_SCIENTIFIC = "nik_scientific"
    NIK_NUMBER_LOST = "nik_number_lost"
    NIK_LENGTH = "nik_length"
    NIK_CHARACTERS = "nik_characters"
    NIK_DUMMY = "nik_dummy"
    NIK_FROM_NUMBER = "nik_from_number"
    NIK_DATE_IMPOSSIBLE = "nik_date_impossible"
    NIK_DATE_DIFFERS = "nik_date_differs"
    NIK_SERIAL_ZERO = "nik_serial_zero"
    NIK_SEX_DIFFERS = "nik_sex_differs"
    NIK_AREA_UNKNOWN = "nik_area_unknown"
    NIK_AREA_ELSEWHERE = "nik_area_elsewhere"
    DATE_MISSING = "date_missing"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_INCOMPLETE = "date_incomplete"
    DATE_FUTURE = "date_future"
    DATE_ORDER = "date_order"
    DATE_CONFLICT = "date_conflict"
    DATE_MONTH_FIRST = "date_month_first"
    DATE_TWO_DIGIT_YEAR = "date_two_digit_year"
    DATE_SERIAL = "date_serial"
    DATE_UNLIKELY = "date_unlikely"
    SEX_UNREADABLE = "sex_unreadable"
    SEX_FROM_NIK = "sex_from_nik"
    NISN_UNREADABLE = "nisn_unreadable"
    NISN_REPEATED = "nisn_repeated"
    CELL_ERROR = "cell_error"
    CELL_IGNORED = "cell_ignored"
    CLASS_DATE = "class_date"
    TEXT_TOO_LONG = "text_too_long"
    NOT_ENROLLED = "not_enrolled"
    DUPLICATE_ROW = "duplicate_row"
    DUPLICATE_CONFLICT = "duplicate_conflict"
    DUPLICATE_OTHER = "duplicate_other"
    SAME_PERSON_OTHER_NIK = "same_person_other_nik"


_WARNINGS = frozenset(
    (
        "name_one_word",
        "name_long",
        "name_digits",
        "name_title",
        "name_punctuation",
        "nik_from_number",
        "nik_date_impossible",
        "nik_date_differs",
        "nik_serial_zero",
        "nik_sex_differs",
        "nik_area_unknown",
        "nik_area_elsewhere",
        "date_month_first",
        "date_two_digit_year",
        "date_serial",
        "date_unlikely",
        "sex_from_nik",
        "nisn_unreadable",
        "nisn_repeated",
        "cell_ignored",
        "class_date",
        "text_too_long",
        "duplicate_other",
        "same_person_other_nik",
    )
)
SEVERITY: dict[IssueCode, Severity] = {
    code: Severity.WARNING if code.value in _WARNINGS else Severity.ERROR for code in IssueCode
}
RESCUABLE = frozenset(
    (IssueCode.NIK_MISSING, IssueCode.NIK_SCIENTIFIC, IssueCode.NIK_NUMBER_LOST, IssueCode.NIK_LENGTH,
     IssueCode.NIK_CHARACTERS, IssueCode.NIK_DUMMY)
)  # fmt: skip
"""Errors that a match by NISN, name and birth date can make good later."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing about one row. `row` and `cell` are what the spreadsheet shows; never holds a NIK."""

    row: int
    sheet: str
    cell: str
    column: str
    severity: Severity
    code: IssueCode
    params: dict[str, Any] = field(default_factory=dict)
    value_shown: str | None = None
