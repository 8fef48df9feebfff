"""Status lists from SIAK: look first, then apply exactly that in one transaction; decide what contradicts ours."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading, writing
from ktp_core.cards.bulk import cards_by_nik, write_moves
from ktp_core.cards.lists import store
from ktp_core.cards.lists.checking import check
from ktp_core.cards.lists.mapping import guess
from ktp_core.cards.lists.model import Checked, Roles, Sheets
from ktp_core.cards.lists.planning import Plan, plan
from ktp_core.cards.lists.reading import read_list
from ktp_core.cards.model import CardState
from ktp_core.errors import Refused
from ktp_core.summaries.store import Deltas
from ktp_core.summaries.store import add as add_counts


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list says and what applying it would do. `states` counts its usable rows by state."""

    checked: Checked
    plan: Plan
    states: Counter[CardState]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying a list did: read = applied + same + disagreements + unknown + rejected, in rows of the list.

    `asked`: of the disagreements those that nobody had been asked before.
    """

    checked: Checked
    read: int
    applied: int
    same: int
    disagreements: int
    unknown: int
    rejected: int
    asked: int


def understand(by: Actor, regency: str, content: bytes, name: str, *, today: date) -> tuple[Sheets, Roles]:
    """The rows of the file, and its columns as remembered or guessed. Raises Refused."""
    with reading(by, Permission.STATUS_IMPORT, regency):
        pass  # nobody's file is opened for somebody who may not import it
    sheets = read_list(content, name)
    with reading(by, Permission.STATUS_IMPORT, regency) as conn:
        known = store.remembered(conn, regency, sheets.fingerprint)
    return sheets, known or guess(sheets, today)


def preview(
    by: Actor, regency: str, sheets: Sheets, roles: Roles, *, listed_on: date, today: date, at: datetime
) -> Preview:
    """What applying would do now. Nothing is written."""
    checked = _checked(sheets, roles, listed_on, today)
    with reading(by, Permission.STATUS_IMPORT, regency) as conn:
        planned = _plan(conn, by, regency, checked, at, lock=False)
    return Preview(checked, planned, Counter(statement.state for statement in checked.statements))


def apply(
    by: Actor, regency: str, sheets: Sheets, roles: Roles, *, listed_on: date, today: date, at: datetime
) -> Outcome:
    """Apply what needs no human, list what contradicts ours, remember the columns. All or nothing.

    Raises Refused for a `today` that is not yet: nothing that a card has behind it may lie in the future.
    """
    if today > clock.local(at, regency).date():
        raise Refused("card_day_future")
    checked = _checked(sheets, roles, listed_on, today)
    with _uncollected(), writing(by, Permission.STATUS_IMPORT, regency, at=at) as tx:
        planned = _plan(tx.conn, by, regency, checked, at, lock=True)
        deltas = Deltas(regency, tx.day)
        write_moves(tx.conn, planned.moves, deltas)
        add_counts(tx.conn, deltas)
        asked = store.add_disagreements(tx.conn, regency, planned.contradictions, by=by.name, at=at)
        store.remember(tx.conn, regency, sheets.fingerprint, roles, by=by.name, at=at)
        outcome = Outcome(
            checked, checked.read, planned.applied, planned.same, len(planned.contradictions),
            len(planned.unknown_rows), checked.rejected, asked,
        )  # fmt: skip
        tx.audit(
            "cards.import", f"list:{_digest(sheets)}", read=outcome.read, applied=outcome.applied, same=outcome.same,
            disagreements=outcome.disagreements, asked=asked, unknown=outcome.unknown, rejected=outcome.rejected,
        )  # fmt: skip
    return outcome


@contextmanager
def _uncollected() -> Iterator[None]:
    """A hundred thousand cards hold no cycles: looking for some again and again costs a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _checked(sheets: Sheets, roles: Roles, listed_on: date, today: date) -> Checked:
    if roles.nik is None or roles.status is None:
        fields = [role for role in ("nik", "status") if getattr(roles, role) is None]
        raise Refused("columns", reason="missing", fields=fields)
    if not roles.complete:
        raise Refused("list_columns")
    if listed_on > today:
        raise Refused("card_day_future")
    return check(sheets, roles, today=today, listed_on=listed_on)


def _plan(conn: Any, by: Actor, regency: str, checked: Checked, at: datetime, *, lock: bool) -> Plan:
    niks = {statement.nik for statement in checked.statements}
    cards = cards_by_nik(conn, regency, niks, districts=by.districts, lock=lock)
    return plan(checked.statements, cards, by=by.name, at=at)


def _digest(sheets: Sheets) -> str:
    """By which two entries of the audit log show that it was the same list; says nothing about its content."""
    return hashlib.sha256(repr(sheets.rows).encode()).hexdigest()[:16]
