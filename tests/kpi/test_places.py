"""Villages at the end of a month: against one resident after the other, as known now and as known then."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests_support.card_office import KRATON, CardOffice
from tests_support.card_people import AT, KEJAYAN, REGENCY

from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.kpi.model import Scope
from ktp_core.kpi.places import month_end, stock_by_place
from ktp_core.residents.model import Change
from ktp_core.residents.store import update_many
from ktp_core.summaries.model import Flow
from ktp_core.summaries.rebuild import differences
from ktp_core.summaries.store import Deltas, add

STAGES = (Flow.ELIGIBLE, Flow.COVERED, Flow.READY, Flow.PRINTED, Flow.OWNED)
PLACES = ((), (KEJAYAN,), (KEJAYAN, KRATON))


class Office(CardOffice):
    """Residents also move between villages, or their village gets known."""

    def change(self, key: int) -> None:
        super().change(key)
        row = self.conn.execute(select(resident).where(resident.c.id == key)).mappings().one()
        place = row["district"] and self.dice.choice((f"{row['district']}.2001", f"{row['district']}.2009", None))
        deltas = Deltas(REGENCY, self.today)
        change = Change(row, {"village": place})
        update_many(self.conn, [change], deltas, rules=AgeRules(), by="uji", at=AT, day=self.day, reason="uji")
        add(self.conn, deltas)

    def answer(self, day: date, places: tuple[str, ...], then: date | None) -> dict:
        rows = stock_by_place(self.conn, Scope(REGENCY, day, places, then), STAGES)
        return {(flow, place): n for flow, place, n in rows if n}

    def counted(self, day: date, places: tuple[str, ...]) -> dict:
        """One resident after the other, at the end of the month."""
        found: Counter = Counter()
        end = month_end(day)
        for row in self.conn.execute(select(resident).where(resident.c.standing == 1)).mappings():
            if places and row["district"] not in places:
                continue
            owned, first = row["owned_on"], row["serial"] == 1
            days = (row["card_age_on"], row["recorded_on"], row["ready_on"] if first else owned,
                    row["printed_on"] if first else owned, owned)  # fmt: skip
            for flow, since in zip(STAGES, days, strict=True):
                if since is not None and max(since, row["card_age_on"]) <= end:
                    found[flow, row["village"] or row["district"] or ""] += 1
        return dict(found)


@pytest.mark.parametrize("seed", range(2))
def test_villages_are_counted_like_a_clerk_would_and_told_as_they_were_known(database, seed):
    told = {}
    with write_transaction() as conn:
        office = Office(conn, seed)
        for _ in range(40):
            office.a_day_passes()
            for places in PLACES:
                told[office.today, places] = office.answer(office.today, places, None)
                assert told[office.today, places] == office.counted(office.today, places)
        changed = 0
        for (day, places), said in told.items():
            assert office.answer(day, places, day) == said, (day, places)
            changed += office.answer(day, places, None) != said
        assert changed > 20  # or nothing was ever entered late
        assert any(len(place) > 8 for said in told.values() for _, place in said)
        assert differences(conn) == []


def test_villages_add_up_to_their_district(sqlite_database):
    from ktp_core.kpi.flows import stock_by_district

    with write_transaction() as conn:
        office = Office(conn, 5)
        for _ in range(30):
            office.a_day_passes()
        scope = Scope(REGENCY, month_end(office.today))
        added: Counter = Counter()
        for flow, place, n in stock_by_place(conn, scope, STAGES):
            added[flow, place[:8]] += n
        whole = {(flow, district): n for flow, district, n in stock_by_district(conn, scope, STAGES)}
    assert {key: n for key, n in added.items() if n} == {key: n for key, n in whole.items() if n}


def test_the_basis_is_the_last_end_of_a_month():
    assert month_end(date(2026, 11, 22)) == date(2026, 10, 31)
    assert month_end(date(2026, 11, 30)) == date(2026, 11, 30)
    assert month_end(date(2026, 1, 30)) == date(2025, 12, 31)
    assert month_end(date(2024, 2, 29)) - timedelta(days=29) == month_end(date(2024, 1, 31))
