"""Many courses of the months to come, at once. Pure and repeatable: the same start and seed give the same courses.

A month: so many are recorded as the rate says, at most those of card age who are not; of those waiting for the centre a
share becomes print-ready; of the print-ready as many are printed as printers and blanks allow; of the printed a share
is handed over. What a month lacks waits for the next.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ktp_core.projection.draws import ENDLESS, Drawn, Habits, draw, wished
from ktp_core.projection.model import Ahead, Constraint, Paths, Series, Stage, Start, WhatIf

PATHS = 2_000


def run(
    start: Start, habits: Habits, ahead: Ahead, *, seed: int, paths: int = PATHS, what_if: WhatIf | None = None,
    without: Iterable[Constraint] = (),
) -> Paths:  # fmt: skip
    """Courses of every stage over the months `ahead`. `without`: as if these constraints did not exist."""
    free, wish = frozenset(without), what_if or WhatIf()
    drawn = draw(habits, ahead, wish, free, seed=seed, paths=paths)
    return _walk(start, wished(ahead, wish), drawn, free)


def _walk(start: Start, ahead: Ahead, drawn: Drawn, free: frozenset[Constraint]) -> Paths:
    paths = len(drawn.recording)
    waiting = {stage: np.full(paths, float(start.gaps[stage])) for stage in Stage}
    stock = np.full(paths, ENDLESS if start.blanks is None else float(start.blanks))
    moved = {stage: np.zeros((paths, len(ahead.months))) for stage in Stage}
    room = np.full((paths, len(ahead.months)), ENDLESS)
    for at in range(len(ahead.months)):
        part = ahead.part if at == 0 else 1.0
        others = ahead.replacements * part
        waiting[Stage.COVERED] += drawn.eligible[:, at]
        done = moved[Stage.COVERED][:, at] = np.minimum(drawn.recording[:, at], waiting[Stage.COVERED])
        waiting[Stage.COVERED] -= done
        waiting[Stage.READY] += done
        done = moved[Stage.READY][:, at] = waiting[Stage.READY] * drawn.cleared[:, at]
        waiting[Stage.READY] -= done
        waiting[Stage.PRINTED] += done
        stock = stock + (ahead.blanks * part if start.blanks is not None else 0.0)
        wanted = np.minimum(waiting[Stage.PRINTED], drawn.printing[:, at])
        room[:, at] = _room(stock, ahead, at, free)
        # Replacements take their part of printers and blanks before.
        done = moved[Stage.PRINTED][:, at] = np.minimum(wanted, np.maximum(room[:, at] - others, 0.0))
        waiting[Stage.PRINTED] -= done
        stock = np.maximum(stock - (done + others) * (1 + ahead.spoiling), 0.0)
        waiting[Stage.OWNED] += done
        done = moved[Stage.OWNED][:, at] = waiting[Stage.OWNED] * drawn.handed[:, at]
        waiting[Stage.OWNED] -= done
    stocks = {stage: start.stocks[stage] + np.cumsum(moved[stage], axis=1) for stage in Stage}
    return Paths(ahead.months, stocks, room)


def _room(stock: Series, ahead: Ahead, at: int, free: frozenset[Constraint]) -> Series:
    """Cards of any kind that printers and blanks allow in a month."""
    room = np.full(len(stock), ENDLESS)
    if ahead.capacity is not None and Constraint.CAPACITY not in free:
        room = np.minimum(room, ahead.capacity * ahead.workdays[at])
    if Constraint.BLANKS not in free:
        room = np.minimum(room, stock / (1 + ahead.spoiling))
    return room
