"""A print room: an office with two printers that have blanks, operators, and cards that wait for every reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import insert, select
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY, add_people, newcomer
from tests_support.constants import NOW
from tests_support.offices import make_office

from ktp_core.access.model import Actor
from ktp_core.batches import queries
from ktp_core.batches.model import Batch, Progress
from ktp_core.blanks import service as blanks
from ktp_core.blanks import store as holders
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.cards import store
from ktp_core.cards.model import Card, CardAction, CardState, Cause, Channel, Source
from ktp_core.cards.states import act
from ktp_core.cards.verdicts import WAYS
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import print_batch_card, resident, visit, visit_person
from ktp_core.summaries.store import Deltas, add

TODAY = date(2026, 11, 22)
YOUNG, GROWN = date(2009, 6, 1), date(2000, 5, 5)  # 17 in June 2026; an adult of long standing
BLANKS = 100


@dataclass(frozen=True)
class PrintRoom:
    """Ids of two printers (`printer`: 20 cards a day, `other`: no capacity set), institutions, and clerks."""

    printer: int
    other: int
    school: int
    pesantren: int
    clerk: Actor
    second: Actor
    kejayan: Actor
    looker: Actor


def print_room(actor_of: Callable[..., Actor], *, stock: int = BLANKS, capacity: int | None = 20) -> PrintRoom:
    """Set up in the current database."""
    school, pesantren = make_office(("sma", "SMAN 1 Kejayan", KEJAYAN), ("pesantren", "PP Purwosari", PURWOSARI))
    clerk = actor_of("cetak", "print", regency=REGENCY)
    keys = []
    for name, most in (("Pencetak 1", capacity), ("Pencetak 2", None)):
        draft = HolderDraft(kind=HolderKind.PRINTER, name=name, daily_capacity=most)
        keys.append(blanks.add_holder(clerk, REGENCY, draft, at=NOW))
        if stock:
            blanks.receive(clerk, keys[-1], stock, day=date(2026, 10, 25), document="SJ", at=NOW)
    return PrintRoom(
        *keys, school, pesantren, clerk, actor_of("cetak2", "print", regency=REGENCY),
        actor_of("kej", "print", regency=REGENCY, districts=(KEJAYAN,)), actor_of("kadis", "head", regency=REGENCY),
    )  # fmt: skip


def waiting(
    number: int, day: date, *, born: date = GROWN, district: str | None = KEJAYAN, cause: Cause | None = None,
    replaced: bool = False, institution: int | None = None,
) -> int:  # fmt: skip
    """A resident whose card became print-ready on that day; `replaced` or with a `cause`: a replacement."""
    with write_transaction() as conn:
        who = replace(newcomer(number, born=born, district=district), institution_id=institution)
        (key,) = add_people(conn, who)
        first = replaced or cause is not None
        walk(conn, key, CardState.DELIVERED if first else CardState.PRINT_READY, date(2026, 1, 5) if first else day)
        if first:
            step(conn, store.card(conn, key), CardAction.REPLACE, day, cause)
    return key


def walk(conn, key: int, state: CardState, day: date) -> Card:
    """Along the table to that state, as a list of SIAK would say it: no blank of ours is asked for."""
    card = store.card(conn, key)
    for action in WAYS[card.state, state]:
        card = step(conn, card, action, day)
    return card


def step(conn, card: Card, action: CardAction, day: date, cause: Cause | None = None) -> Card:
    """One act of SIAK."""
    event = act(
        card, action, day=day, at=AT, by="siak", source=Source.SIAK, reason="uji", channel=Channel.OFFICE, cause=cause
    )
    deltas = Deltas(card.regency)
    after = store.write(conn, card, event, deltas)
    add(conn, deltas)
    return after


def of(batch_id: int) -> Batch:
    with read_connection() as conn:
        return queries.batch(conn, batch_id, regency=REGENCY)


def progress(batch_id: int) -> Progress:
    with read_connection() as conn:
        return queries.progress(conn, batch_id)


def residents(batch_id: int) -> list[int]:
    """In printing order."""
    c = print_batch_card.c
    with read_connection() as conn:
        return list(conn.execute(select(c.resident_id).where(c.batch_id == batch_id).order_by(c.position)).scalars())


def marks(batch_id: int) -> list[str]:
    """What became of each card, in printing order."""
    c = print_batch_card.c
    with read_connection() as conn:
        return list(conn.execute(select(c.state).where(c.batch_id == batch_id).order_by(c.position)).scalars())


def stock(holder_id: int) -> int:
    with read_connection() as conn:
        return holders.get(conn, holder_id).stock


def states_of(keys: list[int]) -> list[str]:
    """Where each resident's card stands."""
    with read_connection() as conn:
        rows = conn.execute(select(resident.c.id, resident.c.state).where(resident.c.id.in_(keys))).all()
    found = {key: CardState(state).name for key, state in rows}
    return [found[key] for key in keys]


def visit_of(institution: int, day: date = TODAY, state: str = "planned") -> int:
    """A visit of Kenduren Mas."""
    with write_transaction() as conn:
        key = next_id(conn, REGENCY, "visit")
        values = {"id": key, "regency": REGENCY, "institution_id": institution, "day": day, "state": state}
        conn.execute(insert(visit).values(**values, channel=int(Channel.KENDUREN_MAS), updated_at=NOW))
    return key


def on_list(visit_id: int, *keys: int) -> None:
    """Put these residents on its list."""
    with write_transaction() as conn:
        start = len(conn.execute(select(visit_person.c.number).where(visit_person.c.visit_id == visit_id)).all())
        rows = [
            {"visit_id": visit_id, "number": n, "key": f"k{n}", "resident_id": key, "origin": "list"}
            for n, key in enumerate(keys, start + 1)
        ]
        conn.execute(insert(visit_person), rows)
