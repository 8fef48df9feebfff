"""A month's report told on its last day, and again long afterwards as it was known then: the same digits."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import insert
from tests_support.card_office import KRATON
from tests_support.card_people import KEJAYAN, REGENCY, add_people, newcomer
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.cards import store as cards
from ktp_core.db.engine import write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import visit, visit_change
from ktp_core.documents import words
from ktp_core.months import month_of
from ktp_core.reports import content, gathering, rules
from ktp_core.reports.model import Report, Stamp, Table
from ktp_core.summaries.store import Deltas, add
from ktp_core.visits.model import VisitAction, VisitState

TODAY_ALONE = {"ages", "stuck"}
"""Tables that are known of today alone."""
APART = ("line", "attention", "goals", "definitions")


def office_class():
    """The office of tests/kpi/test_known_then.py, whose acts are entered on the day they are entered."""
    import importlib.util
    from pathlib import Path

    path = Path(__file__).resolve().parents[1] / "kpi" / "test_known_then.py"
    spec = importlib.util.spec_from_file_location("kpi_known_then", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Office


class Office(office_class()):  # type: ignore[misc]
    """With visits that are scheduled, moved, held, cancelled and closed late."""

    def __init__(self, conn, seed: int, schools: list[int]) -> None:
        super().__init__(conn, seed)
        self.schools, self.visits = schools, []

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(9), tzinfo=clock.zone_of(REGENCY))

    def write(self, key: int, event) -> None:
        deltas = Deltas(REGENCY, self.today)
        cards.write(self.conn, cards.card(self.conn, key), replace(event, at=self.now), deltas)
        add(self.conn, deltas)

    def a_day_passes(self) -> None:
        super().a_day_passes()
        if self.schools and self.dice.random() < 0.7:
            self.schedule()
        for one in list(self.visits):
            self.follow(one)

    def schedule(self) -> None:
        key, day = next_id(self.conn, REGENCY, "visit"), self.today + timedelta(days=self.dice.randrange(1, 40))
        self.conn.execute(insert(visit).values(
            id=key, regency=REGENCY, institution_id=self.dice.choice(self.schools), day=day, state="planned",
            updated_at=self.now,
        ))  # fmt: skip
        self.change_visit(key, VisitAction.SCHEDULE, VisitState.PLANNED, day)
        self.visits.append([key, day, VisitState.PLANNED])

    def follow(self, one: list) -> None:
        key, day, state = one
        chance = self.dice.random()
        if state is VisitState.PLANNED and chance < 0.05:
            one[1] = max(self.today, day) + timedelta(days=self.dice.randrange(1, 30))
            self.change_visit(key, VisitAction.RESCHEDULE, VisitState.PLANNED, one[1])
        elif state is VisitState.PLANNED and chance < 0.08:
            one[2] = VisitState.CANCELLED
            self.change_visit(key, VisitAction.CANCEL, one[2])
        elif day < self.today and state in (VisitState.PLANNED, VisitState.UNDERWAY) and chance < 0.4:
            one[2] = VisitState.UNDERWAY if state is VisitState.PLANNED else VisitState.DONE
            action = VisitAction.START if state is VisitState.PLANNED else VisitAction.CLOSE
            self.change_visit(key, action, one[2])

    def change_visit(self, key: int, action: VisitAction, state: VisitState, day: date | None = None) -> None:
        moved = {"day": day} if day else {}
        self.conn.execute(visit.update().where(visit.c.id == key).values(state=str(state), **moved))
        self.conn.execute(insert(visit_change).values(
            id=next_id(self.conn, REGENCY, "visit_change"), visit_id=key, at=self.now, by="uji", action=str(action),
            to_day=day, details={},
        ))  # fmt: skip

    def report(self, day: date, known_on: date | None) -> Report:
        stamp = Stamp(REGENCY, "Pasuruan", "Dinas", month_of(day), day, known_on, self.now, "uji", "0")
        return content.report(gathering.read(self.conn, stamp, self.today))

    def end_of_month(self) -> date:
        last = monthrange(self.today.year, self.today.month)[1]
        self.today = self.today.replace(day=last)
        return self.today


def tables(report: Report) -> dict[str, Table]:
    found = {one.key: one for section in report.sections for one in section.parts if isinstance(one, Table)}
    return {key: one for key, one in found.items() if key not in TODAY_ALONE}


def told(report: Report) -> dict[str, object]:
    """Everything that is told of any day: tables, charts, the map and the sentences of most sections.

    Not when targets are reached: who comes of age in months to come is foreseen from the births known now. Which day
    of knowing it is stands among the definitions.
    """
    drawn = {one.key: one for section in report.sections for one in section.parts if not isinstance(one, Table)}
    texts = {one.key: one.texts for one in report.sections if one.key not in APART}
    found = tables(report)
    goals = found.get("goals")
    if goals is not None:
        found["goals"] = replace(goals, rows=tuple(row[:-3] for row in goals.rows))
    return {**found, **drawn, "texts": texts}


@pytest.mark.parametrize("seed", range(2))
def test_a_month_is_told_as_it_was_known_at_its_end(database, seed):
    schools = make_office(("school", "SMA Kejayan", KEJAYAN), ("pesantren", "PP Kraton", KRATON))
    with write_transaction() as conn:
        office = Office(conn, seed, schools)
        before: dict[date, Report] = {}
        for _ in range(3):
            for _ in range(9):
                office.a_day_passes()
            day = office.end_of_month()
            before[day] = office.report(day, None)
        for _ in range(25):
            office.a_day_passes()
        changed = 0
        for day, report in before.items():
            later = office.report(day, day)
            assert told(later) == told(report), day
            changed += len(rules.corrections(report, office.report(day, None)))

        assert changed > 10  # or nothing was ever entered late
        assert any(one.rows[-1][1] for report in before.values() for one in [tables(report)["visits"]])


def test_a_resident_entered_late_is_a_correction_of_every_number_that_counts_them(database):
    make_office()
    with write_transaction() as conn:
        office = Office(conn, 5, [])
        for _ in range(12):
            office.a_day_passes()
        day = office.end_of_month()
        was = office.report(day, None)
        office.today += timedelta(days=3)
        add_people(conn, newcomer(900, born=date(2000, 5, 5)), known_on=office.today)
        found = rules.corrections(was, office.report(day, None))

    assert {(one.where, one.column) for one in found} >= {
        ("Angka utama: Wajib KTP", "Jumlah"), ("Angka utama: Belum rekam", "Jumlah"),
        ("Kecamatan: Kejayan", "Wajib KTP"), ("Kecamatan: Jumlah", "Wajib KTP"),
    }  # fmt: skip
    assert all(isinstance(one.was, int) and one.now == one.was + 1 for one in found if one.column == "Wajib KTP")


def test_a_report_as_known_then_says_what_is_told_as_of_now(database):
    make_office()
    with write_transaction() as conn:
        office = Office(conn, 5, [])
        day = office.end_of_month()
        on_the_day = office.report(day, None)
        office.today += timedelta(days=40)
        later, now = office.report(day, day), office.report(day, None)
    said = {
        name: " ".join(text for section in one.sections for text in section.texts)
        for name, one in (("day", on_the_day), ("later", later), ("now", now))
    }

    assert [name for name in said if "mengikuti catatan saat laporan dibuat" in said[name]] == ["later"]
    assert f"sampai akhir {words.day_long(day)}" in said["later"]
    assert [name for name in said if "paket hanya diketahui untuk hari berjalan" in said[name]] == ["later", "now"]
