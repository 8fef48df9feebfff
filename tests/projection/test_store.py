"""What a projection starts from, against a recount of every resident and event in plain Python."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import Life, lives, recount, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.blanks import service as blanks
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import target
from ktp_core.errors import NotAllowed, NotFound, Refused
from ktp_core.figures import service as figures
from ktp_core.figures.model import BasisKind, Measure, Reported, Target
from ktp_core.kpi.model import Scope
from ktp_core.projection import hindsight, horizon, service
from ktp_core.projection.model import Constraint, Stage, WhatIf
from ktp_core.projection.store import read

TODAY = date(2026, 11, 18)
KEJAYAN, KRATON = "35.14.06", "35.14.15"
NAMES = {Stage.COVERED: "covered", Stage.READY: "ready", Stage.PRINTED: "printed", Stage.OWNED: "owned"}


@pytest.fixture
def people(database: str) -> list[Life]:
    make_office(("school", "SMA Kejayan", KEJAYAN))
    made = lives(PASURUAN, (KEJAYAN, KRATON), 400, seed=11, today=TODAY)
    with write_transaction() as conn:
        store(conn, PASURUAN, made)
    return made


def known(scope: Scope):
    with read_connection() as conn:
        return read(conn, scope, TODAY)


def end_of(month: int) -> date:
    year, number = divmod(month, 100)
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def goal(value: int, measure: Measure = Measure.HOLDERS, **more) -> None:
    what = {"valid_from": date(2026, 1, 1), "source": "Renja", **more}
    figures.add_target(SYSTEM, PASURUAN, Target(PASURUAN, measure, value, **what), at=NOW)


@pytest.mark.parametrize("districts", [(), (KEJAYAN,), (KEJAYAN, KRATON)])
def test_history_stocks_gaps_and_births_are_those_of_a_recount(people: list[Life], districts):
    found = known(Scope(PASURUAN, TODAY, districts))
    months, ends = found.past.months, [recount(people, end_of(one), districts) for one in found.past.months]
    before = recount(people, end_of(202310), districts)
    now = recount(people, TODAY, districts)

    assert (months[0], months[-1], len(months)) == (202311, 202610, 36)
    for stage, name in NAMES.items():
        stocks = [before[name], *(one[name] for one in ends)]
        assert found.past.flows[stage].tolist() == [b - a for a, b in zip(stocks, stocks[1:], strict=False)]
        assert found.past.since[stage] == now[name] - ends[-1][name]
        assert found.start.stocks[stage] == now[name]
    order = ["eligible", *NAMES.values()]
    assert list(found.start.gaps.values()) == [now[a] - now[b] for a, b in zip(order, order[1:], strict=False)]
    births = [recount(people, end_of(month), districts)["eligible"] for month in found.ahead.months[:12]]
    came = [b - a for a, b in zip([now["eligible"], *births], births, strict=False)]
    assert found.ahead.eligible[:12].tolist() == came and sum(came) > 0
    usual = found.past.eligible[-12:].mean()
    assert set(found.ahead.eligible[12:].tolist()) == {float(usual)}


def test_working_days_leave_out_weekends_and_holidays_and_those_that_are_over(people: list[Life]):
    found = known(Scope(PASURUAN, TODAY))

    assert found.ahead.months[0] == 202611 and found.ahead.part == pytest.approx(12 / 30)
    assert found.ahead.workdays[0] == 8  # 19-20, 23-27 and 30 November
    august = found.past.workdays[found.past.months.index(202608)]
    assert august == 19  # 21 weekdays without 17 August and the Prophet's birthday on the 25th
    assert found.ahead.workdays[-1] == found.ahead.workdays[-13]


def test_beginners_of_an_official_figure_say_who_comes_later(people: list[Life]):
    figure = Reported(PASURUAN, Measure.BEGINNERS, 1200, date(2026, 1, 31), "DP4", BasisKind.YEAR)
    figures.add_figure(SYSTEM, PASURUAN, figure, at=NOW)

    found = known(Scope(PASURUAN, TODAY))

    assert found.from_figures and set(found.ahead.eligible[12:].tolist()) == {100.0}
    assert not known(Scope(PASURUAN, TODAY, (KEJAYAN,))).from_figures


def test_a_registry_of_a_part_says_so(people: list[Life]):
    ours = recount(people, TODAY)["eligible"]
    assert not known(Scope(PASURUAN, TODAY)).partial

    figures.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, Measure.WAJIB_KTP, 90_000, TODAY, "DKB"), at=NOW)
    figures.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, Measure.HOLDERS, 80_000, TODAY, "DKB"), at=NOW)
    found = known(Scope(PASURUAN, TODAY))

    assert found.partial and (found.ours, found.wajib) == (ours, 90_000)
    assert found.start.stocks[Stage.OWNED] == 80_000


def test_a_part_is_no_whole_and_its_target_is_not_projected(people: list[Life]):
    goal(1_000)
    goal(900, Measure.RECORDED)
    figures.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, Measure.WAJIB_KTP, 90_000, TODAY, "DKB"), at=NOW)
    figures.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, Measure.HOLDERS, 800, TODAY, "DKB"), at=NOW)

    found = known(Scope(PASURUAN, TODAY))

    assert [one.value for one in found.targets] == [1_000]
    assert [one.value for one in found.unknown] == [900]


def test_blanks_are_those_of_the_day(people: list[Life], actor_of):
    clerk = actor_of("cetak", "print", regency=PASURUAN)
    assert known(Scope(PASURUAN, TODAY)).start.blanks is None
    printer = blanks.add_holder(
        clerk, PASURUAN, HolderDraft(kind=HolderKind.PRINTER, name="Pencetak 1", daily_capacity=90), at=NOW
    )
    assert known(Scope(PASURUAN, TODAY)).start.blanks is None

    for n, day in ((700, date(2026, 5, 18)), (300, date(2026, 8, 10)), (600, date(2026, 11, 2))):
        blanks.receive(clerk, printer, n, day=day, document=f"BAST {day}", at=datetime.combine(day, time(5), UTC))
    found, before = known(Scope(PASURUAN, TODAY)), known(Scope(PASURUAN, date(2026, 9, 1)))

    assert (found.start.blanks, before.start.blanks) == (1600, 1000)
    assert known(Scope(PASURUAN, date(2026, 5, 1))).start.blanks is None
    assert found.ahead.capacity == 90.0
    # The first day's blanks were there already; 900 came in the 184 days after it.
    assert found.ahead.blanks == pytest.approx(900 / (184 / (365 / 12)))
    assert known(Scope(PASURUAN, TODAY, (KEJAYAN,))).start.blanks is None


def test_blanks_of_a_past_day_are_those_that_had_been_entered_by_then(people: list[Life], actor_of):
    clerk = actor_of("cetak", "print", regency=PASURUAN)
    printer = blanks.add_holder(
        clerk, PASURUAN, HolderDraft(kind=HolderKind.PRINTER, name="Pencetak 1", daily_capacity=90), at=NOW
    )
    day = date(2026, 10, 31)
    for n, on, entered in (
        (700, date(2026, 5, 18), date(2026, 5, 18)), (300, date(2026, 10, 20), date(2026, 11, 2)),
        (60, date(2026, 11, 3), date(2026, 11, 3)),
    ):  # fmt: skip
        at = datetime.combine(entered, time(5), UTC)
        blanks.receive(clerk, printer, n, day=on, document=f"BAST {on}", at=at)

    stocks = {then: known(Scope(PASURUAN, day, known_on=then)).means for then in
              (day, date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 20), None)}  # fmt: skip

    assert [one.stock for one in stocks.values()] == [700, 700, 1000, 1000, 1000]
    assert [one.received > 0 for one in stocks.values()] == [False, False, True, True, True]
    before = known(Scope(PASURUAN, date(2026, 6, 1), known_on=date(2026, 11, 20))).means
    assert before.stock == 700 and known(Scope(PASURUAN, date(2026, 5, 17), known_on=day)).means.stock is None


def test_targets_in_force_are_projected_and_others_counted(people: list[Life]):
    goal(500)
    goal(520)  # entered later for the same: this one holds
    goal(300, Measure.RECORDED, valid_until=date(2027, 12, 31))
    goal(310, Measure.RECORDED, valid_until=date(2026, 6, 30))  # over
    goal(330, Measure.RECORDED, valid_from=date(2027, 1, 1))  # not yet
    with write_transaction() as conn:
        row = {"regency": PASURUAN, "area": PASURUAN, "value": 40, "valid_from": date(2026, 1, 1), "source": "Renja"}
        extra = {"measure": str(Measure.BEGINNERS_RECORDED), "entered_at": NOW, "entered_by": "system"}
        conn.execute(insert(target).values(id=3514999, **row, **extra))

    found = known(Scope(PASURUAN, TODAY))

    assert [(one.measure, one.value) for one in found.targets] == [(Measure.HOLDERS, 520), (Measure.RECORDED, 300)]
    assert found.others == 1
    assert known(Scope(PASURUAN, TODAY, (KEJAYAN,))).targets == ()


def test_a_past_day_as_known_then_starts_from_what_was_known(people: list[Life]):
    day = date(2026, 3, 31)
    goal(500, known_on=date(2026, 6, 1))
    now, then = known(Scope(PASURUAN, day)), known(Scope(PASURUAN, day, known_on=day))

    assert (len(now.targets), len(then.targets)) == (1, 0)
    with pytest.raises(Refused):
        Scope(PASURUAN, day, known_on=date(2026, 3, 1))


def test_an_outlook_asks_permission_and_knows_its_places(people: list[Life], actor_of):
    goal(recount(people, TODAY)["owned"])
    goal(10_000, Measure.RECORDED, valid_until=date(2027, 6, 30))
    head = actor_of("kepala", "head", regency=PASURUAN)
    part = actor_of("camat", "head", regency=PASURUAN, districts=(KEJAYAN,))

    reached, never = service.outlook(head, Scope(PASURUAN, TODAY), TODAY).arrivals
    assert reached.reached and (reached.p10, reached.p50, reached.p90) == (TODAY, TODAY, TODAY)
    assert reached.obstacle is None and reached.needed is None
    assert (never.p10, never.p50, never.obstacle, never.earliest) == (None, None, Constraint.PEOPLE, None)
    missing = 10_000 - never.now
    ahead = known(Scope(PASURUAN, TODAY)).ahead
    days = sum(n for month, n in zip(ahead.months, ahead.workdays, strict=True) if month <= 202706)
    assert never.needed == pytest.approx(missing / days)
    assert service.outlook(part, Scope(PASURUAN, TODAY), TODAY).scope.districts == (KEJAYAN,)
    with pytest.raises(NotAllowed):
        service.outlook(part, Scope(PASURUAN, TODAY, (KRATON,)), TODAY)
    with pytest.raises(NotFound):
        service.outlook(head, Scope(PASURUAN, TODAY, ("35.14.99",)), TODAY)


def test_the_same_data_give_the_same_outlook_and_a_wish_another(people: list[Life]):
    goal(recount(people, TODAY)["owned"] + 20)
    scope = Scope(PASURUAN, TODAY)
    first, again = (service.outlook(SYSTEM, scope, TODAY) for _ in range(2))
    wished = service.outlook(SYSTEM, scope, TODAY, WhatIf(recording=3.0))

    assert first.arrivals == again.arrivals and first.content == again.content != wished.content


def test_an_office_with_nobody_is_empty_and_does_not_fall_over(database: str):
    make_office()
    goal(1_000)
    found = service.outlook(SYSTEM, Scope(PASURUAN, TODAY), TODAY)

    assert found.known.empty and found.arrivals[0].p50 is None
    assert found.horizon == end_of(found.months[-1]) and len(found.months) == horizon.HORIZON


def test_the_past_of_an_office_is_tried_against_what_came(people: list[Life]):
    found = hindsight.score(SYSTEM, PASURUAN, TODAY, ago=(12,))

    assert found.trials == found.inside + found.early + found.late
