"""Every number and every row of the backlog equals a naive count in plain Python, on both databases."""

import random
import sys
from pathlib import Path

import pytest
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.waiting import TODAY, fill

from ktp_core.db.engine import engine, read_connection, write_transaction
from ktp_core.errors import Refused
from ktp_core.nik import mask
from ktp_core.printing import queries, store
from ktp_core.printing.model import BacklogFilter, Cursor, Kind
from ktp_core.summaries.rebuild import rebuild

sys.path.insert(0, str(Path(__file__).parent))
import naive  # noqa: E402

FIRST_SCHOOL = 3514 * 10**9 + 1


def questions(count: int) -> list[BacklogFilter]:
    """Seeded filters, alone and combined, with ones that find everything and nothing."""
    rng, made = random.Random(20261122), [BacklogFilter(PASURUAN), BacklogFilter(BALANGAN)]
    for _ in range(count):
        made.append(
            BacklogFilter(
                PASURUAN,
                tuple(f"35.14.{rng.randint(1, 6):02d}" for _ in range(rng.choice((0, 0, 1, 2, 4)))),
                tuple(FIRST_SCHOOL + rng.randint(0, 9) for _ in range(rng.choice((0, 0, 0, 1, 3)))),
                rng.choice((None, None, Kind.FIRST_TIME, Kind.REPLACEMENT)),
                rng.choice((0, 0, 1, 30, 31, 90, 365, 2000)),
                rng.choice(("", "", "", "siti", "A", "ai", "nor'aini", "zzz", "3514", "351403", "%", "_", "RINA M")),
            )
        )
    return made


def test_every_count_and_every_row_equals_the_naive_one(backlog):
    with read_connection() as conn:
        people = naive.everybody(conn)
        sizes = set()
        for asked in questions(60):
            expected = naive.backlog(people, asked, TODAY, asked.search)
            queue = store.queue(conn, asked, TODAY)
            page = queries.backlog_page(conn, asked, TODAY, limit=500, reveal=True)
            sizes.add(len(expected))

            assert queries.backlog_total(conn, asked, TODAY) == queue.total == len(expected), asked
            assert list(page.id) == [p["id"] for p in expected], asked
            assert list(page.nik) == [p["nik"] for p in expected], asked
            assert list(page.days) == [(TODAY - p["due_on"]).days for p in expected], asked
            assert list(queue.ages()) == naive.ages(expected, TODAY), asked
            assert queue.median == naive.middle(expected, TODAY), asked
            assert queue.oldest == (max((TODAY - p["due_on"]).days for p in expected) if expected else None)
            for by, key in ((queries.backlog_by_district, "district"), (queries.backlog_by_institution, "institution")):
                assert counted(by(conn, asked, TODAY)) == tally(expected, key), (asked, key)

    assert 0 in sizes and max(sizes) > 200 and len(sizes) > 10, "the questions must tell answers apart"


def counted(frame) -> dict:
    return dict(zip(frame.name, frame.n, strict=True))


def tally(people: list[dict], key: str) -> dict:
    found: dict = {}
    for person in people:
        found[person[f"{key}_name"]] = found.get(person[f"{key}_name"], 0) + 1
    return found


def test_a_row_is_whole_and_masked_unless_revealed(backlog):
    with read_connection() as conn:
        expected = naive.backlog(naive.everybody(conn), BacklogFilter(PASURUAN), TODAY)[3]
        row = queries.backlog_page(conn, BacklogFilter(PASURUAN), TODAY, limit=1, offset=3).iloc[0].to_dict()

    assert row["nik"] == mask(expected["nik"])
    assert row["birth_date"] == expected["birth_date"]
    assert row["printable_from"] == expected["due_on"]
    assert (row["name"], row["sex"], row["serial"]) == (expected["name"], expected["sex"], expected["serial"])


@pytest.mark.parametrize("asked", [BacklogFilter(PASURUAN), BacklogFilter(PASURUAN, kind=Kind.FIRST_TIME, search="a")])
def test_pages_by_number_and_by_cursor_are_the_whole_queue_in_order_once(backlog, asked):
    with read_connection() as conn:
        expected = [p["id"] for p in naive.backlog(naive.everybody(conn), asked, TODAY, asked.search)]
        queue = store.queue(conn, asked, TODAY)
        page, starts = queries.backlog_page, range(0, len(expected) + 7, 7)
        plain = [i for at in starts for i in page(conn, asked, TODAY, limit=7, offset=at).id]
        located = [i for at in starts for i in page(conn, asked, TODAY, limit=7, offset=at, queue=queue).id]
        walked, after, turns = [], None, 0
        while True:
            rows, after = queries.backlog_run(conn, asked, TODAY, limit=7, after=after)
            walked, turns = walked + [row[0] for row in rows], turns + 1
            if after is None:
                break

    assert plain == expected
    assert located == expected
    assert walked == expected
    assert turns == -(-len(expected) // 7)


def test_a_cursor_goes_on_where_it_stood_although_cards_before_it_were_printed(backlog):
    with read_connection() as conn:
        rows, after = queries.backlog_run(conn, BacklogFilter(PASURUAN), TODAY, limit=20)
        expected, _ = queries.backlog_run(conn, BacklogFilter(PASURUAN), TODAY, limit=20, after=after)
    with write_transaction() as conn:
        gone = store.r.id.in_([row[0] for row in rows[5:]])
        conn.execute(store.resident.update().where(gone).values(due_on=None, state=50))
        rebuild(conn, PASURUAN)

    with read_connection() as conn:
        found, _ = queries.backlog_run(conn, BacklogFilter(PASURUAN), TODAY, limit=20, after=after)

    assert found == expected


def test_rows_for_an_export_are_the_queue(backlog):
    asked = BacklogFilter(PASURUAN, districts=("35.14.01", "35.14.02"), min_days=20)
    with read_connection() as conn:
        page = queries.backlog_page(conn, asked, TODAY, limit=500)
        rows = list(queries.backlog_rows(conn, asked, TODAY))

    assert [row[0] for row in rows] == list(page.id)
    assert all(str(row[1]).endswith("*" * 10) for row in rows)


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (501, 0), (-1, 0), (50, -1)])
def test_a_page_has_one_to_five_hundred_rows(sqlite_database, limit, offset):
    with read_connection() as conn, pytest.raises(Refused, match="backlog_page"):
        queries.backlog_page(conn, BacklogFilter(PASURUAN), TODAY, limit=limit, offset=offset)


