"""When the targets are reached, for somebody who may see the head's numbers. Reads only; no names."""

from __future__ import annotations

from datetime import date

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.kpi.model import Scope
from ktp_core.projection.model import WhatIf
from ktp_core.projection.outlook import Outlook, foresee
from ktp_core.projection.store import read


def outlook(by: Actor, scope: Scope, today: date, what_if: WhatIf | None = None) -> Outlook:
    """The targets of the scope with the dates they are reached on. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        seen = scope.within(by)
        known = read(conn, seen, today)
    return foresee(seen, known, what_if)
