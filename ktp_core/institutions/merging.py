"""SQL of a merger: what hangs on one institution hangs on another afterwards. Services only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, exists, select, update

from ktp_core.db.schema import institution, institution_alias, membership, resident, roster_upload, visit
from ktp_core.institutions.store import add_aliases


def move_everything(conn: Connection, source: int, target: int, at: datetime) -> dict[str, int]:
    """What hangs on `source` hangs on `target` from now on. Counts by table."""
    other = membership.alias("other")
    twice = exists().where(
        other.c.institution_id == target,
        other.c.resident_id == membership.c.resident_id,
        other.c.school_year == membership.c.school_year,
    )
    mine = membership.c.institution_id == source
    dropped = conn.execute(delete(membership).where(mine, twice)).rowcount
    moved = conn.execute(update(membership).where(mine).values(institution_id=target)).rowcount
    uploads = update(roster_upload).where(roster_upload.c.institution_id == source).values(institution_id=target)
    visits = update(visit).where(visit.c.institution_id == source).values(institution_id=target, updated_at=at)
    people = (
        update(resident)
        .where(resident.c.institution_id == source)
        .values(institution_id=target, version=resident.c.version + 1, updated_at=at)
    )
    names = conn.execute(select(institution_alias.c.name).where(institution_alias.c.institution_id == source)).scalars()
    aliases = add_aliases(conn, [(target, name) for name in names.all()])
    conn.execute(delete(institution_alias).where(institution_alias.c.institution_id == source))
    return {
        "memberships": moved, "memberships_double": dropped, "uploads": conn.execute(uploads).rowcount,
        "visits": conn.execute(visits).rowcount, "residents": conn.execute(people).rowcount, "aliases": aliases,
    }  # fmt: skip


def redirect(conn: Connection, source: int, target: int) -> None:
    """Whatever was merged into `source` earlier points to `target` now: one step always reaches the living one."""
    conn.execute(update(institution).where(institution.c.merged_into == source).values(merged_into=target))
