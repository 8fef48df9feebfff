"""Finished cards that were destroyed by two people, one that was kept after all, and two that wait for a decision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from ktp_core.cards.model import CardAction
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import destruction
from ktp_core.db.types import day_of
from ktp_core.delivery.finished import Loss
from ktp_core.demo.ground import Ground
from ktp_core.demo.made import Made
from ktp_core.demo.moments import moment
from ktp_core.demo.trail import KEPT

PROPOSED_BY, DECIDED_BY = "cetak", "antar"
_MISPRINT = "Hasil cetak cacat"
_Row = dict[str, Any]


def create(conn: Connection, ground: Ground, loose: list[Made]) -> None:
    """`loose`: finished cards at the office, in no parcel."""
    rows = [row for made in ground.trail for row in _done(ground, made)]
    waiting = sorted(loose, key=lambda one: (one.steps[-1][1], one.resident_id))[:3]
    for made, cause, why, accepted in zip(waiting, _CAUSES, _WHYS, (None, None, False), strict=False):
        proposed = max(day_of(made.steps[-1][1]), ground.today - timedelta(days=6))
        rows.append(_row(ground, made, cause, why, proposed, None if accepted is None else ground.today))
        rows[-1]["accepted"] = None if accepted is None else int(accepted)
    rows.sort(key=lambda row: row["proposed_at"])
    keys = next_ids(conn, ground.regency, "destruction", len(rows))
    if rows:
        conn.execute(insert(destruction), [{"id": key, **row} for key, row in zip(keys, rows, strict=True)])


_CAUSES = (Loss.UNCOLLECTED, Loss.WRONG, Loss.UNCOLLECTED)
_WHYS = (
    "Tidak diambil, tiga kali dipanggil", "Nama pada kartu tidak sama dengan akta",
    "Tidak diambil, alamat tidak ditemukan",
)  # fmt: skip


def _done(ground: Ground, made: Made) -> list[_Row]:
    days = [day_of(day) for action, day in made.steps if action is CardAction.SPOIL and day > ground.now - KEPT]
    return [
        {**_row(ground, made, Loss.MISPRINTED, _MISPRINT, day, day), "accepted": 1}
        for day in days
    ]  # fmt: skip


def _row(ground: Ground, made: Made, cause: Loss, why: str, proposed: date, decided: date | None) -> _Row:
    return {
        "regency": ground.regency, "resident_id": made.resident_id, "serial": made.serial, "cause": str(cause),
        "reason": why, "proposed_on": proposed, "proposed_at": moment(ground, proposed, 8 * 60),
        "proposed_by": PROPOSED_BY, "decided_on": decided,
        "decided_at": None if decided is None else moment(ground, decided, 9 * 60),
        "decided_by": None if decided is None else DECIDED_BY,
    }  # fmt: skip
