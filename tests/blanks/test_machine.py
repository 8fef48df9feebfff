"""Random histories of an office's blanks against a naive second telling: never below zero, sums are stocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select
from tests_support.constants import NOW, PASURUAN

from ktp_core.blanks import moves, queries, store
from ktp_core.blanks.model import Entry, EntryKind
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import blank_entry
from ktp_core.errors import Refused

LAST = date(2026, 11, 22)
RESIDENT = 3514 * 10**9 + 7
OFFICE: list[tuple[int, ...]] = []
OUT = [EntryKind.USED, EntryKind.SPOILED, EntryKind.RETURNED]
WHICH, DAYS, AMOUNT = st.integers(0, 3), st.integers(0, 5), st.integers(1, 12)


class Ledger(RuleBasedStateMachine):
    """Blanks of four holders in one transaction, which is rolled back at the end."""

    @initialize()
    def begin(self) -> None:
        self.transaction = write_transaction()
        self.conn = self.transaction.__enter__()
        self.told: list[tuple[int, date, str, int, bool]] = []  # holder, day, kind, n, has another side

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            self.transaction.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    def balance(self, holder: int, day: date) -> int:
        """What a paper ledger says at the end of a day."""
        return sum(n for where, when, _, n, _ in self.told if where == holder and when <= day)

    def fits(self, holder: int, n: int, day: date) -> bool:
        """On no day since would it have been less than nothing."""
        return all(self.balance(holder, day + timedelta(days=k)) >= n for k in range((LAST - day).days + 1))

    def refuses(self, act: object, *args: object, **more: object) -> None:
        before = self.conn.begin_nested()
        with pytest.raises(Refused, match="^blank_none"):
            act(*args, **more)  # type: ignore[operator]
        before.rollback()

    @rule(which=WHICH, n=AMOUNT, back=DAYS)
    def receive(self, which: int, n: int, back: int) -> None:
        key, day = OFFICE[0][which], LAST - timedelta(days=back)
        entry = Entry(holder_id=key, day=day, kind=EntryKind.RECEIVED, n=n)
        store.write(self.conn, PASURUAN, [entry], by="uji", at=NOW)
        self.told.append((key, day, "received", n, False))

    @rule(which=WHICH, n=AMOUNT, back=DAYS, kind=st.sampled_from(OUT))
    def take_out(self, which: int, n: int, back: int, kind: EntryKind) -> None:
        key, day = OFFICE[0][which], LAST - timedelta(days=back)
        entry = Entry(holder_id=key, day=day, kind=kind, n=-n)
        if not self.fits(key, n, day):
            self.refuses(moves.take_out, self.conn, entry, by="uji", at=NOW)
            return
        moves.take_out(self.conn, entry, by="uji", at=NOW)
        self.told.append((key, day, str(kind), -n, False))

    @rule(which=WHICH, spoiled=st.booleans(), back=DAYS)
    def one_card(self, which: int, spoiled: bool, back: int) -> None:
        key, day = OFFICE[0][which], LAST - timedelta(days=back)
        act, kind = (moves.spoil, "spoiled") if spoiled else (moves.use, "used")
        if not self.fits(key, 1, day):
            self.refuses(act, self.conn, key, RESIDENT, 1, day=day, by="uji", at=NOW)
            return
        act(self.conn, key, RESIDENT, 1, day=day, by="uji", at=NOW)
        self.told.append((key, day, kind, -1, False))

    @rule(giver=WHICH, taker=WHICH, n=AMOUNT, back=DAYS, kind=st.sampled_from([EntryKind.ALLOTTED, EntryKind.RETURNED]))
    def carry(self, giver: int, taker: int, n: int, back: int, kind: EntryKind) -> None:
        one, two, day = OFFICE[0][giver], OFFICE[0][taker], LAST - timedelta(days=back)
        entry = Entry(holder_id=one, day=day, kind=kind, n=-n, other_id=two)
        if one == two:
            with pytest.raises(Refused, match="blank_same_holder"):
                moves.carry(self.conn, entry, by="uji", at=NOW)
            return
        if not self.fits(one, n, day):
            self.refuses(moves.carry, self.conn, entry, by="uji", at=NOW)
            return
        moves.carry(self.conn, entry, by="uji", at=NOW)
        self.told += [(one, day, str(kind), -n, True), (two, day, str(kind), n, True)]

    @invariant()
    def stocks_are_sums_and_no_day_ends_below_zero(self) -> None:
        if not hasattr(self, "conn"):
            return
        e = blank_entry.c
        sums = dict(self.conn.execute(select(e.holder_id, func.sum(e.n)).group_by(e.holder_id)).all())
        for key in OFFICE[0]:
            stock = store.get(self.conn, key).stock
            assert stock == self.balance(key, LAST) == int(sums.get(key, 0)) >= 0
            assert all(self.balance(key, LAST - timedelta(days=k)) >= 0 for k in range(7))

    @invariant()
    def every_day_of_the_ledger_balances(self) -> None:
        if not hasattr(self, "conn"):
            return
        for key in (None, OFFICE[0][0]):
            found = queries.ledger(self.conn, PASURUAN, LAST - timedelta(days=3), LAST, holder_id=key)
            assert found.to_dict("records") == self.naive(key, LAST - timedelta(days=3))

    def naive(self, key: int | None, first: date) -> list[dict[str, object]]:
        """The ledger written out by hand."""
        mine = [one for one in self.told if key in (None, one[0])]
        rows, opening = [], sum(n for _, day, _, n, _ in mine if day < first)
        for day in sorted({day for _, day, *_ in mine if day >= first}):
            here = [(kind, n, other) for _, when, kind, n, other in mine if when == day]

            def total(*kinds: str, inside: bool, here: list = here) -> int:
                return sum(n for kind, n, other in here if kind in kinds and other is inside)

            row = {
                "period": day, "opening": opening, "received": total("received", inside=False),
                "moved": total("allotted", "returned", inside=True), "adjusted": 0,
                "used": -total("used", inside=False),
                "spoiled": -total("spoiled", inside=False), "returned": -total("returned", inside=False),
            }  # fmt: skip
            opening += row["received"] + row["moved"] - row["used"] - row["spoiled"] - row["returned"]
            rows.append({name: (row | {"closing": opening})[name] for name in queries.LEDGER})
        return rows


def test_the_ledger_holds_for_any_history(there) -> None:
    OFFICE[:] = [there.all]
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=40, stateful_step_count=15, deadline=None, derandomize=True, database=None,
            phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_the_machine_would_notice_a_stock_that_is_written_alone(there) -> None:
    """The naive telling is able to fail: an entry it was not told of breaks it."""
    OFFICE[:] = [there.all]
    machine = Ledger()
    machine.begin()
    machine.receive(0, 5, 0)
    machine.told = [(*machine.told[0][:3], 6, False)]

    try:
        with pytest.raises(AssertionError):
            machine.stocks_are_sums_and_no_day_ends_below_zero()
    finally:
        machine.teardown()
