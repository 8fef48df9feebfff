"""The numbers behind what needs somebody: the same questions that the lists ask which they open."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from ktp_core.attention.model import Progress, Work
from ktp_core.attention.rules import LETTER_DAYS, PARCEL_DAYS, QUARTER, VISIT_DAYS
from ktp_core.blanks import supply
from ktp_core.db.schema import institution, request, visit
from ktp_core.delivery.model import Parcels, ParcelState
from ktp_core.delivery.parcels import parcels_total
from ktp_core.kpi import flows, unseen_queries
from ktp_core.kpi.model import Scope
from ktp_core.requests.model import OPEN as WAITING
from ktp_core.stuck import queries as stuck
from ktp_core.stuck import settings
from ktp_core.stuck.model import StuckFilter, StuckKind
from ktp_core.summaries.model import Flow
from ktp_core.visits.states import OPEN

_q, _v = request.c, visit.c


def work(conn: Connection, scope: Scope, today: date, *, blanks: bool) -> Work:
    """All numbers of a scope today. `blanks`: the ledger is the whole office's, so only its whole is asked about."""
    since = today - timedelta(days=VISIT_DAYS)
    open_, older = _visits(conn, scope, since, today)
    parcels = Parcels(scope.regency, (ParcelState.SENT,), scope.districts, overdue_days=PARCEL_DAYS)
    return Work(
        *_letters(conn, scope, today), open_, since, older, _stuck(conn, scope, today),
        parcels_total(conn, parcels, today), tuple(districts(conn, scope)),
        _blanks(conn, scope, today) if blanks else None, unseen_queries.by_district(conn, scope, today),
    )  # fmt: skip


def _letters(conn: Connection, scope: Scope, today: date) -> tuple[int, int]:
    """Letters that nobody has answered, and those of them that came more than LETTER_DAYS ago."""
    late = _q.received_on < today - timedelta(days=LETTER_DAYS)
    found = select(func.count(), func.count().filter(late)).select_from(request)
    if scope.districts:
        here = select(institution.c.id).where(institution.c.district.in_(scope.districts))
        found = found.where(_q.institution_id.in_(here))
    row = conn.execute(found.where(_q.regency == scope.regency, _q.state.in_([str(one) for one in WAITING]))).one()
    return int(row[0]), int(row[1])


def _visits(conn: Connection, scope: Scope, since: date, today: date) -> tuple[int, int]:
    """Visits of past days that were neither closed nor cancelled: held since that day, and older ones."""
    recent = _v.day >= since
    found = select(func.count().filter(recent), func.count().filter(~recent)).select_from(visit)
    if scope.districts:
        here = select(institution.c.id).where(institution.c.district.in_(scope.districts))
        found = found.where(_v.institution_id.in_(here))
    states = [str(one) for one in OPEN]
    row = conn.execute(found.where(_v.regency == scope.regency, _v.day < today, _v.state.in_(states))).one()
    return int(row[0]), int(row[1])


def _stuck(conn: Connection, scope: Scope, today: date) -> tuple[tuple[StuckKind, int, int], ...]:
    """Every kind: cards over its limit, and the days that the oldest of them waits."""
    limits = settings.limits(conn, scope.regency, today)
    found = stuck.queues(conn, StuckFilter(scope.regency, None, scope.districts), limits, today)
    return tuple((kind, one.total, one.oldest or 0) for kind, one in found.items())


def _blanks(conn: Connection, scope: Scope, today: date) -> tuple[int, int, date] | None:
    known = supply.foresee(conn, scope.regency, today)
    end = known.run_out
    return None if end is None or known.days is None else (known.supply.stock, known.days, end.day)


def districts(conn: Connection, scope: Scope) -> list[Progress]:
    """Every district of the scope over the quarter that ends on its day; people of no known district are left out."""
    flow_names = (Flow.ELIGIBLE, Flow.COVERED)
    now: dict[str, dict[Flow, int]] = defaultdict(dict)
    then: dict[str, dict[Flow, int]] = defaultdict(dict)
    before = Scope(scope.regency, scope.as_of - timedelta(days=QUARTER), scope.districts, scope.known_on)
    for asked, kept in ((scope, now), (before, then)):
        for flow, district, n in flows.stock_by_district(conn, asked, flow_names):
            kept[district][flow] = n
    return [_progress(code, now[code], then[code]) for code in sorted(now) if code]


def _progress(code: str, now: dict[Flow, int], then: dict[Flow, int]) -> Progress:
    eligible, covered = now.get(Flow.ELIGIBLE, 0), now.get(Flow.COVERED, 0)
    before = then.get(Flow.COVERED, 0)
    return Progress(code, eligible - before, covered - before, eligible, covered)
