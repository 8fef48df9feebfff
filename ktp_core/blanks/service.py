"""Use cases of blanks: holders, what comes and goes, and what a second person decides. Nothing is deleted."""

from __future__ import annotations

from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import Writing, writing
from ktp_core.blanks import guard, moves, rules, store
from ktp_core.blanks.model import Entry, EntryKind, HolderDraft
from ktp_core.blanks.proposals import decide, propose_correction, propose_count
from ktp_core.errors import Refused

__all__ = [
    "add_holder", "allot", "decide", "edit_holder", "give_back", "propose_correction", "propose_count", "receive",
    "spoil", "use",
]  # fmt: skip
K = EntryKind


def add_holder(by: Actor, regency: str, draft: HolderDraft, *, at: datetime) -> int:
    """A new place for blanks; its id. Raises Refused when the name is empty or taken."""
    with writing(by, Permission.BLANK_EDIT, regency, at=at) as tx:
        guard.whole_regency(by)
        tidied = rules.tidy(draft)
        rules.free_name(tidied.name, store.holders(tx.conn, regency))
        made = store.insert_holder(tx.conn, regency, tidied, at)
        tx.audit("blank.holder_add", str(made), kind=str(tidied.kind))
    return made


def edit_holder(by: Actor, holder_id: int, version: int, draft: HolderDraft, *, active: bool, at: datetime) -> None:
    """What a form says of it now. The kind stays. Raises Conflict; Refused("blank_holder_not_empty") for one that is
    to go out of use and still has blanks, or whose count nobody has decided."""
    with guard.of_holder(by, holder_id, at) as tx:
        before = store.get(tx.conn, holder_id, lock=True)
        tidied = rules.tidy(HolderDraft(kind=before.kind, name=draft.name, daily_capacity=draft.daily_capacity))
        if active:
            rules.free_name(tidied.name, store.holders(tx.conn, before.regency), but=holder_id)
        elif before.stock or store.waiting(tx.conn, holder_id):
            raise Refused("blank_holder_not_empty", name=before.name, stock=before.stock)
        values = {"name": tidied.name, "daily_capacity": tidied.daily_capacity, "active": int(active)}
        store.change_holder(tx.conn, holder_id, version, values, at)
        changed = sorted(name for name, value in values.items() if getattr(before, name) != value)
        tx.audit("blank.holder_edit", str(holder_id), changed=changed, active=active)


def receive(by: Actor, holder_id: int, n: int, *, day: date, document: str, at: datetime) -> int:
    """Blanks came from outside with a delivery note; the id of the entry."""
    with guard.of_holder(by, holder_id, at) as tx:
        _then(tx, day)
        entry = Entry(
            holder_id=holder_id, day=day, kind=K.RECEIVED, n=rules.amount(n), document=rules.document(document)
        )
        holder = moves.usable(tx.conn, holder_id)
        made = store.write(tx.conn, holder.regency, [entry], by=by.name, at=at)[0]
        tx.audit("blank.receive", str(made), holder=holder_id, n=n, day=day)
    return made


def allot(by: Actor, giver_id: int, taker_id: int, n: int, *, day: date, document: str = "", at: datetime) -> int:
    """Blanks go from one holder to another; the id of the giving entry. Raises Refused("blank_none")."""
    with guard.of_holder(by, giver_id, at) as tx:
        made = _out(tx, K.ALLOTTED, giver_id, n, day, other_id=taker_id, document=rules.note(document))
        tx.audit("blank.allot", str(made), holder=giver_id, other=taker_id, n=n, day=day)
    return made


def give_back(
    by: Actor, holder_id: int, n: int, *, day: date, to_id: int | None = None, document: str = "", at: datetime
) -> int:
    """Unused blanks go back to another holder, or out of the office with a document. Raises Refused("blank_none")."""
    with guard.of_holder(by, holder_id, at) as tx:
        number = rules.document(document) if to_id is None else rules.note(document)
        made = _out(tx, K.RETURNED, holder_id, n, day, other_id=to_id, document=number)
        tx.audit("blank.give_back", str(made), holder=holder_id, other=to_id, n=n, day=day)
    return made


def use(by: Actor, holder_id: int, n: int, *, day: date, reason: str, at: datetime) -> int:
    """Blanks became cards that are not in this product, such as those of residents of elsewhere."""
    with guard.of_holder(by, holder_id, at) as tx:
        made = _out(tx, K.USED, holder_id, n, day, reason=rules.reason(reason))
        tx.audit("blank.use", str(made), holder=holder_id, n=n, day=day)
    return made


def spoil(by: Actor, holder_id: int, n: int, *, day: date, reason: str, at: datetime) -> int:
    """Blanks are gone without having been meant for a card: test prints, damaged boxes."""
    with guard.of_holder(by, holder_id, at) as tx:
        made = _out(tx, K.SPOILED, holder_id, n, day, reason=rules.reason(reason))
        tx.audit("blank.spoil", str(made), holder=holder_id, n=n, day=day)
    return made


def _out(
    tx: Writing, kind: EntryKind, holder_id: int, n: int, day: date, *, other_id: int | None = None,
    document: str | None = None, reason: str | None = None,
) -> int:  # fmt: skip
    _then(tx, day)
    entry = Entry(
        holder_id=holder_id, day=day, kind=kind, n=-rules.amount(n), other_id=other_id, document=document, reason=reason
    )
    act = moves.take_out if other_id is None else moves.carry
    return act(tx.conn, entry, by=tx.by.name, at=tx.at)


def _then(tx: Writing, day: date) -> None:
    rules.acted_on(day, guard.today(tx))
