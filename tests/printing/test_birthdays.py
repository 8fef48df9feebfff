"""The print calendar: working days by rule, and every count and row against a naive second way."""

from __future__ import annotations

import io
import random
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import event, insert, select, update
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.waiting import TODAY

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import engine, read_connection, write_transaction
from ktp_core.db.schema import audit_log, blocked_period, institution, region, resident
from ktp_core.errors import NotAllowed, Refused
from ktp_core.exports.model import Format
from ktp_core.nik import mask
from ktp_core.printing import birthday_queries as queries
from ktp_core.printing import birthday_service as service
from ktp_core.printing.birthdays import DueSpan, Step, begin, due_days, end, lines, print_day
from ktp_core.printing.model import BacklogFilter
from ktp_core.summaries.rebuild import rebuild
from ktp_core.workdays.model import Blocked, Cause, DayKind, Holiday
from ktp_core.workdays.rules import Calendar

ONE = timedelta(days=1)
FIRST_SCHOOL = 3514 * 10**9 + 1
CHRISTMAS = date(2026, 12, 25)  # a Friday: 26 and 27 December are a weekend, the office is closed on the 28th


def office(first: date, last: date, *off: date) -> Calendar:
    holidays = {day: Holiday(day, "Libur", "Holiday", DayKind.HOLIDAY) for day in off}
    return Calendar(first, last, holidays)


def works(day: date, regency: str) -> bool:
    """At the end of 2026: Christmas Eve is cuti bersama; one of the offices keeps its Monday after Christmas free."""
    off = (date(2026, 12, 24), CHRISTMAS, date(2027, 1, 1), *([date(2026, 12, 28)] if regency == PASURUAN else []))
    return day.weekday() < 5 and day not in off


def naive_print_day(due: date, regency: str) -> date:
    while not works(due, regency):
        due += ONE
    return due


@pytest.fixture
def closed(backlog):
    """The invented regency, with the office closed on the Monday after Christmas."""
    with write_transaction() as conn:
        conn.execute(
            insert(blocked_period).values(
                id=1, regency=PASURUAN, from_day=date(2026, 12, 28), until_day=date(2026, 12, 28), cause="office",
                note="Inventarisasi", by="uji", updated_at=NOW,
            )
        )  # fmt: skip
        ids = list(conn.execute(select(resident.c.id).where(resident.c.regency == PASURUAN).limit(120)).scalars())
        for number, key in enumerate(ids):  # every day of the year's end has somebody
            due = date(2026, 12, 18) + timedelta(days=number % 17)
            conn.execute(update(resident).where(resident.c.id == key).values(state=40, due_on=due, serial=1))
        rebuild(conn, PASURUAN)
    return backlog


def test_a_birthday_on_a_day_off_is_printed_on_the_next_working_day_and_never_before():
    known = office(date(2026, 12, 1), date(2027, 1, 31), CHRISTMAS, date(2026, 12, 28), date(2027, 1, 1))

    assert print_day(known, date(2026, 12, 24)) == date(2026, 12, 24)
    assert {print_day(known, CHRISTMAS + ONE * n) for n in range(5)} == {date(2026, 12, 29)}
    assert print_day(known, date(2027, 1, 1)) == date(2027, 1, 4)


@given(
    start=st.dates(date(2026, 1, 1), date(2027, 1, 1)), length=st.integers(0, 60),
    off=st.sets(st.dates(date(2025, 11, 1), date(2027, 4, 1)), max_size=40), seed=st.integers(0, 10**6),
)  # fmt: skip
def test_spans_that_follow_each_other_print_every_card_once_and_none_too_early(start, length, off, seed):
    last = start + timedelta(days=length)
    known = office(start - timedelta(days=120), last, *off)
    dice = random.Random(seed)
    due = [start - timedelta(days=30) + timedelta(days=dice.randrange(length + 31)) for _ in range(50)]

    days = due_days(known, start, last)

    expected: Counter[date] = Counter()
    for day in due:
        printed = day
        while printed <= last and (printed.weekday() > 4 or printed in off):
            printed += ONE
        if start <= printed <= last:
            expected[printed] += 1
    inside = Counter(day for day in due if days and days[0] <= day <= days[1])
    found = lines(known, sorted(inside.items()), Step.DAY)
    assert {line.first: line.n for line in found} == expected
    assert all(print_day(known, day) >= day for day in inside)


