"""An office that goes out: schools, teams with kits, operators and vehicles, and a scheduler."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.db.engine import write_transaction
from ktp_core.teams import store as teams
from ktp_core.teams.model import ResourceDraft, ResourceKind

TODAY = date(2026, 11, 22)  # a Sunday
MONDAY = date(2026, 11, 30)
KEJAYAN, PURWOSARI = "35.14.06", "35.14.08"


@dataclass(frozen=True)
class FieldOffice:
    """Ids. The first school and the pesantren lie in Kejayan, the second school in Purwosari."""

    school: int
    other: int
    pesantren: int
    team: int
    second: int
    kit: int
    spare: int
    operator: int
    vehicle: int


def field_office() -> FieldOffice:
    """Set up in the current database."""
    school, other, pesantren = make_office(
        ("school", "SMAN 1 Kejayan", KEJAYAN), ("school", "SMKN 1 Purwosari", PURWOSARI),
        ("pesantren", "PP Miftahul Ulum", KEJAYAN),
    )  # fmt: skip
    with write_transaction() as conn:
        team, second = (teams.insert_team(conn, PASURUAN, name, NOW) for name in ("Tim Bangil", "Tim Gempol"))
        kinds = (ResourceKind.KIT, ResourceKind.KIT, ResourceKind.OPERATOR, ResourceKind.VEHICLE)
        names = ("AR-01", "AR-02", "Siti Aminah", "N 1234 TX")
        along = [
            teams.insert_resource(conn, PASURUAN, ResourceDraft(kind=kind, name=name, team_id=team), NOW)
            for kind, name in zip(kinds, names, strict=True)
        ]
    return FieldOffice(school, other, pesantren, team, second, *along)


def after(days: int) -> date:
    """That many days after the Monday."""
    return MONDAY + timedelta(days=days)
