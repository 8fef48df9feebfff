"""Random histories of several visits in the database against a naive second telling."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from tests_support.constants import NOW, PASURUAN
from tests_support.field_office import FieldOffice, after, field_office

from ktp_core.access.transactions import SYSTEM, Writing
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import visit_change
from ktp_core.errors import Refused
from ktp_core.requests import store as requests
from ktp_core.requests.model import RequestAction, RequestDraft, RequestState, Sender
from ktp_core.visits import moves, store
from ktp_core.visits.model import VisitDraft

HOURS = st.sampled_from([None, (480, 600), (600, 720), (540, 660)])
DAYS = st.integers(0, 2)


@dataclass
class Naive:
    """A visit as a paper calendar would tell it."""

    place: int
    day: date
    hours: tuple[int, int] | None
    team: int | None
    kits: frozenset[int]
    request: int | None
    state: str = "planned"
    done: list[str] = field(default_factory=lambda: ["schedule"])

    def meets(self, other: Naive) -> bool:
        """Something of both is in two places at once."""
        if self.state == "cancelled" or other.state == "cancelled" or self.day != other.day:
            return False
        mine, theirs = (set(range(*(one.hours or (0, 1440)))) for one in (self, other))
        same = self.place == other.place or (self.team is not None and self.team == other.team)
        return bool(mine & theirs) and (same or bool(self.kits & other.kits))


class Visits(RuleBasedStateMachine):
    """Visits of one office in one transaction, which is rolled back at the end."""

    keys: Bundle[int] = Bundle("keys")

    @initialize()
    def begin(self) -> None:
        self.transaction = write_transaction()
        self.conn = self.transaction.__enter__()
        self.tx = Writing(self.conn, SYSTEM, PASURUAN, NOW)
        self.told: dict[int, Naive] = {}
        self.letters = [self.letter(OFFICE[0]) for _ in range(2)]

    def letter(self, there: FieldOffice) -> int:
        from ktp_core.requests import moves as request_moves

        wish = RequestDraft(institution_id=there.school, sender=Sender.SCHOOL, received_on=after(-20))
        key = requests.add(self.conn, PASURUAN, wish, NOW)
        request_moves.move(self.tx, key, RequestAction.VERIFY, day=after(-19))
        return key

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            self.transaction.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    def answered(self, letter: int) -> str:
        """What a clerk would say of the letter."""
        states = [one.state for one in self.told.values() if one.request == letter]
        if any(state in ("planned", "underway") for state in states):
            return "scheduled"
        return "done" if "done" in states else "verified"

    def refuses(self, code: str, act: object, *args: object, **more: object) -> None:
        before = self.conn.begin_nested()
        with pytest.raises(Refused, match=code):
            act(*args, **more)  # type: ignore[operator]
        before.rollback()

    @rule(
        target=keys, place=st.integers(0, 2), day=DAYS, hours=HOURS, team=st.integers(0, 2),
        kits=st.sets(st.integers(0, 1)), letter=st.integers(0, 5),
    )  # fmt: skip
    def schedule(self, place: int, day: int, hours, team: int, kits: set[int], letter: int) -> int:
        there = OFFICE[0]
        new = Naive(
            (there.school, there.other, there.pesantren)[place], after(day), hours,
            (None, there.team, there.second)[team], frozenset((there.kit, there.spare)[kit] for kit in kits),
            self.letters[letter] if letter < 2 and place == 0 else None,  # both letters are the first school's
        )  # fmt: skip
        draft = VisitDraft(
            institution_id=new.place, day=new.day, start=hours and hours[0], end=hours and hours[1], team_id=new.team,
            resources=tuple(new.kits), request_id=new.request,
        )  # fmt: skip
        if any(new.meets(other) for other in self.told.values()):
            self.refuses("visit_clash", moves.schedule, self.tx, draft)
            return 0
        if new.request is not None and self.answered(new.request) == "done":
            self.refuses("request", moves.schedule, self.tx, draft)
            return 0
        key = moves.schedule(self.tx, draft)
        self.told[key] = new
        return key

    @rule(key=keys, day=DAYS, hours=HOURS)
    def reschedule(self, key: int, day: int, hours) -> None:
        if key not in self.told:
            return
        one = self.told[key]
        values = {"day": after(day), "start": hours and hours[0], "end": hours and hours[1], "reason": "ujian"}
        moved = Naive(one.place, after(day), hours, one.team, one.kits, one.request, one.state)
        if one.state != "planned":
            self.refuses("visit_no_way", moves.reschedule, self.tx, key, **values)
        elif (moved.day, moved.hours) == (one.day, one.hours):
            self.refuses("visit_unchanged", moves.reschedule, self.tx, key, **values)
        elif any(moved.meets(other) for known, other in self.told.items() if known != key):
            self.refuses("visit_clash", moves.reschedule, self.tx, key, **values)
        else:
            moves.reschedule(self.tx, key, **values)  # type: ignore[arg-type]
            one.day, one.hours = after(day), hours
            one.done.append("reschedule")

    @rule(key=keys, action=st.sampled_from(["start", "close", "reopen", "cancel"]))
    def go_on(self, key: int, action: str) -> None:
        if key not in self.told:
            return
        one = self.told[key]
        ways = {
            ("planned", "start"): "underway", ("planned", "cancel"): "cancelled", ("underway", "cancel"): "cancelled",
            ("underway", "close"): "done", ("done", "reopen"): "underway",
        }  # fmt: skip
        arguments = {"close": {"minutes": 60, "kits": 1}, "reopen": {"reason": "x"}, "cancel": {"reason": "x"}}
        more = arguments.get(action, {})
        if (one.state, action) not in ways:
            self.refuses("visit_no_way", getattr(moves, action), self.tx, key, **more)
            return
        getattr(moves, action)(self.tx, key, **more)
        one.state = ways[one.state, action]
        one.done.append(action)

    @invariant()
    def the_database_tells_the_same(self) -> None:
        if not hasattr(self, "conn"):
            return
        for key, one in self.told.items():
            now = store.visit(self.conn, key)
            hours = None if now.start is None else (now.start, now.end)
            assert (str(now.state), now.day, hours, now.team_id, frozenset(now.resources)) == (
                one.state, one.day, one.hours, one.team, one.kits,
            )  # fmt: skip
            assert now.version == len(one.done)
            past = select(visit_change.c.action).where(visit_change.c.visit_id == key).order_by(visit_change.c.id)
            assert list(self.conn.execute(past).scalars()) == one.done
        for letter in self.letters:
            assert requests.get(self.conn, letter).state is RequestState(self.answered(letter))

    @invariant()
    def nothing_is_in_two_places_at_once(self) -> None:
        told = list(getattr(self, "told", {}).values())
        assert not any(one.meets(other) for at, one in enumerate(told) for other in told[at + 1 :])


OFFICE: list[FieldOffice] = []


def test_every_history_of_visits_is_its_naive_second_telling(sqlite_database: str) -> None:
    OFFICE[:] = [field_office()]

    run_state_machine_as_test(
        Visits,
        settings=settings(
            max_examples=60, stateful_step_count=20, deadline=None, database=None, phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
