"""Decisions about the single values of a roster row. Pure; each answers with a value and the codes to report."""

import re
import unicodedata
from functools import lru_cache

from ktp_core.nik import Fault, clean
from ktp_core.rosters.issues import IssueCode
from ktp_core.text import normalise_name, squeeze

Codes = tuple[IssueCode, ...]

_EXACT_BELOW = 2**53
_PLAIN_NAME = re.compile(r"[A-Z][A-Z'.]* [A-Z'. ]*[A-Z][A-Z'.]*")
_NAME_PUNCTUATION = frozenset(" .'")
_TOLERATED_PUNCTUATION = frozenset("-()")
_LONGEST_NAME, _LONGEST_STORED = 60, 120
_SEXES = {
    **dict.fromkeys(("l", "lk", "lki", "laki", "lakilaki", "laki2", "pria", "cowok", "putra", "m", "male"), "L"),
    **dict.fromkeys(("p", "pr", "prp", "perempuan", "wanita", "putri", "w", "f", "female", "cewek"), "P"),
}
_LEFT = re.compile(r"(?i)\b(lulus|alumni|keluar|pindah|mutasi|drop ?out|do|wafat|meninggal|non ?-?aktif|tidak aktif)\b")
_NO_VALUE = frozenset(("", "-", "--", "0", "tidak ada", "belum ada", "n/a", "na", "null", "nan", "?"))
_GRADE_PREFIX = re.compile(r"(?i)kelas\s+\S+\s*-\s*(?=.*[^\W\d_])")
_DISTRICT_PREFIX = re.compile(r"(?i)(kecamatan|kec)\b\.?\s*")
_VILLAGE_PREFIX = re.compile(r"(?i)(desa|kelurahan|kel|ds)\b\.?\s*")


def read_nik(raw: str | int | float) -> tuple[str | None, Codes]:
    """Sixteen digits, or the fault. A number cell counts only if no digit can have been lost (Excel keeps fifteen)."""
    if isinstance(raw, str):
        result = clean(raw)
        return (None, (IssueCode(result.value),)) if isinstance(result, Fault) else (result, ())
    if raw != int(raw) or raw < 0:
        return None, (IssueCode.NIK_CHARACTERS,)
    digits = str(int(raw))
    if len(digits) == 16 and (raw >= _EXACT_BELOW or digits.endswith("0")) or len(digits) > 17:
        return None, (IssueCode.NIK_NUMBER_LOST,)
    result = clean(digits)
    return (None, (IssueCode(result.value),)) if isinstance(result, Fault) else (result, (IssueCode.NIK_FROM_NUMBER,))


def read_name(raw: str) -> tuple[str, Codes]:
    """The name in upper case, and what Permendagri 73/2022 would not have. Text that cannot be a name is an error."""
    name = normalise_name(raw)
    if _PLAIN_NAME.fullmatch(name) and len(name) <= _LONGEST_NAME:
        return name, ()
    if not name:
        return name, (IssueCode.NAME_MISSING,)
    fatal = _impossible_name(name)
    return (name, (fatal,)) if fatal else (name, tuple(_name_remarks(name)))


def _impossible_name(name: str) -> IssueCode | None:
    letters = [char for char in name if char.isalpha()]
    if any(not char.isascii() and not unicodedata.name(char, "").startswith("LATIN") for char in letters):
        return IssueCode.NAME_NOT_LATIN
    strange = (char for char in name if not (char.isalpha() or char.isdigit() or char == ","))
    allowed = _NAME_PUNCTUATION | _TOLERATED_PUNCTUATION
    if not letters or any(char not in allowed for char in strange) or name[0] in "-)":
        return IssueCode.NAME_NOT_A_NAME
    if sum(char.isdigit() for char in name) > 3:
        return IssueCode.NAME_NOT_A_NAME
    return IssueCode.NAME_TOO_LONG if len(name) > _LONGEST_STORED else None


def _name_remarks(name: str) -> list[IssueCode]:
    remarks = []
    if "," in name:
        remarks.append(IssueCode.NAME_TITLE)
    if any(char.isdigit() for char in name):
        remarks.append(IssueCode.NAME_DIGITS)
    if _TOLERATED_PUNCTUATION & set(name):
        remarks.append(IssueCode.NAME_PUNCTUATION)
    if len(name) > _LONGEST_NAME:
        remarks.append(IssueCode.NAME_LONG)
    if len(name.partition(",")[0].split()) < 2:
        remarks.append(IssueCode.NAME_ONE_WORD)
    return remarks


def read_sex(raw: str) -> str | None:
    """ "L" or "P"; None if the cell says neither."""
    if raw == "L" or raw == "P":
        return raw
    return _SEXES.get(re.sub(r"[^a-z0-9]", "", squeeze(raw).casefold()))


def read_nisn(raw: str | int | float) -> tuple[str | None, bool, Codes]:
    """Ten digits or None; whether zeros in front were missing, as Excel drops them; a code if it is none."""
    if isinstance(raw, float):
        return None, False, (IssueCode.NISN_UNREADABLE,)
    digits = raw.strip() if isinstance(raw, str) else str(raw)
    if not (digits.isascii() and digits.isdigit()):
        digits = re.sub(r"[\s'`’.\u200b\ufeff-]", "", digits)
    if digits.casefold() in _NO_VALUE:
        return None, False, ()
    if not (digits.isascii() and digits.isdigit()) or not 6 <= len(digits) <= 10 or not digits.strip("0"):
        return None, False, (IssueCode.NISN_UNREADABLE,)
    return digits.zfill(10), len(digits) < 10, ()


@lru_cache(maxsize=1024)
def read_class(raw: str) -> str | None:
    """The class as the school calls it: "Kelas 10 - X IPA 1" is "X IPA 1"."""
    text = _GRADE_PREFIX.sub("", squeeze(raw), count=1)
    return None if text in _NO_VALUE else text


@lru_cache(maxsize=1024)
def read_place(raw: str) -> str | None:
    """Place of birth in upper case."""
    text = squeeze(raw).strip(" ,.;:-/")
    return None if text.casefold() in _NO_VALUE else text.upper()


@lru_cache(maxsize=1024)
def read_district(raw: str) -> str | None:
    """Name of a district without "Kec."."""
    text = _DISTRICT_PREFIX.sub("", squeeze(raw), count=1) if raw[:3].lower() == "kec" else squeeze(raw)
    return None if text.casefold() in _NO_VALUE else text


@lru_cache(maxsize=1024)
def read_village(raw: str) -> str | None:
    """Name of a village without "Desa" or "Kel."."""
    text = squeeze(raw)
    match = _VILLAGE_PREFIX.match(text)
    text = text[match.end() :] if match else text
    return None if text.casefold() in _NO_VALUE else text


def has_left(status: str) -> bool:
    """True if the status column says that the pupil is no longer there."""
    return bool(_LEFT.search(status))
