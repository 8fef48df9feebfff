"""What a matched row writes: class, institution, NISN, place, birth place if unknown, and the membership. Pure.

- The newest school year leads; of one year a school leads over a pesantren, and both over a village. Only the leading
  membership is the resident's own institution and class. A roster of an older year adds to the history alone.
- What the roster leaves out is kept. A place is taken from an address, never from the NIK (that is where somebody was
  first registered), and a standing only after a human has said so.
- Of one kind of institution one membership is open: a newer one closes the older.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ktp_core.residents.model import Membership, Place, Standing
from ktp_core.residents.rules import year_end, year_start
from ktp_core.rosters.match_model import Entry, Known, Plan, Roster

_RANK = {"school": 2, "pesantren": 1}
_COUNTED_HERE = (Standing.OURS, Standing.ELSEWHERE)


def plan(entry: Entry, known: Known, roster: Roster, *, decided: bool = False, today: date = date.max) -> Plan:
    """What applying `entry` to `known` writes. `decided`: a human said that it is them: a standing may change."""
    joins, rewrites, closed = _memberships(entry, known, roster, today)
    values: dict[str, Any] = {}
    if _leads(known, roster, closed):
        if known.institution_id != roster.institution_id:
            values["institution_id"], values["class_name"] = roster.institution_id, entry.class_name
        elif entry.class_name is not None:
            values["class_name"] = entry.class_name
    if entry.nisn is not None:
        values["nisn"] = entry.nisn
    if known.birth_place is None and entry.birth_place is not None:
        values["birth_place"] = entry.birth_place
    values |= _place(entry.place, known.place, decided=decided)
    return Plan({name: new for name, new in values.items() if new != _old(known, name)}, joins, rewrites)


def first_membership(entry: Entry, resident_id: int, roster: Roster, today: date) -> Membership:
    """The membership of somebody new."""
    return _membership(entry, resident_id, roster, today, open_=True)


def _old(known: Known, name: str) -> Any:
    if name in ("district", "village"):
        return getattr(known.place, name)
    return int(known.place.standing) if name == "standing" else getattr(known, name)


def _place(said: Place | None, stored: Place, *, decided: bool) -> dict[str, Any]:
    if said is None or stored.standing not in _COUNTED_HERE:
        return {}
    if said.standing is not stored.standing:
        where = {"standing": int(said.standing), "district": said.district, "village": said.village}
        return where if decided else {}
    if said.standing is Standing.ELSEWHERE:
        return {}
    if said.village is None and said.district == stored.district:
        return {}
    return {"district": said.district, "village": said.village}


def _memberships(
    entry: Entry, known: Known, roster: Roster, today: date
) -> tuple[Membership | None, tuple[Membership, ...], set[int]]:
    """The one to add, those to rewrite, and the institutions whose membership is closed by this."""
    mine = next((one for one in known.memberships if _here(one, roster)), None)
    rivals = [one for one in known.memberships if one.kind == roster.kind and one.until_day is None and one is not mine]
    newest = all(one.school_year <= roster.school_year for one in rivals)
    rewrites = [replace(one, until_day=_end(one, today)) for one in rivals] if newest else []
    closed = {one.institution_id for one in rivals} if newest else set()
    if mine is None:
        return _membership(entry, known.id, roster, today, open_=newest), tuple(rewrites), closed
    wanted = replace(
        mine,
        class_name=entry.class_name or mine.class_name,
        until_day=None if newest and not _left_later(mine, known) else mine.until_day,
    )
    return None, (*rewrites, *((wanted,) if wanted != mine else ())), closed


def _left_later(mine: Membership, known: Known) -> bool:
    """True if this membership is history because a newer one of its kind came after it."""
    return any(one.kind == mine.kind and one.school_year > mine.school_year for one in known.memberships)


def _here(one: Membership, roster: Roster) -> bool:
    return one.institution_id == roster.institution_id and one.school_year == roster.school_year


def _membership(entry: Entry, resident_id: int, roster: Roster, today: date, *, open_: bool) -> Membership:
    begin, end = year_start(roster.school_year), year_end(roster.school_year)
    return Membership(
        institution_id=roster.institution_id,
        school_year=roster.school_year,
        resident_id=resident_id,
        class_name=entry.class_name,
        from_day=min(max(today, begin), end),
        until_day=None if open_ else end,
        kind=roster.kind,
    )


def _end(one: Membership, today: date) -> date:
    return max(one.from_day, min(today, year_end(one.school_year)))


def _leads(known: Known, roster: Roster, closed: set[int]) -> bool:
    """Whether this roster's institution is the resident's own from now on."""
    mine = (roster.school_year, _RANK.get(roster.kind, 0))
    others = [
        (one.school_year, _RANK.get(one.kind, 0))
        for one in known.memberships
        if not _here(one, roster) and not (one.institution_id in closed and one.school_year <= roster.school_year)
    ]
    return mine >= max(others, default=mine)
