"""Months as numbers, yyyymm: they sort, and the same month a year before is 100 less. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def month_of(day: date) -> int:
    """yyyymm."""
    return day.year * 100 + day.month


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // 100, month % 100, 1)


def last_day(month: int) -> date:
    """The last day of a month."""
    return date(month // 100, month % 100, monthrange(month // 100, month % 100)[1])


def moved(month: int, by: int) -> int:
    """So many months later; below zero, earlier."""
    years, at = divmod(month % 100 - 1 + by, 12)
    return (month // 100 + years) * 100 + at + 1


def months_from(first: int, count: int) -> list[int]:
    """So many months, `first` the first of them."""
    return [moved(first, at) for at in range(count)]


def months_back(day: date, count: int) -> list[int]:
    """The `count` months up to that of `day`, oldest first."""
    return months_from(moved(month_of(day), 1 - count), count)


def over(day: date) -> bool:
    """Whether the month of a day ends with it."""
    return day == last_day(month_of(day))
