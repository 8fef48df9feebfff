"""An office that plans recurring services: a scheduler, a team with what goes along, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from tests_support.constants import PASURUAN

from ktp_core.access.model import Actor
from ktp_core.cards.model import Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, visit
from ktp_core.regions.store import setup
from ktp_core.rounds import service, store
from ktp_core.rounds.model import Round, SetUp
from ktp_core.teams.model import ResourceDraft, ResourceKind
from ktp_core.teams.store import insert_resource, insert_team

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)  # a Monday; Pilkada, Christmas and New Year lie ahead
FOUR = ("35.14.01", "35.14.02", "35.14.03", "35.14.04")


@dataclass(frozen=True)
class Place:
    """The office in a test."""

    scheduler: Actor
    team: int
    kit: int

    def wanted(self, **changes: Any) -> SetUp:
        values: dict[str, Any] = {
            "channel": Channel.KENDUREN_MAS, "weekdays": (1, 3), "start": 480, "end": 780, "from_day": TODAY,
            "team_id": self.team, "districts": FOUR,
        }  # fmt: skip
        return SetUp(**(values | changes))

    def set_up(self, **changes: Any) -> int:
        return service.set_up(self.scheduler, PASURUAN, self.wanted(**changes), at=AT)[0]


def an_office(actor_of: Callable[..., Any]) -> Place:
    """In the current database."""
    with write_transaction() as conn:
        setup(conn, PASURUAN)
        team = insert_team(conn, PASURUAN, "Tim Satu", AT)
        kit = insert_resource(conn, PASURUAN, ResourceDraft(kind=ResourceKind.KIT, name="Alat 1", team_id=team), AT)
        insert_resource(conn, PASURUAN, ResourceDraft(kind=ResourceKind.VEHICLE, name="N 1 AB"), AT)
    return Place(actor_of("jadwal", "scheduler", regency=PASURUAN), team, kit)


def visits(*, cancelled: bool = False) -> list[Any]:
    """Every visit by day."""
    with read_connection() as conn:
        found = conn.execute(select(visit).order_by(visit.c.day, visit.c.id)).all()
    return [one for one in found if cancelled or one.state != "cancelled"]


def districts() -> list[tuple[date, int]]:
    """(day, number of the district) of every visit that was not called off: 1 for 35.14.01."""
    from ktp_core.institutions.store import all_of

    with read_connection() as conn:
        known = {one.id: int((one.district or "0").rpartition(".")[2]) for one in all_of(conn, PASURUAN)}
    return [(one.day, known[one.institution_id]) for one in visits()]


def stored(round_id: int) -> Round:
    with read_connection() as conn:
        return store.get(conn, round_id)


def audited() -> list[str]:
    with read_connection() as conn:
        return list(conn.execute(select(audit_log.c.action).order_by(audit_log.c.seq)).scalars())
