"""The print line with a full backlog: a batch of 500 proposed and printed, its cards packed, handed over, on paper."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from time import process_time

import pandas as pd
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, SimpleDocTemplate

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.batches import queries
from ktp_core.batches import service as batches
from ktp_core.batches.proposal import Wish
from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Measured, Row, cpu, wall
from ktp_core.bench.print_room import actor, people_of, printer_with, some_district
from ktp_core.cards import service as cards
from ktp_core.cards.model import CardAction, CardState, Channel
from ktp_core.db.engine import read_connection
from ktp_core.delivery import papers, service
from ktp_core.delivery import queries as finished
from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.delivery.model import Keeper
from ktp_core.exports.model import Format

CARDS, SINGLE = 500, 40
_GOAL, _THE_GOAL, _ROW = 200, "the goal", 18
_TAKEN = Receipt(Receiver.OWNER, Proof.FAMILY_CARD)
_WAITING = "SELECT id, serial, cause, due_on, card_age_on FROM resident WHERE regency = 3514 AND due_on <= ?"


def measure(bench: Bench) -> Iterator[Row]:
    """Each against what a simpler program would do, or against what a click may take.

    What is printed cannot be printed again: a small batch goes first, as on a server that has been up for a while.
    """
    with scratch(bench) as file:
        day = clock.local(bench.at, REGENCY).date()
        whole = wall(lambda: _by_pandas(file, day), 3)
        ours = wall(lambda: _propose(day, CARDS), 9)
        yield Row("print_propose", ours, "ms", whole, "pd.read_sql of all that wait, sorted")
        yield Row("uncollected", cpu(lambda: _uncollected(day), 9), "ms CPU", _GOAL, _THE_GOAL)
        printer = printer_with(actor("cetak"), bench, 2 * CARDS)
        _run(bench, day, printer, SINGLE)
        spent, people, keys = _run(bench, day, printer, CARDS)
        singly = _one_by_one(bench, day, printer, len(people))
        yield Row("print_500", spent["print"], "ms CPU", singly["print"], f"{len(people)} cards printed one by one")
        for name in ("pack", "send"):
            yield Row(f"{name}_500", spent[name], "ms CPU", _GOAL, _THE_GOAL)
        yield Row("hand_over_500", spent["hand"], "ms CPU", singly["hand"], f"{len(people)} handed over one by one")
        antar = actor("antar")
        paper, table = cpu(lambda: papers.receipt(antar, keys, Format.PDF), 3), cpu(lambda: _by_hand(keys), 3)
        yield Row("receipt_pdf_500", paper, "ms CPU", table, "reportlab LongTable of the same rows")


def _run(bench: Bench, day: date, printer: int, asked: int) -> tuple[dict[str, float], list[int], int]:
    """From a batch to the owners' hands: what each act cost, whose cards, the parcel."""
    clerk, antar = actor("cetak"), actor("antar")
    batch = batches.make(clerk, printer, day=day, asked=asked, today=day, at=bench.at)
    people, place = people_of(batch), some_district()
    numbers, spent, keys = list(range(1, len(people) + 1)), dict[str, float](), list[int]()
    spent["print"] = _spent(lambda: batches.printed(clerk, batch, numbers, day=day, at=bench.at))
    spent["pack"] = _spent(lambda: keys.append(service.pack(antar, place, people, at=bench.at)))
    going = (Keeper.STAFF, "Petugas", "Gudang")
    spent["send"] = _spent(lambda: service.send(antar, keys[0], *going, day=day, at=bench.at))
    spent["hand"] = _spent(lambda: service.hand_over_many(antar, keys[0], numbers, _TAKEN, day=day, at=bench.at))
    return spent, people, keys[0]


def _one_by_one(bench: Bench, day: date, printer: int, n: int) -> dict[str, float]:
    """What `n` cards would cost on the screen of a card and at the counter: measured on a few."""
    clerk, antar, people = actor("cetak"), actor("antar"), _propose(day, SINGLE)
    printed = _spent(lambda: _print_singly(clerk, bench, day, printer, people))
    handed = _spent(lambda: _hand_singly(antar, bench, day, people))
    return {name: round(each * n / len(people), 3) for name, each in (("print", printed), ("hand", handed))}


def _spent(work: Measured) -> float:
    """Milliseconds of processor time of a single run."""
    start = process_time()
    work()
    return round((process_time() - start) * 1000, 3)


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


def _print_singly(clerk: Actor, bench: Bench, day: date, printer: int, people: Sequence[int]) -> None:
    """As on the screen of a card: each a transaction with its own entry in the audit log."""
    for one in people:
        cards.act(
            clerk, one, CardAction.PRINT, day=day, at=bench.at, expected_state=CardState.PRINT_READY,
            channel=Channel.OFFICE, holder_id=printer,
        )  # fmt: skip


def _hand_singly(antar: Actor, bench: Bench, day: date, people: Sequence[int]) -> None:
    """As at the counter."""
    for one in people:
        service.hand_over(antar, one, _TAKEN, day=day, at=bench.at)


def _by_hand(parcel: int) -> None:
    """The same rows by ReportLab alone: no head, no code, nothing that wraps."""
    with read_connection() as conn:
        rows = finished.parcel_cards(conn, parcel)[["number", "name", "nik", "birth_date", "class_name"]]
    table = LongTable([[str(cell) for cell in row] for row in rows.itertuples(index=False)], rowHeights=_ROW)
    SimpleDocTemplate(io.BytesIO(), pagesize=A4).build([table])
