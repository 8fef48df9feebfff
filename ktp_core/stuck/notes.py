"""Agreements about stuck cards: append-only, the newest of a case holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, Select, func, insert, or_, select

from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.db import ids
from ktp_core.db.schema import account, account_role, stuck_note
from ktp_core.stuck.model import Agreement, Note, StuckKind

c = stuck_note.c
Case = tuple[int, str, date]
"""Resident, kind, and since when the card waits."""


def agreed(regency: str, kind: StuckKind) -> Select[tuple[int, date]]:
    """`resident_id` and `since` of the newest agreement about each resident in that kind."""
    newest = select(func.max(c.id)).where(c.regency == regency, c.kind == kind.value).group_by(c.resident_id)
    return select(c.resident_id, c.since).where(c.id.in_(newest))


def add(conn: Connection, regency: str, notes: Sequence[Note]) -> None:
    """Write agreements down; what was agreed before stays."""
    keys = ids.next_ids(conn, regency, "stuck_note", len(notes))
    rows = [
        {
            "id": key, "regency": regency, "resident_id": note.resident_id, "kind": note.kind.value,
            "since": note.since, "owner": note.agreed.owner, "action": note.agreed.action,
            "due_on": note.agreed.due_on, "at": note.at, "by": note.by,
        }
        for key, note in zip(keys, notes, strict=True)
    ]  # fmt: skip
    conn.execute(insert(stuck_note), rows)


def newest(conn: Connection, regency: str, residents: Iterable[int] | None = None) -> dict[Case, Agreement]:
    """What holds about each case; of these residents, or of all."""
    chosen = select(c.resident_id, c.kind, c.since, c.owner, c.action, c.due_on).where(c.regency == regency)
    if residents is not None:
        chosen = chosen.where(c.resident_id.in_(list(residents)))
    rows = conn.execute(chosen.order_by(c.id))
    return {(key, kind, since): Agreement(owner, action, due_on) for key, kind, since, owner, action, due_on in rows}


def workers(conn: Connection, regency: str) -> dict[str, str]:
    """Sign-in name -> shown name of the active accounts of this office that may work on stuck cards, by name."""
    a = account.c
    here = or_(a.regency == regency, a.regency.is_(None))
    chosen = select(a.name, a.display_name).where(a.active == 1, here, a.id.in_(_may_work()))
    return {name: shown or name for name, shown in conn.execute(chosen.order_by(a.display_name, a.name))}


def _may_work() -> Select[tuple[int]]:
    roles = [role.value for role, granted in GRANTS.items() if Permission.STUCK_WORK in granted]
    return select(account_role.c.account_id).where(account_role.c.role.in_(roles))
