"""What was written down of people who walked in, once the registry knows them: where it is, and its deletion.

While a visit is open it is all there is of them. After it was closed they are residents; their number, their outcome
and every report stay, and so does the key of their row, which tells no NIK without the installation's secret.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, null, select, update

from ktp_core.db.schema import visit, visit_person
from ktp_core.visits.model import VisitState

_p, _v = visit_person.c, visit.c


def forget_before(conn: Connection, regency: str, moment: datetime) -> int:
    """Delete it for visits that were closed, and not touched since `moment`; of how many people."""
    old = select(_v.id).where(_v.regency == regency, _over(moment))
    return conn.execute(update(visit_person).where(_known(), _p.visit_id.in_(old)).values(walk_in=null())).rowcount


def regencies_before(conn: Connection, moment: datetime) -> list[str]:
    """Regencies where `forget_before` would delete something, by code."""
    held = select(_v.regency).join(visit_person, _p.visit_id == _v.id).where(_known(), _over(moment))
    return list(conn.execute(held.distinct().order_by(_v.regency)).scalars())


def _known() -> ColumnElement[bool]:
    return and_(_p.walk_in.is_not(null()), _p.resident_id.is_not(None))


def _over(moment: datetime) -> ColumnElement[bool]:
    return and_(_v.state == str(VisitState.DONE), _v.updated_at < moment)
