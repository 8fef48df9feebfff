"""Visits and what goes along, as SQL keeps them. Services and `visits.moves` only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from ktp_core.cards.model import Channel
from ktp_core.db.ids import next_id, next_ids
from ktp_core.db.schema import follow_up, visit_outcome, visit_report, visit_resource
from ktp_core.db.schema import visit as table
from ktp_core.errors import Conflict, NotFound, Refused
from ktp_core.visits.model import Origin, Visit, VisitDraft, VisitState
from ktp_core.visits.states import FIRST, OPEN

_COLUMNS = [one.name for one in fields(Visit) if one.name != "resources"]
_OPEN = [str(state) for state in OPEN]


def visit(conn: Connection, visit_id: int, *, lock: bool = False) -> Visit:
    """The visit; `lock`: nobody else changes it until the transaction ends. Raises NotFound("visit_unknown")."""
    found = _read(conn, (_select().with_for_update() if lock else _select()).where(table.c.id == visit_id))
    if not found:
        raise NotFound("visit_unknown")
    return found[0]


def hold(conn: Connection, visit_id: int) -> None:
    """Until the end nobody changes the visit. For whoever is about to write rows that point to it: ask this before
    residents are locked, because closing a visit locks it first and everybody on its list afterwards."""
    conn.execute(select(table.c.id).where(table.c.id == visit_id).with_for_update(read=True, key_share=True)).all()


def between(conn: Connection, regency: str, first: date, last: date) -> list[Visit]:
    """Every visit of those days that was not cancelled, earliest first."""
    c = table.c
    statement = _select().where(c.regency == regency, c.day.between(first, last), c.state != str(VisitState.CANCELLED))
    return _read(conn, statement.order_by(c.day, c.start, c.id))


def open_of_request(conn: Connection, request_id: int, *, lock: bool = False) -> list[Visit]:
    """Visits of a request that are planned or underway; `lock`: nobody else changes them until the end."""
    statement = _select().where(table.c.request_id == request_id, table.c.state.in_(_OPEN)).order_by(table.c.id)
    return _read(conn, statement.with_for_update() if lock else statement)


def done_of_request(conn: Connection, request_id: int) -> bool:
    """Whether a visit of the request was closed."""
    one = select(exists().where(table.c.request_id == request_id, table.c.state == str(VisitState.DONE)))
    return bool(conn.execute(one).scalar())


def reported(conn: Connection, visit_id: int) -> bool:
    """Whether anybody's outcome was written down at this visit."""
    said, came = visit_report.c.visit_id == visit_id, visit_outcome.c.visit_id == visit_id
    return bool(conn.execute(select(or_(exists().where(said), exists().where(came)))).scalar())


def book(conn: Connection, regency: str) -> None:
    """Let one booking of the office at a time look for clashes and write: held until the transaction ends."""
    next_ids(conn, regency, "visit", 0)


def insert_draft(conn: Connection, regency: str, draft: VisitDraft, *, at: datetime) -> int:
    """A planned visit with what goes along; its id. Raises Refused("visit_round_day")."""
    key = next_id(conn, regency, "visit")
    values = {one.name: getattr(draft, one.name) for one in fields(VisitDraft) if one.name != "resources"}
    values |= {"origin": str(draft.origin), "channel": int(draft.channel)}
    _once(conn, insert(table).values(id=key, regency=regency, state=str(FIRST), version=1, updated_at=at, **values))
    set_resources(conn, key, draft.resources)
    return key


def change(conn: Connection, before: Visit, values: Mapping[str, Any], at: datetime) -> None:
    """Set some columns if nobody did since `before` was read. Raises Conflict, Refused("visit_round_day")."""
    c = table.c
    plain = {name: str(value) if isinstance(value, VisitState) else value for name, value in values.items()}
    statement = update(table).where(c.id == before.id, c.version == before.version, c.state == str(before.state))
    if _once(conn, statement.values(**plain, version=before.version + 1, updated_at=at)) != 1:
        raise Conflict("visit_changed")


def set_resources(conn: Connection, visit_id: int, resources: Iterable[int]) -> None:
    """Exactly these kits, operators and vehicles go along."""
    conn.execute(delete(visit_resource).where(visit_resource.c.visit_id == visit_id))
    rows = [{"visit_id": visit_id, "resource_id": one} for one in sorted(set(resources))]
    if rows:
        conn.execute(insert(visit_resource), rows)


def release_follow_ups(conn: Connection, visit_id: int) -> int:
    """People whom this visit was to meet again wait for another one; how many."""
    statement = update(follow_up).where(follow_up.c.settled_by == visit_id).values(settled_by=None)
    return conn.execute(statement).rowcount


def insert_visit(
    conn: Connection, regency: str, institution_id: int, day: date, *, at: datetime,
    state: VisitState = VisitState.DONE, source: str | None = None,
) -> int:  # fmt: skip
    """Store a visit that others reported; the value is its id. `source` says where it was read."""
    key = next_id(conn, regency, "visit")
    conn.execute(
        insert(table).values(
            id=key, regency=regency, institution_id=institution_id, day=day, state=str(state), source=source,
            origin=str(Origin.REPORTED if source else Origin.OWN), updated_at=at,
        )
    )  # fmt: skip
    return key


def _once(conn: Connection, statement: Any) -> int:
    """A recurring service stops at a place once a day, cancelled stops included."""
    try:
        return conn.execute(statement).rowcount
    except IntegrityError as fault:
        if "visit" in str(fault.orig) and "round" in str(fault.orig):
            raise Refused("visit_round_day") from fault
        raise


def _select() -> Select[Any]:
    return select(*(table.c[name] for name in _COLUMNS))


def _read(conn: Connection, statement: Select[Any]) -> list[Visit]:
    rows = conn.execute(statement).mappings().all()
    along = _resources(conn, [row["id"] for row in rows])
    return [
        Visit(**dict(row) | {
            "state": VisitState(row["state"]), "origin": Origin(row["origin"]), "channel": Channel(row["channel"]),
            "resources": tuple(along.get(row["id"], ())),
        })
        for row in rows
    ]  # fmt: skip


def _resources(conn: Connection, visits: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    c = visit_resource.c
    for first in range(0, len(visits), 500):
        some = visits[first : first + 500]
        for row in conn.execute(select(c.visit_id, c.resource_id).where(c.visit_id.in_(some)).order_by(c.resource_id)):
            found.setdefault(row.visit_id, []).append(row.resource_id)
    return found
