"""Blanks that come and go beside the cards."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule
from tests_support.line.cards import BACK
from tests_support.line.machine import Frame

from ktp_core.blanks import service

HOLDER, AMOUNT = st.integers(0, 2), st.integers(1, 4)


class Blanks(Frame):
    """Rules about the ledger."""

    @rule(holder=HOLDER, n=AMOUNT, back=BACK, came=st.sampled_from([True, True, False]))
    def receive_or_spoil(self, holder: int, n: int, back: int, came: bool) -> None:
        key, day = self.holder(holder), self.paper.back(back)
        if not came:
            self.attempt(
                "blanks damaged", service.spoil, self.office.print_a, key, n, day=day, reason="basah", at=self.now,
                codes=set() if self.paper.gives(key, n, day) else NONE, events=[],
                note=lambda _: self.paper.blank(key, day, -n),
            )  # fmt: skip
            return
        self.attempt(
            "blanks came", service.receive, self.office.print_a, key, n, day=day, document="SJ", at=self.now, events=[],
            note=lambda _: self.paper.blank(key, day, n),
        )  # fmt: skip

    @rule(giver=HOLDER, taker=HOLDER, n=AMOUNT, back=BACK)
    def allot(self, giver: int, taker: int, n: int, back: int) -> None:
        one, two, day = self.holder(giver), self.holder(taker), self.paper.back(back)
        codes = {"blank_same_holder"} if one == two else set() if self.paper.gives(one, n, day) else NONE

        def carried(_: object) -> None:
            self.paper.blank(one, day, -n)
            self.paper.blank(two, day, n)

        self.attempt(
            "blanks carried", service.allot, self.office.print_b, one, two, n, day=day, at=self.now, codes=codes,
            events=[], note=carried,
        )  # fmt: skip


NONE = frozenset({"blank_none", "blank_none_then"})
