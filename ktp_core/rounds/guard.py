"""Whose service is it, and can it be so: what every use case asks before it plans anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing, writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import Conflict, NotFound, Refused
from ktp_core.institutions import store as institutions
from ktp_core.rounds import laying, rules, store
from ktp_core.rounds.model import Round, RoundDraft
from ktp_core.teams import store as teams
from ktp_core.text import squeeze
from ktp_core.visits import store as visits

LONGEST_REASON = 300


@contextmanager
def changing(by: Actor, round_id: int, at: datetime, version: int | None = None) -> Iterator[tuple[Writing, Round]]:
    """A transaction on one service whose stops all lie where the actor may plan.

    Raises Conflict("round_changed") when it is not the version that was shown, or has ended.
    """
    with writing(by, Permission.VISIT_PLAN, region_code(round_id // PER_REGENCY), at=at) as tx:
        store.all_of(tx.conn, str(tx.regency), lock=True)  # all of them in one order, as generating does
        found = store.get(tx.conn, round_id, lock=True)
        in_districts(tx, found.stops)
        if not found.active or version not in (None, found.version):
            raise Conflict("round_changed")
        visits.book(tx.conn, found.regency)  # before any visit is locked, as who moves a single one does
        laying.planned(tx.conn, round_id, today(tx))
        yield tx, found


def check(tx: Writing, draft: RoundDraft, but: int | None = None) -> None:
    """Raises Refused("round_…" | "team_ended" | "institution_…") when there cannot be such a service.

    A place has one service of a kind: with two, every generated day would be there twice. `but`: the service itself.
    """
    rules.check(draft)
    _team(tx, draft.team_id)
    in_districts(tx, draft.stops)
    others = [one for one in store.all_of(tx.conn, str(tx.regency), lock=True) if one.id != but]
    taken = {stop for one in others if one.channel is draft.channel for stop in one.stops}
    for stop in draft.stops:
        place = institutions.get(tx.conn, stop)
        if place.merged_into is not None:
            raise Refused("institution_merged", name=place.name)
        if stop in taken:
            raise Refused("round_stop_taken", name=place.name)


def in_districts(tx: Writing, stops: Iterable[int]) -> None:
    """Raises NotAllowed when a stop lies where the actor may not plan, NotFound when it is of another office."""
    for stop in stops:
        place = institutions.get(tx.conn, stop)
        if place.regency != tx.regency:
            raise NotFound("institution_unknown", id=stop)
        require(tx.by, Permission.VISIT_PLAN, place.regency, place.district)


def mine(tx: Writing, one: Round) -> bool:
    """Whether all its stops lie in the actor's districts."""
    districts = tx.by.districts
    return not districts or all(institutions.get(tx.conn, stop).district in districts for stop in one.stops)


def said(reason: str) -> str:
    """The reason, tidied. Raises Refused("round_reason")."""
    text = squeeze(reason)
    if not text or len(text) > LONGEST_REASON:
        raise Refused("round_reason", limit=LONGEST_REASON)
    return text


def today(tx: Writing) -> date:
    """The office's day of this transaction."""
    return clock.local(tx.at, str(tx.regency)).date()


def _team(tx: Writing, team_id: int | None) -> None:
    if team_id is None:
        return
    team = teams.get_team(tx.conn, team_id)
    if team.regency != tx.regency:
        raise NotFound("team_unknown")
    if not team.active:
        raise Refused("team_ended", name=team.name)
