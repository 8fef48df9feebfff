"""Whether residents, institutions and school years point at each other as they should."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, exists, func, select

from ktp_core.db.schema import institution, membership, resident, visit
from ktp_core.upkeep.model import LISTED, Report


def check(conn: Connection, report: Report) -> None:
    """Each query finds rows that should not be there."""
    for kind, query in _FAULTS.items():
        for row in conn.execute(query.limit(LISTED)).mappings():
            report.differs(kind, **row)
    for table in (membership, institution, visit):
        report.looked_at(table.name, int(conn.execute(select(func.count()).select_from(table)).scalar_one()))


def _resident_without_membership() -> Select[Any]:
    theirs = exists().where(
        membership.c.institution_id == resident.c.institution_id, membership.c.resident_id == resident.c.id
    )
    return select(resident.c.id.label("resident")).where(resident.c.institution_id.is_not(None), ~theirs)


def _newer_membership() -> Select[Any]:
    """A resident shown at one institution while a later school year is at another."""
    shown, newer = membership.alias("shown"), membership.alias("newer")
    last = select(func.max(shown.c.school_year)).where(
        shown.c.resident_id == resident.c.id, shown.c.institution_id == resident.c.institution_id
    )
    later = newer.c.school_year > last.scalar_subquery()
    return (
        select(resident.c.id.label("resident"), newer.c.institution_id.label("institution"))
        .join(newer, newer.c.resident_id == resident.c.id)
        .where(resident.c.institution_id.is_not(None), newer.c.institution_id != resident.c.institution_id, later)
    )


def _other_regency() -> Select[Any]:
    return (
        select(resident.c.id.label("resident"), institution.c.id.label("institution"))
        .join(membership, membership.c.resident_id == resident.c.id)
        .join(institution, institution.c.id == membership.c.institution_id)
        .where(resident.c.regency != institution.c.regency)
    )


def _at_a_merged_one() -> Select[Any]:
    gone = institution.alias("gone")
    return (
        select(resident.c.id.label("resident"), gone.c.id.label("institution"))
        .join(gone, gone.c.id == resident.c.institution_id)
        .where(gone.c.merged_into.is_not(None))
    )


def _visit_elsewhere() -> Select[Any]:
    return (
        select(visit.c.id.label("visit"))
        .join(institution, institution.c.id == visit.c.institution_id)
        .where(institution.c.regency != visit.c.regency)
    )


_FAULTS = {
    "resident_without_membership": _resident_without_membership(),
    "newer_membership": _newer_membership(),
    "membership_of_other_regency": _other_regency(),
    "resident_at_merged_institution": _at_a_merged_one(),
    "visit_of_other_regency": _visit_elsewhere(),
}
