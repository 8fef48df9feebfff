"""Five classes of a map: their limits at round numbers, and which class a value is in."""

from __future__ import annotations

import math
from collections.abc import Sequence

CLASSES = 5
# Widths of a class that read well, as shares of one.
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.025, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0)


def limits(values: Sequence[float]) -> list[float]:
    """The six limits of five equal classes that hold every value, at round numbers."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    for step in (*_STEPS, *_larger(high)):
        start = math.floor(round(low / step, 6)) * step
        if round(start + CLASSES * step, 9) >= high:
            return [round(start + number * step, 6) for number in range(CLASSES + 1)]
    return [round(high * number / CLASSES, 6) for number in range(CLASSES + 1)]


def share_limits(values: Sequence[float]) -> list[float]:
    """The same for shares: no class above 100 % unless some value is, and all from 0 to 100 % when all are the
    same."""
    found, whole = limits(values), [round(number / CLASSES, 6) for number in range(CLASSES + 1)]
    if values and min(values) == max(values) <= 1:  # nothing to tell apart: it has its place from 0 to 100 %
        return whole
    over = found[-1] - 1
    if over <= 0 or max(values, default=0.0) > 1:
        return found
    moved = [round(bound - over, 6) for bound in found]
    return moved if moved[0] >= 0 else whole


def counted_limits(values: Sequence[float]) -> list[float]:
    """The same for whole numbers: no limit between two of them."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    for step in (1.0, 2.0, 5.0, *_larger(max(high, CLASSES))):
        start = math.floor(low / step) * step
        if start + CLASSES * step >= high:
            return [start + number * step for number in range(CLASSES + 1)]
    raise ValueError(f"no limits from {low} to {high}")


def _larger(high: float) -> list[float]:
    """Steps of round numbers above those of shares, as far as they are needed."""
    tens = range(1, max(2, math.ceil(math.log10(max(high, 10))) + 1))
    return [digit * 10.0**ten for ten in tens for digit in (1, 2, 2.5, 5)]


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Which of the five classes: 0 the lowest. A limit belongs to the class above it, the last to the last."""
    return max(sum(value >= bound for bound in bounds[1:-1]), 0)
