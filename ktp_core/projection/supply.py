"""What an office works with on a day: blanks, printers, kits; and what else takes them. Read, whatever the population.

Printers, kits and who is active are those of today: their past is not kept. Blanks and recordings are as they were
known on the scope's day of knowing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from ktp_core import clock
from ktp_core.blanks.model import EntryKind, HolderKind
from ktp_core.blanks.queries import BEHIND, USES
from ktp_core.blanks.rules import BACK
from ktp_core.cards.model import Channel
from ktp_core.db.schema import blank_entry, blank_holder
from ktp_core.kpi import flows
from ktp_core.kpi.channel_months import counted
from ktp_core.kpi.model import Scope
from ktp_core.summaries.model import Flow
from ktp_core.teams.model import ResourceKind
from ktp_core.teams.store import resources

MOBILE = (Channel.VISIT, Channel.KENDUREN_MAS)
"""Where recordings are made with kits that travel."""
_YEAR, _MONTH = 365, 365 / 12
e, h = blank_entry.c, blank_holder.c


@dataclass(frozen=True, slots=True)
class Means:
    """`stock`: blanks, None where nobody keeps a ledger. `received`: blanks that come in a usual month. `capacity`:
    cards the printers can make in a working day, None where no printer says so. `replacements`: cards in a usual month.
    `spoiling`: blanks lost for each card. `kits`: in use. `mobile`: the share of recordings made with them, of the last
    twelve months; None without recordings."""

    stock: int | None
    received: float
    capacity: int | None
    replacements: float
    spoiling: float
    kits: int
    mobile: float | None


NOTHING = Means(None, 0.0, None, 0.0, 0.0, 0, None)


def read(conn: Connection, scope: Scope, months: Collection[int]) -> Means:
    """The means of the whole office. `months`: of the past, for the share of recordings made with kits."""
    regency, day, then = scope.regency, scope.as_of, _entered(scope)
    first = conn.execute(select(func.min(e.day)).where(e.regency == regency, *then)).scalar_one()
    kept = first is not None and first <= day
    used, spoiled = (-_sum(conn, scope, kinds, day - BEHIND) for kinds in (USES, (EntryKind.SPOILED,)))
    return Means(
        stock=_stock(conn, scope) if kept else None,
        received=_received(conn, scope, first) if kept else 0.0,
        capacity=_capacity(conn, regency),
        replacements=_replaced(conn, scope) / (BEHIND.days / _MONTH),
        spoiling=max(spoiled, 0) / used if used > 0 else 0.0,
        kits=sum(one.kind is ResourceKind.KIT for one in resources(conn, regency)),
        mobile=_mobile(conn, scope, months),
    )


def _entered(scope: Scope) -> list[ColumnElement[bool]]:
    """Entries of the ledger that had been made by the end of the day of knowing."""
    return [e.at < clock.end_of(scope.known_on, scope.regency)] if scope.known_on else []


def _stock(conn: Connection, scope: Scope) -> int:
    """Blanks at the end of a day: those of now without what came and went, or was entered, since."""
    now = conn.execute(select(func.coalesce(func.sum(h.stock), 0)).where(h.regency == scope.regency)).scalar_one()
    later: list[ColumnElement[bool]] = [e.day > scope.as_of]
    if scope.known_on is not None:  # no act is entered more than BACK after it
        late = and_(e.day >= scope.known_on - BACK - timedelta(days=1), *(~one for one in _entered(scope)))
        later = [or_(*later, late)]
    since = select(func.coalesce(func.sum(e.n), 0)).where(e.regency == scope.regency, *later)
    return max(int(now) - int(conn.execute(since).scalar_one()), 0)


def _received(conn: Connection, scope: Scope, first: date) -> float:
    """Blanks that came in a month of the last twelve, or of those since the ledger's first day. That day's own entries
    say what was there already."""
    after = max(first, scope.as_of - timedelta(days=_YEAR))
    return _sum(conn, scope, (EntryKind.RECEIVED,), after) / max((scope.as_of - after).days / _MONTH, 1.0)


def _sum(conn: Connection, scope: Scope, kinds: Collection[EntryKind], after: date) -> int:
    """Of the days after one up to the scope's."""
    where: tuple[ColumnElement[Any], ...] = (
        e.regency == scope.regency, e.day > after, e.day <= scope.as_of, e.kind.in_([str(kind) for kind in kinds]),
    )  # fmt: skip
    return int(conn.execute(select(func.coalesce(func.sum(e.n), 0)).where(*where, *_entered(scope))).scalar_one())


def _capacity(conn: Connection, regency: str) -> int | None:
    where = (h.regency == regency, h.active == 1, h.kind == str(HolderKind.PRINTER))
    return int(conn.execute(select(func.coalesce(func.sum(h.daily_capacity), 0)).where(*where)).scalar_one()) or None


def _replaced(conn: Connection, scope: Scope) -> int:
    """Cards that were to be replaced, of the 90 days up to the day."""
    whole = replace(scope, districts=())
    until, before = (
        flows.stock(conn, whole, [Flow.REPLACE], one)[Flow.REPLACE] for one in (scope.as_of, scope.as_of - BEHIND)
    )
    return max(until - before, 0)


def _mobile(conn: Connection, scope: Scope, months: Collection[int]) -> float | None:
    recent = sorted(months)[-12:]
    found: Counter[int] = Counter()
    for (channel, month), n in counted(conn, replace(scope, districts=()), [Flow.RECORD], recent[0]).items():
        found[channel] += n if month <= recent[-1] else 0
    total = found.total()
    return sum(found[int(one)] for one in MOBILE) / total if total > 0 else None
