"""What the screen of a visit's day asks: the sheet, who the reports are from, and with what was worked."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from ktp_core.db.schema import visit_resource, visit_workbook
from ktp_core.fieldwork.lines import Sheet
from ktp_core.fieldwork.sheet import load
from ktp_core.teams import store as teams
from ktp_core.teams.model import ResourceKind
from ktp_core.visits import store as visits
from ktp_core.visits.model import Visit


def sheet(conn: Connection, visit_id: int) -> Sheet:
    """Everybody on the list of a visit and what holds of them. Raises NotFound("visit_unknown")."""
    return load(conn, visits.visit(conn, visit_id))


def workbooks(conn: Connection, visit_id: int) -> dict[str, str]:
    """For whom each workbook was made, by its copy."""
    c = visit_workbook.c
    return {row.copy: row.team for row in conn.execute(select(c.copy, c.team).where(c.visit_id == visit_id))}


def tools(conn: Connection, visit: Visit, kind: ResourceKind) -> list[str]:
    """Names of the kits or operators that may have been at work: those that go along first, then the others."""
    along = _along(conn, visit.id)
    every = [one for one in teams.resources(conn, visit.regency) if one.kind is kind]
    return [one.name for one in sorted(every, key=lambda one: (one.id not in along, one.name))]


def kits_along(conn: Connection, visit: Visit) -> int:
    """How many kits go along, as planned."""
    along = _along(conn, visit.id)
    every = teams.resources(conn, visit.regency, active=False)
    return sum(one.id in along and one.kind is ResourceKind.KIT for one in every)


def _along(conn: Connection, visit_id: int) -> Collection[int]:
    c = visit_resource.c
    return set(conn.execute(select(c.resource_id).where(c.visit_id == visit_id)).scalars())
