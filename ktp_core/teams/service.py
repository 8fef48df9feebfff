"""Use cases of teams and what they take along. Nothing is deleted: what is out of use keeps its past visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import NotFound
from ktp_core.teams import guard, rules, store
from ktp_core.teams.model import Resource, ResourceDraft


def add_team(by: Actor, regency: str, name: str, *, at: datetime) -> int:
    """A new team; its id. Raises Refused when the name is empty or taken."""
    with writing(by, Permission.TEAM_EDIT, regency, at=at) as tx:
        guard.whole_regency(by)
        tidied = rules.tidy_name(name)
        rules.free_team_name(tidied, store.teams(tx.conn, regency))
        made = store.insert_team(tx.conn, regency, tidied, at)
        tx.audit("team.add", str(made))
    return made


def edit_team(by: Actor, team_id: int, version: int, *, name: str, active: bool, at: datetime) -> None:
    """Another name, or in and out of use. Its planned visits stay: the calendar shows them. Raises Conflict."""
    regency = region_code(team_id // PER_REGENCY)
    with writing(by, Permission.TEAM_EDIT, regency, at=at) as tx:
        guard.whole_regency(by)
        before = store.get_team(tx.conn, team_id)
        tidied = rules.tidy_name(name)
        if active:
            rules.free_team_name(tidied, store.teams(tx.conn, regency), but=team_id)
        store.change_team(tx.conn, team_id, version, {"name": tidied, "active": int(active)}, at)
        tx.audit("team.edit", str(team_id), renamed=tidied != before.name, active=active)


def add_resource(by: Actor, regency: str, draft: ResourceDraft, *, at: datetime) -> int:
    """A new kit, operator or vehicle; its id. Raises Refused when the name is empty or taken."""
    with writing(by, Permission.TEAM_EDIT, regency, at=at) as tx:
        guard.whole_regency(by)
        tidied = _tidied(tx.conn, regency, draft)
        rules.free_name(tidied.kind, tidied.name, store.resources(tx.conn, regency))
        made = store.insert_resource(tx.conn, regency, tidied, at)
        tx.audit("resource.add", str(made), kind=str(tidied.kind))
    return made


def edit_resource(
    by: Actor, resource_id: int, version: int, draft: ResourceDraft, *, active: bool, at: datetime
) -> list[str]:
    """What a form says of it now; the changed fields. The kind stays what it is. Raises Conflict."""
    regency = region_code(resource_id // PER_REGENCY)
    with writing(by, Permission.TEAM_EDIT, regency, at=at) as tx:
        guard.whole_regency(by)
        before = store.get_resource(tx.conn, resource_id)
        tidied = _tidied(tx.conn, regency, replace(draft, kind=before.kind))
        if active:
            rules.free_name(before.kind, tidied.name, store.resources(tx.conn, regency), but=resource_id)
        values = {"name": tidied.name, "team_id": tidied.team_id, "note": tidied.note, "active": int(active)}
        changed = _changed(before, values)
        store.change_resource(tx.conn, resource_id, version, values, at)
        tx.audit("resource.edit", str(resource_id), kind=str(before.kind), changed=changed, active=active)
    return changed


def _tidied(conn: Connection, regency: str, draft: ResourceDraft) -> ResourceDraft:
    if draft.team_id is not None and store.get_team(conn, draft.team_id).regency != regency:
        raise NotFound("team_unknown")
    return replace(draft, name=rules.tidy_name(draft.name), note=rules.tidy_note(draft.note))


def _changed(before: Resource, values: dict[str, Any]) -> list[str]:
    return sorted(name for name, value in values.items() if getattr(before, name) != value)
