"""Use cases of counts and corrections: one person proposes, another decides."""

from __future__ import annotations

from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.blanks import guard, moves, rules, store
from ktp_core.blanks.model import Entry, EntryKind
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import NotAllowed, Refused


def propose_count(by: Actor, holder_id: int, counted: int, *, reason: str, at: datetime) -> int:
    """Somebody counted; the id of the proposal. The difference is that of the moment: what moves between
    the proposal and its decision does not change it."""
    with guard.of_holder(by, holder_id, at) as tx:
        if not 0 <= counted <= rules.MOST:
            raise Refused("blank_counted", most=rules.MOST)
        holder = moves.usable(tx.conn, holder_id)
        difference = counted - holder.stock
        made = store.insert_proposal(
            tx.conn, holder, difference, counted, rules.reason(reason), by=by.name, at=at
        )  # fmt: skip
        tx.audit("blank.propose_count", str(made), holder=holder_id, n=difference)
    return made


def propose_correction(by: Actor, holder_id: int, n: int, *, reason: str, at: datetime) -> int:
    """A mistake is to be put right by `n` blanks more or fewer; the id of the proposal."""
    with guard.of_holder(by, holder_id, at) as tx:
        rules.amount(abs(n))
        holder = moves.usable(tx.conn, holder_id)
        if holder.stock + n < 0:
            raise Refused("blank_none", name=holder.name, stock=holder.stock)
        made = store.insert_proposal(tx.conn, holder, n, None, rules.reason(reason), by=by.name, at=at)
        tx.audit("blank.propose_correction", str(made), holder=holder_id, n=n)
    return made


def decide(by: Actor, proposal_id: int, *, accept: bool, at: datetime) -> None:
    """A second person accepts or rejects. Raises NotAllowed("blank_own_proposal") for the proposer, Conflict when it
    was decided, Refused("blank_none") when so many are no longer there."""
    regency = region_code(proposal_id // PER_REGENCY)
    with writing(by, Permission.BLANK_DECIDE, regency, at=at) as tx:
        guard.whole_regency(by)
        proposal = store.get_proposal(tx.conn, proposal_id)
        if proposal.proposed_by == by.name:
            raise NotAllowed("blank_own_proposal", by=by.name)
        holder = store.get(tx.conn, proposal.holder_id, lock=True)
        store.decide(tx.conn, proposal_id, accepted=accept, by=by.name, at=at)
        if accept and proposal.n:
            if holder.stock + proposal.n < 0:
                raise Refused("blank_none", name=holder.name, stock=holder.stock)
            kind = EntryKind.CORRECTED if proposal.counted is None else EntryKind.COUNTED
            entry = Entry(
                holder_id=holder.id, day=guard.today(tx), kind=kind, n=proposal.n, reason=proposal.reason,
                proposal_id=proposal.id,
            )  # fmt: skip
            store.write(tx.conn, regency, [entry], by=by.name, at=at)
        action = "blank.accept" if accept else "blank.reject"
        tx.audit(action, str(proposal_id), holder=holder.id, n=proposal.n)
