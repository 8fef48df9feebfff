"""Whether stocks of blanks are what their entries say. Each query finds rows that should not be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from ktp_core.blanks.model import EntryKind
from ktp_core.db.schema import blank_entry, blank_holder, blank_proposal
from ktp_core.upkeep.model import LISTED, Report

_e, _h, _p = blank_entry.c, blank_holder.c, blank_proposal.c


def check(conn: Connection, report: Report) -> None:
    """Every fault up to a limit, and how many holders and entries were looked at."""
    for kind, query in _FAULTS.items():
        for row in conn.execute(query.limit(LISTED)).mappings():
            report.differs(kind, **row)
    for table in (blank_holder, blank_entry):
        report.looked_at(table.name, int(conn.execute(select(func.count()).select_from(table)).scalar_one()))


def _stock() -> Select[Any]:
    sums = select(_e.holder_id, func.sum(_e.n).label("n")).group_by(_e.holder_id).subquery()
    counted = func.coalesce(sums.c.n, 0)
    return (
        select(_h.id.label("holder"), _h.stock.label("stored"), counted.label("expected"))
        .outerjoin(sums, sums.c.holder_id == _h.id).where(_h.stock != counted)
    )  # fmt: skip


def _below_zero() -> Select[Any]:
    """A day at whose end a holder would have had less than nothing."""
    days = select(_e.holder_id, _e.day, func.sum(_e.n).label("n")).group_by(_e.holder_id, _e.day).subquery().c
    closing = func.sum(days.n).over(partition_by=days.holder_id, order_by=days.day).label("closing")
    held = select(days.holder_id.label("holder"), days.day, closing).subquery()
    return select(held.c.holder, held.c.day, held.c.closing).where(held.c.closing < 0)


def _half_carried() -> Select[Any]:
    """What leaves one holder for another arrives there on the same day."""
    other = blank_entry.alias("other").c
    there = select(func.coalesce(func.sum(other.n), 0)).where(
        other.holder_id == _e.other_id, other.other_id == _e.holder_id, other.day == _e.day, other.kind == _e.kind
    )
    sides = _e.holder_id, _e.other_id, _e.day, _e.kind
    return (
        select(_e.holder_id.label("holder"), _e.other_id.label("other"), _e.day)
        .where(_e.other_id.is_not(None)).group_by(*sides).having(func.sum(_e.n) + there.scalar_subquery() != 0)
    )  # fmt: skip


def _own_decision() -> Select[Any]:
    """Accepted by who proposed it, or written without anybody's acceptance."""
    decided = (str(EntryKind.COUNTED), str(EntryKind.CORRECTED))
    return (
        select(_e.id.label("entry")).outerjoin(blank_proposal, _p.id == _e.proposal_id)
        .where(_e.kind.in_(decided))
        .where(_p.id.is_(None) | (func.coalesce(_p.accepted, 0) != 1) | (_p.decided_by == _p.proposed_by))
    )  # fmt: skip


_FAULTS = {
    "blank_stock": _stock(),
    "blank_below_zero": _below_zero(),
    "blank_half_carried": _half_carried(),
    "blank_without_second_person": _own_decision(),
}
