"""What the benchmarks of the print line need to be there: staff, a printer with blanks, a place to send cards to."""

from __future__ import annotations

from sqlalchemy import select

from ktp_core.access.model import Actor
from ktp_core.access.store import actor_by_name
from ktp_core.bench.data import REGENCY, Bench
from ktp_core.blanks import service as blanks
from ktp_core.blanks.model import HolderDraft, HolderKind
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import print_batch_card, resident
from ktp_core.delivery.model import Destination, Place


def actor(name: str) -> Actor:
    """The demo's account of that name."""
    with read_connection() as conn:
        found = actor_by_name(conn, name)
    if found is None:
        raise RuntimeError(f"the benchmark's database has no {name}")
    return found


def printer_with(clerk: Actor, bench: Bench, stock: int) -> int:
    """A printer with so many blanks and no limit a day; its id."""
    draft = HolderDraft(kind=HolderKind.PRINTER, name="Pencetak pengukuran")
    key = blanks.add_holder(clerk, REGENCY, draft, at=bench.at)
    blanks.receive(clerk, key, stock, day=bench.today, document="PENGUKURAN", at=bench.at)
    return key


def people_of(batch: int) -> list[int]:
    """Residents of a batch in printing order."""
    c = print_batch_card.c
    with read_connection() as conn:
        return list(conn.execute(select(c.resident_id).where(c.batch_id == batch).order_by(c.position)).scalars())


def some_district() -> Destination:
    """The office of a kecamatan."""
    r = resident.c
    with read_connection() as conn:
        known = select(r.district).where(r.regency == REGENCY, r.district.is_not(None)).limit(1)
        return Destination(Place.DISTRICT, district=str(conn.execute(known).scalar_one()))
