"""The people behind the numbers of the head's page: as many as it says, and only for those who work on them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import Life, lives, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log
from ktp_core.errors import NotAllowed
from ktp_core.held import queries, service
from ktp_core.held.model import GAPS, NEEDS, HeldFilter, seen
from ktp_core.kpi import service as kpi
from ktp_core.kpi.ages import OPEN, STATES, Place
from ktp_core.kpi.details import details
from ktp_core.kpi.model import Scope
from ktp_core.printing.model import BacklogFilter, Kind
from ktp_core.printing.queries import backlog_total

TODAY = date(2026, 11, 22)
DISTRICTS = ("35.14.06", "35.14.15")


@pytest.fixture
def people(database: str) -> list[Life]:
    make_office()
    with write_transaction() as conn:
        made = lives(PASURUAN, DISTRICTS, 700, seed=9, today=TODAY)
        store(conn, PASURUAN, made)
    return made


def asked(*places: Place, **more: object) -> HeldFilter:
    return HeldFilter(PASURUAN, places, TODAY, **more)  # type: ignore[arg-type]


def test_each_gap_of_the_funnel_has_exactly_the_people_that_its_figure_counts(people: list[Life]):
    for districts in ((), DISTRICTS[:1]):
        figures = kpi.figures(SYSTEM, Scope(PASURUAN, TODAY, districts), TODAY)
        for name, (places, first) in GAPS.items():
            with read_connection() as conn:
                n = queries.total(conn, asked(*places, of_age=True, first=first, districts=districts))
            assert n == figures[name].value > 0, name


def test_the_queue_for_first_cards_is_the_gap_before_printing(people: list[Life]):
    for districts in ((), DISTRICTS[1:]):
        chosen = BacklogFilter(PASURUAN, districts, (), Kind.FIRST_TIME)
        with read_connection() as conn:
            waiting = backlog_total(conn, chosen, TODAY)
        assert waiting == kpi.figures(SYSTEM, Scope(PASURUAN, TODAY, districts), TODAY)["gap_ready"].value


def test_each_number_by_age_opens_as_many_people(people: list[Life]):
    view = kpi.overview(SYSTEM, Scope(PASURUAN, TODAY), TODAY)
    leaks = details(SYSTEM, view, TODAY).leaks
    assert leaks
    with read_connection() as conn:
        for (band, place), n in leaks.items():
            if place in OPEN:
                assert queries.total(conn, asked(place, band=band)) == n, (band, place)


def test_a_page_has_those_people_the_oldest_first_with_masked_numbers(people: list[Life]):
    wanted = sorted(
        (life.row["birth_date"], life.row["id"]) for life in people
        if life.row["standing"] == 1 and life.row["state"] in STATES[Place.PRINTED]
    )  # fmt: skip
    with read_connection() as conn:
        pages = [queries.page(conn, asked(Place.PRINTED), limit=20, offset=at) for at in range(0, len(wanted), 20)]

    rows = [(row.birth_date, row.id) for page in pages for row in page.itertuples()]
    assert rows == wanted and len(wanted) > 20
    whole = {life.row["nik"] for life in people}
    assert not any(row.nik in whole for page in pages for row in page.itertuples())


def test_names_are_for_those_who_work_on_them(people: list[Life], actor_of):
    head = actor_of("kepala", "head", regency=PASURUAN)
    roster = actor_of("daftar", "roster", regency=PASURUAN)
    kejayan = actor_of("kejayan", "visit", regency=PASURUAN, districts=DISTRICTS[:1])

    assert seen(head) == ()
    assert seen(roster) == (Place.UNRECORDED,)
    assert set(NEEDS) == set(OPEN) == set(seen(kejayan))
    with pytest.raises(NotAllowed):
        asked(Place.PRINTED).within(roster)
    with pytest.raises(NotAllowed):
        asked(Place.UNRECORDED, districts=DISTRICTS[1:]).within(kejayan)
    assert asked(Place.UNRECORDED).within(kejayan).districts == DISTRICTS[:1]


def test_a_look_at_names_is_written_down_and_refused_to_others(people: list[Life], actor_of):
    service.looked(actor_of("lapangan", "visit", regency=PASURUAN), asked(Place.PRINTED), rows=31, at=NOW)
    with pytest.raises(NotAllowed):
        service.looked(actor_of("kepala", "head", regency=PASURUAN), asked(Place.PRINTED), rows=31, at=NOW)

    with read_connection() as conn:
        entries = conn.execute(select(audit_log).order_by(audit_log.c.seq)).mappings().all()
    assert [(entry["action"], entry["by"]) for entry in entries if entry["action"] == "held.view"] == [
        ("held.view", "lapangan")
    ]
