"""What the screen of recurring services asks, against plain counting; on both databases."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import insert
from tests_support.constants import PASURUAN
from tests_support.rounds_office import AT, FOUR, TODAY, stored, visits

from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import SYSTEM, writing
from ktp_core.cards.model import Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import summary_month
from ktp_core.rounds import places, queries, served, service
from ktp_core.rounds.model import Document
from ktp_core.summaries.model import Flow
from ktp_core.visits import moves
from ktp_core.visits.model import VisitDraft

LAST = TODAY - timedelta(days=14)
EARLIER = AT - timedelta(days=14)


def held(visit_id: int) -> None:
    with writing(SYSTEM, Permission.SETUP, PASURUAN, at=AT) as tx:
        moves.start(tx, visit_id)
        moves.close(tx, visit_id, minutes=100, kits=1)
        tx.audit("visit.close", str(visit_id))


def a_month(place) -> int:
    """Two weeks back and two ahead; of the four days that have passed the first, third and fourth were held."""
    key = place.set_up(from_day=LAST)
    service.generate(place.scheduler, PASURUAN, TODAY + timedelta(days=14), at=EARLIER)
    past = [one for one in visits() if one.day < TODAY]
    for one in (past[0], past[2], past[3]):
        held(one.id)
    return key


def test_districts_stand_by_how_long_they_have_waited(place):
    a_month(place)
    with read_connection() as conn:
        found = queries.turns(conn, PASURUAN, Channel.KENDUREN_MAS, TODAY)
        some = queries.turns(conn, PASURUAN, Channel.KENDUREN_MAS, TODAY, FOUR[:2])

    assert len(found) == 24 and found["last_on"].isna().sum() == 21
    by_code = {row.code: row for row in found.itertuples()}
    tue = date(2026, 11, 10)
    first, second = by_code["35.14.01"], by_code["35.14.02"]
    assert (first.last_on, first.days, first.next_on, first.ahead) == (tue, 13, date(2026, 11, 24), 1)
    assert (second.last_on, second.days, second.unclosed) == (None, None, 1)
    assert list(found["code"])[-3:] == ["35.14.01", "35.14.03", "35.14.04"]
    assert list(some["code"]) == ["35.14.02", "35.14.01"]


def test_the_agenda_leaves_out_what_was_called_off_and_other_visits(place):
    key = a_month(place)
    ahead = [one for one in visits() if one.day >= TODAY]
    with writing(SYSTEM, Permission.SETUP, PASURUAN, at=AT) as tx:
        moves.cancel(tx, ahead[0].id, reason="Banjir")
        moves.schedule(tx, VisitDraft(institution_id=ahead[0].institution_id, day=ahead[1].day, start=900, end=960))
        tx.audit("visit.cancel", str(ahead[0].id))

    with read_connection() as conn:
        found = queries.agenda(conn, PASURUAN, TODAY, TODAY + timedelta(days=14), Channel.KENDUREN_MAS)
        some = queries.agenda(conn, PASURUAN, LAST, TODAY + timedelta(days=14), Channel.KENDUREN_MAS, FOUR[:1])

    assert list(found["id"]) == [one.id for one in ahead[1:]]
    assert list(found["district_name"]) == ["Tutur", "Puspo", "Lumbang"]
    assert set(found["service"]) == {"Kenduren Mas"} and set(found["round_id"]) == {key}
    assert set(some["district"]) == {"35.14.01"}


def test_services_say_how_far_they_are_planned_and_where_there_are_none(place):
    key = a_month(place)
    with read_connection() as conn:
        (row,) = queries.services(conn, PASURUAN).itertuples()
        without = places.uncovered(conn, PASURUAN, Channel.KENDUREN_MAS)
        offices = places.uncovered(conn, PASURUAN, Channel.DISTRICT_OFFICE, FOUR)
        none_there = queries.services(conn, PASURUAN, ("35.14.09",))

    assert (row.id, row.stops, row.team, row.weekdays) == (key, 4, "Tim Satu", [1, 3])
    assert row.planned_until == date(2026, 12, 3)
    assert len(without) == 20 and "35.14.01" not in without
    assert tuple(offices) == FOUR and none_there.empty


def test_exceptions_to_come_are_named(place):
    key = a_month(place)
    stop = stored(key).stops[3]
    service.except_day(place.scheduler, key, date(2026, 11, 28), stop, reason="Pasar", shift=True, at=AT)
    service.except_day(place.scheduler, key, date(2026, 11, 24), None, reason="Apel", shift=True, at=AT)

    with read_connection() as conn:
        found = queries.exceptions(conn, PASURUAN, TODAY)

    assert [(row.day.day, row.institution, row.reason, row.by) for row in found.itertuples()] == [
        (24, None, "Apel", "jadwal"), (28, "Kenduren Mas Lumbang", "Pasar", "jadwal"),
    ]  # fmt: skip


def test_documents_add_up_by_month_as_plain_counting_does(place):
    a_month(place)
    past = [one for one in visits() if one.day < TODAY]
    plain: Counter[tuple[int, str]] = Counter()
    for n, one in enumerate(past):
        counts = {Document.KK: 5 + n, Document.BIRTH: n}
        service.tally(place.scheduler, one.id, counts, seen={}, at=AT)
        for kind, served_ in counts.items():
            if served_:
                plain[one.day.year * 100 + one.day.month, str(kind)] += served_

    with read_connection() as conn:
        found = served.documents_by_month(conn, PASURUAN, LAST, TODAY)
        some = served.documents_by_month(conn, PASURUAN, LAST, TODAY, FOUR[:1])
        (day,) = served.held(conn, PASURUAN, past[0].day).itertuples()

    assert {(row.month, row.document): row.n for row in found.itertuples()} == dict(plain)
    assert int(some["n"].sum()) == 5
    assert (day.institution, day.served, day.channel) == ("Kenduren Mas Purwodadi", 5, int(Channel.KENDUREN_MAS))


def test_recordings_by_place_count_ours_and_residents_of_elsewhere_and_nothing_else(place):
    rows = [
        {"regency": regency, "flow": int(flow), "month": month, "district": district, "channel": int(channel), "n": n}
        for regency, flow, month, district, channel, n in (
            (PASURUAN, Flow.RECORD, 202611, 351401, Channel.VISIT, 30),
            (PASURUAN, Flow.RECORD, 202611, 351402, Channel.VISIT, 5),
            (PASURUAN, Flow.RECORD_ELSEWHERE, 202611, 351401, Channel.VISIT, 2),
            (PASURUAN, Flow.RECORD, 202610, 351401, Channel.UNKNOWN, 7),
            (PASURUAN, Flow.RECORD, 202609, 351401, Channel.OFFICE, 0),
            (PASURUAN, Flow.PRINT, 202611, 351401, Channel.OFFICE, 77),
            ("63.11", Flow.RECORD, 202611, 631101, Channel.VISIT, 1000),
        )
    ]  # fmt: skip
    with write_transaction() as conn:
        conn.execute(insert(summary_month), rows)

    with read_connection() as conn:
        found = served.recordings(conn, PASURUAN, 202609, 202611)
        some = served.recordings(conn, PASURUAN, 202609, 202611, FOUR[:1])

    assert [tuple(row) for row in found.itertuples(index=False)] == [(202610, 0, 7), (202611, 1, 37)]
    assert [tuple(row) for row in some.itertuples(index=False)] == [(202610, 0, 7), (202611, 1, 32)]
