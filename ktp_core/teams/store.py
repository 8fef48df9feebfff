"""Teams, kits, operators and vehicles as SQL keeps them. Services only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from ktp_core.db.ids import next_id
from ktp_core.db.schema import resource, team
from ktp_core.errors import Conflict, NotFound
from ktp_core.teams.model import Resource, ResourceDraft, ResourceKind, Team


def get_team(conn: Connection, team_id: int) -> Team:
    """The team. Raises NotFound("team_unknown")."""
    row = conn.execute(select(team).where(team.c.id == team_id)).mappings().first()
    if row is None:
        raise NotFound("team_unknown")
    return _team(row)


def get_resource(conn: Connection, resource_id: int) -> Resource:
    """The kit, operator or vehicle. Raises NotFound("resource_unknown")."""
    row = conn.execute(select(resource).where(resource.c.id == resource_id)).mappings().first()
    if row is None:
        raise NotFound("resource_unknown")
    return _resource(row)


def teams(conn: Connection, regency: str, *, active: bool = True) -> list[Team]:
    """The teams of an office by name; `active=False`: those that ended too."""
    statement = select(team).where(team.c.regency == regency).order_by(team.c.name, team.c.id)
    rows = conn.execute(statement.where(team.c.active == 1) if active else statement).mappings()
    return [_team(row) for row in rows]


def resources(conn: Connection, regency: str, *, active: bool = True) -> list[Resource]:
    """Kits, operators and vehicles of an office, by kind and name; `active=False`: those out of use too."""
    c = resource.c
    statement = select(resource).where(c.regency == regency).order_by(c.kind, c.name, c.id)
    rows = conn.execute(statement.where(c.active == 1) if active else statement).mappings()
    return [_resource(row) for row in rows]


def insert_team(conn: Connection, regency: str, name: str, at: datetime) -> int:
    """A new team; its id."""
    key = next_id(conn, regency, "team")
    conn.execute(insert(team).values(id=key, regency=regency, name=name, active=1, version=1, updated_at=at))
    return key


def insert_resource(conn: Connection, regency: str, draft: ResourceDraft, at: datetime) -> int:
    """A new kit, operator or vehicle; its id."""
    key = next_id(conn, regency, "resource")
    values = {"kind": str(draft.kind), "name": draft.name, "team_id": draft.team_id, "note": draft.note}
    conn.execute(insert(resource).values(id=key, regency=regency, active=1, version=1, updated_at=at, **values))
    return key


def change_team(conn: Connection, team_id: int, version: int, values: Mapping[str, Any], at: datetime) -> None:
    """Set some columns if nobody did since `version`. Raises Conflict("team_changed")."""
    _change(conn, team, team_id, version, values, at, "team_changed")


def change_resource(conn: Connection, resource_id: int, version: int, values: Mapping[str, Any], at: datetime) -> None:
    """Set some columns if nobody did since `version`. Raises Conflict("resource_changed")."""
    _change(conn, resource, resource_id, version, values, at, "resource_changed")


def _change(
    conn: Connection, table: Table, key: int, version: int, values: Mapping[str, Any], at: datetime, code: str
) -> None:
    statement = update(table).where(table.c.id == key, table.c.version == version)
    if conn.execute(statement.values(**values, version=version + 1, updated_at=at)).rowcount != 1:
        raise Conflict(code)


def _team(row: Any) -> Team:
    return Team(row["id"], row["regency"], row["name"], bool(row["active"]), row["version"])


def _resource(row: Any) -> Resource:
    return Resource(
        id=row["id"], regency=row["regency"], kind=ResourceKind(row["kind"]), name=row["name"], team_id=row["team_id"],
        note=row["note"], active=bool(row["active"]), version=row["version"],
    )  # fmt: skip
