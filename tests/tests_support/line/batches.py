"""Print batches: made by the order of urgency, taken, printed, spoiled, left out, stopped, ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from tests_support.line.blanks import NONE
from tests_support.line.cards import BACK, RIGHT, Cards
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

    # -- working on it

    def marks(self, batch: Batch, positions: list[int], by: Actor, *, paused: bool = True) -> set[str]:
        """What speaks against working on these positions."""
        if not batch.holds:
            return {"batch_over"}
        codes = {"batch_paused"} if paused and batch.state == "paused" else set()
        for position in positions:
            line = batch.lines.get(position)
            if line is None:
                codes |= {"batch_position"}
            elif line.mark != "waiting":
                codes |= {"batch_printed" if line.mark == "printed" else "batch_not_waiting"}
            elif line.taken_by not in (None, by.name):
                codes |= {"batch_taken"}
        return codes

    def chosen(self, batch: Batch, positions: list[int], right: bool) -> list[int]:
        """Those that wait when it is to be right, else whatever was drawn."""
        waiting = [at for at, line in sorted(batch.lines.items()) if line.mark == "waiting"]
        return waiting[: len(positions)] if right and waiting else positions

    @some
    @rule(which=WHICH, positions=POSITIONS, right=RIGHT, second=st.booleans())
    def take(self, which: int, positions: list[int], right: bool, second: bool) -> None:
        key, batch = self.batch(which, *(("waiting",) if right else ()))
        by, wanted = self.operator(second), self.chosen(batch, positions, right)

        def taken(_: Any) -> None:
            for at in wanted:
                batch.lines[at].taken_by = by.name

        self.attempt("batch cards taken", service.take, by, key, wanted, at=self.now,
                     codes=self.marks(batch, wanted, by), events=[], note=taken)  # fmt: skip

    @some
    @rule(which=WHICH, n=st.integers(1, 3), second=st.booleans())
    def take_next(self, which: int, n: int, second: bool) -> None:
        key, batch = self.batch(which, "waiting")
        by = self.operator(second)
        free = [at for at, line in sorted(batch.lines.items()) if line.mark == "waiting" and not line.taken_by][:n]
        codes = self.marks(batch, [], by) or (set() if free else {"batch_none_left"})

        def taken(said: list[int]) -> None:
            assert said == free
            for at in free:
                batch.lines[at].taken_by = by.name

        self.attempt("next of a batch taken", service.take, by, key, n, at=self.now, codes=codes, events=[], note=taken)

    @some
    @rule(which=WHICH, positions=POSITIONS, right=RIGHT, second=st.booleans())
    def give_back(self, which: int, positions: list[int], right: bool, second: bool) -> None:
        key, batch = self.batch(which, "waiting")
        positions = self.chosen(batch, positions, right)
        codes = set() if batch.holds else {"batch_over"}
        codes |= {"batch_position"} if set(positions) - set(batch.lines) else set()

        def given(_: Any) -> None:
            for at in positions:
                batch.lines[at].taken_by = None

        self.attempt("batch cards given back", service.give_back, self.operator(second), key, positions, at=self.now,
                     codes=codes, events=[], note=given)  # fmt: skip

    @some
    @rule(which=WHICH, positions=POSITIONS, right=RIGHT, second=st.booleans(), back=BACK)
    def printed(self, which: int, positions: list[int], right: bool, second: bool, back: int) -> None:
        key, batch = self.batch(which, *(("waiting",) if right else ()))
        by, wanted, day = self.operator(second), self.chosen(batch, positions, right), self.paper.back(back)
        codes = self.marks(batch, wanted, by)
        lines = [batch.lines[at] for at in wanted if at in batch.lines]
        if any(day < self.paper.people[one.resident].of_age or day < self.paper.people[one.resident].last_day
               for one in lines if one.mark == "waiting"):  # fmt: skip
            codes |= WHY
        if not self.paper.gives(batch.holder, len(wanted), day):
            codes |= NONE

        def done(said: int) -> None:
            assert said == len(wanted)
            for line in lines:
                line.mark, line.taken_by = "printed", None
                self.paper.use(line.resident, line.serial, batch.holder, day, line)

        self.attempt("batch cards printed", service.printed, by, key, wanted, day=day, at=self.now, codes=codes,
                     events=[(one.resident, "PRINT") for one in lines], note=done)  # fmt: skip

    @some
    @rule(which=WHICH, positions=POSITIONS, right=RIGHT, second=st.booleans(), back=BACK)
    def spoiled(self, which: int, positions: list[int], right: bool, second: bool, back: int) -> None:
        key, batch = self.batch(which, *(("waiting",) if right else ()))
        (at,), by, day = self.chosen(batch, positions[:1], right), self.operator(second), self.paper.back(back)
        codes = self.marks(batch, [at], by)
        line = batch.lines.get(at)
        if not self.paper.gives(batch.holder, 1, day):
            codes |= NONE

        def lost(_: Any) -> None:
            line.spoiled += 1
            self.paper.blank(batch.holder, day)

        self.attempt("blank spoiled in a batch", service.spoiled, by, key, at, reason="macet", day=day, at=self.now,
                     codes=codes, events=[], note=lost)  # fmt: skip

    @some
    @rule(which=WHICH, positions=POSITIONS, right=RIGHT, second=st.booleans())
    def skip(self, which: int, positions: list[int], right: bool, second: bool) -> None:
        key, batch = self.batch(which, *(("waiting",) if right else ()))
        by, wanted = self.operator(second), self.chosen(batch, positions, right)

        def left_out(_: Any) -> None:
            for at in wanted:
                batch.lines[at].mark, batch.lines[at].taken_by = "skipped", None

        self.attempt("batch cards skipped", service.skip, by, key, wanted, reason="foto salah", at=self.now,
                     codes=self.marks(batch, wanted, by, paused=False), events=[], note=left_out)  # fmt: skip

    @some
    @rule(which=WHICH, positions=POSITIONS)
    def unskip(self, which: int, positions: list[int]) -> None:
        key, batch = self.batch(which, "skipped")
        skipped = [at for at, line in sorted(batch.lines.items()) if line.mark == "skipped"]
        wanted = skipped[: len(positions)] or positions
        codes = set() if batch.holds else {"batch_over"}
        for at in wanted:
            line = batch.lines.get(at)
            if line is None:
                codes |= {"batch_position", "batch_not_skipped"}
            elif line.mark != "skipped":
                codes |= {"batch_not_skipped"}
            else:
                one = self.paper.people[line.resident]
                if self.paper.batch_of(one.key):
                    codes |= {"batch_elsewhere"}
                elif one.waits_since is None or one.waits_since > batch.day or one.serial != line.serial:
                    codes |= {"batch_not_due"}
        if len(wanted) > self.room(batch.holder, batch.day):
            codes |= {"batch_no_stock", "batch_no_capacity"}

        def back(_: Any) -> None:
            for at in wanted:
                batch.lines[at].mark = "waiting"

        self.attempt("batch cards not skipped", service.unskip, self.office.print_a, key, wanted, at=self.now,
                     codes=codes, events=[], note=back)  # fmt: skip

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
        more = {} if action == "resume" else {"reason": "listrik padam"}

        def moved(_: Any) -> None:
            batch.state = ways[batch.state, action]
            for line in batch.lines.values():
                line.taken_by = None if action == "pause" else line.taken_by
                if line.mark == "waiting" and not batch.holds:
                    line.mark, line.taken_by = "released", None

        self.attempt(f"batch: {action}", getattr(service, action), self.office.print_a, key, self.version(key),
                     at=self.now, codes=codes, events=[], note=moved, **more)  # fmt: skip



WHY = frozenset({"batch_too_young", "batch_day_before"})
ENDS = (("finish", "done"), ("cancel", "cancelled"))
