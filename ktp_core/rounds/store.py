"""Recurring services, their stops and exceptions, and documents served, as SQL keeps them. Services only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from ktp_core.cards.model import Channel
from ktp_core.db.ids import next_id
from ktp_core.db.schema import round_, round_exception, round_stop, visit_document
from ktp_core.errors import Conflict, NotFound
from ktp_core.rounds.model import Document, Round, RoundDraft, RoundException

_SAID = ("name", "team_id", "start", "end", "from_day", "until_day")
_COLUMNS = ("id", "regency", *_SAID, "channel", "weekdays", "active", "version", "updated_at")


def get(conn: Connection, round_id: int, *, lock: bool = False) -> Round:
    """The service; `lock`: nobody else plans it until the transaction ends. Raises NotFound("round_unknown")."""
    statement = _select().where(round_.c.id == round_id)
    row = conn.execute(statement.with_for_update() if lock else statement).mappings().first()
    if row is None:
        raise NotFound("round_unknown")
    return _of(row, _stops(conn, [round_id]).get(round_id, ()))


def all_of(conn: Connection, regency: str, *, active: bool = True, lock: bool = False) -> list[Round]:
    """The services of an office in the order they were made; `active=False`: those that ended too."""
    statement = _select().where(round_.c.regency == regency).order_by(round_.c.id)
    if active:
        statement = statement.where(round_.c.active == 1)
    rows = conn.execute(statement.with_for_update() if lock else statement).mappings().all()
    stops = _stops(conn, [row["id"] for row in rows])
    return [_of(row, stops.get(row["id"], ())) for row in rows]


def insert_round(conn: Connection, regency: str, draft: RoundDraft, at: datetime) -> int:
    """A new service; its id."""
    key = next_id(conn, regency, "round")
    conn.execute(
        insert(round_).values(id=key, regency=regency, **_values(draft), active=1, version=1, updated_at=at)
    )  # fmt: skip
    set_stops(conn, key, draft.stops)
    return key


def change(conn: Connection, round_id: int, version: int, draft: RoundDraft, at: datetime) -> None:
    """Make the service what `draft` says if nobody changed it since `version`. Raises Conflict("round_changed")."""
    _update(conn, round_id, version, _values(draft), at)
    set_stops(conn, round_id, draft.stops)


def end(conn: Connection, round_id: int, version: int, at: datetime) -> None:
    """It goes out no more; what it did stays. Raises Conflict("round_changed")."""
    _update(conn, round_id, version, {"active": 0}, at)


def set_stops(conn: Connection, round_id: int, stops: Sequence[int]) -> None:
    """Exactly these stops, in this order."""
    conn.execute(delete(round_stop).where(round_stop.c.round_id == round_id))
    rows = [{"round_id": round_id, "position": n, "institution_id": stop} for n, stop in enumerate(stops, 1)]
    if rows:
        conn.execute(insert(round_stop), rows)


def exceptions(conn: Connection, round_id: int, first: date | None = None) -> list[RoundException]:
    """The days on which it does otherwise, earliest first; from `first` on."""
    c = round_exception.c
    statement = select(c.day, c.institution_id, c.reason, c.by, c.at).where(c.round_id == round_id).order_by(c.day)
    if first is not None:
        statement = statement.where(c.day >= first)
    return [RoundException(**row) for row in conn.execute(statement).mappings()]


def put_exception(conn: Connection, round_id: int, one: RoundException) -> None:
    """Store it in the place of what was said of that day before."""
    drop_exception(conn, round_id, one.day)
    values = {name: getattr(one, name) for name in RoundException.__dataclass_fields__}
    conn.execute(insert(round_exception).values(round_id=round_id, **values))


def drop_exception(conn: Connection, round_id: int, day: date) -> int:
    """The day is like any other again; 0 when it was."""
    c = round_exception.c
    return conn.execute(delete(round_exception).where(c.round_id == round_id, c.day == day)).rowcount


def documents(conn: Connection, visit_id: int) -> dict[Document, int]:
    """What was served at a visit beside recordings; documents of which none was are left out."""
    c = visit_document.c
    rows = conn.execute(select(c.document, c.n).where(c.visit_id == visit_id))
    return {Document(row.document): row.n for row in rows}


def set_documents(conn: Connection, visit_id: int, counts: Mapping[Document, int]) -> None:
    """Exactly this was served."""
    conn.execute(delete(visit_document).where(visit_document.c.visit_id == visit_id))
    rows = [{"visit_id": visit_id, "document": str(one), "n": n} for one, n in counts.items() if n]
    if rows:
        conn.execute(insert(visit_document), rows)


def _update(conn: Connection, round_id: int, version: int, values: Mapping[str, Any], at: datetime) -> None:
    statement = update(round_).where(round_.c.id == round_id, round_.c.version == version, round_.c.active == 1)
    if conn.execute(statement.values(**values, version=version + 1, updated_at=at)).rowcount != 1:
        raise Conflict("round_changed")


def _values(draft: RoundDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in _SAID} | {
        "channel": int(draft.channel), "weekdays": sorted(set(draft.weekdays)),
    }  # fmt: skip


def _select() -> Any:
    return select(*(round_.c[name] for name in _COLUMNS))


def _stops(conn: Connection, rounds: Iterable[int]) -> dict[int, tuple[int, ...]]:
    c = round_stop.c
    statement = select(c.round_id, c.institution_id).where(c.round_id.in_(list(rounds)))
    found: dict[int, tuple[int, ...]] = {}
    for row in conn.execute(statement.order_by(c.round_id, c.position)):
        found[row.round_id] = (*found.get(row.round_id, ()), row.institution_id)
    return found


def _of(row: Mapping[Any, Any], stops: tuple[int, ...]) -> Round:
    return Round(
        **dict(row) | {
            "channel": Channel(row["channel"]), "weekdays": tuple(row["weekdays"]), "active": bool(row["active"]),
            "stops": stops,
        }
    )  # fmt: skip
