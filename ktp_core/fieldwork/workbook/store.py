"""Copies handed out and what a workbook is made of, as SQL keeps them. Services only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.schema import visit_person, visit_workbook
from ktp_core.db.types import region_number
from ktp_core.fieldwork.workbook.model import Heading
from ktp_core.institutions import store as institutions
from ktp_core.teams import store as teams
from ktp_core.teams.model import ResourceKind
from ktp_core.visits.model import Visit

_w = visit_workbook.c


def owners(conn: Connection, regency: str | None, copies: Collection[str]) -> dict[str, int]:
    """The visit of each of these copies that the office (None: any office here) handed out."""
    statement = select(_w.copy, _w.visit_id).where(_w.copy.in_(sorted(copies)))
    if regency is not None:
        first = region_number(regency) * PER_REGENCY
        statement = statement.where(_w.visit_id.between(first, first + PER_REGENCY - 1))
    return {row.copy: row.visit_id for row in conn.execute(statement)}


def insert_copy(conn: Connection, visit_id: int, copy: str, team: str, *, at: datetime, by: str) -> None:
    """A workbook is handed out."""
    conn.execute(
        insert(visit_workbook).values(visit_id=visit_id, copy=copy, team=team, made_at=at, made_by=by, returns=0)
    )


def came_back(conn: Connection, visit_id: int, copies: Collection[str], *, at: datetime) -> None:
    """These copies came back once more."""
    where = (_w.visit_id == visit_id, _w.copy.in_(sorted(copies)))
    conn.execute(update(visit_workbook).where(*where).values(returned_at=at, returns=_w.returns + 1))


def set_class(conn: Connection, visit_id: int, key: str, class_name: str | None) -> None:
    """The class of somebody who walked in."""
    c = visit_person.c
    conn.execute(update(visit_person).where(c.visit_id == visit_id, c.key == key).values(class_name=class_name))


def heading(conn: Connection, visit: Visit, team: str) -> Heading:
    """What a workbook says of its visit; without kits and operators of its own it offers those of the office."""
    everything = teams.resources(conn, visit.regency)
    return Heading(
        visit.id, visit.regency, institutions.get(conn, visit.institution_id).name, visit.day,
        team or team_of(conn, visit),
        operators=_names(everything, visit, ResourceKind.OPERATOR), kits=_names(everything, visit, ResourceKind.KIT),
    )  # fmt: skip


def team_of(conn: Connection, visit: Visit) -> str:
    """The team that goes, in words."""
    return teams.get_team(conn, visit.team_id).name if visit.team_id is not None else "Tim"


def _names(everything: list[teams.Resource], visit: Visit, kind: ResourceKind) -> tuple[str, ...]:
    of_kind = [one for one in everything if one.kind is kind]
    chosen = [one for one in of_kind if one.id in visit.resources]
    return tuple(dict.fromkeys(one.name for one in chosen or of_kind))
