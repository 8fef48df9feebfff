"""What came of a visit in numbers, for the screen and the berita acara: on both databases, against plain counting."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import follow_up, institution, request, visit, visit_outcome, visit_person, visit_resource
from ktp_core.documents.report_values import ClassResult, Coverage
from ktp_core.fieldwork import report, totals
from ktp_core.fieldwork.story import story
from ktp_core.rounds.model import Document
from ktp_core.rounds.store import set_documents
from ktp_core.teams import store as teams
from ktp_core.teams.model import ResourceDraft, ResourceKind
from ktp_core.visits.effects import Effect
from ktp_core.visits.model import MISSED, REASONS, Outcome
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
KEJAYAN = "35.14.06"


@pytest.fixture
def places(database: str) -> list[int]:
    return make_office(
        ("school", "SMA Kejayan", KEJAYAN), ("service_point", "Kantor Kecamatan Kejayan", KEJAYAN),
        ("school", "SMK Lain", KEJAYAN),
    )  # fmt: skip


@pytest.fixture
def made(places: list[int]) -> tuple[int, list[tuple]]:
    """A closed visit of random outcomes, and beside it another one that must not be counted."""
    chance, said = random.Random(7), []
    with write_transaction() as conn:
        people = lives(PASURUAN, [KEJAYAN], 120, seed=2, today=TODAY)
        store(conn, PASURUAN, people)
        visits = [insert_visit(conn, PASURUAN, places[at], TODAY - timedelta(days=9), at=NOW) for at in (0, 2)]
        for number, life in enumerate(people, start=1):
            key = visits[number % 5 == 0]
            outcome = chance.choice(list(Outcome))
            reason = chance.choice(REASONS[outcome]) if outcome in REASONS else None
            name, origin = chance.choice(("X-1", "X-10", None)), chance.choice(("list", "missed", "walk_in"))
            where = chance.choice(places[:2]) if outcome in MISSED else None
            who = life.row["id"]
            conn.execute(insert(visit_outcome).values(visit_id=key, resident_id=who, outcome=outcome, reason=reason))
            conn.execute(insert(visit_person).values(
                visit_id=key, number=number, key=f"r{who}", resident_id=who, class_name=name, origin=origin,
            ))  # fmt: skip
            if where is not None:
                conn.execute(insert(follow_up).values(
                    visit_id=key, resident_id=who, institution_id=where, since=TODAY - timedelta(days=9)
                ))  # fmt: skip
            if key == visits[0]:
                said.append((outcome, reason, name, origin, where))
    return visits[0], said


def test_every_total_is_that_of_counting_by_hand(places, made):
    key, said = made

    with read_connection() as conn:
        counts = totals.counts(conn, key)
        classes = totals.classes(conn, key)
        walk_ins, expected = totals.walk_ins(conn, key), totals.next_places(conn, key)
        names = dict(map(tuple, conn.execute(select(institution.c.id, institution.c.name))))

    assert counts == Counter((outcome, reason) for outcome, reason, *_ in said)
    assert dict(totals.by_outcome(counts)) == Counter(outcome for outcome, *_ in said)
    assert {(of, why): n for of, why, n in totals.by_reason(counts)} == Counter(
        (outcome, reason) for outcome, reason, *_ in said if reason
    )
    assert walk_ins == sum(origin == "walk_in" for *_, origin, _ in said)
    assert dict(expected) == Counter(names[where] for *_, where in said if where)
    assert [n for _, n in expected] == sorted((n for _, n in expected), reverse=True)
    for one in classes:
        inside = [outcome for outcome, _, name, *_ in said if name == one.class_name]
        missed = sum(outcome in MISSED for outcome in inside)
        recorded = inside.count(Outcome.RECORDED)
        assert one == ClassResult(one.class_name, recorded, missed, len(inside) - missed - recorded)
    assert {one.class_name for one in classes} == {name for _, _, name, *_ in said}


def test_nobody_recorded_is_said_too(places):
    assert totals.by_outcome(Counter({(Outcome.REFUSED, None): 2})) == ((Outcome.RECORDED, 0), (Outcome.REFUSED, 2))


def test_the_paper_and_the_screen_say_the_same(places, made, actor_of):
    key, said = made
    with write_transaction() as conn:
        crew = teams.insert_team(conn, PASURUAN, "Tim 1", NOW)
        along = [
            teams.insert_resource(conn, PASURUAN, ResourceDraft(kind=kind, name=name, team_id=crew), NOW)
            for kind, name in ((ResourceKind.OPERATOR, "Siti"), (ResourceKind.OPERATOR, "Agus"),
                               (ResourceKind.KIT, "Alat 1"))
        ]  # fmt: skip
        conn.execute(insert(visit_resource), [{"visit_id": key, "resource_id": one} for one in along])
        letter = next_id(conn, PASURUAN, "request")
        conn.execute(insert(request).values(
            id=letter, regency=PASURUAN, institution_id=places[0], sender="school", letter_number="421/7/2026",
            letter_date=date(2026, 11, 1), received_on=date(2026, 11, 2), state="done", state_on=TODAY, version=1,
            updated_at=NOW,
        ))  # fmt: skip
        conn.execute(update(visit).where(visit.c.id == key).values(
            team_id=crew, request_id=letter, minutes=90, kits=2, start=480, end=630, note="Lancar",
        ))  # fmt: skip
        set_documents(conn, key, {Document.KK: 3, Document.KIA: 0, Document.IKD: 5})

    told = story(SYSTEM, key)
    by = actor_of("jadwal", "scheduler", regency=PASURUAN)
    with read_connection() as conn:
        paper = report.of_visit(conn, by, key, "7")

    assert told.outcomes == paper.outcomes and told.reasons == paper.reasons
    assert told.walk_ins == paper.walk_ins and told.listed == paper.listed + paper.walk_ins == len(said)
    assert told.next_places == paper.next_places and told.documents == {"kk": 3, "ikd": 5}
    assert dict(paper.documents) == {"Kartu Keluarga": 3, "IKD": 5}
    assert (paper.operators, paper.kits, paper.minutes, paper.team) == (("Agus", "Siti"), 2, 90, "Tim 1")
    assert (paper.request_number, paper.request_day) == ("421/7/2026", date(2026, 11, 1))
    assert (paper.institution, paper.district, paper.channel) == ("SMA Kejayan", "Kejayan", "Jemput bola")
    assert [one.role for one in paper.signers] == ["Petugas perekaman", "Kepala SMA Kejayan", "Kepala Dinas"]
    assert (paper.before, paper.after, paper.notes) == (None, None, "Lancar")  # no list of that day is known


def test_coverage_stands_on_the_paper_only_where_lists_are_known():
    assert report.coverage(None) == report.coverage(Effect(5, 0, 0, 0, 2)) == (None, None)
    assert report.coverage(Effect(9, 8, 3, 5, 0)) == (Coverage(3, 8), Coverage(5, 8))
