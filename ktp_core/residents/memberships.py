"""Memberships as SQL writes and reads them: who is where in which school year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select, update

from ktp_core.db import dialects
from ktp_core.db.schema import institution, membership
from ktp_core.db.types import day_number
from ktp_core.residents.finding import CHUNK
from ktp_core.residents.model import Membership

_COLUMNS = ["institution_id", "school_year", "resident_id", "class_name", "from_day", "until_day"]
_KEY = ("institution_id", "school_year", "resident_id")


def of_residents(conn: Connection, residents: Iterable[int]) -> dict[int, tuple[Membership, ...]]:
    """Every membership of these residents, past ones too, with the kind of its institution."""
    found: dict[int, list[Membership]] = defaultdict(list)
    every = sorted(set(residents))
    statement = select(*(membership.c[name] for name in _COLUMNS), institution.c.kind).join(institution)
    for start in range(0, len(every), CHUNK):
        part = statement.where(membership.c.resident_id.in_(every[start : start + CHUNK]))
        for row in conn.execute(part).all():
            found[row.resident_id].append(Membership(*tuple(row)))
    return {key: tuple(rows) for key, rows in found.items()}


def insert_many(conn: Connection, memberships: Sequence[Membership]) -> None:
    """Add memberships; none of them may exist."""
    rows = (
        (
            one.institution_id, one.school_year, one.resident_id, one.class_name, day_number(one.from_day),
            day_number(one.until_day) if one.until_day else None,
        )
        for one in memberships
    )  # fmt: skip
    dialects.bulk_insert(conn, membership, _COLUMNS, rows)


def rewrite_many(conn: Connection, memberships: Sequence[Membership]) -> None:
    """Write class and end of memberships that exist."""
    if not memberships:
        return
    statement = (
        update(membership)
        .where(*(membership.c[name] == bindparam(f"key_{name}") for name in _KEY))
        .values(class_name=bindparam("class_name"), until_day=bindparam("until_day"))
    )
    rows = [
        {"class_name": one.class_name, "until_day": one.until_day, **{f"key_{k}": getattr(one, k) for k in _KEY}}
        for one in memberships
    ]
    conn.execute(statement, rows)