def test_an_empty_queue_has_no_page_no_median_and_no_end(sqlite_database):
    with read_connection() as conn:
        queue = store.queue(conn, BacklogFilter(PASURUAN), TODAY)
        page = queries.backlog_page(conn, BacklogFilter(PASURUAN), TODAY, queue=queue, offset=50)

    assert (queue.total, queue.oldest, queue.median, queue.ages()) == (0, None, None, (0, 0, 0, 0, 0))
    assert page.empty and tuple(page.columns) == queries.COLUMNS


def test_wildcards_are_letters_like_any_other(backlog):
    with write_transaction() as conn:
        some = (store.r.due_on <= TODAY) & (store.r.id % 10 == 1)
        conn.execute(store.resident.update().where(some).values(name="A%B_C/D"))

    with read_connection() as conn:
        people = naive.everybody(conn)
        for text in ("%", "_", "a%b", "%b_", "/", "a_b", "c/d"):
            asked = BacklogFilter(PASURUAN, search=text)
            expected = [p["id"] for p in naive.backlog(people, asked, TODAY, text)]
            assert list(queries.backlog_page(conn, asked, TODAY, limit=500).id) == expected, text
            assert bool(expected) == (text != "a_b")


PLANNED = {
    "whole": BacklogFilter(PASURUAN),
    "district": BacklogFilter(PASURUAN, districts=("35.14.01",)),
    "districts": BacklogFilter(PASURUAN, districts=("35.14.01", "35.14.02", "35.14.03")),
    "institution": BacklogFilter(PASURUAN, institutions=(FIRST_SCHOOL,)),
    "institutions": BacklogFilter(PASURUAN, institutions=(FIRST_SCHOOL, FIRST_SCHOOL + 1)),
    "kind": BacklogFilter(PASURUAN, kind=Kind.REPLACEMENT),
    "wait": BacklogFilter(PASURUAN, min_days=90),
    "name": BacklogFilter(PASURUAN, search="siti"),
    "nik": BacklogFilter(PASURUAN, search="351401"),
    "all": BacklogFilter(PASURUAN, ("35.14.01",), (FIRST_SCHOOL,), Kind.FIRST_TIME, 30, "a"),
}


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """Enough residents for the planner to care: 6,000, of whom one in twenty waits."""
    import os

    from ktp_core.db import dialects
    from ktp_core.db.migrate import migrate

    before = os.environ.get("KTP_DATABASE_URL")
    os.environ["KTP_DATABASE_URL"] = f"sqlite:///{tmp_path_factory.mktemp('plan') / 'ktp.db'}"
    url = os.environ["KTP_DATABASE_URL"]
    migrate()
    with write_transaction() as conn:
        fill(conn, residents=6000, waiting=300, at=NOW)
        dialects.analyze(conn)
    engine().dispose()
    os.environ.pop("KTP_DATABASE_URL") if before is None else os.environ.update(KTP_DATABASE_URL=before)
    return url


@pytest.mark.parametrize("name", PLANNED)
def test_every_filter_reads_a_backlog_index_and_never_the_whole_table(planned, monkeypatch, name):
    monkeypatch.setenv("KTP_DATABASE_URL", planned)
    asked, seen = PLANNED[name], []
    with read_connection() as conn:
        from sqlalchemy import event

        event.listen(conn, "before_cursor_execute", lambda c, cur, sql, params, *rest: seen.append((sql, params)))
        queue = store.queue(conn, asked, TODAY)
        queries.backlog_total(conn, asked, TODAY)
        queries.backlog_page(conn, asked, TODAY, offset=1, queue=queue)
        queries.backlog_page(conn, asked, TODAY, after=Cursor(TODAY, 1))
        queries.backlog_by_district(conn, asked, TODAY)
        queries.backlog_by_institution(conn, asked, TODAY)
        statements = [one for one in seen if one[0] != "BEGIN"]
        plans = [
            [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", params)] for sql, params in statements
        ]

    assert len(plans) == 6
    for plan in plans:
        lines = [line for line in plan if " resident" in line and "PRIMARY KEY" not in line]
        assert lines or any("SEARCH summary_queue" in line for line in plan), plan
        for line in lines:
            assert "INDEX ix_backlog" in line and line.startswith("SEARCH"), plan
            assert "SCAN resident" not in line


def test_a_question_is_bound_and_never_part_of_the_statement(backlog):
    from sqlalchemy import event

    seen: list[str] = []
    hostile = "x' or 1=1; drop table resident --"
    with read_connection() as conn:
        event.listen(conn, "before_cursor_execute", lambda c, cur, sql, *rest: seen.append(sql))
        assert queries.backlog_total(conn, BacklogFilter(PASURUAN, search=hostile), TODAY) == 0
        assert queries.backlog_total(conn, BacklogFilter(PASURUAN), TODAY) > 0

    assert seen and not any("drop table" in sql.lower() for sql in seen)
