"""Columns that the recounts in SQL share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Select, case, func, literal, select, type_coerce

from ktp_core.db.types import day_number
from ktp_core.summaries.rules import OPENING


def keys(regency: Any, flow: Any, day: Any, place: Any, channel: Any = None) -> Select[Any]:
    """One row per count, with the columns of `summary_day` before `n`."""
    channel = literal(0) if channel is None else channel
    return select(
        regency.label("regency"), flow.label("flow"), day.label("day"), place.label("district"),
        plain(channel).label("channel"),
    )  # fmt: skip


def district(table: Any) -> Any:
    """The district of a row, 0 when not known."""
    return func.coalesce(plain(table.c.district), 0).label("district")


def smallest_place(table: Any) -> Any:
    """The village of a row, else its district, 0 when neither is known."""
    return func.coalesce(plain(table.c.village), plain(table.c.district), 0)


def latest(*days_: Any, since: int = day_number(OPENING)) -> Any:
    """The latest of some days and a first day."""
    found: Any = literal(since)
    for day in days_:
        found = case((plain(day) > found, plain(day)), else_=found)
    return found


def plain(value: Any) -> Any:
    """The integer behind a date or code."""
    return type_coerce(value, BigInteger)
