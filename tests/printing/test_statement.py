"""The statement of the backlog: it balances, to the card, whatever happened and however late it was entered."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import asdict
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from tests_support import naive_statement
from tests_support.card_office import KRATON, CardOffice
from tests_support.card_people import KEJAYAN, PURWOSARI, REGENCY

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import write_transaction
from ktp_core.errors import NotAllowed, Refused
from ktp_core.exports.model import Format
from ktp_core.kpi.model import Scope
from ktp_core.printing import queries
from ktp_core.printing import statement_service as service
from ktp_core.printing.model import BacklogFilter
from ktp_core.printing.statement import Line, Moves, by_district, by_month, months

FIRST = 202501


class Office(CardOffice):
    """With its statement."""

    def lines(self, *districts: str) -> list[Line]:
        return service.lines(self.conn, Scope(REGENCY, self.today, districts), FIRST)


def as_told(office: Office, lines: list[Line]) -> None:
    """Every line against the naive second telling, and each against the next."""
    stories = list(office.acts.values())
    naive = naive_statement.moves(stories, office.today)
    stocks = {month: naive_statement.stock(stories, naive_statement.month_end(month, office.today))
              for month in naive_statement.months(FIRST, office.today)}  # fmt: skip
    for line in lines:
        said = {name: n for name, n in asdict(line.moves).items() if n}
        told = {name: n for name, n in naive.get((line.month, line.district), {}).items() if n}
        assert (said, line.closing) == (told, stocks[line.month][line.district]), line
        assert all(n >= 0 for name, n in said.items() if name != "corrected"), line
    listed = {(line.month, line.district) for line in lines}
    assert {key for key, counts in naive.items() if key[0] >= FIRST and any(counts.values())} <= listed
    by_place = {(line.month, line.district): line for line in lines}
    months_ = naive_statement.months(FIRST, office.today)
    for before, after in zip(months_, months_[1:], strict=False):
        for district in {line.district for line in lines}:
            assert by_place[before, district].closing == by_place[after, district].opening


@pytest.mark.parametrize("seed", range(3))
def test_it_balances_for_any_sequence_of_events_and_its_end_is_the_backlog(database, seed):
    seen: Counter[str] = Counter()
    with write_transaction() as conn:
        office = Office(conn, seed)
        for _ in range(90):
            month = office.today.month
            office.a_day_passes()
            if office.today.month != month:  # as the office sees it at the turn of the month
                for places in ((), (KEJAYAN,), (PURWOSARI,), (KRATON,)):
                    total = queries.backlog_total(conn, BacklogFilter(REGENCY, places), office.today)
                    assert sum(one.closing for one in by_month(office.lines(*places))[-1:]) == total
        as_told(office, office.lines())
        for line in office.lines():
            seen.update({name: n for name, n in asdict(line.moves).items() if n})
    assert {"became_due", "printed", "changed_in", "changed_out"} <= set(seen), "nothing of interest happened"


def test_every_name_of_the_statement_happens_in_such_histories(sqlite_database):
    with write_transaction() as conn:
        office, seen, days = Office(conn, 7, people=20), set[str](), 0
        while seen != set(Moves.__dataclass_fields__) and days < 400:
            office.a_day_passes()
            days += 1
            if days % 20 == 0:
                seen |= {name for line in office.lines() for name, n in asdict(line.moves).items() if n}

    assert seen == set(Moves.__dataclass_fields__)


def test_months_and_districts_add_up():
    one, two = Moves(became_due=5, printed=2), Moves(became_due=1, changed_out=3)
    lines = [
        Line(202601, KEJAYAN, 10, one), Line(202601, PURWOSARI, 4, two), Line(202602, KEJAYAN, 13, two),
        Line(202602, PURWOSARI, 2, one),
    ]  # fmt: skip

    assert by_month(lines) == [Line(202601, "", 14, one + two), Line(202602, "", 15, one + two)]
    assert by_district(lines) == [Line(0, PURWOSARI, 4, two + one), Line(0, KEJAYAN, 10, one + two)]
    assert [line.closing for line in by_district(lines)] == [5, 11]


@pytest.mark.parametrize("first", [201012, 202613, 202600, 202612, 201601])
def test_months_that_are_none_or_too_many_are_refused(first):
    with pytest.raises(Refused, match="statement_months"):
        months(first, date(2026, 11, 22))


def test_the_file_holds_every_line_and_somebody_of_a_district_sees_that_district(sqlite_database, actor_of):
    with write_transaction() as conn:
        office = Office(conn, 3)
        for _ in range(100):
            office.a_day_passes()
        expected = office.lines(KEJAYAN)
    scope = Scope(REGENCY, office.today)
    assert service.from_params(service.to_params(scope, FIRST)) == (scope, FIRST)

    head = actor_of("camat", "head", regency=REGENCY, districts=(KEJAYAN,))
    made = service.listing(head, scope, FIRST, Format.XLSX)

    rows = CalamineWorkbook.from_filelike(io.BytesIO(made.content)).get_sheet_by_index(0).to_python()[1:]
    assert [(row[1], row[3], row[-1]) for row in rows] == [(KEJAYAN, one.opening, one.closing) for one in expected]
    assert all(row[3] + sum(row[4:9]) - sum(row[9:12]) == row[12] for row in rows)
    assert made.rows == len(expected) > 3
    with pytest.raises(NotAllowed):
        service.read(head, Scope(REGENCY, office.today, (PURWOSARI,)), FIRST)
    with pytest.raises(NotAllowed):
        service.read(actor_of("balangan", "head", regency="63.11"), scope, FIRST)
    assert service.read(SYSTEM, scope, FIRST)[0]
