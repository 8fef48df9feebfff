"""Reading everything that a monthly report says, with the questions that the screens ask. Cost: that of the month."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from ktp_core import clock
from ktp_core.attention import queries as attention
from ktp_core.attention import rules as matters
from ktp_core.blanks import queries as ledger
from ktp_core.cards.model import Channel
from ktp_core.institutions.model import Kind
from ktp_core.kpi import details, overviews, people, programmes, queries, unseen_queries
from ktp_core.kpi.model import Scope, YearCount
from ktp_core.months import first_day, last_day, moved, over
from ktp_core.printing import promise, promise_queries, statement_service
from ktp_core.printing.model import BacklogFilter
from ktp_core.printing.promise import DEFAULTS, Until
from ktp_core.printing.store import queue
from ktp_core.projection import outlook as projection
from ktp_core.projection import store as history
from ktp_core.regions.store import names
from ktp_core.reports.facts import Blanks, Facts, Field, Now, Promise
from ktp_core.reports.model import Stamp
from ktp_core.reports.queries import stood
from ktp_core.summaries.model import Flow
from ktp_core.visits import queries as visits
from ktp_core.visits.model import VisitState
from ktp_core.visits.queries import Made
from ktp_core.visits.states import OPEN
from ktp_core.workdays.store import calendar

ACTS = (
    Flow.RECORD, Flow.CLEAR, Flow.PRINT, Flow.PRINTED, Flow.DELIVER, Flow.OWNED, Flow.REPLACE, Flow.SPOIL,
    Flow.RECORD_ELSEWHERE, Flow.PRINT_ELSEWHERE, Flow.DELIVER_ELSEWHERE,
)  # fmt: skip
MONTHS = 37


def read(conn: Connection, stamp: Stamp, today: date) -> Facts:
    """The facts of the report that `stamp` names, of the whole regency. NotFound for a place that was not set up."""
    scope = Scope(stamp.regency, stamp.as_of, (), stamp.known_on)
    known = clock.end_of(scope.known_on, scope.regency) if scope.known_on else None
    view = overviews.read(conn, scope, today)
    asked = history.read(conn, scope, today, view.figures)
    return Facts(
        stamp=stamp, scope=scope, today=today, view=view, rest=details.read(conn, view, today),
        acts=queries.trend(conn, scope, ACTS, MONTHS), places=_places(conn, scope),
        recorded={channel: programmes.recorded(conn, scope, channel, 13) for channel in Channel},
        names=names(conn, scope.regency), field=_field(conn, scope, stamp.month, known),
        last_month=YearCount(*visits.in_span(conn, _made(scope, moved(stamp.month, -1)))),
        year_before=YearCount(*visits.in_span(conn, _made(scope, stamp.month - 100))),
        lines=statement_service.lines(conn, scope, stamp.month),
        states=people.by_state(conn, scope) if people.known(conn, scope, today) else None,
        promises=_promises(conn, scope, stamp.month, known), blanks=_blanks(conn, scope, stamp.month, known),
        outlook=None if asked.empty else projection.foresee(scope, asked),
        youth=unseen_queries.by_district(conn, scope, today),
        progress=tuple(attention.districts(conn, scope)),
        now=_now(conn, scope, today) if scope.as_of == today and scope.known_on is None else None,
    )  # fmt: skip


def _places(conn: Connection, scope: Scope) -> dict[str, Counter[Flow]]:
    found: defaultdict[str, Counter[Flow]] = defaultdict(Counter)
    for row in queries.trend_by_district(conn, scope, ACTS, months=1).itertuples():
        found[str(row.district or "")][Flow(int(row.flow))] += int(row.n)
    return found


def _made(scope: Scope, month: int) -> Made:
    """The visits of a month up to the day of the report in it: the same days of another month."""
    last = last_day(month)
    if not over(scope.as_of):
        last = last.replace(day=min(scope.as_of.day, last.day))
    return Made(scope.regency, last.replace(day=1), last, known_on=scope.known_on)


def _field(conn: Connection, scope: Scope, month: int, known: datetime | None) -> dict[Kind, Field]:
    first, coming = first_day(month), moved(month, 1)
    here = Counter(
        (one.kind, one.state) for one in stood(conn, scope.regency, first, scope.as_of, known)
    )
    days = first_day(coming), last_day(coming)
    ahead = Counter(
        one.kind for one in stood(conn, scope.regency, *days, known) if one.state is not VisitState.CANCELLED
    )
    visited = visits.span_by_kind(conn, _made(scope, month))
    return {
        kind: Field(
            YearCount(*visited.get(str(kind), (0, 0, 0, 0))), here[kind, VisitState.CANCELLED],
            sum(here[kind, state] for state in OPEN), ahead[kind],
        ) for kind in Kind
    }  # fmt: skip


def _promises(conn: Connection, scope: Scope, month: int, known: datetime | None) -> tuple[Promise, ...]:
    found = []
    for until in Until:
        made = promise_queries.promises(conn, scope.regency, until)
        days = promise.promised(made, scope.as_of, DEFAULTS[until])
        for replacements in (False, True):
            asked = (conn, scope.regency, until, first_day(month), scope.as_of)
            served = (  # the summary knows the present alone
                promise_queries.waited(*asked, replacements=replacements) if known is None
                else promise_queries.served_by_day(*asked, replacements=replacements, known_until=known)
            )  # fmt: skip
            found.append(Promise(until, replacements, promise.kept(served, made, DEFAULTS[until]), days))
    return tuple(found)


def _blanks(conn: Connection, scope: Scope, month: int, known: datetime | None) -> Blanks | None:
    """None where nobody keeps a ledger."""
    first = scope.as_of - ledger.BEHIND + timedelta(days=1)
    rows = ledger.ledger(conn, scope.regency, first_day(month), scope.as_of, months=True, known_until=known)
    late = ledger.ledger(conn, scope.regency, first, scope.as_of, known_until=known)
    moves = {str(name): int(rows.iloc[-1][name]) for name in ledger.LEDGER[1:]}
    if not any(moves.values()):
        return None
    days = calendar(conn, scope.regency, first, scope.as_of).workdays(first, scope.as_of)
    return Blanks(moves, max(int(late["used"].sum() + late["spoiled"].sum()), 0), len(days))


def _now(conn: Connection, scope: Scope, today: date) -> Now:
    work = attention.work(conn, scope, today, blanks=True)
    return Now(queue(conn, BacklogFilter(scope.regency), today), work.stuck, matters.points(work))
