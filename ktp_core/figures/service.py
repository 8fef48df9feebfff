"""Entering official figures and targets, and reading what is known of an area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading, writing
from ktp_core.errors import Refused
from ktp_core.figures import checks, entry, guard, rules, store
from ktp_core.figures.imports import places
from ktp_core.figures.model import Doubt, Reported, Target
from ktp_core.regions import store as regions
from ktp_core.regions.model import Area, Level


def add_figure(by: Actor, regency: str, new: Reported, *, at: datetime, today: date | None = None) -> int:
    """Enter a figure, or a newer version of one; older versions stay. Raises Refused without source or area, and, when
    `today` is said, for a day that has not come."""
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        guard.whole_regency(by)
        _check(tx.conn, new, regency)
        if today is not None:
            entry.check_day(new, today)
        key = store.insert_figure(tx.conn, regency, new, by=by.name, at=at)
        tx.audit("figure.add", str(key), measure=str(new.measure), area=new.area, value=new.value,
                 basis_on=new.basis_on.isoformat())  # fmt: skip
    return key


def enter(by: Actor, regency: str, new: Sequence[Reported], *, at: datetime, today: date) -> list[Reported]:
    """Enter several figures at once; those that say nothing new are left out. The value is what was written.

    Raises Refused for none at all, one without a source, of another place, or of a day that has not come.
    """
    with reading(by, Permission.FIGURE_EDIT, regency) as conn:
        guard.whole_regency(by)
        if not new:
            raise Refused("figure_nothing")
        for one in new:
            _check(conn, one, regency)
            entry.check_day(one, today)
        if not _different(conn, regency, new):
            return []
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        guard.lock(tx.conn, regency)
        changed = _different(tx.conn, regency, new)
        keys = store.insert_figures(tx.conn, regency, changed, by=by.name, at=at)
        areas = sorted({one.area for one in changed})
        tx.audit("figure.add", str(keys[0]) if keys else None, n=len(changed), area=", ".join(areas))
    return changed


def _different(conn: Connection, regency: str, new: Sequence[Reported]) -> list[Reported]:
    known = store.of_dates(conn, regency, sorted({one.basis_on for one in new}), sorted({one.area for one in new}))
    now = {rules.key_of(one): one for one in rules.current(known)}
    return [one for one in new if (before := now.get(rules.key_of(one))) is None or not rules.same(before, one)]


def add_target(by: Actor, regency: str, new: Target, *, at: datetime) -> int:
    """Set a target, or a newer version of one. Raises Refused without source or area, for what is no target."""
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        guard.whole_regency(by)
        _check(tx.conn, new, regency)
        key = store.insert_target(tx.conn, regency, new, by=by.name, at=at)
        tx.audit("target.add", str(key), measure=str(new.measure), area=new.area, value=new.value,
                 valid_from=new.valid_from.isoformat())  # fmt: skip
    return key


def _check(conn: Connection, new: Reported | Target, regency: str) -> None:
    entry.check(new)
    if new.area != regency and not regions.is_within(conn, regency, new.area):
        raise Refused("figure_area", area=new.area)


@dataclass(frozen=True, slots=True)
class Places:
    """The areas somebody may see figures of: name by code, and what lies right below each."""

    names: dict[str, str]
    below: dict[str, list[str]]

    def chosen(self, area: str) -> list[str]:
        """An area and those right below it."""
        return [area, *self.below.get(area, ())]


def areas(by: Actor, regency: str) -> Places:
    """What `by` may see: the regency and everything in it, or some districts and their villages. Raises NotAllowed."""
    with reading(by, Permission.FIGURE_VIEW, regency) as conn:
        known = [area for area in regions.areas(conn, regency) if _seen(by, area)]
    return Places({area.code: area.name for area in known}, places.children(known))


def _seen(by: Actor, area: Area) -> bool:
    return not by.districts or (area.level >= Level.DISTRICT and any(area.code.startswith(d) for d in by.districts))


def known(by: Actor, regency: str, asked: Sequence[str]) -> list[Reported]:
    """The figures of these areas as they stand now, in the order of first entry. Raises NotAllowed."""
    with reading(by, Permission.FIGURE_VIEW, regency) as conn:
        return rules.current(store.known_on(conn, regency, date.max, areas=_allowed(by, asked)))


def doubts(by: Actor, regency: str, area: str, seen: Places) -> list[Doubt]:
    """What is odd about an area and those right below it, the newest date first. Raises NotAllowed."""
    return checks.doubts(known(by, regency, seen.chosen(area)), {area: seen.below.get(area, [])})


def _allowed(by: Actor, asked: Sequence[str]) -> list[str]:
    return [area for area in asked if not by.districts or any(area.startswith(own) for own in by.districts)]
