"""Holders, entries and proposals as SQL keeps them. Services only; stock and entries are written here together.

Writers lock the resident's row first where there is one, then holders in the order of their ids, then take entry ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from ktp_core.blanks.model import Entry, EntryKind, Holder, HolderDraft, HolderKind, Proposal
from ktp_core.db.ids import next_id, next_ids
from ktp_core.db.schema import blank_entry, blank_holder, blank_proposal
from ktp_core.errors import Conflict, NotFound

h, e, p = blank_holder.c, blank_entry.c, blank_proposal.c


def get(conn: Connection, holder_id: int, *, lock: bool = False) -> Holder:
    """The holder; with `lock` nobody else moves its blanks until the end. Raises NotFound("blank_holder_unknown")."""
    query = select(blank_holder).where(h.id == holder_id)
    row = conn.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise NotFound("blank_holder_unknown")
    return _holder(row)


def holders(conn: Connection, regency: str, *, active: bool = True) -> list[Holder]:
    """The holders of an office: store, printers, offices, each by name; `active=False`: those out of use too."""
    rows = conn.execute(select(blank_holder).where(h.regency == regency)).mappings()
    found = [_holder(row) for row in rows if row["active"] or not active]
    return sorted(found, key=lambda one: (list(HolderKind).index(one.kind), one.name, one.id))


def insert_holder(conn: Connection, regency: str, draft: HolderDraft, at: datetime) -> int:
    """A new holder without blanks; its id."""
    key = next_id(conn, regency, "blank_holder")
    values = {"kind": str(draft.kind), "name": draft.name, "daily_capacity": draft.daily_capacity}
    conn.execute(
        insert(blank_holder).values(id=key, regency=regency, stock=0, active=1, version=1, updated_at=at, **values)
    )
    return key


def change_holder(conn: Connection, holder_id: int, version: int, values: Mapping[str, Any], at: datetime) -> None:
    """Set some columns if nobody did since `version`. Raises Conflict("blank_holder_changed")."""
    statement = update(blank_holder).where(h.id == holder_id, h.version == version)
    if conn.execute(statement.values(**values, version=version + 1, updated_at=at)).rowcount != 1:
        raise Conflict("blank_holder_changed")


def later(conn: Connection, holder_id: int, day: date) -> list[tuple[date, int]]:
    """(day, sum of entries) of every day after `day` on which something moved there."""
    statement = select(e.day, func.sum(e.n)).where(e.holder_id == holder_id, e.day > day).group_by(e.day)
    return [(found, int(n)) for found, n in conn.execute(statement)]


def used_for(conn: Connection, resident_id: int, serial: int) -> tuple[Entry, str] | None:
    """The entry of the last blank that became this card and was not given back, and who made it; None without one.

    A card that was destroyed and printed again used one each time; what is given back is always the last.
    """
    about = (e.resident_id == resident_id, e.serial == serial, e.kind.in_((str(EntryKind.USED), str(EntryKind.UNDONE))))
    standing: list[Any] = []
    for row in conn.execute(select(blank_entry).where(*about).order_by(e.id)).mappings():
        if row["kind"] == EntryKind.USED:
            standing.append(row)
        elif standing:
            standing.pop()
    if not standing:
        return None
    values = {name: standing[-1][name] for name in Entry.__dataclass_fields__}
    return Entry(**values | {"kind": EntryKind.USED}), standing[-1]["by"]


def write(conn: Connection, regency: str, entries: Sequence[Entry], *, by: str, at: datetime) -> list[int]:
    """Entries and the stocks they make, together; ids of the entries. Their holders are locked by the caller."""
    keys = list(next_ids(conn, regency, "blank_entry", len(entries)))
    conn.execute(
        insert(blank_entry),
        [{"id": key, "regency": regency, "at": at, "by": by, **_values(one)}
         for key, one in zip(keys, entries, strict=True)],
    )  # fmt: skip
    moved: dict[int, int] = {}
    for one in entries:
        moved[one.holder_id] = moved.get(one.holder_id, 0) + one.n
    for holder_id in sorted(moved):
        conn.execute(update(blank_holder).where(h.id == holder_id).values(stock=h.stock + moved[holder_id]))
    return keys


def insert_proposal(
    conn: Connection, holder: Holder, n: int, counted: int | None, reason: str, *, by: str, at: datetime
) -> int:
    """A proposal that waits for a second person; its id."""
    key = next_id(conn, holder.regency, "blank_proposal")
    values = {"regency": holder.regency, "holder_id": holder.id, "n": n, "counted": counted, "reason": reason}
    conn.execute(insert(blank_proposal).values(id=key, proposed_at=at, proposed_by=by, **values))
    return key


def get_proposal(conn: Connection, proposal_id: int) -> Proposal:
    """The proposal. Raises NotFound("blank_proposal_unknown")."""
    names = list(Proposal.__dataclass_fields__)
    row = conn.execute(select(*(p[name] for name in names)).where(p.id == proposal_id)).first()
    if row is None:
        raise NotFound("blank_proposal_unknown")
    return Proposal(*row)


def waiting(conn: Connection, holder_id: int) -> int:
    """How many proposals about a holder wait."""
    statement = select(func.count()).where(p.holder_id == holder_id, p.decided_at.is_(None))
    return int(conn.execute(statement).scalar_one())


def decide(conn: Connection, proposal_id: int, *, accepted: bool, by: str, at: datetime) -> None:
    """Raises Conflict("blank_decided") when somebody did already."""
    statement = update(blank_proposal).where(p.id == proposal_id, p.decided_at.is_(None))
    if conn.execute(statement.values(decided_at=at, decided_by=by, accepted=int(accepted))).rowcount != 1:
        raise Conflict("blank_decided")


def _values(one: Entry) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Entry.__dataclass_fields__} | {"kind": str(one.kind)}


def _holder(row: Any) -> Holder:
    return Holder(
        id=row["id"], regency=row["regency"], kind=HolderKind(row["kind"]), name=row["name"],
        daily_capacity=row["daily_capacity"], stock=row["stock"], active=bool(row["active"]), version=row["version"],
    )  # fmt: skip
