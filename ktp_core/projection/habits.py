"""What an office's past months say of how it works. Pure."""

from __future__ import annotations

import numpy as np

from ktp_core.projection.model import Months, Series, Stage, Start
from ktp_core.projection.rules import IDLE, RECENT, Rate, rate, share
from ktp_core.projection.simulation import Habits


def of_months(past: Months, start: Start) -> Habits:
    """The rate of recording, the shares cleared and handed over in a month."""
    flows, left = past.flows, _left(past, start)
    return Habits(
        recording=rate(past.months, flows[Stage.COVERED], past.workdays),
        printing=_printing(past, left[Stage.PRINTED]),
        clearing=share(flows[Stage.READY], _offered(flows[Stage.COVERED], flows[Stage.READY], left[Stage.READY])),
        handing=share(flows[Stage.OWNED], _offered(flows[Stage.PRINTED], flows[Stage.OWNED], left[Stage.OWNED])),
    )


def _left(past: Months, start: Start) -> dict[Stage, int]:
    """Who waited for each stage after the first when the last whole month ended: those who wait now, before what the
    running month brought."""
    stages = list(Stage)
    came = {after: past.since.get(before, 0) for before, after in zip(stages, stages[1:], strict=False)}
    return {one: start.gaps[one] - came[one] + past.since.get(one, 0) for one in stages[1:]}


def _printing(past: Months, waiting: int) -> Rate | None:
    """The rate of printing, where in most of the last months as many cards were left waiting as were printed in half a
    month. Where nothing was printed all that time the rate is nought."""
    printed = past.flows[Stage.PRINTED]
    left = _offered(past.flows[Stage.READY], printed, waiting) - printed
    short = left > printed / 2
    if short[-RECENT:].mean() <= 0.5:
        return None
    # Over three months: what blanks that come late keep from one month is made good in the next.
    return rate(past.months, _quarterly(printed), _quarterly(past.workdays), short) or IDLE


def _quarterly(counts: Series) -> Series:
    """Of each month the mean of it and the two before; of the first ones of those there are."""
    sums = np.convolve(counts, np.ones(3))[: len(counts)]
    return sums / np.minimum(np.arange(1, len(counts) + 1), 3)


def _offered(came: Series, went: Series, left: int) -> Series:
    """How many waited in each month, worked back from those who wait now: those at its beginning and who came in it."""
    after = left + np.concatenate([np.cumsum((went - came)[::-1])[::-1][1:], [0.0]])
    return np.maximum(after + went, 0.0)
