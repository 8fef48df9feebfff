"""What the head asks: the figures of a scope on a day, and the frames of the page. Reads only; aggregates only."""

from __future__ import annotations

from datetime import date

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.audit.store import state
from ktp_core.kpi import flows, overviews, rules, store
from ktp_core.kpi.model import Figure, Scope
from ktp_core.kpi.overviews import TREND, Overview, known_districts
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas

__all__ = ["TREND", "Overview", "districts", "figures", "later", "overview", "place", "version"]


def figures(by: Actor, scope: Scope, today: date) -> dict[str, Figure]:
    """Every figure of the scope by name. Raises NotAllowed; NotFound for a place that was not set up."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        seen = scope.within(by)
        known_districts(conn, seen)
        return rules.figures(store.inputs(conn, seen, today))


def overview(by: Actor, scope: Scope, today: date) -> Overview:
    """All the head's page shows. Raises NotAllowed; NotFound for a place that was not set up."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        return overviews.read(conn, scope.within(by), today, by.districts)


def later(by: Actor, scope: Scope) -> int:
    """How many acts up to the scope's day were entered or taken back after it. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        return flows.later(conn, scope.within(by))


def districts(by: Actor, regency: str) -> dict[str, str]:
    """Name by code of the districts that the actor may choose. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        known = areas(conn, regency, Level.DISTRICT)
    return {area.code: area.name for area in known if not by.districts or area.code in by.districts}


def place(by: Actor, regency: str) -> str:
    """The name of a regency. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        known = areas(conn, regency, Level.REGENCY)
    return known[0].name if known else regency


def version(by: Actor, regency: str) -> str:
    """What changes with every write. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        return state(conn)


