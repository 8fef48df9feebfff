"""Pasuruan with three institutions, and the people who handle letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.requests import service
from ktp_core.requests.model import RequestDraft, Sender
from ktp_core.visits import moves
from ktp_core.visits.model import Origin, VisitDraft

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Desk:
    """Three institutions (of Kejayan, Kraton and no known district) and two people of the office."""

    school: int
    pesantren: int
    unknown: int
    clerk: Actor
    scheduler: Actor

    def draft(self, place: int | None = None, **changes: Any) -> RequestDraft:
        """A letter that came last week."""
        values: dict[str, Any] = {
            "institution_id": place or self.school, "sender": Sender.SCHOOL, "received_on": date(2026, 11, 16),
            "letter_number": "421.3/015/2026", "letter_date": date(2026, 11, 12), "expected": 80,
        }  # fmt: skip
        return RequestDraft(**(values | changes))

    def receive(self, place: int | None = None, by: Actor | None = None, **changes: Any) -> int:
        """The same, put down."""
        draft = self.draft(place, **changes)
        return service.receive(by or self.clerk, PASURUAN, draft, today=TODAY, at=NOW)

    def verified(self, place: int | None = None, **changes: Any) -> int:
        """A letter that somebody made sure of (version 2)."""
        key = self.receive(place, **changes)
        service.verify(self.clerk, key, 1, today=TODAY, at=NOW)
        return key

    def plan(self, request_id: int, day: date = date(2026, 12, 1), place: int | None = None) -> int:
        """A visit for it; its id."""
        draft = VisitDraft(
            institution_id=place or self.school, day=day, start=480, end=720, origin=Origin.REQUEST,
            request_id=request_id,
        )  # fmt: skip
        with writing(self.scheduler, Permission.VISIT_PLAN, PASURUAN, at=NOW) as tx:
            key = moves.schedule(tx, draft)
            tx.audit("visit.schedule", str(key))
        return key


@pytest.fixture
def desk(database: str, actor_of) -> Desk:
    """On SQLite and on PostgreSQL."""
    return make_desk(actor_of)


@pytest.fixture
def sqlite_desk(sqlite_database: str, actor_of) -> Desk:
    """On SQLite alone, where the database plays no part."""
    return make_desk(actor_of)


def make_desk(actor_of) -> Desk:
    places = make_office(("school", "SMAN 1 Kejayan", "35.14.06"), ("pesantren", "PP Ngalah", "35.14.16"),
                         ("school", "SMK Entah", None))  # fmt: skip
    clerk = actor_of("rina", "roster", regency=PASURUAN)
    return Desk(*places, clerk, actor_of("joko", "scheduler", regency=PASURUAN))
