"""What an office's past months say of how it works. Pure."""

from __future__ import annotations

import numpy as np

from ktp_core.projection.draws import Habits
from ktp_core.projection.levels import Level
from ktp_core.projection.model import Ahead, Months, Series, Stage, Start
from ktp_core.projection.rules import IDLE, RECENT, more, rate, share

_HARDLY, _FULLY = 50, 0.85
"""Fewer left than one in so many recorded: everybody was. Printed as much of what was possible: all of it."""


def of_months(past: Months, start: Start, ahead: Ahead | None = None) -> Habits:
    """The rate of recording, the shares cleared and handed over in a month."""
    flows, left = past.flows, _left(past, start)
    births = past.eligible[past.eligible > 0]
    printing, running = _printing(past, start, ahead, left[Stage.PRINTED])
    return Habits(
        recording=_recording(past, start),
        printing=printing,
        clearing=share(flows[Stage.READY], _offered(flows[Stage.COVERED], flows[Stage.READY], left[Stage.READY])),
        handing=share(flows[Stage.OWNED], _offered(flows[Stage.PRINTED], flows[Stage.OWNED], left[Stage.OWNED])),
        running=running,
        births=float(np.log(births).std()) if len(births) > 1 else 0.0,
    )


def _recording(past: Months, start: Start) -> Level | None:
    """The rate of recording. Where nobody was left to record more would have been recorded than were."""
    went = past.flows[Stage.COVERED]
    left = _offered(past.eligible, went, start.gaps[Stage.COVERED] + past.since.get(Stage.COVERED, 0)) - went
    all_of_them = left <= went / _HARDLY
    return rate(past.months, went if all_of_them.all() else more(went, all_of_them), past.workdays)


def _left(past: Months, start: Start) -> dict[Stage, int]:
    """Who waited for each stage after the first when the last whole month ended: those who wait now, before what the
    running month brought."""
    stages = list(Stage)
    came = {after: past.since.get(before, 0) for before, after in zip(stages, stages[1:], strict=False)}
    return {one: start.gaps[one] - came[one] + past.since.get(one, 0) for one in stages[1:]}


def _printing(past: Months, start: Start, ahead: Ahead | None, waiting: int) -> tuple[Level | None, Series | None]:
    """Where in most of the last months as many cards were left waiting as were printed in half a month: the rate of
    printing, nought where nothing was printed all that time; or, where the printers are what holds the cards, the parts
    of what those can make. Neither where it is blanks: they are looked at anyway."""
    printed = past.flows[Stage.PRINTED]
    left = _offered(past.flows[Stage.READY], printed, waiting) - printed
    short = left > printed / 2
    if short[-RECENT:].mean() <= 0.5:
        return None, None
    pace = float(printed[-RECENT:].mean())
    if ahead is not None and ahead.capacity:
        most = np.maximum(ahead.capacity * past.workdays - ahead.replacements, 1.0)
        if pace >= _FULLY * most[-RECENT:].mean():
            return None, np.asarray(np.clip(printed[short] / most[short], 0.0, 1.0))
    if ahead is not None and _no_blanks(start, ahead, pace):
        return None, None
    # Over three months: what blanks that come late keep from one month is made good in the next.
    third = np.arange(len(printed))[::-1] % 3 == 0
    return rate(past.months, _quarterly(printed), _quarterly(past.workdays), short & third) or IDLE, None


def _no_blanks(start: Start, ahead: Ahead, pace: float) -> bool:
    """Whether what is printed in a month is what blanks there are."""
    if start.blanks is None or start.blanks >= pace:
        return False
    return pace >= _FULLY * (ahead.blanks / (1 + ahead.spoiling) - ahead.replacements)


def _quarterly(counts: Series) -> Series:
    """Of each month the mean of it and the two before; of the first ones of those there are."""
    sums = np.convolve(counts, np.ones(3))[: len(counts)]
    return sums / np.minimum(np.arange(1, len(counts) + 1), 3)


def _offered(came: Series, went: Series, left: int) -> Series:
    """How many waited in each month, worked back from those who wait now: those at its beginning and who came in it."""
    after = left + np.concatenate([np.cumsum((went - came)[::-1])[::-1][1:], [0.0]])
    return np.maximum(after + went, 0.0)
