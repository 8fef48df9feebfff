"""A human decides what contradicts ours: keep ours, or take what SIAK says.

Taking goes the shortest way through TRANSITIONS (`verdicts.WAYS`), backwards too: nothing is erased, each step is an
event of source SIAK with the reason. A day never runs back: the steps have SIAK's day, or our last event's if later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing, writing
from ktp_core.audit.rules import fingerprint
from ktp_core.cards import states, store
from ktp_core.cards.lists import store as kept
from ktp_core.cards.model import Card, CardAction, CardState, Source
from ktp_core.cards.queries import Disputes
from ktp_core.cards.states import ActionNotAllowed
from ktp_core.cards.verdicts import WAYS
from ktp_core.errors import Conflict, NotAllowed, Refused
from ktp_core.summaries.store import Deltas
from ktp_core.summaries.store import add as add_counts
from ktp_core.text import squeeze


def looked(by: Actor, chosen: Disputes, *, total: int, at: datetime) -> None:
    """Somebody looked at the disagreements of this question, `total` people by name."""
    with writing(by, Permission.STATUS_IMPORT, chosen.regency, at=at) as tx:
        question = fingerprint(asdict(chosen.within(by)), config.secret_key())
        tx.audit("status.disagreements", None, rows=total, filter=question)


def take(by: Actor, disagreement_id: int, *, reason: str, expected_state: CardState, at: datetime) -> Card:
    """Follow SIAK; the card afterwards.

    Where that takes a finished card away it needs two people, as a destruction does. Raises
    NotAllowed("disagreement_own_list") for who brought the list in, Conflict when the card is no longer in the state
    the clerk saw.
    """
    regency = store.regency_of(disagreement_id)
    with writing(by, Permission.STATUS_RESOLVE, regency, at=at) as tx:
        row = kept.disagreement_row(tx.conn, disagreement_id)
        card = store.card(tx.conn, row.resident_id, lock=True)
        require(by, Permission.STATUS_RESOLVE, regency, card.district)
        if card.state is not expected_state:
            raise Conflict("card_moved")
        way = WAYS[card.state, CardState(row.their_state)]
        kept.decide(tx.conn, disagreement_id, kept.TAKEN, by=by.name, at=at, reason=_said(reason))
        if CardAction.SPOIL in way and row.seen_by == by.name:
            raise NotAllowed("disagreement_own_list", by=by.name)
        deltas = Deltas(regency, tx.day)
        for action in way:
            day = max(row.their_day, card.state_on or row.their_day)
            event = states.act(card, action, day=day, at=at, by=by.name, source=Source.SIAK, reason=_said(reason))
            card = store.write(tx.conn, card, event, deltas)
        add_counts(tx.conn, deltas)
        tx.audit("disagreement.take", f"resident:{row.resident_id}", state=int(card.state))
        return card


def keep(by: Actor, disagreement_ids: Sequence[int], *, reason: str, at: datetime) -> int:
    """Stay with ours, for one or many; how many. Raises Conflict when one has been decided already."""
    regencies = {store.regency_of(one) for one in disagreement_ids}
    if len(regencies) != 1:
        raise Refused("card_none_chosen" if not regencies else "card_two_regencies")
    with writing(by, Permission.STATUS_RESOLVE, regencies.pop(), at=at) as tx:
        for one in sorted(set(disagreement_ids)):
            _keep(tx, one, reason)
        tx.audit("disagreement.keep", None, rows=len(set(disagreement_ids)))
    return len(set(disagreement_ids))


def _keep(tx: Writing, disagreement_id: int, reason: str) -> None:
    card = store.card(tx.conn, kept.disagreement_row(tx.conn, disagreement_id).resident_id)
    require(tx.by, Permission.STATUS_RESOLVE, card.regency, card.district)
    kept.decide(tx.conn, disagreement_id, kept.KEPT, by=tx.by.name, at=tx.at, reason=_said(reason))


def _said(reason: str) -> str:
    if not (said := squeeze(reason)):
        raise ActionNotAllowed("card_reason")
    return said[:500]
