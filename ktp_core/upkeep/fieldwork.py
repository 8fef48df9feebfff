"""Whether what visits say agrees with cards, letters and lists. Each query finds rows that should not be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, literal, or_, select

from ktp_core.cards.model import CardAction
from ktp_core.db.schema import card_event, follow_up, request, visit, visit_change, visit_outcome, visit_person
from ktp_core.requests.model import RequestState
from ktp_core.upkeep.model import LISTED, Report
from ktp_core.visits.model import MISSED, Outcome, VisitState

_o, _e, _f = visit_outcome.c, card_event.c, follow_up.c
_DONE = str(VisitState.DONE)


def check(conn: Connection, report: Report) -> None:
    """Every fault up to a limit, and how many outcomes, follow-ups and letters were looked at."""
    for kind, query in _FAULTS.items():
        for row in conn.execute(query.limit(LISTED)).mappings():
            report.differs(kind, **row)
    for table in (visit_outcome, follow_up, request):
        report.looked_at(table.name, int(conn.execute(select(func.count()).select_from(table)).scalar_one()))


def _recorded_without_event() -> Select[Any]:
    """A closed visit says recorded, and no card was ever recorded there. A recording taken back later is none less."""
    there = exists().where(
        _e.visit_id == _o.visit_id, _e.action == int(CardAction.RECORD), _e.resident_id == _o.resident_id
    )
    return (
        select(_o.visit_id.label("visit"), _o.resident_id.label("resident"))
        .join(visit, visit.c.id == _o.visit_id)
        .where(_o.outcome == int(Outcome.RECORDED), visit.c.state == _DONE, ~there)
    )


def _event_without_outcome() -> Select[Any]:
    """A recording that stands was made at a closed visit whose outcomes do not have it."""
    undo = card_event.alias("undo")
    said = exists().where(
        _o.visit_id == _e.visit_id, _o.resident_id == _e.resident_id, _o.outcome == int(Outcome.RECORDED)
    )
    return (
        select(_e.visit_id.label("visit"), _e.resident_id.label("resident"))
        .join(visit, visit.c.id == _e.visit_id)
        .where(_e.visit_id.is_not(None), _e.action == int(CardAction.RECORD), visit.c.state == _DONE)
        .where(~exists().where(undo.c.undoes == _e.id), ~said)
    )


def _follow_up_of_nobody_missed() -> Select[Any]:
    """Somebody is expected again whom no visit has missed. Of a reopened visit nothing is certain."""
    missed = exists().where(
        _o.visit_id == _f.visit_id, _o.resident_id == _f.resident_id, _o.outcome.in_([int(one) for one in MISSED])
    )
    return (
        select(_f.visit_id.label("visit"), _f.resident_id.label("resident"))
        .join(visit, visit.c.id == _f.visit_id).where(visit.c.state == _DONE, ~missed)
    )  # fmt: skip


def _follow_up_not_on_the_list() -> Select[Any]:
    """Settled by a visit on whose list nobody finds them."""
    listed = exists().where(
        visit_person.c.visit_id == _f.settled_by, visit_person.c.resident_id == _f.resident_id
    )
    who = select(_f.visit_id.label("visit"), _f.resident_id.label("resident"))
    return who.where(_f.settled_by.is_not(None), ~listed)


def _outcome_of_a_visit_to_come() -> Select[Any]:
    """People with an outcome at a visit that was not held."""
    not_held = (str(VisitState.PLANNED), str(VisitState.CANCELLED))
    return (
        select(visit.c.id.label("visit"), visit.c.state)
        .where(visit.c.state.in_(not_held), exists().where(_o.visit_id == visit.c.id))
    )  # fmt: skip


def _letter_without_visit() -> Select[Any]:
    """A letter that says scheduled or done, and no visit answers it."""
    answered = exists().where(visit.c.request_id == request.c.id, visit.c.state != str(VisitState.CANCELLED))
    held = exists().where(visit.c.request_id == request.c.id, visit.c.state == _DONE)
    return select(request.c.id.label("request"), request.c.state).where(
        or_(
            and_(request.c.state == str(RequestState.SCHEDULED), ~answered),
            and_(request.c.state == str(RequestState.DONE), ~held),
        )
    )


def _closed_without_history() -> Select[Any]:
    """A visit with hours, so one that was scheduled here, and not a word of how it came about."""
    told = exists().where(visit_change.c.visit_id == visit.c.id)
    return select(visit.c.id.label("visit"), literal("history").label("missing")).where(
        visit.c.start.is_not(None), ~told
    )


_FAULTS = {
    "recorded_without_event": _recorded_without_event(),
    "recording_without_outcome": _event_without_outcome(),
    "follow_up_of_nobody_missed": _follow_up_of_nobody_missed(),
    "follow_up_not_on_list": _follow_up_not_on_the_list(),
    "outcome_of_visit_not_held": _outcome_of_a_visit_to_come(),
    "request_without_visit": _letter_without_visit(),
    "visit_without_history": _closed_without_history(),
}
