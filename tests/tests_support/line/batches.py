"""Print batches as a whole: made by the order of urgency, stopped, ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from tests_support.line.cards import Cards
from tests_support.line.machine import later
from tests_support.line.paper import Batch, Person, Slot

from ktp_core.access.model import Actor
from ktp_core.batches import service

PRINTER, ASKED = st.sampled_from([1, 1, 2]), st.integers(1, 5)
AHEAD, WITHOUT = st.sampled_from([0, 0, 0, 1, 4]), st.sampled_from([None, None, 0, 1])
WHICH = st.sampled_from([0, 0, 0, 1, 2])  # 0: the newest
POSITIONS = st.sets(st.integers(1, 4), min_size=1, max_size=3).map(sorted)
ORDER = ("first_time", "disaster", "waiting", "lost", "damaged", "changed", "replaced")
some = precondition(lambda self: bool(getattr(self, "paper", None) and self.paper.batches))


class Batches(Cards):
    """Rules about batches."""

    def operator(self, second: bool) -> Actor:
        return self.office.print_b if second else self.office.print_a

    def batch(self, which: int, *marks: str) -> tuple[int, Batch]:
        """A batch; with marks one that goes on and has such lines if there is any. 0: the newest."""
        fit = [key for key, one in self.paper.batches.items()
               if one.state == "open" and any(line.mark in marks for line in one.lines.values())]  # fmt: skip
        keys = sorted(fit if marks and fit else self.paper.batches)
        key = keys[-1 - which % len(keys)]
        return key, self.paper.batches[key]

    def version(self, key: int) -> int:
        return int(self.looks.rows("SELECT version FROM print_batch WHERE id = ?", key)[0]["version"])

    # -- making

    def urgency(self, one: Person, day: date) -> str:
        if one.serial > 1:
            return self.paper.causes.get((one.key, one.serial)) or "replaced"
        a_year_ago = day.replace(year=day.year - 1)  # no history lasts until the next leap day
        return "first_time" if one.of_age > a_year_ago else "waiting"

    def candidates(self, day: date) -> list[Person]:
        """Who waits on that day and in no batch, the most urgent first, then whoever waits longest."""
        found = [(ORDER.index(self.urgency(one, day)), one.waits_since, one.key) for one in self.paper.people.values()
                 if one.waits_since and one.waits_since <= day and not self.paper.batch_of(one.key)]  # fmt: skip
        return [self.paper.people[key] for *_, key in sorted(found)]

    def room(self, holder: int, day: date) -> int:
        """Blanks that nobody has a claim to, and what the printer can still do on that day."""
        mine = [one for one in self.paper.batches.values() if one.holder == holder]
        promised = sum(line.mark == "waiting" for one in mine for line in one.lines.values())
        free = self.paper.stock(holder) - promised
        if holder == self.office.printer:
            that_day = [line.mark for one in mine if one.day == day for line in one.lines.values()]
            free = min(free, 4 - that_day.count("waiting") - that_day.count("printed"))
        return max(free, 0)

    @rule(printer=PRINTER, asked=ASKED, ahead=AHEAD, without=WITHOUT)
    def make(self, printer: int, asked: int, ahead: int, without: int | None) -> None:
        key, day = self.holder(printer), later(self.paper.today, ahead)
        skipped = frozenset() if without is None else frozenset({self.office.people[without]})
        wanted = [one for one in self.candidates(day) if one.key not in skipped][: min(asked, self.room(key, day))]
        lines = {at: Slot(one.key, one.serial, "waiting") for at, one in enumerate(wanted, 1)}
        self.attempt(
            "batch made", service.make, self.office.print_a, key, day=day, asked=asked, skip=skipped,
            today=self.paper.today, at=self.now, events=[],
            codes=set() if wanted else {"batch_nobody", "batch_no_stock", "batch_no_capacity"},
            note=lambda made: self.paper.batches.__setitem__(made, Batch(key, day, lines=lines)),
        )  # fmt: skip

    # -- the whole batch

    @some
    @rule(which=WHICH, action=st.sampled_from(["pause", "resume", "resume", "finish", "cancel"]))
    def whole(self, which: int, action: str) -> None:
        key, batch = self.batch(which)
        ways = {("open", "pause"): "paused", ("paused", "resume"): "open"}
        ways |= {(state, act): end for state in ("open", "paused") for act, end in ENDS}
        begun = any(line.mark == "printed" or line.spoiled for line in batch.lines.values())
        codes = set() if (batch.state, action) in ways else {"batch_no_way" if batch.holds else "batch_over"}
        if action == "cancel" and begun:
            codes |= {"batch_begun"}
        others = [line for line in batch.lines.values() if line.taken_by not in (None, self.office.print_a.name)]
        if action in dict(ENDS) and any(line.mark == "waiting" for line in others):
            codes |= {"batch_taken"}
        more = {} if action == "resume" else {"reason": "listrik padam"}

        def moved(_: Any) -> None:
            batch.state = ways[batch.state, action]
            for line in batch.lines.values():
                line.taken_by = None if action == "pause" else line.taken_by
                if line.mark == "waiting" and not batch.holds:
                    line.mark, line.taken_by = "released", None

        self.attempt(f"batch: {action}", getattr(service, action), self.office.print_a, key, self.version(key),
                     at=self.now, codes=codes, events=[], note=moved, **more)  # fmt: skip


ENDS = (("finish", "done"), ("cancel", "cancelled"))
