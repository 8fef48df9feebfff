"""Getting hold of a visit inside a transaction: locked, within the actor's districts, and in a state that allows it."""

from __future__ import annotations

from ktp_core import clock
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing
from ktp_core.errors import Refused
from ktp_core.institutions import store as institutions
from ktp_core.visits import moves
from ktp_core.visits import store as visits
from ktp_core.visits.model import Visit, VisitState


def locked(tx: Writing, visit_id: int, permission: Permission) -> Visit:
    """The visit; nobody else changes it until the end. Raises NotFound, NotAllowed outside the actor's districts."""
    visit = visits.visit(tx.conn, visit_id, lock=True)
    place = institutions.get(tx.conn, visit.institution_id)
    require(tx.by, permission, visit.regency, place.district)
    return visit


def still_open(tx: Writing, visit_id: int) -> Visit:
    """The visit while its list may change. Raises Refused("field_closed" | "field_cancelled")."""
    visit = locked(tx, visit_id, Permission.FIELD_RECORD)
    if visit.state is VisitState.DONE:
        raise Refused("field_closed")
    if visit.state is VisitState.CANCELLED:
        raise Refused("field_cancelled")
    return visit


def for_entry(tx: Writing, visit_id: int) -> Visit:
    """The visit while outcomes come in; the first of them starts it. Raises Refused, also before its day."""
    visit = still_open(tx, visit_id)
    if visit.day > clock.local(tx.at, visit.regency).date():
        raise Refused("field_day_future", day=visit.day)
    if visit.state is VisitState.PLANNED:
        moves.start(tx, visit_id)
        visit = visits.visit(tx.conn, visit_id)
    return visit
