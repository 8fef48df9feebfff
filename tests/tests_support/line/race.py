"""What two operators may want of one card at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import select
from tests_support.card_people import KEJAYAN, REGENCY, TODAY, add_people, newcomer
from tests_support.line.office import Office, at

from ktp_core.batches import service as batches
from ktp_core.cards import service as cards
from ktp_core.cards.lists import service as lists
from ktp_core.cards.lists.model import Roles, Sheets
from ktp_core.cards.lists.reading import fingerprint
from ktp_core.cards.model import CardAction, CardState, Channel
from ktp_core.cards.siak import WORDS
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import resident
from ktp_core.delivery import service as delivery
from ktp_core.delivery.finished import Loss, Proof, Receipt, Receiver
from ktp_core.delivery.model import Destination, Keeper, Place
from ktp_core.errors import KtpError

S, A = CardState, CardAction
NOW = at(TODAY)
HERE = Destination(Place.DISTRICT, district=KEJAYAN)
TAKEN = Receipt(Receiver.OWNER, Proof.CARD)
Act = Callable[[], Any]


class Race:
    """An office with many people, and two threads that start at a barrier."""

    def __init__(self, office: Office) -> None:
        self.office, self.free = office, dict[CardState, Iterator[int]]()
        self.pool, self.told = ThreadPoolExecutor(2), list[KtpError]()

    def people(self, **wanted: int) -> None:
        """So many of age in each of these states, as a list of SIAK says. `one` hands them out."""
        with write_transaction() as conn:
            self.ids = add_people(conn, *(newcomer(n) for n in range(sum(wanted.values()))))
        first = 0
        for state, count in wanted.items():
            keys = self.ids[first : first + count]
            self.listed(WORDS[S[state]][0], *keys)()
            self.free[S[state]], first = iter(keys), first + count

    def one(self, state: CardState) -> int:
        """The next of them in that state."""
        return next(self.free[state])

    def both(self, first: Act, second: Act) -> list[str]:
        """What came of each: "" or the code it was told."""
        barrier = threading.Barrier(2)

        def run(what: Act) -> str:
            barrier.wait(30)
            try:
                what()
            except KtpError as refusal:
                self.told.append(refusal)
                return refusal.code
            return ""

        return [one.result(60) for one in [self.pool.submit(run, what) for what in (first, second)]]

    # -- what two may want at once; `a` and `b` are two people

    def batch_of_one(self) -> tuple[int, int]:
        """A batch with one card, and whose."""
        key = self.one(S.PRINT_READY)
        return key, self.batch(self.office.print_a, key)

    def batch(self, by: Any, *keys: int) -> int:
        """A batch of these cards alone."""
        others = frozenset({*self.ids, *self.office.people} - {*keys})
        return batches.make(by, self.office.second, day=TODAY, asked=len(keys), skip=others, today=TODAY, at=NOW)

    def doom(self, by: Any, key: int) -> Act:
        return lambda: delivery.propose_destruction(by, key, Loss.DAMAGED, "x", day=TODAY, at=NOW)

    def packed(self) -> tuple[int, int]:
        key = self.one(S.PRINTED)
        return key, delivery.pack(self.office.give_a, HERE, [key], at=NOW)

    @property
    def clerks(self) -> tuple[Any, Any]:
        return self.office.print_a, self.office.print_b

    def send(self, parcel: int) -> Act:
        return lambda: delivery.send(
            self.office.give_a, parcel, Keeper.STAFF, "Budi", "Antar", day=TODAY, at=NOW
        )  # fmt: skip

    def sent(self) -> tuple[int, int]:
        key, parcel = self.packed()
        delivery.send(self.office.give_a, parcel, Keeper.STAFF, "Budi", "Antar", day=TODAY, at=NOW)
        return key, parcel

    def alone(self, by: Any, key: int) -> Act:
        return lambda: cards.act(
            by, key, A.PRINT, day=TODAY, at=NOW, expected_state=S.PRINT_READY, channel=Channel.OFFICE,
            holder_id=self.office.second,
        )  # fmt: skip

    def in_batch(self, by: Any, batch: int, cards: int = 1) -> Act:
        return lambda: batches.printed(by, batch, range(1, cards + 1), day=TODAY, at=NOW)

    def corrected(self, key: int, state: CardState) -> Act:
        return lambda: cards.act(self.office.admin, key, A.CORRECT, day=TODAY, at=NOW, expected_state=state, reason="x")

    def listed(self, word: str, *keys: int) -> Act:
        """A list of SIAK about these cards. It never refuses: it moves a card, or says what is so already."""
        with read_connection() as conn:
            niks = dict(conn.execute(select(resident.c.id, resident.c.nik).where(resident.c.id.in_(keys))).all())
        head = ("NIK", "STATUS_KTP", "TGL_STATUS")
        rows = [(n, 0, list[Any]((niks[key], word, TODAY.isoformat()))) for n, key in enumerate(keys, 2)]
        sheets = Sheets(("Sheet1",), head, 1, fingerprint(head), rows, (False,))
        roles = Roles(0, 1, 2)
        return lambda: lists.apply(
            self.office.print_b, REGENCY, sheets, roles, listed_on=TODAY, today=TODAY, at=NOW
        )  # fmt: skip

    def counter(self, by: Any, key: int) -> Act:
        return lambda: delivery.hand_over(by, key, TAKEN, day=TODAY, at=NOW)

    def from_parcel(self, by: Any, parcel: int, cards: int = 1) -> Act:
        return lambda: delivery.hand_over_many(by, parcel, range(1, cards + 1), TAKEN, day=TODAY, at=NOW)
