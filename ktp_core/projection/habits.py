"""What an office's past months say of how it works. Pure."""

from __future__ import annotations

import numpy as np

from ktp_core.projection.model import Months, Series, Stage, Start
from ktp_core.projection.rules import RECENT, Rate, rate, share
from ktp_core.projection.simulation import Habits


def of_months(past: Months, start: Start) -> Habits:
    """The rate of recording, the shares cleared and handed over in a month."""
    flows = past.flows
    return Habits(
        recording=rate(past.months, flows[Stage.COVERED], past.workdays),
        printing=_printing(past, start),
        clearing=share(flows[Stage.READY], _offered(flows[Stage.COVERED], flows[Stage.READY], start.gaps[Stage.READY])),
        handing=share(flows[Stage.OWNED], _offered(flows[Stage.PRINTED], flows[Stage.OWNED], start.gaps[Stage.OWNED])),
    )


def _printing(past: Months, start: Start) -> Rate | None:
    """The rate of printing, where in most of the last months as many cards were left waiting as were printed in half a
    month."""
    printed = past.flows[Stage.PRINTED]
    left = _offered(past.flows[Stage.READY], printed, start.gaps[Stage.PRINTED]) - printed
    short = left > printed / 2
    if short[-RECENT:].mean() <= 0.5:
        return None
    # Over three months: what blanks that come late keep from one month is made good in the next.
    return rate(past.months, _quarterly(printed), _quarterly(past.workdays), short)


def _quarterly(counts: Series) -> Series:
    """Of each month the mean of it and the two before; of the first ones of those there are."""
    sums = np.convolve(counts, np.ones(3))[: len(counts)]
    return sums / np.minimum(np.arange(1, len(counts) + 1), 3)


def _offered(came: Series, went: Series, left: int) -> Series:
    """How many waited in each month, worked back from those who wait now: those at its beginning and who came in it."""
    after = left + np.concatenate([np.cumsum((went - came)[::-1])[::-1][1:], [0.0]])
    return np.maximum(after + went, 0.0)
