"""Every count, every row and its order equal a naive second count over random histories, on both databases."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, TODAY

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.errors import Refused
from ktp_core.printing.rules import AGES
from ktp_core.stuck import notes, places, queries
from ktp_core.stuck.model import Agreement, Care, Note, StuckFilter, StuckKind
from ktp_core.stuck.rules import DEFAULT_LIMITS

PASURUAN = "35.14"
TIGHT = dict.fromkeys(StuckKind, 0)
LOOSE = {kind: 7 + 5 * at for at, kind in enumerate(StuckKind)}


def naive(people, limits, asked, agreed):
    """(since, id, kind) of who is stuck in the question, longest first."""
    plain = {kind.value: days for kind, days in limits.items()}
    found = []
    for one in people:
        case = one.stuck(plain, TODAY)
        if case is None or (asked.kind and case[0] != asked.kind.value):
            continue
        if asked.districts and one.district not in asked.districts:
            continue
        if asked.institution_id and one.institution != asked.institution_id:
            continue
        owner, until = agreed.get((one.id, *case), (None, None))
        if (asked.care is Care.MINE and owner != asked.me) or (asked.care is Care.NOBODY and owner is not None):
            continue
        if asked.care is Care.OVERDUE and not (until and until < TODAY):
            continue
        found.append((case[1], one.id, case[0]))
    return sorted(found)


def agree_on_some(people, limits):
    """Agreements about some cases, twice about a few, and one that was about an earlier case of the same card."""
    rng, plain, held, written = random.Random(5), {kind.value: days for kind, days in limits.items()}, {}, []
    for one in people:
        case = one.stuck(plain, TODAY)
        if case is None or rng.random() < 0.4:
            continue
        earlier = case[1] - timedelta(days=30)
        for since in (earlier, case[1], case[1])[rng.randrange(3) :]:
            owner, until = rng.choice(["ani", "budi", None]), TODAY + timedelta(days=rng.choice((-3, 0, 3)))
            written.append(Note(one.id, StuckKind(case[0]), since, Agreement(owner, "telepon", until), AT, "uji"))
            held[one.id, case[0], since] = (owner, until)
    with write_transaction() as conn:
        notes.add(conn, PASURUAN, written)
    return held


def questions(people):
    """One of each kind, and a seeded choice of the others: one costs fifty statements."""
    every = list(_questions(people))
    return every[::7] + random.Random(3).sample(every, 16)


def _questions(people):
    schools = sorted({one.institution for one in people if one.institution})
    for kind in (None, *StuckKind):
        yield StuckFilter(PASURUAN, kind)
        yield StuckFilter(PASURUAN, kind, (KEJAYAN,))
        yield StuckFilter(PASURUAN, kind, (KEJAYAN, PURWOSARI), schools[0])
        yield StuckFilter(PASURUAN, kind, institution_id=schools[1])
        for care in Care:
            yield StuckFilter(PASURUAN, kind, care=care, me="ani")


@pytest.mark.parametrize("limits", [DEFAULT_LIMITS, TIGHT, LOOSE], ids=["default", "tight", "loose"])
def test_counts_ages_places_rows_and_order_are_the_naive_ones(people, limits):
    agreed, sizes = agree_on_some(people, limits), set()
    by_id = {one.id: one for one in people}
    with read_connection() as conn:
        for asked in questions(people):
            expected = naive(people, limits, asked, agreed)
            of = queries.queues(conn, asked, limits, TODAY)
            page = queries.stuck_page(conn, asked, limits, TODAY, limit=500, reveal=True)
            summary = queries.stuck_by_kind(of)
            sizes.add(len(expected))

            assert [(row.since, row.id, row.kind) for row in page.itertuples()] == expected, asked
            assert list(page.days) == [(TODAY - since).days for since, *_ in expected]
            assert dict(zip(summary.kind, summary.n, strict=True)) == {
                kind.value: sum(one[2] == kind for one in expected) for kind in asked.kinds
            }, asked
            assert ages(summary) == naive_ages(expected), asked
            for question, key in ((places.stuck_by_district, "district"), (places.stuck_by_institution, "institution")):
                frame = question(conn, asked, limits, TODAY)
                told = {row.key: row.n for row in frame.itertuples()}
                assert told == Counter(getattr(by_id[one], key) for _, one, _ in expected), (asked, key)
                for kind in asked.kinds:
                    assert int(frame[kind.value].sum()) == sum(one[2] == kind for one in expected)

    assert 0 in sizes and max(sizes) > 30 and len(sizes) > 8, "the questions must tell answers apart"


def ages(summary) -> list[int]:
    return [int(summary[f"age_{at}"].sum()) for at in range(len(AGES))]


def naive_ages(found) -> list[int]:
    waits = [(TODAY - since).days for since, *_ in found]
    return [sum(first <= wait and (last is None or wait <= last) for wait in waits) for first, last in AGES]


def test_every_kind_occurs_and_no_card_is_in_two(people):
    with read_connection() as conn:
        rows = list(queries.stuck_rows(conn, StuckFilter(PASURUAN), TIGHT, TODAY))

    assert {row[1] for row in rows} == {kind.value for kind in StuckKind}
    assert len({row[0] for row in rows}) == len(rows)
    assert not [row for row in rows if row[3] == "TIDAK BOLEH TAMPAK"]


@pytest.mark.parametrize("kind", [None, StuckKind.PRINTABLE, StuckKind.NOT_READY])
def test_pages_by_number_are_the_whole_list_in_order_once(people, kind):
    asked = StuckFilter(PASURUAN, kind)
    with read_connection() as conn:
        expected = [row[0] for row in queries.stuck_rows(conn, asked, TIGHT, TODAY)]
        of = queries.whole(queries.queues(conn, asked, TIGHT, TODAY), TODAY)
        starts = range(0, len(expected) + 7, 7)
        page = queries.stuck_page
        plain = [i for at in starts for i in page(conn, asked, TIGHT, TODAY, limit=7, offset=at).id]
        located = [i for at in starts for i in page(conn, asked, TIGHT, TODAY, limit=7, offset=at, of=of).id]

    assert of.total == len(expected) > 7
    assert plain == located == expected


def test_a_nik_is_masked_unless_it_is_revealed(people):
    with read_connection() as conn:
        masked = queries.stuck_page(conn, StuckFilter(PASURUAN), TIGHT, TODAY)
        whole = queries.stuck_page(conn, StuckFilter(PASURUAN), TIGHT, TODAY, reveal=True)

    assert all(nik.endswith("*" * 10) for nik in masked.nik)
    assert all(nik.isdigit() and len(nik) == 16 for nik in whole.nik)


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (501, 0), (50, -1)])
def test_a_page_has_one_to_five_hundred_rows(sqlite_database, limit, offset):
    with read_connection() as conn, pytest.raises(Refused, match="backlog_page"):
        queries.stuck_page(conn, StuckFilter(PASURUAN), TIGHT, TODAY, limit=limit, offset=offset)


def test_institutions_beyond_the_limit_are_counted_and_not_shown(sqlite_people):
    with read_connection() as conn:
        frame = places.stuck_by_institution(conn, StuckFilter(PASURUAN), TIGHT, TODAY, limit=2)

    assert len(frame) == 2 and frame.attrs["all"] == 4
    assert list(frame.n) == sorted(frame.n, reverse=True)
