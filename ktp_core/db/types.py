"""Column types that read the same on SQLite and PostgreSQL: integers in the file, dates and codes in Python.

Integers cost less than half the bytes of text timestamps (measured: 113 MB against 245 MB for 1.4 million rows)
and compare the same everywhere.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import BigInteger, Integer
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - 719163


def day_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(int(number) + 719163)


def region_number(code: str) -> int:
    """`35.14.06` -> 351406. Levels are told apart by length: 2, 4, 6 or 10 digits."""
    return int(code.replace(".", ""))


@lru_cache(maxsize=100_000)  # a regency has a few hundred, all Indonesia 83,000
def region_code(number: int) -> str:
    """351406 -> `35.14.06`."""
    digits = str(number)
    parts = [digits[0:2], digits[2:4], digits[4:6], digits[6:10]]
    return ".".join(part for part in parts if part)


class Day(TypeDecorator[date]):
    """A date, stored as days since 1970-01-01."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | int | None, dialect: Dialect) -> int | None:
        if value is None or isinstance(value, int):
            return value
        return day_number(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else day_of(value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, stored as microseconds since 1970. Naive datetimes are refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | int | None, dialect: Dialect) -> int | None:
        if value is None or isinstance(value, int):
            return value
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return (value - _EPOCH_MOMENT) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH_MOMENT + int(value) * _MICROSECOND


class Region(TypeDecorator[str]):
    """A Kemendagri code, text `35.14.06` in Python, integer 351406 in the file."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: str | int | None, dialect: Dialect) -> int | None:
        if value is None or isinstance(value, int):
            return value
        return region_number(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return region_code(int(value)) if value else ""


def plain(value: Any) -> Any:
    """A pandas or NumPy scalar as the Python value SQL may see; missing becomes None.

    `numpy.int64` bound to SQLite becomes a BLOB, silently: every frame that is written passes through here.
    """
    if value is None or (not isinstance(value, (str, bytes, list, dict)) and pd.isna(value)):
        return None
    return value.item() if hasattr(value, "item") else value
