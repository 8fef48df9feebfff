"""Residents as SQL writes them and reads them back, many at a time. The card line is written by `cards.store` alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from ktp_core.cards.model import CardState, Moved
from ktp_core.cards.store import adjust, card_of
from ktp_core.db import dialects, ids
from ktp_core.db.schema import resident
from ktp_core.db.types import Instant, day_number, region_number
from ktp_core.eligibility.rules import AgeRules, card_age_on
from ktp_core.errors import Conflict
from ktp_core.residents.finding import Row, find_by_id, find_by_name_and_birth, find_by_nik, find_by_nisn
from ktp_core.residents.model import Change, Newcomer
from ktp_core.residents.rules import CHANGEABLE, COUNTED
from ktp_core.summaries.model import Facts
from ktp_core.summaries.store import Deltas

__all__ = ["find_by_id", "find_by_name_and_birth", "find_by_nik", "find_by_nisn", "insert_many", "update_many"]

UNRECORDED = int(CardState.UNRECORDED)
_INSERTED = [
    "id", "regency", "nik", "name", "sex", "birth_place", "birth_date", "married_on", "card_age_on", "standing",
    "district", "village", "nisn", "institution_id", "class_name", "state", "serial", "version", "updated_at",
]  # fmt: skip


def insert_many(
    conn: Connection, regency: str, people: Sequence[Newcomer], deltas: Deltas, *, rules: AgeRules, at: datetime
) -> range:
    """Add residents who have no card yet; their ids, in the order of `people`. The NIKs must be unknown."""
    given = ids.next_ids(conn, regency, "resident", len(people))
    moment, office = Instant().process_bind_param(at, conn.dialect), region_number(regency)
    rows: list[tuple[Any, ...]] = []
    for key, one in zip(given, people, strict=True):
        card_age = card_age_on(one.birth_date, one.married_on, rules)
        place = one.place
        rows.append(
            (
                key, office, one.nik, one.name, one.sex, one.birth_place, day_number(one.birth_date),
                day_number(one.married_on) if one.married_on else None, day_number(card_age), int(place.standing),
                region_number(place.district) if place.district else None,
                region_number(place.village) if place.village else None,
                one.nisn, one.institution_id, one.class_name, UNRECORDED, 1, 1, moment,
            )
        )  # fmt: skip
        deltas.resident(None, _facts(regency, one, card_age))
    dialects.bulk_insert(conn, resident, _INSERTED, rows)
    return given


def _facts(regency: str, one: Newcomer, card_age: date) -> Facts:
    return Facts(
        regency=regency, ours=one.place.standing == 1, district=one.place.district or "",
        state=UNRECORDED, serial=1, birth_date=one.birth_date, card_age_on=card_age,
        recorded_on=None, ready_on=None, printed_on=None, owned_on=None, village=one.place.village or "",
    )  # fmt: skip


def update_many(
    conn: Connection,
    changes: Sequence[Change],
    deltas: Deltas,
    *,
    rules: AgeRules,
    by: str,
    at: datetime,
    day: date,
    reason: str,
) -> None:
    """Write changed values; cards on the line are adjusted. Raises Conflict when a row is no longer as it was read."""
    moved: list[tuple[Row, Row]] = []
    writes: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        values = dict(change.values)
        if not values.keys() <= CHANGEABLE:
            raise ValueError(f"not for a resident's update: {sorted(values.keys() - CHANGEABLE)}")
        after = {**change.before, **values}
        if values.keys() & COUNTED:
            values["card_age_on"] = card_age_on(after["birth_date"], after["married_on"], rules)
            after["card_age_on"] = values["card_age_on"]
            moved.append((change.before, after))
        key = {"which": after["id"], "read_version": after["version"], "updated_at": at}
        writes[tuple(sorted(values))].append({**values, **key})
    for rows in writes.values():
        _write(conn, rows)
    _follow(conn, moved, deltas, by=by, at=at, day=day, reason=reason)


def _write(conn: Connection, rows: list[dict[str, Any]]) -> None:
    names = [name for name in rows[0] if name not in ("which", "read_version")]
    statement = (
        update(resident)
        .where(resident.c.id == bindparam("which"), resident.c.version == bindparam("read_version"))
        .values({**{name: bindparam(name) for name in names}, "version": resident.c.version + 1})
    )
    if conn.execute(statement, rows).rowcount != len(rows):
        raise Conflict("resident_changed")


def _follow(
    conn: Connection, moved: list[tuple[Row, Row]], deltas: Deltas, *, by: str, at: datetime, day: date, reason: str
) -> None:
    """Summaries and card lines of those whose place, standing or age of the card changed."""
    for before, after in moved:
        deltas.resident(Facts.of(before), Facts.of(after))
    on_line = [Moved(card_of(before), card_of(after)) for before, after in moved if before["state"] != UNRECORDED]
    if on_line:
        adjust(conn, on_line, day=day, at=at, by=by, reason=reason, deltas=deltas)
