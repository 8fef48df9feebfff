"""Use cases of the scheduler: book a visit, move it, send others, call it off."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import Writing, reading, writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import Refused
from ktp_core.institutions import guard
from ktp_core.institutions import store as institutions
from ktp_core.visits import booking, checks, moves, rules, store
from ktp_core.visits.model import Visit, VisitDraft
from ktp_core.visits.rules import Clash, Slot, Warned, WarningKind
from ktp_core.workdays import store as workdays


@dataclass(frozen=True, slots=True)
class Findings:
    """What stands against a visit there and then: `clashes` stop it, `warnings` are gone past knowingly."""

    clashes: tuple[Clash, ...]
    warnings: tuple[Warned, ...]

    @property
    def kinds(self) -> frozenset[WarningKind]:
        """The warnings, as `accepted` takes them."""
        return frozenset(one.kind for one in self.warnings)


def look(by: Actor, draft: VisitDraft, *, today: date, but: int | None = None) -> Findings:
    """What stands against the draft, before anybody saves it; `but`: the visit that is being moved."""
    regency = region_code(draft.institution_id // PER_REGENCY)
    with reading(by, Permission.VISIT_PLAN, regency) as conn:
        place = institutions.get(conn, draft.institution_id)
        guard.in_district(by, place.district)
        checks.check(draft, draft.expected, draft.note)
        return Findings(
            tuple(booking.clashes(conn, regency, draft, but=but)),
            tuple(_warnings(conn, regency, draft, str(place.kind), today, but)),
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """Teams, and kits, operators or vehicles, that other visits have at those hours."""

    teams: frozenset[int] = frozenset()
    resources: frozenset[int] = frozenset()


def taken(by: Actor, regency: str, day: date, start: int | None, end: int | None, *, but: int | None = None) -> Taken:
    """What is not free then; `but`: the visit that is being moved."""
    with reading(by, Permission.VISIT_PLAN, regency) as conn:
        slot = VisitDraft(institution_id=0, day=day, start=start, end=end)
        there = [one for one in store.between(conn, regency, day, day) if one.id != but and rules.overlap(slot, one)]
    teams = frozenset(one.team_id for one in there if one.team_id is not None)
    return Taken(teams, frozenset(key for one in there for key in one.resources))


def schedule(by: Actor, draft: VisitDraft, *, today: date, accepted: Collection[WarningKind] = (), at: datetime) -> int:
    """Book a visit; its id. A request it answers becomes scheduled.

    Raises Refused("visit_clash") on a double booking, Refused("visit_warned") on a warning that is not `accepted`.
    """
    regency = region_code(draft.institution_id // PER_REGENCY)
    with writing(by, Permission.VISIT_PLAN, regency, at=at) as tx:
        guard.in_district(by, institutions.get(tx.conn, draft.institution_id).district)
        key = moves.schedule(tx, draft)
        _warned(tx, draft, today, accepted, but=key)
        tx.audit(
            "visit.schedule", str(key), institution=draft.institution_id, day=draft.day, team=draft.team_id,
            request=draft.request_id, accepted=_words(accepted),
        )  # fmt: skip
    return key


def reschedule(
    by: Actor, visit_id: int, version: int, *, day: date, start: int | None, end: int | None, reason: str,
    today: date, accepted: Collection[WarningKind] = (), at: datetime,
) -> None:  # fmt: skip
    """Another day or other hours, with the reason. Raises as `schedule` does, and Conflict."""
    with _changing(by, visit_id, at) as (tx, before):
        moves.reschedule(tx, visit_id, day=day, start=start, end=end, reason=reason, version=version)
        _warned(tx, store.visit(tx.conn, visit_id), today, accepted, but=visit_id)
        tx.audit("visit.reschedule", str(visit_id), was=before.day, day=day, accepted=_words(accepted))


def assign(
    by: Actor, visit_id: int, version: int, *, team_id: int | None, resources: tuple[int, ...], expected: int | None,
    note: str | None, at: datetime,
) -> None:  # fmt: skip
    """Another team, other kits, operators or vehicles, another number of people or note. Raises as `schedule` does."""
    with _changing(by, visit_id, at) as (tx, before):
        moves.assign(tx, visit_id, team_id=team_id, resources=resources, expected=expected, note=note, version=version)
        tx.audit("visit.assign", str(visit_id), was=before.team_id, team=team_id, resources=len(resources))


def cancel(by: Actor, visit_id: int, version: int, *, reason: str, at: datetime) -> None:
    """Call it off, with the reason: its request waits again. Raises Conflict, Refused once outcomes are known."""
    with _changing(by, visit_id, at) as (tx, before):
        moves.cancel(tx, visit_id, reason=reason, version=version)
        tx.audit("visit.cancel", str(visit_id), day=before.day, request=before.request_id)


@contextmanager
def _changing(by: Actor, visit_id: int, at: datetime) -> Iterator[tuple[Writing, Visit]]:
    """A transaction on one visit within what the actor may plan."""
    regency = region_code(visit_id // PER_REGENCY)
    with writing(by, Permission.VISIT_PLAN, regency, at=at) as tx:
        before = store.visit(tx.conn, visit_id)
        guard.in_district(by, institutions.get(tx.conn, before.institution_id).district)
        yield tx, before


def _warned(tx: Writing, slot: Slot, today: date, accepted: Collection[WarningKind], *, but: int) -> None:
    regency = str(tx.regency)
    kind = str(institutions.get(tx.conn, slot.institution_id).kind)
    unseen = {one.kind for one in _warnings(tx.conn, regency, slot, kind, today, but)} - set(accepted)
    if unseen:
        raise Refused("visit_warned", kinds=sorted(map(str, unseen)))


def _warnings(conn: Connection, regency: str, slot: Slot, kind: str, today: date, but: int | None) -> list[Warned]:
    calendar = workdays.calendar(conn, regency, slot.day, slot.day)
    others = store.between(conn, regency, slot.day, slot.day)
    return rules.warnings(slot, kind, others, calendar, today=today, but=but)


def _words(kinds: Collection[WarningKind]) -> list[str]:
    return sorted(map(str, kinds))
