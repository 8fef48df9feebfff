"""What needs somebody this week, for whoever may see the head's numbers. Reads only; no names."""

from __future__ import annotations

from datetime import date

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.attention import queries, rules
from ktp_core.attention.model import Point
from ktp_core.kpi.model import Scope


def points(by: Actor, scope: Scope, today: date) -> tuple[Point, ...]:
    """What needs somebody in the scope today. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        seen = scope.within(by)
        return rules.points(queries.work(conn, seen, today, blanks=not seen.districts))
