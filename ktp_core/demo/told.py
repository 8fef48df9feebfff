"""A list of SIAK, read by the real service: cards of today's batch were printed elsewhere, one that lies in a parcel is
in its owner's hand, and of one it says what cannot be."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from ktp_core.access.store import actor_by_name
from ktp_core.batches.model import BatchState, CardMark
from ktp_core.cards.lists import service
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import parcel, parcel_card, print_batch, print_batch_card, resident
from ktp_core.delivery.model import CardPlace, ParcelState
from ktp_core.demo.model import DEMO_REGENCY, TOLD

_b, _c, _p, _k, _r = print_batch.c, print_batch_card.c, parcel.c, parcel_card.c, resident.c
_PRINTED, _ISSUED, _READY = "CARD_PRINTED", "CARD_ISSUED", "PRINT_READY_RECORD"


def apply(*, today: date, at: datetime) -> None:
    """Apply it. The list is of today and without days of its own."""
    with read_connection() as conn:
        by = actor_by_name(conn, "cetak")
        said = _rows(conn)
    if by is None:
        raise RuntimeError("the demo's print staff must exist first")
    sheets, roles = service.understand(by, DEMO_REGENCY, _file(said), "status ktp-el.csv", today=today)
    service.apply(by, DEMO_REGENCY, sheets, roles, listed_on=today, today=today, at=at)


def _rows(conn: Connection) -> list[tuple[str, str, str]]:
    """NIK, name, status. The last that wait in today's batch, which nobody is printing yet."""
    waiting = (
        select(_r.nik, _r.name).join(print_batch_card, _c.resident_id == _r.id)
        .join(print_batch, _b.id == _c.batch_id)
        .where(_b.regency == DEMO_REGENCY, _b.state == str(BatchState.OPEN), _c.state == str(CardMark.WAITING))
        .where(_c.taken_by.is_(None)).order_by(_c.position.desc()).limit(TOLD)
    )  # fmt: skip
    lying = (
        select(_r.nik, _r.name).join(parcel_card, _k.resident_id == _r.id).join(parcel, _p.id == _k.parcel_id)
        .where(_p.regency == DEMO_REGENCY, _p.state == str(ParcelState.SENT), _k.state == str(CardPlace.IN))
        .where(_k.number > 1).order_by(_k.parcel_id, _k.number).limit(1)
    )  # fmt: skip
    owned = (
        select(_r.nik, _r.name).where(_r.regency == DEMO_REGENCY, _r.state == int(CardState.DELIVERED), _r.serial == 1)
        .order_by(_r.id).limit(1)
    )  # fmt: skip
    return [*_said(conn, waiting, _PRINTED), *_said(conn, lying, _ISSUED), *_said(conn, owned, _READY)]


def _said(conn: Connection, who: Select[Any], word: str) -> list[tuple[str, str, str]]:
    return [(nik, name, word) for nik, name in conn.execute(who)]


def _file(rows: list[tuple[str, str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("NIK", "Nama", "Status KTP-el"))
    writer.writerows(rows)
    return out.getvalue().encode()