@pytest.mark.parametrize("step", Step)
def test_periods_are_whole_and_days_in_them_add_up(step):
    known = office(date(2026, 1, 1), date(2027, 12, 31), CHRISTMAS)
    due = [(date(2026, 11, 20) + ONE * n, n % 4 + 1) for n in range(200)]

    found = lines(known, due, step)

    assert sum(line.n for line in found) == sum(n for _, n in due)
    assert sum(line.moved for line in found) == sum(n for day, n in due if print_day(known, day) != day)
    assert all(begin(end(line.first, step), step) == line.first for line in found)
    assert [line.first for line in found] == sorted({begin(print_day(known, day), step) for day, _ in due})


def test_an_office_that_is_closed_all_along_prints_nothing():
    span = Blocked(from_day=date(2026, 1, 1), until_day=date(2026, 3, 1), cause=Cause.OFFICE, id=1, regency=PASURUAN)
    known = Calendar(date(2026, 1, 1), date(2026, 2, 1), {}, (span,))

    assert due_days(known, date(2026, 1, 5), date(2026, 2, 1)) is None
    with pytest.raises(ValueError, match="no working day"):
        print_day(known, date(2026, 1, 5))


def people(place: BacklogFilter) -> list[dict]:
    with read_connection() as conn:
        found = [dict(row) for row in conn.execute(select(resident)).mappings()]
    return [
        one for one in found
        if one["regency"] == place.regency and one["due_on"] is not None
        and (not place.districts or one["district"] in place.districts)
        and (not place.institutions or one["institution_id"] in place.institutions)
    ]  # fmt: skip


def questions() -> list[DueSpan]:
    year_end = (date(2026, 12, 18), date(2027, 1, 3))
    places = [
        BacklogFilter(PASURUAN), BacklogFilter(PASURUAN, ("35.14.01", "35.14.03")),
        BacklogFilter(PASURUAN, (), (FIRST_SCHOOL + 2,)), BacklogFilter(PASURUAN, ("35.14.02",), (FIRST_SCHOOL,)),
        BacklogFilter(BALANGAN),
    ]  # fmt: skip
    tuesday, far = date(2026, 12, 29), (date(2026, 11, 24), date(2027, 2, 12))
    spans = [year_end, (CHRISTMAS, CHRISTMAS), (tuesday, tuesday), (TODAY, TODAY), far]
    return [DueSpan(place, *span) for place in places for span in spans]


def test_every_count_and_every_row_equals_the_naive_one(closed):
    seen = set()
    for span in questions():
        regency = span.place.regency
        printed = [(naive_print_day(one["due_on"], regency), one) for one in people(span.place)]
        fits = [pair for pair in printed if span.first <= pair[0] <= span.last]
        fits.sort(key=lambda pair: (pair[1]["due_on"], pair[1]["id"]))
        with read_connection() as conn:
            known = queries.calendar(conn, span)
            queue = queries.due(conn, span, known)
            page = queries.page(conn, span, known, queue, limit=500)
            second = queries.page(conn, span, known, queue, limit=7, offset=7)
            rows = list(queries.every(conn, span, known, reveal=True))
            by_day = {line.first: line.n for line in lines(known, queue.days, Step.DAY)}
            by_district = queries.by_district(conn, span, known)
            by_school = queries.by_institution(conn, span, known)
            waiting = queries.waiting_before(conn, span, known)

        seen.add(len(fits))
        assert by_day == Counter(day for day, _ in fits)
        assert list(page["id"]) == [one["id"] for _, one in fits]
        assert list(page["nik"]) == [mask(one["nik"]) for _, one in fits]
        assert list(page["print_day"]) == [day for day, _ in fits]
        assert list(second["id"]) == [one["id"] for _, one in fits][7:14]
        assert [row[1] for row in rows] == [one["nik"] for _, one in fits]
        assert dict(zip(by_district["code"], by_district["n"], strict=True)) == Counter(o["district"] for _, o in fits)
        assert dict(zip(by_school["id"], by_school["n"], strict=True)) == Counter(o["institution_id"] for _, o in fits)
        assert waiting == sum(day < span.first for day, _ in printed)
    assert 0 in seen and max(seen) > 50


