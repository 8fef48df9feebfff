"""Requests and their history as SQL keeps them. Services only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ktp_core.db.ids import PER_REGENCY, next_id, next_ids
from ktp_core.db.schema import request, request_change
from ktp_core.db.types import plain, region_code
from ktp_core.errors import Conflict, NotFound
from ktp_core.requests.model import FIELDS, Request, RequestAction, RequestDraft, RequestState, Sender

_COLUMNS = tuple(Request.__dataclass_fields__)
_C = request.c


def get(conn: Connection, request_id: int, *, lock: bool = False) -> Request:
    """The request; `lock` keeps others from changing it until the transaction ends. Raises NotFound."""
    statement = select(*(_C[name] for name in _COLUMNS)).where(_C.id == request_id)
    row = conn.execute(statement.with_for_update() if lock else statement).mappings().first()
    if row is None:
        raise NotFound("request_unknown", id=request_id)
    return _of(row)


def queue(conn: Connection, regency: str) -> None:
    """Let one letter of the office at a time be compared with the others: held until the transaction ends."""
    next_ids(conn, regency, "request", 0)


def turn(conn: Connection, regency: str) -> None:
    """Whoever moves letters takes this before the first of them, so that two who move several never wait in a ring."""
    next_ids(conn, regency, "request_change", 0)


def add(conn: Connection, regency: str, draft: RequestDraft, at: datetime) -> int:
    """A new request, received; its id."""
    key = next_id(conn, regency, "request")
    values = {name: getattr(draft, name) for name in FIELDS}
    state = {"state": RequestState.RECEIVED, "state_on": draft.received_on, "version": 1, "updated_at": at}
    conn.execute(insert(request).values(id=key, regency=regency, **_stored(values | state)))
    return key


def change(conn: Connection, request_id: int, version: int, values: Mapping[str, Any], at: datetime) -> None:
    """Set some fields if nobody did since `version`. Raises Conflict("request_changed")."""
    statement = (
        update(request)
        .where(_C.id == request_id, _C.version == version)
        .values(**_stored(values), version=version + 1, updated_at=at)
    )
    if conn.execute(statement).rowcount != 1:
        raise Conflict("request_changed", id=request_id)


def note(
    conn: Connection, request_id: int, action: RequestAction, source: RequestState | None, target: RequestState, *,
    at: datetime, by: str, visit_id: int | None = None, reason: str | None = None,
) -> None:  # fmt: skip
    """One more row of history."""
    values = {"action": action, "from_state": source, "to_state": target, "visit_id": visit_id, "reason": reason}
    key = next_id(conn, region_code(request_id // PER_REGENCY), "request_change")
    conn.execute(insert(request_change).values(id=key, request_id=request_id, at=at, by=by, **_stored(values)))


def twins(conn: Connection, institution_id: int, received_since: date) -> list[Request]:
    """Requests of an institution that came in since that day and were neither declined nor withdrawn, newest first."""
    gone = (RequestState.DECLINED.value, RequestState.WITHDRAWN.value)
    where = (_C.institution_id == institution_id, _C.received_on >= received_since, _C.state.not_in(gone))
    statement = select(*(_C[name] for name in _COLUMNS)).where(*where).order_by(_C.received_on.desc(), _C.id.desc())
    return [_of(row) for row in conn.execute(statement).mappings()]


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, StrEnum) else plain(value) for name, value in values.items()}


def _of(row: Any) -> Request:
    values = dict(row)
    values |= {"sender": Sender(values["sender"]), "state": RequestState(values["state"])}
    return Request(**values)
