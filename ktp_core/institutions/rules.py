"""Names, numbers and places of institutions: what is one and the same, and what cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from math import cos, hypot, radians

from ktp_core.institutions.model import Kind

_NUMBERS = {
    Kind.SCHOOL: re.compile(r"\d{8}|[KP]\d{7}|NP\d{6}|1[23]\d{10}"),  # NPSN, PKBM, temporary (Dapodik), NSM
    Kind.PESANTREN: re.compile(r"51\d{10}|\d{8}|[KP]\d{7}"),  # NSPP; some carry only an NPSN
    Kind.VILLAGE: re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}"),
    Kind.SERVICE_POINT: re.compile(r"[A-Z0-9./-]{1,20}"),
}
# How far from the nearest village centre a school of the regency can lie: the forests of Balangan included.
_REACH_KM = 10.0

_APOSTROPHES = re.compile(r"['`´ʹʻʼʽˈ‘’‛′＇]")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_LONG = (("sekolah menengah atas", "sma"), ("sekolah menengah kejuruan", "smk"), ("madrasah aliyah", "ma"),
         ("sekolah luar biasa", "slb"), ("pondok pesantren", "pp"))  # fmt: skip
_SCHOOLS = ("sma", "smk", "slb", "ma")
_PESANTREN = frozenset(("pp", "pps", "ponpes", "pontren", "pesantren"))


def name_key(name: str) -> str:
    """Words of a name as search and matching compare them: "SMKN1 Purwosari" and "SMK Negeri 1 PURWOSARI" are one.

    "Swasta" and "pondok pesantren" say nothing that kind and status don't, and are dropped.
    """
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name)).casefold()
    text = " ".join(_WORDS.findall(plain))
    for long, short in _LONG:
        if text.startswith(long + " "):
            text = short + text[len(long) :]
    words = text.split()
    if len(words) > 1 and words[0] in _PESANTREN:
        return " ".join(words[1:])
    return " ".join(_school_words(words))


def _school_words(words: list[str]) -> list[str]:
    if not words:
        return words
    first, rest = words[0], words[1:]
    for school in _SCHOOLS:
        if first in (school + "n", school + "s"):
            first, rest = school, [first[-1], *rest]
    if first in _SCHOOLS and rest:
        if rest[0] in ("n", "negeri"):
            rest = ["negeri", *rest[1:]]
        elif rest[0] in ("s", "swasta"):
            rest = rest[1:]
    return [first, *rest]


def search_words(typed: str) -> list[str]:
    """What each word of a search has to be found as: "kejayan sman" asks for sma, negeri and kejayan."""
    split = {school + "n": [school, "negeri"] for school in _SCHOOLS if school != "ma"}  # "man" begins many names
    return [part for word in name_key(typed).split() for part in split.get(word, [word])]


def clean_number(written: str) -> str:
    """An official number without the blanks, dots and apostrophes people put into it. Village codes keep their dots."""
    text = _APOSTROPHES.sub("", written).strip().upper().replace(" ", "")
    return text if re.fullmatch(r"\d{2}\.\d{2}\.\d{2}\.\d{4}", text) else text.replace(".", "").replace("-", "")


def number_fits(kind: Kind, number: str) -> bool:
    """Whether a number has a shape that numbers of this kind have (docs/institutions.md)."""
    return _NUMBERS[kind].fullmatch(number) is not None


def number_area(number: str) -> str | None:
    """The regency that an NSPP or NSM carries in its fifth to eighth digit, `35.14`; None of other numbers."""
    return f"{number[4:6]}.{number[6:8]}" if re.fullmatch(r"(51|1[23])\d{10}", number) else None


def degrees(written: str) -> float | None:
    """Decimal degrees, with a point or a comma; None for anything else. Nothing is guessed."""
    text = written.strip().replace(",", ".")
    return float(text) if re.fullmatch(r"[+-]?(\d{1,3}(\.\d*)?|\.\d+)", text) else None


def near(lat: float, lon: float, points: Sequence[tuple[float, float]]) -> bool:
    """Whether a place lies within reach of the villages at `points` (lat, lon); of Indonesia if none are known."""
    if not points:
        return -11.2 <= lat <= 6.2 and 94.8 <= lon <= 141.2
    east = 111.32 * cos(radians(lat))
    return any(hypot((lat - y) * 110.57, (lon - x) * east) <= _REACH_KM for y, x in points)


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """Fields of `after` whose value is not that of `before`: {field: (before, after)}."""
    return {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}
