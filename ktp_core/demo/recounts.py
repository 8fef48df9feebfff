"""Blanks as people put them right, by the real services: a count that a second person accepted, a correction that
waits for one, unused blanks that came back from a kecamatan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from ktp_core import clock
from ktp_core.access.store import actor_by_name
from ktp_core.blanks import service
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import blank_holder
from ktp_core.demo.model import DEMO_REGENCY

_h = blank_holder.c
LOST = 2
"""Blanks that the count missed."""
_BACK, _MORE = 5, 3


def settle(*, at: datetime) -> None:
    """Write them on the office's day at that moment: nobody gives back blanks on a day long ago."""
    with read_connection() as conn:
        first, second = (actor_by_name(conn, name) for name in ("cetak", "cetak2"))
        holders = select(_h.id, _h.stock).where(_h.regency == DEMO_REGENCY).order_by(_h.id)
        found = conn.execute(holders).all()
    if first is None or second is None:
        raise RuntimeError("the demo's print staff must exist first")
    store, printer, *_, office = found  # in the order in which they were set up
    counted = service.propose_count(first, office.id, office.stock - LOST, reason="Hitung fisik akhir bulan", at=at)
    service.decide(second, counted, accept=True, at=at)
    day = clock.local(at, DEMO_REGENCY).date()
    service.give_back(first, office.id, _BACK, day=day, to_id=store.id, document="BA-09/BLANGKO", at=at)
    service.propose_correction(first, printer.id, _MORE, reason="Salah ketik jumlah pada berita acara", at=at)
