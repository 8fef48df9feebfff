"""NIK, the sixteen digits PPKKCC DDMMYY SSSS. Pure: reads what they say, compares, masks; there is no check digit.

Layout: PP province, KK regency, CC district of *first* registration; day of birth (+40 for women), month,
two-digit year; serial from 0001 (PP 37/2007 article 37). A NIK never changes, so a disagreement is a finding and never
a proof of error.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 96))
    for code in range(first, last + 1)
)

_PLAIN = re.compile(r"[0-9]{16}")
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]*)?[eE][+]?[0-9]{1,3}")
_WAS_NUMBER = re.compile(r"[0-9]{16}[.,]0+")
_SEPARATORS = re.compile("[\\s'`´‘’\"._/\\-‐-―\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+")
_NONE_WORDS = frozenset(
    (
        "belum", "belumada", "belumpunya", "belumadanik", "tidakada", "tidakpunya", "tdkada", "tdk", "kosong",
        "nihil", "proses", "dalamproses", "diproses", "menyusul", "nikmenyusul", "na", "null", "none", "nan",
        "nil", "xxx", "x",
    )
)  # fmt: skip


class Fault(StrEnum):
    """Why a text is no NIK."""

    MISSING = "nik_missing"
    SCIENTIFIC = "nik_scientific"
    NUMBER_LOST = "nik_number_lost"
    LENGTH = "nik_length"
    CHARACTERS = "nik_characters"
    DUMMY = "nik_dummy"


class Finding(StrEnum):
    """What a NIK says that something else contradicts: worth a look, never a rejection."""

    DATE_IMPOSSIBLE = "nik_date_impossible"
    DATE_DIFFERS = "nik_date_differs"
    SEX_DIFFERS = "nik_sex_differs"
    SERIAL_ZERO = "nik_serial_zero"
    AREA_UNKNOWN = "nik_area_unknown"
    AREA_ELSEWHERE = "nik_area_elsewhere"


@dataclass(frozen=True, slots=True)
class NikParts:
    """What the digits say. `day` is without the 40 of women; day and month may be impossible."""

    district: str
    day: int
    month: int
    year2: int
    sex: str
    serial: int

    @property
    def regency(self) -> str:
        return self.district[:5]

    def agrees_with(self, birth_date: date) -> bool:
        """True if day, month and two-digit year are those of `birth_date`."""
        return (self.day, self.month, self.year2) == (birth_date.day, birth_date.month, birth_date.year % 100)

    def date_possible(self) -> bool:
        """True if the digits name a day of the calendar in some century."""
        if not 1 <= self.month <= 12 or self.day < 1:
            return False
        longest = 29 if self.month == 2 else 30 if self.month in (4, 6, 9, 11) else 31
        # 1900 was no leap year, 2000 was: every two-digit year divisible by four had a 29 February.
        return self.day <= longest and not (self.month == 2 and self.day == 29 and self.year2 % 4)


def clean(raw: str) -> str | Fault:
    """The sixteen digits, or why there are none. Spaces, dots, dashes, quotes are dropped; no letter is guessed."""
    if not _PLAIN.fullmatch(raw):
        text = raw.strip()
        if _SCIENTIFIC.fullmatch(text.lstrip("'`’‘")):
            return Fault.SCIENTIFIC
        if _WAS_NUMBER.fullmatch(text):
            return Fault.NUMBER_LOST
        raw = _SEPARATORS.sub("", text)
        if not raw or raw.casefold() in _NONE_WORDS:
            return Fault.MISSING
        if not (raw.isascii() and raw.isdigit()):
            return Fault.CHARACTERS
        if not raw.strip("0"):
            return Fault.DUMMY
        if len(raw) != 16:
            return Fault.LENGTH
    return Fault.DUMMY if raw == raw[0] * 16 or raw == "1234567890123456" else raw


def parts(nik: str) -> NikParts:
    """The fields of sixteen clean digits."""
    day = int(nik[6:8])
    woman = day > 40
    return NikParts(
        district=f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}",
        day=day - 40 if woman else day,
        month=int(nik[8:10]),
        year2=int(nik[10:12]),
        sex="P" if woman else "L",
        serial=int(nik[12:]),
    )


def findings(
    nik: str, *, birth_date: date | None, sex: str | None, regency: str | None, said: NikParts | None = None
) -> list[Finding]:
    """Every disagreement between the digits and what else is known; None means not known. `regency` is like "35.14",
    `said` the NIK's own `parts` where they were taken already."""
    said = said or parts(nik)
    found: list[Finding] = []
    if not said.date_possible():
        found.append(Finding.DATE_IMPOSSIBLE)
    elif birth_date is not None and not said.agrees_with(birth_date):
        found.append(Finding.DATE_DIFFERS)
    if sex is not None and sex != said.sex:
        found.append(Finding.SEX_DIFFERS)
    if said.serial == 0:
        found.append(Finding.SERIAL_ZERO)
    if nik[:2] not in PROVINCES or nik[2:4] == "00" or nik[4:6] == "00":
        found.append(Finding.AREA_UNKNOWN)
    elif regency is not None and said.regency != regency:
        found.append(Finding.AREA_ELSEWHERE)
    return found


def mask(nik: str) -> str:
    """First six digits and ten stars, as the KPU does: the birth date is in digits 7 to 12, so those are hidden too."""
    return nik[:6] + "*" * 10


def group(nik: str) -> str:
    """Four groups of four, to be read aloud or compared."""
    return " ".join(nik[i : i + 4] for i in range(0, len(nik), 4))
