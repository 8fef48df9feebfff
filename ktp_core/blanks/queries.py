"""The ledger of blanks as tables. Numbers only: no names, no NIK."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, case, func, select

from ktp_core.blanks.model import EntryKind, HolderKind
from ktp_core.blanks.rules import BACK
from ktp_core.db.schema import blank_entry, blank_holder, blank_proposal
from ktp_core.months import month_of, months_from

e, h, p = blank_entry.c, blank_holder.c, blank_proposal.c
BEHIND = timedelta(days=90)
LEDGER = ("period", "opening", "received", "moved", "used", "spoiled", "returned", "adjusted", "closing")
"""One row is a day or month. opening + received + moved + adjusted - used - spoiled - returned = closing. `moved`:
between holders, seen from one of them; of the whole office it is nothing. `returned`: out of the office."""
USES = (EntryKind.USED, EntryKind.UNDONE)
"""A blank that was never used after all is taken off what was used."""
_other = blank_holder.alias("other")


def holders(conn: Connection, regency: str, today: date) -> pd.DataFrame:
    """One row is a holder, those in use first: id, kind, name, daily_capacity, stock, active, version, `used` and
    `spoiled` in the last 90 days, `last` (the day something moved)."""
    since = today - BEHIND
    last = select(func.max(e.day)).where(e.holder_id == h.id).scalar_subquery()
    order = case({str(kind): n for n, kind in enumerate(HolderKind)}, value=h.kind)
    statement = (
        select(h.id, h.kind, h.name, h.daily_capacity, h.stock, h.active, h.version,
               _gone(USES, since).label("used"), _gone((EntryKind.SPOILED,), since).label("spoiled"),
               last.label("last"))
        .where(h.regency == regency).order_by(h.active.desc(), order, h.name, h.id)
    )  # fmt: skip
    found = conn.execute(statement)
    frame = pd.DataFrame(found.all(), columns=list(found.keys()))
    return frame.astype({"active": bool, "daily_capacity": "Int64"})


def ledger(
    conn: Connection, regency: str, first: date, last: date, *, holder_id: int | None = None, months: bool = False,
    known_until: datetime | None = None,
) -> pd.DataFrame:  # fmt: skip
    """LEDGER from `first` to `last`, oldest first; days on which nothing moved are left out, months are not.

    `known_until`: only what had been entered by that moment.
    """
    here = e.holder_id == holder_id if holder_id is not None else e.regency == regency
    keys = e.day, e.kind, e.other_id  # in the order of the index: nothing is sorted
    moved = select(*keys, func.sum(e.n).label("n")).where(here, e.day >= first).group_by(*keys)
    opening = stock(conn, regency, holder_id) - sum(int(row.n) for row in conn.execute(moved))
    if known_until is not None:
        opening -= _late(conn, here, first, known_until)
        moved = moved.where(e.at < known_until)
    rows = [(row.day, _column(row.kind, row.other_id), int(row.n)) for row in conn.execute(moved)]
    return _periods([row for row in rows if row[0] <= last], opening, _every_month(first, last) if months else None)


def _late(conn: Connection, here: Any, first: date, known_until: datetime) -> int:
    """What was entered from that moment on about days before `first`: no act is entered more than BACK after it."""
    days = e.day.between(known_until.date() - BACK - timedelta(days=1), first - timedelta(days=1))
    late = select(func.coalesce(func.sum(e.n), 0)).where(here, days, e.at >= known_until)
    return int(conn.execute(late).scalar_one())


def entries(
    conn: Connection, regency: str, first: date, last: date, *, holder_id: int | None = None, limit: int, offset: int
) -> pd.DataFrame:
    """One row is an entry, newest first: day, holder, kind, n, other, for_card (a blank of one card), document, reason,
    by."""
    newest = e.day.desc(), e.id.desc()
    window = (  # found in an index; only its own rows are read
        select(e.id).where(*_within(regency, first, last, holder_id)).order_by(*newest).limit(limit).offset(offset)
    ).subquery()
    statement = (
        select(e.id, e.day, h.name.label("holder"), e.kind, e.n, _other.c.name.label("other"),
               e.resident_id.is_not(None).label("for_card"), e.document, e.reason, e.by)
        .join(window, window.c.id == e.id)
        .join(blank_holder, h.id == e.holder_id)
        .outerjoin(_other, _other.c.id == e.other_id)
        .order_by(*newest)
    )  # fmt: skip
    found = conn.execute(statement)
    return pd.DataFrame(found.all(), columns=list(found.keys())).astype({"for_card": bool})


def entries_total(conn: Connection, regency: str, first: date, last: date, *, holder_id: int | None = None) -> int:
    """How many entries `entries` pages through."""
    where = _within(regency, first, last, holder_id)
    return int(conn.execute(select(func.count()).select_from(blank_entry).where(*where)).scalar_one())


def stock(conn: Connection, regency: str, holder_id: int | None = None) -> int:
    """Blanks in the office, or at one holder."""
    statement = select(func.coalesce(func.sum(h.stock), 0)).where(h.regency == regency)
    return int(conn.execute(statement if holder_id is None else statement.where(h.id == holder_id)).scalar_one())


def waiting(conn: Connection, regency: str) -> pd.DataFrame:
    """One row is a proposal that waits, oldest first: id, holder, stock (now), n, counted, reason, proposed_at,
    proposed_by."""
    statement = (
        select(p.id, h.name.label("holder"), h.stock, p.n, p.counted, p.reason, p.proposed_at, p.proposed_by)
        .join(blank_holder, h.id == p.holder_id)
        .where(p.regency == regency, p.decided_at.is_(None)).order_by(p.id)
    )  # fmt: skip
    found = conn.execute(statement)
    return pd.DataFrame(found.all(), columns=list(found.keys())).astype({"counted": "Int64"})


def _column(kind: str, other_id: int | None) -> str:
    """In which column of the ledger an entry stands."""
    if kind == EntryKind.ALLOTTED or (kind == EntryKind.RETURNED and other_id is not None):
        return "moved"
    if kind in USES:
        return "used"
    return "adjusted" if kind in (EntryKind.COUNTED, EntryKind.CORRECTED) else kind


def _periods(rows: list[Any], opening: int, every: list[Any] | None) -> pd.DataFrame:
    sums: dict[Any, dict[str, int]] = {period: {} for period in every or ()}
    for day, column, n in sorted(rows, key=lambda row: row[0]):
        period = day if every is None else (day.year * 100 + day.month)
        into = sums.setdefault(period, {})
        into[column] = into.get(column, 0) + n
    made = []
    for period, moved in sums.items():
        closing = opening + sum(moved.values())
        out = {name: -moved.get(name, 0) for name in ("used", "spoiled", "returned")}
        into = {name: moved.get(name, 0) for name in ("received", "moved", "adjusted")}
        made.append({"period": period, "opening": opening, **into, **out, "closing": closing})
        opening = closing
    return pd.DataFrame(made, columns=list(LEDGER))


def _every_month(first: date, last: date) -> list[int]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return months_from(month_of(first), count)


def _within(regency: str, first: date, last: date, holder_id: int | None) -> list[Any]:
    here = e.holder_id == holder_id if holder_id is not None else e.regency == regency
    return [here, e.regency == regency, e.day.between(first, last)]


def _gone(kinds: tuple[EntryKind, ...], since: date) -> Any:
    """What went from the holder of the row after a day."""
    mine = (e.holder_id == h.id, e.day > since, e.kind.in_(map(str, kinds)))
    return select(func.coalesce(-func.sum(e.n), 0)).where(*mine).scalar_subquery()
