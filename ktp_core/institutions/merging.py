"""SQL of a merger: what hangs on one institution hangs on another afterwards. Services only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, select, update

from ktp_core.db.ids import PER_REGENCY, next_ids
from ktp_core.db.schema import (
    blocked_period,
    follow_up,
    institution,
    institution_alias,
    membership,
    parcel,
    request,
    resident,
    roster_upload,
    round_exception,
    round_stop,
    visit,
)
from ktp_core.db.types import region_code
from ktp_core.institutions.store import add_aliases, parcels_follow


def turn(conn: Connection, institution_id: int) -> None:
    """The locks of applying a roster and of booking a visit, before any row is locked: what is being applied or booked
    is finished first, the next one sees the merger."""
    for kind in ("resident", "visit"):
        next_ids(conn, region_code(institution_id // PER_REGENCY), kind, 0)


def move_everything(conn: Connection, source: int, target: int, at: datetime) -> dict[str, int]:
    """What hangs on `source` hangs on `target` from now on. Counts by table. The caller has taken its `turn`."""
    moved, dropped = _move_memberships(conn, source, target)
    uploads = update(roster_upload).where(roster_upload.c.institution_id == source).values(institution_id=target)
    visits = _move_visits(conn, source, target, at)
    letters = update(request).where(request.c.institution_id == source)
    letters = letters.values(institution_id=target, version=request.c.version + 1, updated_at=at)
    parcels = _move_parcels(conn, source, target, at)  # before residents: parcels are locked first everywhere
    here = resident.c.institution_id == source
    # In the order of their ids, as every list that moves cards locks them.
    conn.execute(select(resident.c.id).where(here).order_by(resident.c.id).with_for_update()).all()
    people = update(resident).where(here).values(institution_id=target, version=resident.c.version + 1, updated_at=at)
    names = conn.execute(select(institution_alias.c.name).where(institution_alias.c.institution_id == source)).scalars()
    aliases = add_aliases(conn, [(target, name) for name in names.all()])
    conn.execute(delete(institution_alias).where(institution_alias.c.institution_id == source))
    return {
        "memberships": moved, "memberships_double": dropped, "uploads": conn.execute(uploads).rowcount,
        "visits": visits, "requests": conn.execute(letters).rowcount, **_move_plans(conn, source, target),
        "parcels": parcels, "residents": conn.execute(people).rowcount, "aliases": aliases,
    }  # fmt: skip


def _move_memberships(conn: Connection, source: int, target: int) -> tuple[int, int]:
    """How many moved, and of how many pupils both had one of the same year: those become one that loses nothing."""
    gone, kept = membership.alias("gone"), membership
    same = (
        gone.c.institution_id == source,
        gone.c.resident_id == kept.c.resident_id,
        gone.c.school_year == kept.c.school_year,
    )
    both = (kept.c.institution_id == target, exists().where(*same))
    begun = select(gone.c.from_day).where(*same).scalar_subquery()
    # Still a pupil at the one that goes: still a pupil at the one that stays, in the class where they sit today.
    sits = select(func.coalesce(gone.c.class_name, kept.c.class_name)).where(*same).scalar_subquery()
    ended = select(gone.c.until_day).where(*same).scalar_subquery()
    open_there = (kept.c.until_day.is_not(None), exists().where(*same, gone.c.until_day.is_(None)))
    conn.execute(update(kept).where(*both, *open_there).values(until_day=None, class_name=sits))
    conn.execute(update(kept).where(*both, kept.c.until_day < ended).values(until_day=ended))
    conn.execute(update(kept).where(*both, kept.c.from_day > begun).values(from_day=begun))
    mine, twin = membership.c.institution_id == source, membership.alias("twin")
    twice = exists().where(
        twin.c.institution_id == target,
        twin.c.resident_id == membership.c.resident_id,
        twin.c.school_year == membership.c.school_year,
    )
    dropped = conn.execute(delete(membership).where(mine, twice)).rowcount
    return conn.execute(update(membership).where(mine).values(institution_id=target)).rowcount, dropped


def _move_visits(conn: Connection, source: int, target: int, at: datetime) -> int:
    """How many moved. One day of a recurring service at both becomes one stop of it and one visit of its own."""
    twin = visit.alias("twin")
    twice = exists().where(
        twin.c.round_id == visit.c.round_id, twin.c.institution_id == target, twin.c.day == visit.c.day
    )
    mine = visit.c.institution_id == source
    conn.execute(update(visit).where(mine, visit.c.round_id.is_not(None), twice).values(round_id=None))
    return conn.execute(update(visit).where(mine).values(institution_id=target, updated_at=at)).rowcount


def _move_parcels(conn: Connection, source: int, target: int, at: datetime) -> int:
    """How many go elsewhere now, with the district of where that is."""
    both = parcel.c.institution_id.in_((source, target))
    conn.execute(select(parcel.c.id).where(both).order_by(parcel.c.id).with_for_update()).all()
    values = {"institution_id": target, "version": parcel.c.version + 1, "updated_at": at}
    moved = conn.execute(update(parcel).where(parcel.c.institution_id == source).values(**values)).rowcount
    parcels_follow(conn, [target], at)
    return moved


def _move_plans(conn: Connection, source: int, target: int) -> dict[str, int]:
    """Days without visits, people expected there, stops of recurring services and their exceptions: counts."""
    twin = round_stop.alias("twin")
    both = exists().where(twin.c.round_id == round_stop.c.round_id, twin.c.institution_id == target)
    conn.execute(delete(round_stop).where(round_stop.c.institution_id == source, both))  # once in a turn is enough
    tables = {
        "blocked": blocked_period, "follow_ups": follow_up, "stops": round_stop, "exceptions": round_exception,
    }  # fmt: skip
    return {
        name: conn.execute(update(table).where(table.c.institution_id == source).values(institution_id=target)).rowcount
        for name, table in tables.items()
    }


def redirect(conn: Connection, source: int, target: int) -> None:
    """Whatever was merged into `source` earlier points to `target` now: one step always reaches the living one."""
    conn.execute(update(institution).where(institution.c.merged_into == source).values(merged_into=target))
