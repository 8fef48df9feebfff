"""Work on a batch: taken, printed, spoiled, left out."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from tests_support.line.batches import POSITIONS, WHICH, Batches, some
from tests_support.line.blanks import NONE
from tests_support.line.cards import BACK, RIGHT
from tests_support.line.paper import Batch

from ktp_core.access.model import Actor
from ktp_core.batches import service

WHY = frozenset({"batch_too_young", "batch_day_before"})


class Printer(Batches):
    """Rules about cards of batches."""

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
        lines = [batch.lines[at] for at in positions if at in batch.lines]
        codes |= set() if any(one.taken_by for one in lines) else {"batch_none_taken"}

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
