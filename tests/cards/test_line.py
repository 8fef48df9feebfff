"""Random histories in the database against the naive second implementation, and against the law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY, add_people, event_of, newcomer
from tests_support.naive_cards import Act, days_of, due, flows, waits_on

from ktp_core.cards import history, states, store
from ktp_core.cards.bulk import write_moves
from ktp_core.cards.lists.planning import Move
from ktp_core.cards.model import CardAction, CardState
from ktp_core.cards.verdicts import WAYS
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import resident, summary_day, summary_state
from ktp_core.eligibility.model import AgeRules
from ktp_core.residents.model import Change
from ktp_core.residents.store import update_many
from ktp_core.summaries.model import Flow
from ktp_core.summaries.rebuild import differences
from ktp_core.summaries.store import Deltas, add

START = date(2025, 1, 1)
LATE = st.one_of(st.just(0), st.integers(0, 300))


class CardLine(RuleBasedStateMachine):
    """One resident, one transaction that is rolled back at the end."""

    @initialize(
        born=st.dates(date(2006, 1, 1), date(2009, 12, 31)), ours=st.booleans(), state=st.sampled_from(CardState)
    )
    def begin(self, born: date, ours: bool, state: CardState) -> None:
        self.transaction = write_transaction()
        self.conn = self.transaction.__enter__()
        (self.id,) = add_people(self.conn, newcomer(1, born=born))
        self.acts: list[Act] = []
        self.today = self.day = START
        self.owned: date | None = None
        if not ours:
            self.change(standing=2, district=None)
        for action in WAYS[CardState.UNRECORDED, state]:
            if action in states.actions(store.card(self.conn, self.id), day=self.day):
                self.do(action)

    def teardown(self) -> None:
        if not hasattr(self, "conn"):
            return
        try:
            self.summaries_are_a_naive_recount()
        finally:
            self.transaction.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    def now(self, name: str) -> Act:
        card = store.card(self.conn, self.id)
        return Act(name, self.day, card.district or "", card.ours, card.card_age_on)

    def write(self, event: object) -> None:
        deltas = Deltas(REGENCY)
        store.write(self.conn, store.card(self.conn, self.id), event, deltas)  # type: ignore[arg-type]
        add(self.conn, deltas)

    def change(self, **values: object) -> None:
        row = self.conn.execute(select(resident).where(resident.c.id == self.id)).mappings().one()
        deltas = Deltas(REGENCY)
        update_many(
            self.conn, [Change(row, values)], deltas, rules=AgeRules(), by="uji", at=AT, day=self.day, reason="uji"
        )
        add(self.conn, deltas)
        if self.acts:
            self.acts.append(self.now("ADJUST"))

    def do(self, action: CardAction, *, listed: bool = False) -> None:
        """By a clerk, or as a list from SIAK does it to many."""
        card = store.card(self.conn, self.id)
        event = event_of(card, action, self.day)
        if listed:
            deltas = Deltas(REGENCY)
            write_moves(self.conn, [Move(card, ((event, states.project(card, event)),))], deltas)
            add(self.conn, deltas)
        else:
            self.write(event)
        self.acts.append(self.now(action.name))

    def entered(self, wait: int, late: int) -> date:
        """Time goes on, and what is entered now may have happened before."""
        self.today += timedelta(days=wait)
        return self.today - timedelta(days=late)

    @rule(choice=st.integers(0, 10**6), wait=st.integers(0, 200), late=LATE, listed=st.booleans())
    def something_happens(self, choice: int, wait: int, late: int, listed: bool) -> None:
        card = store.card(self.conn, self.id)
        day = self.entered(wait, late)
        # No act before the card's last one that stands; what was adjusted or corrected since may be later.
        day = max(day, card.state_on or day)
        ways = states.actions(card, day=day)
        if not ways:
            return
        self.day = day
        action = ways[choice % len(ways)]
        # What the law forbids is never offered.
        assert action is not CardAction.PRINT or (card.ready_on is not None and day >= card.card_age_on)
        self.do(action, listed=listed)

    @precondition(lambda self: any(a.name not in ("CORRECT", "ADJUST") and not a.undone for a in self.acts))
    @rule(wait=st.integers(0, 60), late=LATE)
    def it_is_corrected(self, wait: int, late: int) -> None:
        self.day = self.entered(wait, late)
        card, past = store.card(self.conn, self.id), store.history(self.conn, self.id)
        self.write(history.undo(card, past, day=self.day, at=AT, by="uji", reason="salah ketik"))
        last = [act for act in self.acts if act.name not in ("CORRECT", "ADJUST") and not act.undone][-1]
        last.undone = True
        self.acts.append(self.now("CORRECT"))
        self.owned = store.card(self.conn, self.id).owned_on

    @rule(
        district=st.sampled_from([KEJAYAN, PURWOSARI]), standing=st.sampled_from([1, 1, 1, 2, 3]),
        wait=st.integers(0, 60), late=LATE,
    )  # fmt: skip
    def the_resident_moves(self, district: str, standing: int, wait: int, late: int) -> None:
        self.day = self.entered(wait, late)
        self.change(standing=standing, district=district if standing == 1 else None)

    @rule(days=st.integers(-400, 400))
    def the_birth_date_is_corrected(self, days: int) -> None:
        born = store.card(self.conn, self.id).birth_date + timedelta(days=days)
        self.change(birth_date=born)

    @precondition(lambda self: hasattr(self, "conn"))
    @rule()
    def projection_is_the_fold_and_the_naive_one(self) -> None:
        card = store.card(self.conn, self.id)
        naive = days_of(self.acts)

        assert history.fold(card, store.history(self.conn, self.id)) == card
        assert {"state": card.state.name} | {name: getattr(card, name) for name in naive if name != "state"} == naive
        here = self.now("")
        assert card.due_on == due([*self.acts, Act("ADJUST", self.day, here.district, here.ours, here.card_age_on)])
        assert self.owned is None or card.owned_on == self.owned
        self.owned = card.owned_on

    def summaries_are_a_naive_recount(self) -> None:
        self.projection_is_the_fold_and_the_naive_one()
        stored = Counter({
            (row.flow, row.day, row.district): row.n
            for row in self.conn.execute(select(summary_day)).all() if row.n
        })  # fmt: skip
        states_now = [(row.district, row.state) for row in self.conn.execute(select(summary_state)).all() if row.n]
        card = store.card(self.conn, self.id)

        assert stored == flows(self.acts, self.now(""))
        self.backlog_was_never_wrong(stored)
        assert states_now == ([(card.district or "", int(card.state))] if card.ours else [])
        assert differences(self.conn) == []


    def backlog_was_never_wrong(self, stored: Counter[tuple[int, date, str]]) -> None:
        """On every day on which anything was counted, no district holds a card it does not have."""
        sign = {Flow.DUE: 1, Flow.LEFT_PRINTED: -1, Flow.LEFT_OTHER: -1}
        for day in sorted({day for flow, day, _ in stored if flow in sign} | {self.today}):
            stock: Counter[str] = Counter()
            for (flow, counted, district), n in stored.items():
                if flow in sign and counted <= day:
                    stock[district] += sign[Flow(flow)] * n
            here = waits_on(self.acts, day)
            assert {place: n for place, n in stock.items() if n} == ({here: 1} if here else {})
        card = store.card(self.conn, self.id)
        due_now = card.due_on is not None and card.due_on <= self.today
        assert waits_on(self.acts, self.today) == (card.district if due_now else None)
        prints = [act for act in self.acts if act.name == "PRINT" and act.ours and not act.undone]
        assert sum(n for (flow, *_), n in stored.items() if flow == Flow.LEFT_PRINTED) == len(prints)


@pytest.fixture
def machine(sqlite_database: str) -> Iterator[type[CardLine]]:
    yield CardLine


def test_every_history_is_its_naive_second_telling(machine: type[CardLine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=500, stateful_step_count=20, deadline=None, database=None,
            phases=(Phase.generate,),  # shrinking twenty steps of SQL takes minutes, and they are short enough to read
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
