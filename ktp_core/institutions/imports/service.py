"""Preview of a list, and applying exactly what was shown: one transaction, one audit entry, or nothing."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading, writing
from ktp_core.errors import Conflict, NotFound
from ktp_core.institutions import guard, store
from ktp_core.institutions.imports import learning, plan
from ktp_core.institutions.imports.model import Entry, Outcome, Plan, Sheet
from ktp_core.institutions.imports.places import Ground
from ktp_core.institutions.imports.reading import read
from ktp_core.institutions.imports.registry import Registry
from ktp_core.institutions.model import Institution
from ktp_core.regions import catalogue
from ktp_core.regions import store as regions


def preview(by: Actor, regency: str, file_name: str, content: bytes, *, today: date) -> Plan:
    """What applying the file would do; writes nothing. Raises Refused for a file that cannot be read."""
    sheets = _read(by, regency, file_name, content)
    with reading(by, Permission.INSTITUTION_IMPORT, regency) as conn:
        ground = _ground(conn, regency)
        ground = learning.taught(ground, learning.learn(sheets, ground))
        return _plan(conn, ground, sheets, store.all_of(conn, regency), today)


def apply(
    by: Actor, regency: str, file_name: str, content: bytes, *, at: datetime, today: date, expected: str | None = None
) -> Plan:
    """Put the file into the registry, and keep what it teaches of Dapodik's codes.

    `expected`: fingerprint of the preview; Conflict when it is another now.
    """
    sheets = _read(by, regency, file_name, content)
    with writing(by, Permission.INSTITUTION_IMPORT, regency, at=at) as tx:
        store.lock(tx.conn, regency)
        known = store.all_of(tx.conn, regency)
        ground = _ground(tx.conn, regency)
        learned = learning.learn(sheets, ground)
        made = _plan(tx.conn, learning.taught(ground, learned), sheets, known, today)
        if expected is not None and expected != made.fingerprint:
            raise Conflict("institution_import_changed")
        _write(tx.conn, regency, made.entries, {one.id: one for one in known}, at)
        regions.set_dapodik_codes(tx.conn, learned)
        counts = {outcome.value: made.counts[outcome] for outcome in Outcome} | {"codes_learned": len(learned)}
        tx.audit("institution.import", None, sha256=hashlib.sha256(content).hexdigest(), read=made.read, **counts)
    return made


def _read(by: Actor, regency: str, file_name: str, content: bytes) -> list[Sheet]:
    require(by, Permission.INSTITUTION_IMPORT, regency)  # before a child is started for the file
    guard.whole_regency(by)
    if catalogue.regency_name(regency) is None:
        raise NotFound("regency_unknown", regency=regency)
    return read(content, file_name)


def _ground(conn: Connection, regency: str) -> Ground:
    areas = regions.areas(conn, regency)
    own = next((area for area in areas if area.code == regency), None)
    if own is None:
        raise NotFound("regency_not_set_up", regency=regency)
    return Ground(own, areas, catalogue.is_region, catalogue.other_regency_of_name(regency))


def _plan(conn: Connection, ground: Ground, sheets: list[Sheet], known: list[Institution], today: date) -> Plan:
    regency = ground.regency.code
    return plan.make(sheets, ground, Registry.of(regency, today, known, store.alias_keys(conn, regency)))


def _write(conn: Connection, regency: str, entries: list[Entry], known: dict[int, Institution], at: datetime) -> None:
    new = [entry for entry in entries if entry.outcome is Outcome.NEW]
    ids = store.insert(conn, regency, [entry.draft for entry in new], at)
    aliases = [(key, name) for key, entry in zip(ids, new, strict=True) for name in entry.aliases]
    for entry in entries:
        if entry.institution_id is None:
            continue
        before = known[entry.institution_id]
        values = {name: after for name, (_, after) in entry.differences.items()}
        store.change(conn, before.id, before.version, values, at)
        aliases += [(before.id, name) for name in entry.aliases]
        if "name" in values and store.alias_key(values["name"]) != store.alias_key(before.name):
            aliases.append((before.id, before.name))
    moved = (entry.institution_id for entry in entries if "district" in entry.differences)
    store.parcels_follow(conn, filter(None, moved), at)
    store.add_aliases(conn, aliases)
