"""The first load of an office's residents, and what keeping the summaries costs."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from ktp_core.bench.data import REGENCY, Bench, data_in, scratch
from ktp_core.bench.model import Row, once
from ktp_core.cards import store as cards
from ktp_core.cards.model import Card, CardAction
from ktp_core.cards.states import act
from ktp_core.db import bulk
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.migrate import migrate
from ktp_core.db.schema import institution, resident
from ktp_core.eligibility.rules import AgeRules
from ktp_core.residents import store as residents
from ktp_core.residents.model import Newcomer, Place, Standing
from ktp_core.summaries.rebuild import Uncounted, rebuild
from ktp_core.summaries.store import Deltas, add

_CHUNK = 50_000
_PRINTED = 500


def measure(bench: Bench) -> Iterator[Row]:
    """First load against raw executemany with the same indexes; card events with and without summaries."""
    people = _newcomers(bench)
    with tempfile.TemporaryDirectory(dir=bench.file.parent) as folder, data_in(Path(folder)):
        migrate()
        _institutions(bench)
        ours = once(lambda: _load(people, bench))
        raw = _raw(Path(folder) / "raw.db", Path(folder) / "ktp.db")
    rows = f"sqlite3 executemany and the same indexes, {len(people)} rows"
    yield Row("first_load", round(ours / 1000, 3), "s", round(raw / 1000, 3), rows)
    with scratch(bench):
        plain, kept = [], []
        for _ in range(7):  # by turns, each taken back
            plain.append(once(lambda: _print(bench, Uncounted(REGENCY))))
            kept.append(once(lambda: _print(bench, Deltas(REGENCY))))
        yield Row("card_events_with_summaries", sorted(kept)[3], "ms", sorted(plain)[3], f"{_PRINTED} cards without")


def _newcomers(bench: Bench) -> list[Newcomer]:
    with data_in(bench.file.parent), read_connection() as conn:
        rows = conn.execute(select(resident).where(resident.c.regency == REGENCY)).mappings()
        return [
            Newcomer(row["nik"], row["name"], row["sex"], row["birth_place"], row["birth_date"],
                     Place(Standing(row["standing"]), row["district"], row["village"]), row["married_on"], row["nisn"],
                     row["institution_id"], row["class_name"])
            for row in rows
        ]  # fmt: skip


def _institutions(bench: Bench) -> None:
    with closing(sqlite3.connect(bench.file)) as raw:
        raw.row_factory = sqlite3.Row
        rows = [dict(row) for row in raw.execute("SELECT * FROM institution WHERE merged_into IS NULL")]
    with write_transaction() as conn:
        conn.execute(insert(institution), rows)


def _load(people: list[Newcomer], bench: Bench) -> None:
    with write_transaction() as conn, bulk.indexes_afterwards(conn, resident):
        deltas = Uncounted(REGENCY)
        for start in range(0, len(people), _CHUNK):
            part = people[start : start + _CHUNK]
            residents.insert_many(conn, REGENCY, part, deltas, rules=AgeRules(), at=bench.at)
        rebuild(conn, REGENCY)


def _raw(target: Path, loaded: Path) -> float:
    """The rows the product stored, written by hand."""
    with closing(sqlite3.connect(loaded)) as source:
        rows = source.execute("SELECT * FROM resident").fetchall()
        made = source.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'resident' AND sql IS NOT NULL")
        statements = [sql for (sql,) in made.fetchall()]
    with closing(sqlite3.connect(target, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        return once(lambda: _write(raw, statements, rows))


def _write(raw: sqlite3.Connection, statements: list[str], rows: list[Any]) -> None:
    table, *indexes = statements
    raw.execute("BEGIN IMMEDIATE")
    raw.execute(table)
    raw.executemany(f"INSERT INTO resident VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
    for index in indexes:
        raw.execute(index)
    raw.execute("COMMIT")


def _print(bench: Bench, deltas: Deltas) -> None:
    """Print the cards that wait longest, then take it back."""
    with write_transaction() as conn:
        for card in _waiting(conn, bench):
            event = act(card, CardAction.PRINT, day=bench.today, at=bench.at, by="cetak")
            cards.write(conn, card, event, deltas)
        add(conn, deltas)
        conn.rollback()


def _waiting(conn: Connection, bench: Bench) -> list[Card]:
    oldest = select(*cards.CARD_COLUMNS).where(resident.c.regency == REGENCY, resident.c.due_on <= bench.today)
    rows = conn.execute(oldest.order_by(resident.c.due_on, resident.c.id).limit(_PRINTED)).mappings()
    return [cards.card_of(row) for row in rows]
