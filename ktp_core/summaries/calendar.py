"""Months of stored days, in SQL that both databases understand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, type_coerce


def months_of(day: Any) -> ColumnElement[int]:
    """yyyymm of a day number from 1970 to 2099, in integer SQL: years of 1461 quarter days, counted from March."""
    year, from_march, _ = _of(day)
    return case(
        (from_march < 10, (year + 1968) * 100 + from_march + 3), else_=(year + 1969) * 100 + from_march - 9
    )


def month_begins(day: Any) -> ColumnElement[int]:
    """The day number of the first of its month."""
    _, from_march, of_year = _of(day)
    return type_coerce(day, BigInteger) - (of_year - (153 * from_march + 2) // 5)


def _of(day: Any) -> tuple[Any, Any, Any]:
    """Years since March 1968, months and days since the last March."""
    number = type_coerce(day, BigInteger) + 671  # days since 1 March 1968
    year = (4 * number + 3) // 1461
    of_year = number - 1461 * year // 4
    return year, (5 * of_year + 2) // 153, of_year
