"""Finding a region by whatever people and systems write: three kinds of codes, names with and without their title.

Always within the regions of one regency. Lumbang is a district of both Pasuruan (35.14.04) and Probolinggo
(35.13.24): a name alone never decides across regencies, so a caller hands over only its own regions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ktp_core.regions.model import Area, Level
from ktp_core.text import header_key, squeeze

# "Kota" is no title here: Kota Manna and Kota Anyar are districts of that name.
_TITLE = re.compile(r"^(?:kecamatan|kec|distrik|desa|kelurahan|kel|ds)(?:\.\s*|\s+)", re.IGNORECASE)
_KIND = re.compile(r"^(kota(?:madya)?|kab(?:upaten)?)\b\.?(?:\s+adm(?:inistrasi)?\b\.?)?", re.IGNORECASE)
_ISLANDS = re.compile(r"\bkep\b\.?", re.IGNORECASE)


def name_key(name: str) -> str:
    """Letters and digits of a name without its title: "Kec. Batu Mandi", "BATUMANDI" and "batu mandi" are one."""
    return header_key(_TITLE.sub("", squeeze(name)))


def code_of(text: str) -> str | None:
    """The Kemendagri form `35.14.06` of a code written with or without dots, or None when it cannot be one."""
    digits = text.strip().replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (2, 4, 6, 10):
        return None
    return ".".join(part for part in (digits[0:2], digits[2:4], digits[4:6], digits[6:10]) if part)


def find_district(name_or_code: str, districts: Iterable[Area]) -> Area | None:
    """The one district with that Kemendagri, BPS or Dapodik code or that name; None if none or several."""
    return _find(name_or_code, [area for area in districts if area.level is Level.DISTRICT])


def find_village(name_or_code: str, villages: Iterable[Area], district: str | None = None) -> Area | None:
    """The one village with that code or name, in `district` if given: 18 village names occur twice within Pasuruan."""
    wanted = [area for area in villages if area.level is Level.VILLAGE]
    if district is not None:
        wanted = [area for area in wanted if area.parent == district]
    return _find(name_or_code, wanted)


def _find(text: str, areas: Sequence[Area]) -> Area | None:
    found = _by_code(text, areas) or _by_name(text, areas)
    return found[0] if len(found) == 1 else None


def _by_code(text: str, areas: Sequence[Area]) -> list[Area]:
    written = squeeze(text).lower().removeprefix("id")
    code = code_of(written)
    return [area for area in areas if area.code == code or written in (area.bps_code, area.dapodik_code)]


def _by_name(text: str, areas: Sequence[Area]) -> list[Area]:
    whole = header_key(text)
    exact = [area for area in areas if whole and header_key(area.name) == whole]
    key = name_key(text)
    return exact or [area for area in areas if key and name_key(area.name) == key]


def regency_key(name: str) -> tuple[str | None, str]:
    """("kota", "kabupaten", or None when not said; key of the bare name): Kota Pasuruan is not Kabupaten Pasuruan."""
    written = _ISLANDS.sub("kepulauan", squeeze(name))
    title = _KIND.match(written)
    if title is None:
        return None, header_key(written)
    kind = "kota" if title[1].lower().startswith("kota") else "kabupaten"
    return kind, header_key(written[title.end() :])


def same_regency(name: str, official: str) -> bool | None:
    """Whether `name` means the regency officially called `official`; None when the title that decides is missing."""
    kind, key = regency_key(name)
    our_kind, our_key = regency_key(official)
    if key != our_key:
        return False
    return None if kind is None else kind == our_kind
