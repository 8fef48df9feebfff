"""Adding regencies up, and months that are over. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from ktp_core.errors import Refused
from ktp_core.provinces.model import Month, Share, Side, Whole

_CLOCKS_DIFFER = timedelta(days=1)


def whole(sides: Sequence[Side]) -> Whole:
    """Counts are added where a regency knows them; both counts of a share, where it knows both; then divided."""
    names = list(dict.fromkeys(name for one in sides for name in one.month.counts))
    rates = list(dict.fromkeys(name for one in sides for name in one.month.shares))
    lacking: dict[str, tuple[str, ...]] = {}
    counts: dict[str, int | None] = {}
    for name in names:
        known = [(side.month.regency, _known(side.month, name)) for side in sides]
        counts[name] = sum(n for _, n in known if n is not None) if any(n is not None for _, n in known) else None
        if missing := tuple(code for code, n in known if n is None):
            lacking[name] = missing
    shares: dict[str, Share] = {}
    for name in rates:
        found = [None if name in one.month.partial else one.month.shares.get(name) for one in sides]
        both = [share for share in found if share and share.numerator is not None and share.denominator is not None]
        shares[name] = Share(
            sum(share.numerator or 0 for share in both) if both else None,
            sum(share.denominator or 0 for share in both) if both else None,
        )
        if missing := tuple(
            side.month.regency for side, share in zip(sides, found, strict=True) if share not in both
        ):
            lacking[name] = missing
    return Whole(counts, shares, lacking)


def _known(one: Month, name: str) -> int | None:
    return None if name in one.partial else one.counts.get(name)


def last_day(month: int) -> date:
    """Of a month yyyymm. Raises Refused("summary_month")."""
    year, number = divmod(month, 100)
    if not (2011 <= year <= 2099 and 1 <= number <= 12):
        raise Refused("summary_month", month=month)
    return date(year, number, monthrange(year, number)[1])


def made(one: Month, at: datetime) -> None:
    """Raises Refused("summary_clock") for a file that says it was made before its month was over, or in a time to come:
    nothing would be newer than that."""
    if one.made_at is None or one.made_at.date() < one.as_of or one.made_at > at + _CLOCKS_DIFFER:
        raise Refused("summary_clock", day=one.made_at.date() if one.made_at else None)


def closed(month: int, today: date) -> date:
    """Its last day, once that is over. Raises Refused("summary_open")."""
    if (day := last_day(month)) >= today:
        raise Refused("summary_open", day=day)
    return day
