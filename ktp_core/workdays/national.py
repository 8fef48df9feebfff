"""National holidays and cuti bersama of Indonesia, from the package `holidays` (SKB 3 Menteri of each year)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

from ktp_core.workdays.model import DayKind, Holiday

_ESTIMATED = " (perkiraan)"
FIRST_YEAR, LAST_YEAR = 1990, 2100


@lru_cache(maxsize=64)
def of_year(year: int) -> tuple[Holiday, ...]:
    """The days off of a year, first day first; nothing for years outside 1990 to 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    days = _names(year, "public", "id") | _names(year, "government", "id")
    english = _names(year, "public", "en_US") | _names(year, "government", "en_US")
    joint = _names(year, "government", "id")
    return tuple(
        Holiday(
            day, name.replace(_ESTIMATED, ""), english.get(day, name).replace(" (estimated)", ""),
            DayKind.JOINT_LEAVE if day in joint else DayKind.HOLIDAY, _ESTIMATED in name,
        )
        for day, name in sorted(days.items())
    )  # fmt: skip


@lru_cache(maxsize=64)
def decided(year: int) -> bool:
    """Whether the government's decision for the year is in the package: every one since 2002 has cuti bersama."""
    return any(one.kind is DayKind.JOINT_LEAVE for one in of_year(year))


def _names(year: int, category: str, language: str) -> dict[date, str]:
    found = holidays.country_holidays("ID", years=year, categories=(category,), language=language)
    return {day: str(name) for day, name in found.items()}
