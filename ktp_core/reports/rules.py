"""Months, and what is another number now than in a report. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ktp_core.errors import Refused
from ktp_core.months import last_day as end_of
from ktp_core.months import months_back
from ktp_core.reports.model import Cell, Correction, Report, Section, Table

MONTHS = 36
"""So many months back, the running one not counted, reports are made of."""
UNCOMPARED = frozenset({"definitions", "plan"})
"""Tables that hold no numbers of the month."""


def first_day(month: int) -> date:
    """Of a month yyyymm. Raises Refused("report_month")."""
    year, number = divmod(month, 100)
    if not (2011 <= year <= 2099 and 1 <= number <= 12):
        raise Refused("report_month", month=month)
    return date(year, number, 1)


def last_day(month: int) -> date:
    """Of a month yyyymm. Raises Refused("report_month")."""
    first_day(month)
    return end_of(month)


def months(today: date) -> list[int]:
    """The running month and the last 36 that are over, newest first."""
    return months_back(today, MONTHS + 1)[::-1]


def day_of(month: int, today: date) -> date:
    """The day a report is true of: the last of the month, of the running one today. Raises Refused("report_month" |
    "report_future")."""
    if first_day(month) > today:
        raise Refused("report_future")
    return min(last_day(month), today)


def known(month: int, today: date, asked: date | None) -> date | None:
    """As known on which day: None as known now, which is all that is known of a day that is not over. Raises
    Refused("known_before" | "date_future")."""
    day = day_of(month, today)
    if asked is not None and asked > today:
        raise Refused("date_future", value=asked)
    if asked is not None and asked < day:
        raise Refused("known_before", day=day)
    return None if asked == today else asked


def closed(month: int, today: date) -> None:
    """Raises Refused("report_open") while the month goes on."""
    if last_day(month) >= today:
        raise Refused("report_open", day=last_day(month))


def corrections(was: Report, now: Report) -> tuple[Correction, ...]:
    """Every number of the report that is another now, in the order of the report. Tables, rows and columns are told by
    their keys. Where cards stood on a past day can only be told as it was known then: what is not told now is not
    compared; a row that is no more is."""
    there = {table.key: table for section in now.sections for table in _tables(section)}
    here = [table for section in was.sections for table in _tables(section) if table.key not in UNCOMPARED]
    return tuple(found for one in here if one.key in there for found in _differences(one, there[one.key]))


def _tables(section: Section) -> Iterator[Table]:
    return (part for part in section.parts if isinstance(part, Table))


def _differences(was: Table, now: Table) -> Iterator[Correction]:
    """The first column says what a row is; it is no number. Rows that are new stand at the end."""
    then, later = _cells(was), _cells(now)
    titles = {column.key: column.title for column in (*now.columns, *was.columns)}
    labels = {**_labels(now), **_labels(was)}
    for row, column in dict.fromkeys([*then, *later]):
        one, other = then.get((row, column)), later.get((row, column))
        if one != other and not (other is None and row in now.keys):
            where = f"{was.title}: {labels[row]}" if labels[row] else was.title
            yield Correction(where, titles[column], one, other)


def _cells(table: Table) -> dict[tuple[str, str], Cell]:
    return {
        (key, column.key): cell
        for key, row in zip(table.keys, table.rows, strict=True)
        for column, cell in list(zip(table.columns, row, strict=True))[1:]
    }


def _labels(table: Table) -> dict[str, str]:
    return {key: str(row[0] or "") for key, row in zip(table.keys, table.rows, strict=True)}