def test_a_span_reads_an_index_on_due_days_and_not_the_residents(closed):
    span = DueSpan(BacklogFilter(PASURUAN), date(2026, 12, 18), date(2027, 1, 3))
    sqlite = engine().dialect.name == "sqlite"  # plans of PostgreSQL depend on the size of the table
    asked: list[tuple[str, object]] = []
    with read_connection() as conn:
        listener = lambda c, cur, statement, parameters, *rest: asked.append((statement, parameters))  # noqa: E731
        event.listen(conn, "before_cursor_execute", listener)
        known = queries.calendar(conn, span)
        queue = queries.due(conn, span, known)
        queries.by_district(conn, span, known)
        queries.page(conn, span, known, queue)
        event.remove(conn, "before_cursor_execute", listener)
        assert any("resident" in statement and "due_on" in statement for statement, _ in asked)
        for statement, parameters in asked:
            if sqlite and "resident" in statement:
                plan = " ".join(str(row) for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters))
                assert "due_on>" in plan and "SCAN resident" not in plan, plan


@pytest.mark.parametrize("days", [-1, 731])
def test_a_span_backwards_or_without_end_is_refused(days):
    with pytest.raises(Refused, match="birthday_span"):
        DueSpan(BacklogFilter(PASURUAN), TODAY, TODAY + timedelta(days=days))


def test_a_list_is_taken_away_with_whole_niks_by_printers_and_by_nobody_else(closed, actor_of):
    span = DueSpan(BacklogFilter(PASURUAN, ("35.14.01",)), date(2026, 12, 18), date(2027, 1, 3))
    printer = actor_of("cetak", "print", regency=PASURUAN)
    asked = service.from_params(service.to_params(span))
    assert asked == span

    made = service.listing(printer, asked, Format.XLSX)

    cells = CalamineWorkbook.from_filelike(io.BytesIO(made.content)).get_sheet_by_index(0).to_python()
    with read_connection() as conn:
        rows = list(queries.every(conn, span, queries.calendar(conn, span), reveal=True))
    assert [line[3] for line in cells[1:]] == [row[1] for row in rows]
    assert [line[1] for line in cells[1:]] == [row[-1] for row in rows]
    assert made.rows == len(rows) > 0
    for role in ("delivery", "auditor", "head"):
        with pytest.raises(NotAllowed):
            service.listing(actor_of(role, role, regency=PASURUAN), span, Format.XLSX)
    elsewhere = actor_of("kecamatan", "print", regency=PASURUAN, districts=("35.14.02",))
    with pytest.raises(NotAllowed):
        service.listing(elsewhere, span, Format.XLSX)


def test_looking_is_written_down_without_what_was_asked(closed):
    span = DueSpan(BacklogFilter(PASURUAN, ("35.14.01",)), date(2026, 12, 18), date(2027, 1, 3))

    service.looked(SYSTEM, span, total=7, at=NOW)

    with read_connection() as conn:
        kept = conn.execute(select(audit_log.c.details).where(audit_log.c.action == "birthdays.view")).scalar_one()
        assert conn.execute(select(region.c.name).where(region.c.code == "35.14.01")).scalar_one()
        assert conn.execute(select(institution.c.id).limit(1)).scalar_one()
    assert '"rows":7' in kept and "35.14.01" not in kept
