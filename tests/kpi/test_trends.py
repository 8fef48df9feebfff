"""Trends against a recount in plain Python over residents, events and visits; and as they were known then."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from tests_support import head_people
from tests_support.card_office import KRATON, CardOffice
from tests_support.card_people import KEJAYAN, PURWOSARI, REGENCY
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import Life, lives, store
from tests_support.offices import make_office

from ktp_core import months
from ktp_core.access.model import Role
from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import card_event, team, visit
from ktp_core.errors import NotAllowed, NotFound
from ktp_core.kpi import seasons, team_months, trends
from ktp_core.kpi.model import Scope
from ktp_core.kpi.trend_model import Trend, Trends
from ktp_core.summaries.rebuild import rebuild
from ktp_core.visits import history
from ktp_core.visits import store as visits
from ktp_core.visits.model import VisitAction, VisitState

TODAY = date(2026, 11, 22)
DISTRICTS = ("35.14.06", "35.14.15", "35.14.16")
DAYS = (TODAY, date(2026, 10, 31), date(2026, 1, 5), date(2024, 2, 29), date(2025, 2, 28), date(2023, 7, 9))
# Action and whether residents of elsewhere count too.
ACTS = {Trend.RECORDED: (1, False), Trend.SERVED: (1, True), Trend.READY: (3, False), Trend.PRINTED: (8, False),
        Trend.DELIVERED: (11, False)}  # fmt: skip


@pytest.fixture(params=[1])
def people(request: pytest.FixtureRequest, database: str, monkeypatch: pytest.MonkeyPatch) -> list[Life]:
    monkeypatch.setattr(head_people, "AT", datetime(2026, 1, 2, 5, tzinfo=UTC))  # all of it was entered long ago
    places = make_office(*(("school", f"SMA {code}", code) for code in DISTRICTS))
    with write_transaction() as conn:
        days = [TODAY - timedelta(days=40 * back) for back in range(36)]
        made = [visits.insert_visit(conn, PASURUAN, places[n % 3], day, at=NOW) for n, day in enumerate(days)]
        teams = [new_team(conn, name) for name in ("Tim 1", "Tim 2")]
        for n, key in enumerate(made):
            conn.execute(update(visit).where(visit.c.id == key).values(team_id=[*teams, None][n % 5 % 3]))
        found = lives(PASURUAN, DISTRICTS, 600, seed=request.param, today=TODAY, visits=made)
        chance = random.Random(request.param)
        for event in (event for life in found for event in life.events if event["visit_id"] is None):
            event["channel"] = chance.choice((0, 2, 3, 4))
        store(conn, PASURUAN, found)
    return found


def new_team(conn: Any, name: str) -> int:
    key = next_id(conn, PASURUAN, "team")
    conn.execute(insert(team).values(id=key, regency=PASURUAN, name=name, updated_at=NOW))
    return key


def acts(people: list[Life], what: Trend, first: date, last: date, places: tuple[str, ...] = ()) -> list[Any]:
    """One event after the other."""
    action, elsewhere = ACTS[what]
    return [
        event for life in people for event in life.events
        if event["action"] == action and (event["ours"] or elsewhere) and first <= event["day"] <= last
        and (not places or event["district"] in places)
    ]  # fmt: skip


def month(day: date) -> int:
    return day.year * 100 + day.month


def nonzero(rows: dict[Any, tuple[int, ...]], months: tuple[int, ...]) -> dict[Any, int]:
    """(key, month) -> n of rows with a count."""
    return {(key, one): n for key, row in rows.items() for one, n in zip(months, row, strict=True) if n}


@pytest.mark.parametrize("what", Trend)
def test_every_month_is_that_of_a_recount_by_channel_and_district(people: list[Life], what: Trend):
    for day in DAYS:
        for places in ((), DISTRICTS[:1], DISTRICTS[1:]):
            view = trends.trends(SYSTEM, Scope(PASURUAN, day, places), what)
            assert (len(view.recent), view.recent[-1]) == (36, month(day))
            first = date(view.recent[0] // 100, view.recent[0] % 100, 1)
            events = acts(people, what, first, day, places)
            assert nonzero(view.channels, view.recent) == Counter((one["channel"], month(one["day"])) for one in events)
            assert view.months == tuple(sum(month(one["day"]) == each for one in events) for each in view.recent)
            everywhere = acts(people, what, first, day)
            expected = Counter((one["district"] or "", month(one["day"])) for one in everywhere)
            assert nonzero(view.districts, view.recent) == expected  # all, whichever are chosen
            assert len(view.districts) == 24 + ("" in view.districts)


def test_teams_have_the_recordings_of_their_visits_on_the_day_of_the_visit(people: list[Life]):
    with read_connection() as conn:
        made = {row.id: row for row in conn.execute(select(visit.c.id, visit.c.day, visit.c.team_id))}
    recorded = [event for life in people for event in life.events if event["action"] == 1 and event["visit_id"]]
    assert len(recorded) > 50
    for day in DAYS[:3]:
        view = trends.trends(SYSTEM, Scope(PASURUAN, day), Trend.PRINTED)
        expected: Counter[Any] = Counter()
        for event in recorded:
            one = made[event["visit_id"]]
            if view.recent[0] <= month(one.day) and one.day <= day:
                expected[one.team_id, month(one.day)] += 1
        assert nonzero(view.teams, view.recent) == expected
        assert None in view.teams and set(view.team_names.values()) == {"Tim 1", "Tim 2"}


def test_teams_of_a_district_are_those_of_visits_to_institutions_there(people: list[Life]):
    apart = [trends.trends(SYSTEM, Scope(PASURUAN, TODAY, (code,)), Trend.RECORDED).teams for code in DISTRICTS]
    whole = trends.trends(SYSTEM, Scope(PASURUAN, TODAY), Trend.RECORDED).teams

    assert sum(sum(map(sum, rows.values())) for rows in apart) == sum(map(sum, whole.values()))
    assert all(0 < sum(map(sum, rows.values())) < sum(map(sum, whole.values())) for rows in apart)


@pytest.mark.parametrize("what", (Trend.RECORDED, Trend.DELIVERED))
def test_years_are_compared_up_to_the_same_day(people: list[Life], what: Trend):
    for day in (*DAYS, date(2026, 3, 31)):
        view = trends.trends(SYSTEM, Scope(PASURUAN, day), what)
        assert [one.year for one in view.years] == [day.year, day.year - 1, day.year - 2]
        for back, one in enumerate(view.years):
            assert one.n == len(acts(people, what, date(one.year, 1, 1), one.until)), (day, back)
            for number, end in enumerate(one.ends, start=1):
                last = date(one.year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
                assert end == len(acts(people, what, date(one.year, 1, 1), last))
        assert len(view.years[1].ends) == 12
        assert len(view.years[0].ends) == day.month - view.running


def test_a_running_month_is_compared_with_the_same_days_and_a_whole_one_with_a_whole_one(people: list[Life]):
    view = trends.trends(SYSTEM, Scope(PASURUAN, TODAY), Trend.RECORDED)
    assert view.running and len(view.pairs) == 12
    for back, n in ((1, view.pairs[-1].before), (2, view.pairs[-1].two_before)):
        assert n == len(acts(people, Trend.RECORDED, date(2026 - back, 11, 1), date(2026 - back, 11, 22)))
    october = view.pairs[-2]
    assert (october.month, october.before) == (202610, len(
        acts(people, Trend.RECORDED, date(2025, 10, 1), date(2025, 10, 31))))  # fmt: skip


def test_the_same_day_of_a_year_before():
    assert seasons.same_day(date(2026, 11, 22), 1) == date(2025, 11, 22)
    assert seasons.same_day(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert seasons.same_day(date(2025, 2, 28), 1) == date(2024, 2, 29)  # both months are over
    assert seasons.same_day(date(2025, 2, 27), 1) == date(2024, 2, 27)


def test_twelve_months_are_those_that_are_over():
    counts = list(range(1, 31))
    assert seasons.twelve(counts, date(2026, 11, 22)) == sum(range(18, 30))
    assert seasons.twelve(counts, date(2026, 11, 30)) == sum(range(19, 31))
    assert seasons.twelve(counts, date(2026, 11, 22), 12) == sum(range(6, 18))
    assert seasons.twelve(counts[-5:], date(2026, 11, 22), 12) == 0


def test_the_usual_pattern_is_that_of_a_recount(people: list[Life]):
    for day in (TODAY, date(2026, 10, 31), date(2026, 1, 5)):
        found = trends.trends(SYSTEM, Scope(PASURUAN, day), Trend.RECORDED).profile
        assert found is not None and found.years == (2021, 2022, 2023, 2024, 2025)
        before = acts(people, Trend.RECORDED, date(2021, 1, 1), date(2025, 12, 31))
        usual = [sum(one["day"].month == number for one in before) for number in range(1, 13)]
        assert list(found.usual) == usual and found.whole == len(before)
        over = day.month if months.over(day) else day.month - 1
        now = acts(people, Trend.RECORDED, date(2026, 1, 1), date(2026, over + 1, 1) - timedelta(days=1))
        assert [n is not None for n in found.now] == [number <= over for number in range(1, 13)]
        assert sum(n or 0 for n in found.now) == len(now)
        scale = len(now) / sum(usual[:over]) if now else 1 / 5
        assert found.pattern == pytest.approx([n * scale for n in usual])


def test_the_year_in_which_counting_began_is_no_usual_year():
    counts = {202303: 5, 202401: 10, 202407: 30, 202601: 4}
    found = seasons.profile(counts, date(2026, 2, 10))
    assert found is not None and found.years == (2024, 2025)
    assert (found.usual[0], found.usual[6], found.whole) == (10, 30, 40)
    assert found.pattern[0] == 4 and found.pattern[6] == 12
    assert seasons.profile({202601: 9}, date(2026, 2, 10)) is None
    whole = seasons.profile({202301: 1} | counts, date(2026, 2, 10))
    assert whole is not None and whole.years == (2023, 2024, 2025)


def test_a_january_of_nothing_is_no_beginning_of_counting(people: list[Life]):
    quiet = 0
    for place, year in ((place, year) for place in DISTRICTS for year in range(2018, 2027)):
        view = trends.trends(SYSTEM, Scope(PASURUAN, date(year, 6, 15), (place,)), Trend.DELIVERED)
        months = {one["day"].replace(day=1) for one in acts(people, Trend.DELIVERED, date.min, TODAY, (place,))}
        first = min(months)
        begun = first.year if first.month == 1 else first.year + 1
        expected = tuple(range(max(begun, year - 5), year))
        assert (view.profile.years if view.profile else ()) == expected, (place, year)
        quiet += bool(expected) and date(expected[0], 1, 1) not in months

    assert quiet > 2  # or there was no such January


def answers(office: CardOffice, day: date, places: tuple[str, ...], then: date | None) -> Any:
    found = []
    for what in (Trend.RECORDED, Trend.PRINTED):
        view = trends.read(office.conn, Scope(REGENCY, day, places, then), what)
        rows = [nonzero(part, view.recent) for part in (view.channels, view.districts)]  # type: ignore[arg-type]
        found.append((rows, {one: n for one, n in view.counts.items() if n}, dict(view.same_days), view.years))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_asked_much_later_a_past_day_says_what_it_said_on_that_day(database, seed):
    make_office()
    with write_transaction() as conn:
        office = CardOffice(conn, seed)
        told: dict[Any, Any] = {}
        for _ in range(60):
            office.a_day_passes()
            for places in ((), (KEJAYAN,), (PURWOSARI, KRATON)):
                told[office.today, places] = answers(office, office.today, places, None)
        changed = 0
        for (day, places), said in told.items():
            assert answers(office, day, places, day) == said, (day, places)
            changed += answers(office, day, places, None) != said

        assert changed > 20  # or nothing was ever entered late


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def test_teams_are_told_as_they_were_known_then(people: list[Life]):
    """A visit is closed late, another is given to another team after it was reopened, a recording is taken back."""
    day, later = date(2026, 11, 10), at(date(2026, 11, 15))
    scope = Scope(PASURUAN, day, (), day)
    with write_transaction() as conn:
        told = team_months.recorded(conn, scope, date(2023, 12, 1))
        assert told == team_months.recorded(conn, replace(scope, known_on=None), date(2023, 12, 1))
        closed = select(visit.c.id, visit.c.team_id).where(visit.c.day <= day, visit.c.team_id.is_not(None))
        first, second, third = conn.execute(closed.order_by(visit.c.day.desc()).limit(3)).all()
        add_change(conn, first.id, VisitAction.CLOSE, at(date(2026, 1, 3)))
        add_change(conn, first.id, VisitAction.REOPEN, later)
        conn.execute(update(visit).where(visit.c.id == first.id).values(state=str(VisitState.UNDERWAY)))
        add_change(conn, second.id, VisitAction.CLOSE, at(date(2026, 1, 3)))
        for before, after in ((second.team_id, third.id), (third.id, None)):
            add_change(conn, second.id, VisitAction.ASSIGN, later, team_id=[before, after])
        conn.execute(update(visit).where(visit.c.id == second.id).values(team_id=None))
        undone = conn.execute(select(card_event).where(card_event.c.visit_id == third.id, card_event.c.action == 1))
        gone = dict(undone.mappings().first())  # type: ignore[arg-type]
        conn.execute(insert(card_event).values(
            gone | {"id": next_id(conn, PASURUAN, "card_event"), "action": 14, "undoes": gone["id"], "at": later,
                    "visit_id": None}))  # fmt: skip
        rebuild(conn, PASURUAN)

        assert team_months.recorded(conn, scope, date(2023, 12, 1)) == told
        now = team_months.recorded(conn, replace(scope, known_on=None), date(2023, 12, 1))
    assert sum(now.values()) < sum(told.values())
    assert sum(n for (key, _), n in now.items() if key is None) > sum(n for (key, _), n in told.items() if key is None)


def add_change(conn: Any, key: int, action: VisitAction, when: datetime, **details: Any) -> None:
    history.note(conn, PASURUAN, key, action, at=when, by="uji", details=details)


def test_an_account_of_one_district_sees_that_one_alone(people: list[Life], actor_of):
    actor = actor_of("kejayan", "head", regency=PASURUAN, districts=(DISTRICTS[0],))
    view = trends.trends(actor, Scope(PASURUAN, TODAY), Trend.RECORDED)

    assert set(view.districts) == {DISTRICTS[0]} and view.scope.districts == (DISTRICTS[0],)
    assert sum(view.months) == sum(view.districts[DISTRICTS[0]])
    with pytest.raises(NotAllowed):
        trends.trends(actor, Scope(PASURUAN, TODAY, (DISTRICTS[1],)), Trend.RECORDED)


def test_who_may_not_see_the_head_page_is_refused_before_anything_is_read(database: str, actor_of, monkeypatch):
    monkeypatch.setitem(GRANTS, Role.PRINT, GRANTS[Role.PRINT] - {Permission.HEAD_VIEW})
    nobody = actor_of("cetak", "print", regency=PASURUAN)
    with pytest.raises(NotAllowed):
        trends.trends(nobody, Scope(PASURUAN, TODAY), Trend.RECORDED)


def test_a_district_that_is_not_there_is_not_found(people: list[Life]):
    with pytest.raises(NotFound):
        trends.trends(SYSTEM, Scope(PASURUAN, TODAY, ("35.14.99",)), Trend.RECORDED)


def test_an_office_without_any_act_is_empty(database: str):
    make_office()
    view = trends.trends(SYSTEM, Scope(PASURUAN, TODAY), Trend.RECORDED)
    assert view.empty and isinstance(view, Trends) and view.profile is None
    assert not view.channels and len(view.districts) == 24
