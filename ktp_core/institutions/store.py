"""Institutions and their other names as SQL keeps them. Services only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import IntegrityError

from ktp_core.db import dialects
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import institution, institution_alias, office, parcel
from ktp_core.db.types import plain
from ktp_core.errors import Conflict, NotFound, Refused
from ktp_core.institutions.model import FIELDS, Draft, Institution, Kind, Status
from ktp_core.institutions.rules import clean_number, name_key

_NUMBER = re.compile(r"\d{8}|\d{12}|[KP]\d{7}|NP\d{6}")
_COLUMNS = tuple(Institution.__dataclass_fields__)


def get(conn: Connection, institution_id: int) -> Institution:
    """The institution. Raises NotFound("institution_unknown")."""
    row = conn.execute(_select().where(institution.c.id == institution_id)).mappings().first()
    if row is None:
        raise NotFound("institution_unknown", id=institution_id)
    return _of(row)


def all_of(conn: Connection, regency: str) -> list[Institution]:
    """Every institution of a regency, merged and deactivated ones too, oldest first."""
    statement = _select().where(institution.c.regency == regency).order_by(institution.c.id)
    return [_of(row) for row in conn.execute(statement).mappings()]


def by_number(conn: Connection, regency: str, number: str) -> Institution | None:
    """The institution with that official number."""
    where = (institution.c.regency == regency) & (institution.c.official_number == number)
    row = conn.execute(_select().where(where)).mappings().first()
    return _of(row) if row else None


def alias_keys(conn: Connection, regency: str) -> dict[int, set[str]]:
    """Keys of the other names (and second numbers) by institution."""
    alias = institution_alias.c
    statement = select(alias.institution_id, alias.name_key).join(institution, institution.c.id == alias.institution_id)
    found: dict[int, set[str]] = defaultdict(set)
    for row in conn.execute(statement.where(institution.c.regency == regency)):
        found[row.institution_id].add(row.name_key)
    return found


def lock(conn: Connection, regency: str) -> None:
    """Let one import or registration of villages at a time look and write. Raises NotFound("regency_not_set_up")."""
    row = conn.execute(select(office.c.regency).where(office.c.regency == regency).with_for_update()).first()
    if row is None:
        raise NotFound("regency_not_set_up", regency=regency)


def insert(conn: Connection, regency: str, drafts: Sequence[Draft], at: datetime) -> list[int]:
    """New institutions; their ids in the order given. Raises Refused("institution_number_taken")."""
    if not drafts:
        return []
    ids = next_ids(conn, regency, "institution", len(drafts))
    rows = [
        _stored({name: getattr(draft, name) for name in FIELDS})
        | {"id": key, "regency": regency, "name_key": name_key(draft.name), "version": 1, "updated_at": at}
        for key, draft in zip(ids, drafts, strict=True)
    ]
    _guarded(conn, institution.insert(), rows)
    return list(ids)


def change(conn: Connection, institution_id: int, version: int, values: Mapping[str, Any], at: datetime) -> None:
    """Set some fields if nobody did since `version`. Raises Conflict("institution_changed")."""
    named = {"name_key": name_key(values["name"])} if "name" in values else {}
    statement = (
        update(institution)
        .where(institution.c.id == institution_id, institution.c.version == version)
        .values(**_stored(values), **named, version=version + 1, updated_at=at)
    )
    if _guarded(conn, statement) != 1:
        raise Conflict("institution_changed", id=institution_id)


def parcels_follow(conn: Connection, ids: Iterable[int], at: datetime) -> None:
    """Parcels for these institutions lie in the district that the institution is in now: who works there answers for
    them. Call it when every institution is written: parcels are locked after institutions, in the order of ids."""
    place = select(institution.c.district).where(institution.c.id == parcel.c.institution_id).scalar_subquery()
    other = (parcel.c.institution_id.in_(list(ids)), parcel.c.district.is_distinct_from(place))
    conn.execute(select(parcel.c.id).where(*other).order_by(parcel.c.id).with_for_update()).all()
    moved = {"district": place, "version": parcel.c.version + 1, "updated_at": at}
    conn.execute(update(parcel).where(*other).values(**moved))


def add_aliases(conn: Connection, names: Iterable[tuple[int, str]]) -> int:
    """Other names, (institution id, name); those already known are left alone. How many were new."""
    rows = [{"institution_id": key, "name": name, "name_key": alias_key(name)} for key, name in names]
    statement = dialects.insert(conn, institution_alias).on_conflict_do_nothing()
    statement = statement.returning(institution_alias.c.name_key)  # rowcount is -1 on PostgreSQL
    return sum(conn.execute(statement, row).first() is not None for row in rows)


def remove_alias(conn: Connection, institution_id: int, key: str) -> int:
    """Forget another name. How many were forgotten."""
    alias = institution_alias.c
    return conn.execute(
        delete(institution_alias).where(alias.institution_id == institution_id, alias.name_key == key)
    ).rowcount


def alias_key(name: str) -> str:
    """The key of another name. A second official number (NSM beside NPSN) is kept here too and is its own key."""
    number = clean_number(name)
    return number.lower() if _NUMBER.fullmatch(number) else name_key(name)


def _guarded(conn: Connection, statement: Any, rows: Any = None) -> int:
    try:
        return conn.execute(statement, rows).rowcount
    except IntegrityError as fault:
        if "number" in str(fault.orig):
            raise Refused("institution_number_taken") from fault
        raise


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, StrEnum) else plain(value) for name, value in values.items()}


def _select() -> Any:
    return select(*(institution.c[name] for name in _COLUMNS))


def _of(row: Any) -> Institution:
    values = dict(row)
    values["kind"] = Kind(values["kind"])
    values["status"] = Status(values["status"]) if values["status"] else None
    return Institution(**values)
