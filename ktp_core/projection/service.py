"""When the targets are reached, for somebody who may see the head's numbers. Reads only; no names."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.errors import NotFound
from ktp_core.kpi.model import Scope
from ktp_core.projection.model import WhatIf
from ktp_core.projection.outlook import Outlook, foresee
from ktp_core.projection.store import read
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas, office_of


def outlook(by: Actor, scope: Scope, today: date, what_if: WhatIf | None = None) -> Outlook:
    """The targets of the scope with the dates they are reached on. Raises NotAllowed; NotFound for a place that was not
    set up."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        seen = scope.within(by)
        _there(conn, seen)
        known = read(conn, seen, today)
    return foresee(seen, known, what_if)


def _there(conn: Connection, scope: Scope) -> None:
    office_of(conn, scope.regency)
    known = {area.code for area in areas(conn, scope.regency, Level.DISTRICT)} if scope.districts else set()
    for district in scope.districts:
        if district not in known:
            raise NotFound("district_unknown", district=district)
