"""Shares as percentages: with how many decimals one is said so that it says nothing false. Pure."""

from __future__ import annotations

from math import copysign

_FINEST = 0.01


def percentage(share: float, digits: int = 1) -> tuple[float, int]:
    """The percentage and the decimals it is said with; never clipped. What is some is never said to be none, and what
    is less or more than the whole never to be it: 0.9997 -> (99.97, 2), 2 of a million -> (0.01, 2), 1.0001 ->
    (100.01, 2)."""
    exact = share * 100
    nearest = round(exact, digits)
    if share in (0, 1) or nearest not in (0, 100):
        return exact, digits
    return nearest + copysign(max(abs(exact - nearest), _FINEST), share - nearest / 100), 2
