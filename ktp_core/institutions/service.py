"""Use cases of the registry: add, edit, end, take up again, merge, other names. Nothing is ever deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.errors import Refused
from ktp_core.institutions import drafts, guard, kinds, merging, rules, store
from ktp_core.institutions.model import FIELDS, Draft, Kind
from ktp_core.regions import store as regions
from ktp_core.regions.model import Level
from ktp_core.text import squeeze


def add(by: Actor, regency: str, draft: Draft, *, at: datetime) -> int:
    """A new institution; its id. Raises Refused when it cannot be kept or its number is taken."""
    with writing(by, Permission.INSTITUTION_EDIT, regency, at=at) as tx:
        tidied = _checked(tx.conn, regency, draft)
        guard.in_district(by, tidied.district)
        (made,) = store.insert(tx.conn, regency, [tidied], at)
        tx.audit("institution.add", str(made), kind=tidied.kind)
    return made


def edit(by: Actor, institution_id: int, version: int, draft: Draft, *, at: datetime) -> list[str]:
    """Make the institution what `draft` says; the changed fields. An old name stays as an alias. Raises Conflict."""
    with guard.changing(by, institution_id, at) as (tx, before):
        tidied = _checked(tx.conn, before.regency, draft, institution_id)
        guard.in_district(by, tidied.district)
        after = {name: getattr(tidied, name) for name in FIELDS}
        changed = rules.differences({name: getattr(before, name) for name in FIELDS}, after)
        values = {name: value for name, (_, value) in changed.items()}
        store.change(tx.conn, institution_id, version, values, at)
        store.parcels_follow(tx.conn, [institution_id], at)
        _keep_name(tx.conn, institution_id, tidied.name, before.name)
        tx.audit("institution.edit", str(institution_id), changed=sorted(changed))
    return sorted(changed)


def deactivate(by: Actor, institution_id: int, version: int, *, on: date, reason: str, at: datetime) -> None:
    """Serve it no longer from `on`. Raises Conflict, Refused without a reason."""
    with guard.changing(by, institution_id, at) as (tx, before):
        fault = drafts.ending_fault(before.active_from, on, reason)
        if fault:
            raise Refused(fault[0], **fault[1])
        values = {"active_until": on, "inactive_reason": squeeze(reason)}
        store.change(tx.conn, institution_id, version, values, at)
        tx.audit("institution.deactivate", str(institution_id), on=on)


def reactivate(by: Actor, institution_id: int, version: int, *, at: datetime) -> None:
    """Serve it again. Raises Conflict."""
    with guard.changing(by, institution_id, at) as (tx, _):
        store.change(tx.conn, institution_id, version, {"active_until": None, "inactive_reason": None}, at)
        tx.audit("institution.reactivate", str(institution_id))


def merge(by: Actor, gone: tuple[int, int], kept: tuple[int, int], *, at: datetime) -> dict[str, int]:
    """Two rows that are one institution become one; each is (id, version) as it was shown. Counts of what moved.

    Memberships, uploads, visits, residents and names go to the kept one, which also takes what it lacks (number,
    place, contact). The other one stays, pointing to it. Raises Conflict.
    """
    with guard.changing(by, kept[0], at) as (tx, stays):
        merging.turn(tx.conn, stays.id)
        leaves = store.get(tx.conn, gone[0])
        guard.mergeable(by, leaves, stays)
        filled = drafts.merged(stays.draft(), leaves.draft())
        leaving: dict[str, Any] = {"merged_into": stays.id}
        if "official_number" in filled:
            leaving["official_number"] = None
        store.change(tx.conn, leaves.id, gone[1], leaving, at)
        store.change(tx.conn, stays.id, kept[1], filled, at)
        moved = merging.move_everything(tx.conn, leaves.id, stays.id, at)
        merging.redirect(tx.conn, leaves.id, stays.id)
        _keep_name(tx.conn, stays.id, stays.name, leaves.name)
        tx.audit("institution.merge", str(stays.id), gone=leaves.id, filled=sorted(filled), **moved)
    return moved


def add_alias(by: Actor, institution_id: int, name: str, *, at: datetime) -> bool:
    """Know it by another name too; False when it was known already."""
    with guard.changing(by, institution_id, at) as (tx, before):
        written = squeeze(name)
        if not store.alias_key(written):
            raise Refused("institution_name")
        if len(written) > 200:
            raise Refused("institution_long")
        new = store.alias_key(written) != before.name_key and store.add_aliases(tx.conn, [(before.id, written)]) > 0
        tx.audit("institution.alias", str(institution_id), new=int(new))
    return new


def remove_alias(by: Actor, institution_id: int, key: str, *, at: datetime) -> None:
    """Forget another name that was a mistake."""
    with guard.changing(by, institution_id, at) as (tx, _):
        removed = store.remove_alias(tx.conn, institution_id, key)
        tx.audit("institution.alias_remove", str(institution_id), removed=removed)


def add_villages(by: Actor, regency: str, *, at: datetime) -> int:
    """Register every village of the regency that is not yet registered; how many were new."""
    with writing(by, Permission.INSTITUTION_IMPORT, regency, at=at) as tx:
        guard.whole_regency(by)
        store.lock(tx.conn, regency)
        known = {one.official_number for one in store.all_of(tx.conn, regency)}
        villages = [area for area in regions.areas(tx.conn, regency, Level.VILLAGE) if area.code not in known]
        made = [
            Draft(
                kind=Kind.VILLAGE, type=kinds.village_type(area.code), official_number=area.code,
                name=f"{kinds.village_type(area.code).title()} {area.name}",
                district=area.parent, village=area.code, lat=area.lat, lon=area.lon,
            )
            for area in villages
        ]  # fmt: skip
        store.insert(tx.conn, regency, made, at)
        tx.audit("institution.villages", None, new=len(made))
    return len(made)


def _checked(conn: Connection, regency: str, draft: Draft, institution_id: int | None = None) -> Draft:
    tidied = drafts.tidy(draft)
    fault = drafts.fault_of(tidied, regions.areas(conn, regency))
    if fault:
        raise Refused(fault[0], **fault[1])
    twin = store.by_number(conn, regency, tidied.official_number) if tidied.official_number else None
    if twin is not None and twin.id != institution_id:
        raise Refused("institution_number_taken", name=twin.name)
    return tidied


def _keep_name(conn: Connection, institution_id: int, current: str, other: str) -> None:
    """Rosters go on writing the other name: it stays known unless it is only another spelling."""
    if store.alias_key(other) != store.alias_key(current):
        store.add_aliases(conn, [(institution_id, other)])
