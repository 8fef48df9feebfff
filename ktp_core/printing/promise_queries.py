"""Waits that ended in a span: of months from the summary, of days and by institution from the events that stand.

An index holds printings and hand-overs by day; what else is needed of a card is looked up in its own line. The cost is
that of the cards of the span, not of the residents; that of the summary not even of the cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal, literal_column, select

from ktp_core.cards.model import CardAction
from ktp_core.db import dialects
from ktp_core.db.schema import card_event, institution, parameter, resident, summary_delay
from ktp_core.months import first_day, month_of, moved
from ktp_core.printing.promise import PARAMETERS, Promised, Served, Until
from ktp_core.summaries import parts

_ACTIONS = {Until.PRINTED: CardAction.PRINT, Until.DELIVERED: CardAction.DELIVER}
_INDEXED: Any = literal_column("act.action IN (8, 11)")  # word for word: SQLite proves nothing about other values


def served(
    conn: Connection, regency: str, until: Until, first: date, last: date, *, districts: Sequence[str] = (),
    replacements: bool = False, known_until: datetime | None = None,
) -> list[Served]:  # fmt: skip
    """Cards of ours printed or handed over from `first` to `last`: first cards, or replacements alone.

    What was taken back does not count, nor a printed card that was spoiled; nobody who was not ours while waiting.
    `known_until`: only what had been entered by that moment.
    """
    act = card_event.alias("act")
    statement = _ended(act, regency, until, first, last, replacements, known_until).join(
        resident, resident.c.id == act.c.resident_id
    ).add_columns(act.c.district, resident.c.institution_id)  # fmt: skip
    if districts:
        statement = statement.where(act.c.district.in_(list(districts)))
    return [
        Served(day, district or "", school, (day - since) // timedelta(days=1))
        for day, since, district, school in conn.execute(statement)
        if since is not None
    ]


def served_by_day(
    conn: Connection, regency: str, until: Until, first: date, last: date, *, replacements: bool = False,
    known_until: datetime | None = None,
) -> list[Served]:  # fmt: skip
    """The same added up by day and wait, of no place."""
    act = card_event.alias("act")
    # Materialized: a database that looks into it would look every wait up again for each mention.
    ended = _ended(act, regency, until, first, last, replacements, known_until).cte("ended")
    row = ended.prefix_with("MATERIALIZED").c
    found = select(row.day, row.since, func.count()).where(row.since.is_not(None)).group_by(row.day, row.since)
    return [
        Served(day, "", None, (day - since) // timedelta(days=1), int(n)) for day, since, n in conn.execute(found)
    ]


def _ended(
    act: Any, regency: str, until: Until, first: date, last: date, replacements: bool, known_until: datetime | None
) -> Select[Any]:
    """One row is a wait that ended: `day`, and `since` when; null where nobody waited."""
    statement = select(act.c.day, _since(act, until, known_until).label("since")).where(
        act.c.regency == regency, _INDEXED, act.c.action == int(_ACTIONS[until]), act.c.day.between(first, last),
        act.c.ours == 1, act.c.serial > 1 if replacements else act.c.serial == 1, ~_undone(act, known_until),
    )
    if until is Until.PRINTED:
        statement = statement.where(~_spoiled(act, known_until))
    return statement if known_until is None else statement.where(act.c.at < known_until)


def waited(
    conn: Connection, regency: str, until: Until, first: date, last: date, *, districts: Sequence[str] = (),
    replacements: bool = False, by_district: bool = False,
) -> list[Served]:  # fmt: skip
    """The same of whole months, from that of `first` to that of `last`, added up by days waited (and by district)."""
    c = summary_delay.c
    place = c.district if by_district else literal(None).label("district")
    key = (c.since, c.days, *([c.district] if by_district else []))
    end = first_day(moved(month_of(last), 1))
    statement = select(c.since, place, c.days, func.sum(c.n)).where(
        c.regency == regency, c.action == int(_ACTIONS[until]), c.again == int(replacements),
        c.since >= first.replace(day=1), c.since < end, *([c.district.in_(districts)] if districts else []),
    ).group_by(*key)  # fmt: skip
    rows = conn.execute(statement.having(func.sum(c.n) != 0))
    return [Served(day, where or "", None, days, int(n)) for day, where, days, n in rows]


def institution_names(conn: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Name and district code of each."""
    c = institution.c
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), 500):
        rows = conn.execute(select(c.id, c.name, c.district).where(c.id.in_(ids[start : start + 500])))
        found |= {key: (name, district or "") for key, name, district in rows}
    return found


def promises(conn: Connection, regency: str, until: Until) -> list[Promised]:
    """Everything that was ever promised, oldest first."""
    c = parameter.c
    rows = select(c.valid_from, c.value).where(c.regency == regency, c.name == PARAMETERS[until]).order_by(c.valid_from)
    return [Promised(day, int(value)) for day, value in conn.execute(rows)]


def promise(conn: Connection, regency: str, until: Until, new: Promised) -> None:
    """From a day on; what was promised for the same day is replaced. Waits ended since are counted under the day."""
    parts.hold(conn, regency)
    row = {"regency": regency, "name": PARAMETERS[until], "valid_from": new.valid_from}
    statement = dialects.insert(conn, parameter).values(**row, value=str(new.days))
    conn.execute(statement.on_conflict_do_update(index_elements=list(row), set_={"value": str(new.days)}))
    parts.divide(conn, regency, int(_ACTIONS[until]), new.valid_from)


def _since(act: Any, until: Until, known_until: datetime | None) -> Any:
    """The day from which the card might be printed: every event says it as it was afterwards."""
    before = card_event.alias("before")
    at: Any = act.c.id if until is Until.PRINTED else _its_print(act, known_until)
    line = select(before.c.due_on).where(before.c.resident_id == act.c.resident_id, before.c.id < at)
    return line.order_by(before.c.id.desc()).limit(1).correlate(act).scalar_subquery()


def _its_print(act: Any, known_until: datetime | None) -> Any:
    """The printing of the card that was handed over: the last one of it that was not taken back."""
    printed = card_event.alias("printed")
    rows: Select[Any] = select(func.max(printed.c.id)).where(
        printed.c.resident_id == act.c.resident_id, printed.c.id < act.c.id,
        printed.c.action == int(CardAction.PRINT), printed.c.serial == act.c.serial, ~_undone(printed, known_until),
    )  # fmt: skip
    return rows.correlate(act).scalar_subquery()


def _spoiled(act: Any, known_until: datetime | None) -> ColumnElement[bool]:
    spoil = card_event.alias("spoil")
    return exists().where(
        spoil.c.resident_id == act.c.resident_id, spoil.c.id > act.c.id, spoil.c.serial == act.c.serial,
        spoil.c.action == int(CardAction.SPOIL), ~_undone(spoil, known_until), *_entered(spoil, known_until),
    )  # fmt: skip


def _undone(one: Any, known_until: datetime | None) -> ColumnElement[bool]:
    undo = card_event.alias(f"undo_{one.name}")
    return exists().where(undo.c.undoes == one.c.id, *_entered(undo, known_until))


def _entered(one: Any, known_until: datetime | None) -> list[ColumnElement[bool]]:
    return [] if known_until is None else [one.c.at < known_until]
