"""Who belongs on the list of a visit: not recorded, old enough on its day, and of the institution or expected there.

Preparing again adds at the end and never changes a number. People who are not to be recorded any more stay: their
number is on somebody's paper, and they get an outcome like everybody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from ktp_core.access.transactions import Writing
from ktp_core.db.schema import membership, resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import latest_birth
from ktp_core.fieldwork import follow_ups, store
from ktp_core.fieldwork.model import NewPerson, Person, PersonOrigin, listed_key
from ktp_core.regions.store import age_rules
from ktp_core.visits.model import Visit

_r, _m = resident.c, membership.c


@dataclass(frozen=True, slots=True)
class Prepared:
    """What preparing a list did: who was added, and how many of them had been missed before."""

    added: list[Person]
    missed: int


def prepare(tx: Writing, visit: Visit) -> Prepared:
    """Put whoever belongs on the list there and is not yet. The caller has locked the visit."""
    missed = follow_ups.expected(tx.conn, visit)
    members = _members(tx.conn, visit, age_rules(tx.conn, visit.regency, visit.day))
    classes = {row.id: row.class_name for row in members}
    waiting = _of(tx.conn, sorted(missed - classes.keys()))
    new = [
        NewPerson(
            listed_key(row.id), PersonOrigin.MISSED if row.id in missed else PersonOrigin.LIST, row.id,
            classes.get(row.id),
        )
        for row in [*members, *waiting]
    ]  # fmt: skip
    added = store.insert_people(tx.conn, visit.id, new)
    follow_ups.settle(tx.conn, visit, missed)
    return Prepared(added, sum(one.origin is PersonOrigin.MISSED for one in added))


def _members(conn: Connection, visit: Visit, rules: AgeRules) -> list[Any]:
    """Open memberships of the institution, by class and name, each resident once."""
    old_enough = or_(
        _r.birth_date <= latest_birth(rules.record_age, visit.day, rules),
        _r.birth_date <= latest_birth(rules.card_age, visit.day, rules),
        and_(_r.married_on.is_not(None), _r.married_on <= visit.day),
    )
    statement = (
        select(_r.id, _m.class_name, _r.name)
        .join(resident, _r.id == _m.resident_id)
        .where(_m.institution_id == visit.institution_id, _m.until_day.is_(None), _m.from_day <= visit.day)
        .where(_r.state.in_(follow_ups.RECORDABLE), _r.standing.in_(follow_ups.SERVED), old_enough)
        .order_by(_m.school_year)
    )
    newest: dict[int, Any] = {row.id: row for row in conn.execute(statement)}
    return sorted(newest.values(), key=lambda row: (row.class_name or "\uffff", row.name, row.id))


def _of(conn: Connection, ids: list[int]) -> list[Any]:
    """Those who were missed and are no members: no class of ours to stand in, by name."""
    statement = select(_r.id, _r.name).where(_r.id.in_(ids)).order_by(_r.name, _r.id)
    return list(conn.execute(statement)) if ids else []
