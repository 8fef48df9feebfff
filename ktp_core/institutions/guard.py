"""Whose institution is it: what every use case of the registry asks before it changes anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import Writing, writing
from ktp_core.errors import NotAllowed, Refused
from ktp_core.institutions import store
from ktp_core.institutions.model import Institution


@contextmanager
def changing(by: Actor, institution_id: int, at: datetime) -> Iterator[tuple[Writing, Institution]]:
    """A transaction on one institution within what the actor may change; a merged one cannot be changed."""
    with writing(by, Permission.INSTITUTION_EDIT, by.regency, at=at) as tx:
        found = store.get(tx.conn, institution_id)
        of_actor(by, found)
        tx.regency = found.regency
        if found.merged_into is not None:
            raise Refused("institution_merged", name=found.name)
        yield tx, found


def of_actor(by: Actor, one: Institution) -> None:
    """Raises NotAllowed when the institution lies outside the actor's regency or districts."""
    if by.regency is not None and by.regency != one.regency:
        raise NotAllowed("not_allowed", by=by.name)
    in_district(by, one.district)


def in_district(by: Actor, district: str | None) -> None:
    """Raises NotAllowed when an actor of some districts works on another one, or on a place that is not known."""
    if by.districts and district not in by.districts:
        raise NotAllowed("institution_other_district", by=by.name)


def whole_regency(by: Actor) -> None:
    """Raises NotAllowed for an actor of some districts: lists are of the whole regency."""
    if by.districts:
        raise NotAllowed("institution_whole_regency", by=by.name)


def mergeable(by: Actor, gone: Institution, kept: Institution) -> None:
    """Raises Refused for two that are not one institution written down twice, NotAllowed as `of_actor`."""
    of_actor(by, gone)
    if gone.id == kept.id:
        raise Refused("institution_merge_self")
    if gone.merged_into is not None:
        raise Refused("institution_merged", name=gone.name)
    if gone.kind is not kept.kind or gone.regency != kept.regency:
        raise Refused("institution_merge_kind")
