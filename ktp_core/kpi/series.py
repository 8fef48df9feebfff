"""The last months of a figure, worked back from its value by taking each month's flow away again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import pandas as pd

from ktp_core.figures.model import Reported
from ktp_core.figures.rules import counted_until
from ktp_core.kpi.model import Figure
from ktp_core.months import month_of

MONTHS = 13


def ratio(figure: Figure, trend: pd.DataFrame, upper: str, lower: str, months: int = MONTHS) -> list[float]:
    """The ratio at the end of each month, oldest first; months before an official number's date are left out.

    `upper` and `lower` name the flows of numerator and denominator in `trend`.
    """
    if figure.numerator is None or not figure.denominator:
        return []
    tops = _stocks(figure.numerator, trend[upper], months)
    bottoms = _stocks(figure.denominator, trend[lower], months)
    first = max((month_of(counted_until(one)) for one in figure.official
                 if isinstance(one, Reported)), default=0)  # fmt: skip
    known = [int(month) >= first for month in trend["month"].iloc[-months:]]
    return [top / bottom for top, bottom, kept in zip(tops, bottoms, known, strict=True) if kept and bottom > 0]


def backlog(now: int, trend: pd.DataFrame, months: int = MONTHS) -> list[int]:
    """Cards waiting at the end of each month, oldest first."""
    return _stocks(now, trend["due"] - trend["left_printed"] - trend["left_other"], months)


@dataclass(frozen=True, slots=True)
class Change:
    """How much more a value is than at the end of a month (yyyymm); a ratio by fractions."""

    n: float
    since: int


def changes(points: Sequence[float], trend: pd.DataFrame) -> tuple[Change | None, Change | None]:
    """Since the end of last month, and since the end of the same month a year ago; None where that is not known.

    `points`: at the end of the last months of `trend`, the running one as it stands, as `ratio` and `backlog` give.
    """
    months = [int(one) for one in trend["month"].iloc[-len(points) :]] if len(points) else []
    month_ago, year_ago = (
        Change(points[-1] - points[back], months[back]) if len(points) >= -back else None for back in (-2, -MONTHS)
    )
    return month_ago, year_ago


def _stocks(now: int, flow: pd.Series, months: int) -> list[int]:
    back = [int(n) for n in flow.iloc[-months:]][::-1]
    return list(accumulate(back[:-1], lambda stock, n: stock - n, initial=now))[::-1]
