"""The only place that reads the clock. Times are stored in UTC; days are the office's own days.

Kab. Pasuruan keeps WIB (UTC+7), Kab. Balangan WITA (UTC+8).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")

# Provinces by time zone: Keppres 41/1987. Everything not listed keeps western time.
_CENTRAL = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_EASTERN = {"81", "82", "91", "92", "93", "94", "95", "96"}


def zone_of(regency: str) -> ZoneInfo:
    """Time zone of a regency code such as `35.14`."""
    province = regency[:2]
    return WITA if province in _CENTRAL else WIT if province in _EASTERN else WIB


def now() -> datetime:
    """This moment, timezone-aware, UTC."""
    return datetime.now(UTC)


def today(regency: str) -> date:
    """The office's date now."""
    return datetime.now(zone_of(regency)).date()


def end_of(day: date, regency: str) -> datetime:
    """The moment at which that day of the office is over, UTC."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone_of(regency)) + timedelta(days=1)
    return midnight.astimezone(UTC)


def local(moment: datetime, regency: str) -> datetime:
    """A stored UTC moment as the office's wall clock shows it."""
    return moment.astimezone(zone_of(regency))
