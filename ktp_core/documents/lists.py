"""People of a list, class by class."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from ktp_core.documents.values import Listed
from ktp_core.documents.words import number, short

_DIGITS = re.compile(r"(\d+)")


def classes(people: Iterable[Listed]) -> list[tuple[str, list[Listed]]]:
    """Title of each class and its people in the order of their numbers. XI IPA 2 comes before XI IPA 10, those without
    a class last."""
    ordered = sorted(people, key=lambda one: (*class_order(one.class_name), one.number))
    grouped = ((name, list(found)) for name, found in groupby(ordered, key=lambda one: one.class_name or None))
    return [(class_title(name, len(members)), members) for name, members in grouped]


def class_order(name: str | None) -> tuple[bool, tuple[tuple[int, int, str], ...], str]:
    """A key that sorts classes as people do."""
    parts = _DIGITS.split((name or "").casefold())
    return not name, tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), name or ""


def class_title(name: str | None, people: int) -> str:
    """`Kelas XI IPA 1 · 32 orang`; a class that already begins with the word keeps it."""
    if not name:
        shown = "Tanpa kelas"
    else:
        shown = name if name.casefold().startswith("kelas") else f"Kelas {name}"
    return f"{short(shown)} · {number(people)} orang"
