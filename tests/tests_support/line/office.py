"""An office with a print line: people in every state, printers with few blanks, clerks. Made once, copied often."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import insert
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY, add_people
from tests_support.offices import make_office

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.store import actor_by_name
from ktp_core.blanks import service as blanks
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.cards import store
from ktp_core.cards.model import CardState, Channel, Source
from ktp_core.cards.states import act
from ktp_core.cards.verdicts import WAYS
from ktp_core.db import engine
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.migrate import migrate
from ktp_core.db.schema import account, account_role, membership
from ktp_core.residents.model import Newcomer, Place, Standing
from ktp_core.summaries.store import Deltas, add

START = date(2026, 11, 20)
FIRST_MONTH = 202609
VILLAGE = "35.14.06.2001"
PUPILS = range(3, 9)
S = CardState
# state, day of it, birth date, district
PEOPLE: tuple[tuple[CardState, date, date, str], ...] = (
    (S.PRINT_READY, date(2026, 9, 14), date(2008, 3, 1), KEJAYAN),
    (S.PRINT_READY, date(2026, 10, 5), date(2007, 5, 9), PURWOSARI),
    (S.PRINT_READY, date(2026, 11, 2), date(2009, 10, 30), KEJAYAN),
    (S.PRINT_READY, date(2026, 9, 21), date(2009, 11, 22), KEJAYAN),  # seventeen in two days
    (S.PRINT_READY, date(2026, 9, 21), date(2010, 8, 17), PURWOSARI),  # sixteen
    (S.SUBMITTED, date(2026, 10, 12), date(2008, 1, 31), KEJAYAN),
    (S.UNRECORDED, date(2026, 10, 12), date(2009, 12, 5), PURWOSARI),
    (S.PRINTED, date(2026, 11, 9), date(2008, 2, 29), KEJAYAN),
    (S.PRINTED, date(2026, 11, 12), date(2006, 7, 7), PURWOSARI),
    (S.DELIVERED, date(2026, 10, 1), date(2005, 12, 12), KEJAYAN),
)


def at(day: date) -> datetime:
    """Ten in the morning in Pasuruan."""
    return datetime.combine(day, time(3), UTC)


@dataclass(frozen=True)
class Office:
    """Ids and accounts. Two of each who print, deliver, and decide."""

    school: int
    store: int
    printer: int
    second: int
    people: tuple[int, ...]
    print_a: Actor
    print_b: Actor
    give_a: Actor
    give_b: Actor
    field: Actor
    admin: Actor

    @property
    def holders(self) -> tuple[int, int, int]:
        return self.store, self.printer, self.second


def set_up() -> Office:
    """In the current, migrated database."""
    (school,) = make_office(("school", "SMAN 1 Kejayan", KEJAYAN))
    roles = (("cetak", "print"), ("cetak2", "print"), ("antar", "delivery"), ("antar2", "delivery"),
             ("lapangan", "visit"), ("adm", "admin"))  # fmt: skip
    clerks = [_account(*pair) for pair in roles]
    drafts = (
        HolderDraft(kind=HolderKind.STORE, name="Gudang"),
        HolderDraft(kind=HolderKind.PRINTER, name="Pencetak 1", daily_capacity=4),
        HolderDraft(kind=HolderKind.PRINTER, name="Pencetak 2"),
    )
    keys = [blanks.add_holder(clerks[0], REGENCY, draft, at=at(START)) for draft in drafts]
    for key, n in zip(keys, (3, 5, 2), strict=True):
        blanks.receive(clerks[0], key, n, day=date(2026, 11, 16), document="SJ-1", at=at(START))
    people = tuple(_people(school))
    return Office(school, *keys, people, *clerks)


def _account(name: str, role: str) -> Actor:
    with write_transaction() as conn:
        row = {"name": name, "display_name": name.title(), "password_hash": "!", "regency": REGENCY, "districts": []}
        made = conn.execute(insert(account).values(**row, active=1, created_at=AT)).inserted_primary_key
        assert made is not None
        conn.execute(insert(account_role), [{"account_id": made[0], "role": role}])
    with read_connection() as conn:
        found = actor_by_name(conn, name)
    assert found is not None
    return found


def _people(school: int) -> list[int]:
    """What stands in the table came from SIAK: the office has used no blank yet."""
    newcomers = [
        Newcomer(
            f"351406010308{n:04d}", f"WARGA {n}", "L", "PASURUAN", born, Place(Standing.OURS, district, VILLAGE),
            institution_id=school if n in PUPILS else None, class_name="XII-1" if n in PUPILS else None,
        )  # fmt: skip
        for n, (_, _, born, district) in enumerate(PEOPLE, 1)
    ]
    with write_transaction() as conn:
        keys = add_people(conn, *newcomers)
        deltas = Deltas(REGENCY)
        for key, (state, day, _, _) in zip(keys, PEOPLE, strict=True):
            card = store.card(conn, key)
            for action in WAYS[card.state, state]:
                event = act(card, action, day=day, at=AT, by="siak", source=Source.SIAK, channel=Channel.UNKNOWN)
                card = store.write(conn, card, event, deltas)
        add(conn, deltas)
        pupils = [{"institution_id": school, "school_year": 2026, "resident_id": keys[n - 1], "class_name": "XII-1",
                   "from_day": date(2026, 7, 13)} for n in PUPILS]  # fmt: skip
        conn.execute(insert(membership), pupils)
    return keys


class Template:
    """The office in one file, and fresh copies of it at one address: the engine and its prepared statements stay."""

    def __init__(self, folder: Path) -> None:
        self.office = set_up()
        engine.engine().dispose()
        self.live = Path(config.database_url().removeprefix("sqlite:///"))
        self.kept = folder / "template.db"
        with _plain(self.live) as one:  # what is still in the log goes into the file
            one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.live, self.kept)

    def fresh(self) -> None:
        """The database is as it was in the beginning."""
        engine.engine().dispose()
        for ending in ("-wal", "-shm"):
            self.live.with_name(self.live.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.live)


@contextmanager
def template_in() -> Iterator[Template]:
    """A template in memory where the system has such a folder; the current database is its live copy."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="ktp-line-", dir=shared if shared.is_dir() else None))
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KTP_DATA_DIR", str(folder / "data"))
            patch.delenv("KTP_DATABASE_URL", raising=False)
            migrate()
            yield Template(folder)
            engine.dispose()
    finally:
        shutil.rmtree(folder)


@contextmanager
def _plain(path: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(path)
    try:
        yield conn
    finally:
        conn.close()
