"""Months of stored days, in SQL that both databases understand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, type_coerce


def months_of(day: Any) -> ColumnElement[int]:
    """yyyymm of a day number from 1970 to 2099, in integer SQL: years of 1461 quarter days, counted from March."""
    number = type_coerce(day, BigInteger) + 671  # days since 1 March 1968
    year = (4 * number + 3) // 1461
    from_march = (5 * (number - 1461 * year // 4) + 2) // 153
    return case(
        (from_march < 10, (year + 1968) * 100 + from_march + 3), else_=(year + 1969) * 100 + from_march - 9
    )
