"""What a past day's figures say as they were known then: the same question, asked on that day and again much later."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests_support.card_office import KRATON, CardOffice
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY, add_people, newcomer

from ktp_core import clock
from ktp_core.db.engine import write_transaction
from ktp_core.errors import Refused
from ktp_core.figures import store as official
from ktp_core.figures.model import Measure, Reported, Target
from ktp_core.kpi import queries, rules, store
from ktp_core.kpi.model import Scope
from ktp_core.summaries.model import Flow

PLACES = ((), (KEJAYAN,), (PURWOSARI, KRATON))
TREND = (Flow.RECORD, Flow.PRINT, Flow.ELIGIBLE, Flow.OWNED, Flow.DUE, Flow.LEFT_OTHER)


class Office(CardOffice):
    """With new residents, official figures entered late, and every answer kept as it was given on its day."""

    def __init__(self, conn, seed: int) -> None:
        super().__init__(conn, seed)
        self.told: dict[tuple[date, date, tuple[str, ...]], object] = {}

    def a_day_passes(self) -> None:
        super().a_day_passes()
        if self.dice.random() < 0.3:
            born = date(2006, 1, 1) + timedelta(days=self.dice.randrange(1500))
            self.ids += add_people(self.conn, newcomer(len(self.ids) + 1, born=born), known_on=self.today)
            self.acts[self.ids[-1]] = []
        if self.dice.random() < 0.1:
            self.figure()

    def figure(self) -> None:
        basis = self.today - timedelta(days=self.dice.randrange(100))
        measure = self.dice.choice((Measure.WAJIB_KTP, Measure.RECORDED, Measure.HOLDERS))
        new = Reported(REGENCY, measure, self.dice.randrange(50), basis, "DKB", known_on=self.today)
        official.insert_figure(self.conn, REGENCY, new, by="uji", at=AT)
        goal = Target(REGENCY, Measure.HOLDERS, self.dice.randrange(90), basis, "Renstra", known_on=self.today)
        official.insert_target(self.conn, REGENCY, goal, by="uji", at=AT)

    def answers(self, day: date, places: tuple[str, ...], then: date | None) -> object:
        scope = Scope(REGENCY, day, places, then)
        known = rules.figures(store.inputs(self.conn, scope, self.today))
        figures = {name: (one.value, one.numerator, one.denominator, one.note) for name, one in known.items()}
        past = queries.trend(self.conn, scope, TREND, months=14).to_numpy().tolist()
        apart = queries.trend_by_district(self.conn, scope, TREND, months=3)
        return figures, past, sorted(row for row in apart.itertuples(index=False, name=None) if row[-1])

    def keep_today(self) -> None:
        for places in PLACES:
            self.told[self.today, self.today, places] = self.answers(self.today, places, None)


@pytest.mark.parametrize("seed", range(2))
def test_a_past_day_is_told_as_it_was_known_then(database, seed):
    with write_transaction() as conn:
        office = Office(conn, seed)
        for _ in range(45):
            office.a_day_passes()
            office.keep_today()
        changed = 0
        for (day, then, places), told in office.told.items():
            assert office.answers(day, places, then) == told, (day, places)
            changed += office.answers(day, places, None)[1] != told[1]

        assert changed > 20  # or nothing was ever entered late


def test_a_day_is_told_as_it_was_known_on_a_later_one(database):
    with write_transaction() as conn:
        office = Office(conn, 11)
        for _ in range(30):
            office.a_day_passes()
        day, told = office.today, {}
        for _ in range(30):
            office.a_day_passes()
            told[office.today] = _flows(office, day, None)
        assert len({str(one) for one in told.values()}) > 3
        for then, said in told.items():
            assert _flows(office, day, then) == said, then


def _flows(office: Office, day: date, then: date | None) -> object:
    return office.answers(day, (), then)[1:]


def test_nothing_can_be_known_before_its_day():
    with pytest.raises(Refused) as refusal:
        Scope(REGENCY, date(2026, 5, 2), (), date(2026, 5, 1))
    assert refusal.value.code == "known_before"


def test_the_day_of_an_office_ends_at_its_own_midnight():
    assert clock.end_of(date(2026, 5, 1), "35.14") == datetime.fromisoformat("2026-05-01T17:00:00+00:00")
    assert clock.end_of(date(2026, 5, 1), "63.11") == datetime.fromisoformat("2026-05-01T16:00:00+00:00")
