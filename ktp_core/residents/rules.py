"""Decisions about who somebody is. Pure.

Names are compared as Indonesians write them: `M.` and `MUHAMMAD`, an initial for a word, a missing last word and other
spellings of the same sounds are one name; another person's name is not. A name never proves an identity, it may only
raise a doubt.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher

# What `update_many` may write. The NIK never changes, the card line belongs to cards.store.
CHANGEABLE = frozenset(
    {
        "name", "sex", "birth_place", "birth_date", "married_on", "standing", "district", "village", "nisn",
        "institution_id", "class_name",
    }
)  # fmt: skip
# Of these the summaries and the card line depend; of the village the summaries alone.
COUNTED = frozenset({"birth_date", "married_on", "standing", "district", "village"})

_WORDS = re.compile(r"[^\W\d_]+")
_SHORT = {
    **dict.fromkeys(("M", "MOH", "MUH", "MOCH", "MUCH", "MOHAMAD", "MOHAMMAD", "MUHAMAD", "MOCHAMAD", "MOCHAMMAD",
                     "MOKHAMAD", "MOKHAMMAD", "MUCHAMMAD", "MUCHAMAD"), "MUHAMMAD"),
    **dict.fromkeys(("ABD", "ABDL"), "ABDUL"),
    **dict.fromkeys(("ACH", "ACHMAD", "AKHMAD", "AKH"), "AHMAD"),
    "ST": "SITI", "NR": "NUR", "NOR": "NUR", "SY": "SYARIFAH",
}  # fmt: skip
_TITLES = frozenset(("H", "HJ", "K", "KH", "DRS", "IR"))
_CLOSE = 0.75
_COMMON = "MUHAMMAD"


def names_agree(one: str, other: str) -> bool:
    """True unless the two are plainly names of different people."""
    if one == other:
        return True
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    if _covers(first, second) or _covers(second, first):
        return True
    # Half the boys are called MUHAMMAD: alike are names that are alike without it.
    mine, theirs = ("".join(word for word in words if word != _COMMON) for words in (first, second))
    return bool(mine and theirs) and _alike(mine, theirs) >= _CLOSE


def _alike(one: str, other: str) -> float:
    """0 to 1, the same both ways (SequenceMatcher alone is not)."""
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second).ratio()


def _words(name: str) -> list[str]:
    """The words that tell people apart: abbreviations written out, titles and apostrophes dropped."""
    words = _WORDS.findall(name.upper().replace("'", "").replace("`", ""))
    if len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return [_SHORT.get(word, word) for word in words]


def _covers(longer: list[str], shorter: list[str]) -> bool:
    """True if each word of `shorter` is in `longer`, in order, an initial standing for its word.

    One common first word is not enough: MUHAMMAD alone covers nobody.
    """
    rest = iter(longer)
    if not all(any(_same_word(word, other) for other in rest) for word in shorter):
        return False
    return any(word != _COMMON and len(word) > 1 for word in shorter)


def _same_word(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or _alike(one, other) >= 0.8


def year_end(school_year: int) -> date:
    """The last day of a school year: 2026 is 1 July 2026 to 30 June 2027."""
    return date(school_year + 1, 6, 30)


def year_start(school_year: int) -> date:
    """The first day of a school year."""
    return date(school_year, 7, 1)


def school_year_of(day: date) -> int:
    """The school year a day lies in."""
    return day.year if day.month >= 7 else day.year - 1
