"""Into whose hand the cards of the last months went, and how that was checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from ktp_core.cards.model import CardAction
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import hand_over
from ktp_core.db.types import day_of
from ktp_core.delivery.finished import Proof, Receiver
from ktp_core.demo.bundles import BY, officer
from ktp_core.demo.ground import Ground
from ktp_core.demo.moments import moment

SPAN = 120  # days back
_Way = tuple[Receiver, Proof, float]
# An owner has no KTP-el before the first; at school their card or the teacher says who they are.
_OUTSIDE: tuple[_Way, ...] = (
    (Receiver.OWNER, Proof.SCHOOL_CARD, 0.46), (Receiver.OWNER, Proof.FAMILY_CARD, 0.18),
    (Receiver.OWNER, Proof.KNOWN, 0.08), (Receiver.PARENT, Proof.CARD, 0.1), (Receiver.PARENT, Proof.FAMILY_CARD, 0.05),
    (Receiver.OFFICER, Proof.KNOWN, 0.08), (Receiver.PROXY, Proof.AUTHORITY, 0.02), (Receiver.OWNER, Proof.NONE, 0.03),
)  # fmt: skip
_COUNTER: tuple[_Way, ...] = (
    (Receiver.OWNER, Proof.FAMILY_CARD, 0.45), (Receiver.OWNER, Proof.BIOMETRIC, 0.2),
    (Receiver.OWNER, Proof.SCHOOL_CARD, 0.1), (Receiver.PARENT, Proof.CARD, 0.12),
    (Receiver.PARENT, Proof.FAMILY_CARD, 0.06), (Receiver.PROXY, Proof.AUTHORITY, 0.06),
    (Receiver.OWNER, Proof.NONE, 0.01),
)  # fmt: skip
_UNCHECKED = ("Tidak membawa kartu identitas", "KK tertinggal di rumah, dikenali teman sekelas")


def create(conn: Connection, ground: Ground, parcels: dict[tuple[int, int, date], int]) -> None:
    """One row for each DELIVER. `parcels`: (resident, serial, day of dispatch) to the parcel it was handed out of."""
    rows = sorted(_rows(ground, parcels), key=lambda row: row["at"])
    keys = next_ids(conn, ground.regency, "hand_over", len(rows))
    if rows:
        conn.execute(insert(hand_over), [{"id": key, **row} for key, row in zip(keys, rows, strict=True)])


def _rows(ground: Ground, parcels: dict[tuple[int, int, date], int]) -> Iterator[dict[str, Any]]:
    for made in ground.trail:
        for at, (action, number) in enumerate(made.steps):
            if action is not CardAction.DELIVER or number <= ground.now - SPAN:
                continue
            before, sent = made.steps[at - 1]
            parcel = parcels.get((made.resident_id, made.serial, day_of(sent)))
            if before is CardAction.DISPATCH and parcel is None:
                continue
            day = day_of(number)
            minutes = 15 * 60 if sent == number else 9 * 60 + made.resident_id % 300
            yield {
                "regency": ground.regency, "resident_id": made.resident_id, "serial": made.serial, "parcel_id": parcel,
                "day": day, "by": BY, "at": moment(ground, day, minutes),
                **_receipt(ground, _COUNTER if parcel is None else _OUTSIDE), **_void(ground, made.steps[at + 1 :]),
            }  # fmt: skip


def _receipt(ground: Ground, ways: tuple[_Way, ...]) -> dict[str, Any]:
    receiver, proof, _ = ways[int(ground.rng.choice(len(ways), p=[share for _, _, share in ways]))]
    unchecked = _UNCHECKED[int(ground.rng.integers(len(_UNCHECKED)))] if proof is Proof.NONE else None
    return {
        "receiver": str(receiver), "proof": str(proof), "reason": unchecked,
        "receiver_name": None if receiver is Receiver.OWNER else officer(ground),
    }  # fmt: skip


def _void(ground: Ground, after: tuple[tuple[CardAction, int], ...]) -> dict[str, Any]:
    if not after or after[0][0] is not CardAction.CORRECT:
        return {"void_at": None, "void_by": None}
    return {"void_at": moment(ground, day_of(after[0][1]), 16 * 60), "void_by": "admin"}
