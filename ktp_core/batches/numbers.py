"""Positions as people write and read them: `1-25, 31`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ktp_core.batches.model import MOST
from ktp_core.errors import Refused

_PART = re.compile(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?")
_AT_MOST = 12
"""Parts of a sentence; a longer one says how many more there are."""


def parse(typed: str) -> tuple[int, ...]:
    """`1-25, 31` -> every position once, ascending. Commas, semicolons or spaces part them; a dash of any kind joins.

    Raises Refused("batch_numbers", value=the part that is wrong) also where there is none, or one beyond MOST.
    """
    found: set[int] = set()
    parts = re.split(r"[,;\s]+", re.sub(r"\s*([-–—])\s*", r"\1", typed.strip()))
    for part in parts:
        match = _PART.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 0 < first <= last <= MOST:
            raise Refused("batch_numbers", value=part[:20])
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def say(positions: Iterable[int]) -> str:
    """The same the other way round, `1–25, 31`; very many parts are cut off with an ellipsis."""
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in ranges(sorted(set(positions)))]
    return ", ".join(parts[:_AT_MOST]) + (", …" if len(parts) > _AT_MOST else "")


def ranges(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of ascending positions, both ends included."""
    found: list[tuple[int, int]] = []
    for one in positions:
        if found and found[-1][1] == one - 1:
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, one))
    return found
