"""People missed at a visit and where they are expected next, until they were met again.

A follow-up is open while no list has it; a visit that is cancelled lets go of those on its list (`visits.moves`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, insert, or_, select, true, update

from ktp_core.cards.model import CardAction, Channel
from ktp_core.cards.states import TRANSITIONS
from ktp_core.db.schema import follow_up, institution, resident, visit
from ktp_core.fieldwork.model import NextPlace
from ktp_core.institutions.model import Kind
from ktp_core.residents.model import Standing
from ktp_core.visits.model import Visit, VisitState

RECORDABLE = sorted(int(state) for state, action in TRANSITIONS if action is CardAction.RECORD)
"""States of a card from which its resident may be recorded (again)."""
SERVED = [int(Standing.OURS), int(Standing.ELSEWHERE)]
_f, _i, _v = follow_up.c, institution.c, visit.c
_OPEN = _f.settled_by.is_(None)


def expected(conn: Connection, at: Visit) -> set[int]:
    """Residents missed at other visits, expected at this institution, and still to be recorded."""
    statement = (
        select(_f.resident_id)
        .join(resident, resident.c.id == _f.resident_id)
        .where(_f.institution_id == at.institution_id, _f.visit_id != at.id, _OPEN)
        .where(resident.c.state.in_(RECORDABLE), resident.c.standing.in_(SERVED))
    )
    return set(conn.execute(statement).scalars())


def settle(conn: Connection, at: Visit, residents: Collection[int]) -> None:
    """The list of this visit has them now: those expected here."""
    _settle(conn, at, residents, _f.institution_id == at.institution_id)


def met(conn: Connection, at: Visit, residents: Collection[int], recorded: Collection[int]) -> None:
    """This visit met them, wherever they were expected. Who was missed at a later one, and not `recorded` here after
    all, is still expected there: an earlier visit may be closed again."""
    before = or_(_f.since < at.day, and_(_f.since == at.day, _f.visit_id < at.id))
    _settle(conn, at, residents, before)
    _settle(conn, at, recorded, true())


def _settle(conn: Connection, at: Visit, residents: Collection[int], which: ColumnElement[bool]) -> None:
    if residents:
        where = (_f.resident_id.in_(sorted(residents)), _f.visit_id != at.id, _OPEN, which)
        conn.execute(update(follow_up).where(*where).values(settled_by=at.id))


def replace(conn: Connection, at: Visit, missed: Mapping[int, int]) -> None:
    """The people this visit missed, and the institution where each is expected next.

    When a visit is closed again, who was met after all is expected nowhere, and who is on another list already stays
    on that one.
    """
    there = {row.resident_id: row.settled_by for row in conn.execute(select(follow_up).where(_f.visit_id == at.id))}
    if gone := sorted(there.keys() - missed.keys()):
        conn.execute(delete(follow_up).where(_f.visit_id == at.id, _f.resident_id.in_(gone)))
    moved = {who: where for who, where in missed.items() if who in there and there[who] is None}
    if moved:
        place = case(moved, value=_f.resident_id)
        where = (_f.visit_id == at.id, _f.resident_id.in_(sorted(moved)))
        conn.execute(update(follow_up).where(*where).values(institution_id=place))
    new = [
        {"visit_id": at.id, "resident_id": who, "institution_id": where, "since": at.day}
        for who, where in sorted(missed.items())
        if who not in there
    ]
    if new:
        conn.execute(insert(follow_up), new)


class Places:
    """Where people of each district are sent: the kecamatan office and the next Kenduren Mas stop."""

    def __init__(self, conn: Connection, at: Visit) -> None:
        self.here = at.institution_id
        self._offices = _points(conn, at, "KECAMATAN")
        self._stops = _points(conn, at, "KELILING") | _planned_stops(conn, at)

    def of(self, wanted: NextPlace, district: str | None) -> int:
        """The institution; where the wanted one does not exist, the nearest that does."""
        office, stop = self._offices.get(district or "", self.here), self._stops.get(district or "")
        if wanted is NextPlace.KENDUREN_MAS:
            return stop if stop is not None else office
        return office if wanted is NextPlace.DISTRICT_OFFICE else self.here


def _points(conn: Connection, at: Visit, kind: str) -> dict[str, int]:
    """Active service points of a type by district; of several the oldest."""
    statement = select(_i.district, func.min(_i.id)).where(
        _i.regency == at.regency, _i.kind == str(Kind.SERVICE_POINT), _i.type == kind, _i.district.is_not(None),
        _i.merged_into.is_(None), or_(_i.active_until.is_(None), _i.active_until > at.day),
    ).group_by(_i.district)  # fmt: skip
    return {row[0]: row[1] for row in conn.execute(statement)}


def _planned_stops(conn: Connection, at: Visit) -> dict[str, int]:
    """Where Kenduren Mas is planned next after this visit, by district."""
    statement = (
        select(_i.district, _i.id)
        .join(visit, _v.institution_id == _i.id)
        .where(_v.regency == at.regency, _v.state == str(VisitState.PLANNED), _v.day > at.day)
        .where(_v.channel == int(Channel.KENDUREN_MAS), _i.district.is_not(None))
        .order_by(_v.day.desc(), _v.id.desc())
    )
    return {row[0]: row[1] for row in conn.execute(statement)}
