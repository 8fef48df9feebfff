"""The print line with a full backlog: a batch of 500 proposed and printed, its cards packed, handed over, on paper."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, SimpleDocTemplate
from sqlalchemy import select

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.store import actor_by_name
from ktp_core.batches import queries
from ktp_core.batches import service as batches
from ktp_core.batches.model import Wish
from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Row, once, wall
from ktp_core.blanks import service as blanks
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.cards import service as cards
from ktp_core.cards.model import CardAction, CardState, Channel
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import print_batch_card, resident
from ktp_core.delivery import papers, service
from ktp_core.delivery import queries as finished
from ktp_core.delivery.model import Destination, Keeper, Place, Proof, Receipt, Receiver
from ktp_core.exports.model import Format

CARDS, SINGLE = 500, 40
_GOAL, _THE_GOAL, _ROW = 200, "the goal", 18
_WAITING = "SELECT id, serial, cause, due_on, card_age_on FROM resident WHERE regency = 3514 AND due_on <= ?"


def measure(bench: Bench) -> Iterator[Row]:
    """Each against what a simpler program would do, or against what a click may take."""
    with scratch(bench) as file:
        day = clock.local(bench.at, REGENCY).date()
        whole = wall(lambda: _by_pandas(file, day), 3)
        ours = wall(lambda: _propose(day, CARDS), 9)
        yield Row("print_propose", ours, "ms", whole, "pd.read_sql of all that wait, sorted")
        yield Row("uncollected", wall(lambda: _uncollected(day), 9), "ms", _GOAL, _THE_GOAL)
        yield from _acts(bench, day)


def _acts(bench: Bench, day: date) -> Iterator[Row]:
    """Each is done once: what is printed cannot be printed again. One by one is measured on a few."""
    clerk, antar, taken = _actor("cetak"), _actor("antar"), Receipt(Receiver.OWNER, Proof.FAMILY_CARD)
    printer = _printer(clerk, bench)
    batch = batches.make(clerk, printer, day=day, asked=CARDS, today=day, at=bench.at)
    people, others = _people(batch), _propose(day, SINGLE)
    numbers, times = list(range(1, len(people) + 1)), len(people) / len(others)
    many = once(lambda: batches.printed(clerk, batch, numbers, day=day, at=bench.at))
    each = once(lambda: _print_singly(clerk, bench, day, printer, others)) * times
    yield Row("print_500", many, "ms", round(each, 3), f"{len(people)} cards printed one by one")
    keys: list[int] = []
    place = Destination(Place.DISTRICT, district=_district())
    packed = once(lambda: keys.append(service.pack(antar, place, people, at=bench.at)))
    yield Row("pack_500", packed, "ms", _GOAL, _THE_GOAL)
    sent = once(lambda: service.send(antar, keys[0], Keeper.STAFF, "Petugas", "Gudang", day=day, at=bench.at))
    yield Row("send_500", sent, "ms", _GOAL, _THE_GOAL)
    paper = wall(lambda: papers.receipt(antar, keys[0], Format.PDF), 3)
    table = wall(lambda: _by_hand(keys[0]), 3)
    yield Row("receipt_pdf_500", paper, "ms", table, "reportlab LongTable of the same rows")
    over = once(lambda: service.hand_over_many(antar, keys[0], numbers, taken, day=day, at=bench.at))
    each = once(lambda: _hand_singly(antar, bench, day, others, taken)) * times
    yield Row("hand_over_500", over, "ms", round(each, 3), f"{len(people)} cards handed over one by one")


def _actor(name: str) -> Actor:
    with read_connection() as conn:
        found = actor_by_name(conn, name)
    if found is None:
        raise RuntimeError(f"the benchmark's database has no {name}")
    return found


def _propose(day: date, limit: int) -> list[int]:
    """Whose cards come next."""
    with read_connection() as conn:
        order = queries.order(conn, REGENCY)
        found, _ = queries.propose(conn, REGENCY, day, order=order, wish=Wish(), limit=limit)
    return [one.resident_id for one in found]


def _by_pandas(file: Path, day: date) -> pd.DataFrame:
    with closing(sqlite3.connect(file)) as raw:
        found = pd.read_sql(_WAITING, raw, params=((day - date(1970, 1, 1)).days,))
    return found.sort_values(["serial", "cause", "due_on", "id"]).head(CARDS)


def _uncollected(day: date) -> None:
    with read_connection() as conn:
        finished.uncollected(conn, REGENCY, (), day)
        finished.calls(conn, REGENCY, (), day, 30)


def _printer(clerk: Actor, bench: Bench) -> int:
    """A printer with blanks for all of it."""
    draft = HolderDraft(kind=HolderKind.PRINTER, name="Pencetak pengukuran")
    key = blanks.add_holder(clerk, REGENCY, draft, at=bench.at)
    blanks.receive(clerk, key, 2 * CARDS, day=bench.today, document="PENGUKURAN", at=bench.at)
    return key


def _people(batch: int) -> list[int]:
    c = print_batch_card.c
    with read_connection() as conn:
        return list(conn.execute(select(c.resident_id).where(c.batch_id == batch).order_by(c.position)).scalars())


def _district() -> str:
    r = resident.c
    with read_connection() as conn:
        known = select(r.district).where(r.regency == REGENCY, r.district.is_not(None)).limit(1)
        return str(conn.execute(known).scalar_one())


def _print_singly(clerk: Actor, bench: Bench, day: date, printer: int, people: Sequence[int]) -> None:
    """As on the screen of a card: each a transaction with its own entry in the audit log."""
    for one in people:
        cards.act(
            clerk, one, CardAction.PRINT, day=day, at=bench.at, expected_state=CardState.PRINT_READY,
            channel=Channel.OFFICE, holder_id=printer,
        )  # fmt: skip


def _hand_singly(antar: Actor, bench: Bench, day: date, people: Sequence[int], taken: Receipt) -> None:
    """As at the counter."""
    for one in people:
        service.hand_over(antar, one, taken, day=day, at=bench.at)


def _by_hand(parcel: int) -> None:
    """The same rows by ReportLab alone: no head, no code, nothing that wraps."""
    with read_connection() as conn:
        rows = finished.parcel_cards(conn, parcel)[["number", "name", "nik", "birth_date", "class_name"]]
    table = LongTable([[str(cell) for cell in row] for row in rows.itertuples(index=False)], rowHeights=_ROW)
    SimpleDocTemplate(io.BytesIO(), pagesize=A4).build([table])
