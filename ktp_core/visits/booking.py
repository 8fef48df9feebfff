"""Whether a visit can be booked: what it names exists, is in use and is free. Inside the transaction that books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection

from ktp_core.errors import NotFound, Refused
from ktp_core.institutions import store as institutions
from ktp_core.teams import store as teams
from ktp_core.visits import rules, store
from ktp_core.visits.model import Visit, VisitDraft
from ktp_core.visits.rules import Clash, Slot

_HISTORY = ("start", "end", "team_id", "resources", "expected", "request_id", "round_id", "minutes", "kits")


def clashes(conn: Connection, regency: str, slot: Slot, *, but: int | None = None) -> list[Clash]:
    """What a visit there and then would book twice; `but`: the visit itself when it is moved."""
    kinds = {one.id: one.kind for one in teams.resources(conn, regency, active=False)}
    return rules.clashes(slot, store.between(conn, regency, slot.day, slot.day), kinds, but=but)


def check(
    conn: Connection, regency: str, slot: Slot, *, but: int | None = None, kept: Visit | None = None
) -> None:
    """Raises Refused("visit_clash") and whatever is wrong with the place, the team or what goes along.

    `kept`: the visit before a change; what it had already may since have gone out of use.
    """
    _place(conn, regency, slot, kept)
    _along(conn, regency, slot, kept)
    found = clashes(conn, regency, slot, but=but)
    if found:
        raise Refused("visit_clash", n=len(found), kinds=sorted({str(one.kind) for one in found}))


def described(draft: VisitDraft) -> dict[str, Any]:
    """What the history keeps of a new visit: ids and numbers that are not empty."""
    values = {name: _plain(getattr(draft, name)) for name in _HISTORY if name in {one.name for one in fields(draft)}}
    return {name: value for name, value in values.items() if value not in (None, [])}


def changed(before: Visit, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the history keeps of a change besides the day: name -> [before, after], ids and numbers only.

    Notes are free text: that one changed is kept, not what it said.
    """
    named = {name: value for name, value in values.items() if name in _HISTORY and value != getattr(before, name)}
    details: dict[str, Any] = {name: [_plain(getattr(before, name)), _plain(new)] for name, new in named.items()}
    if "note" in values and values["note"] != before.note:
        details["note"] = True
    return details


def _place(conn: Connection, regency: str, slot: Slot, kept: Visit | None) -> None:
    place = institutions.get(conn, slot.institution_id)
    if place.regency != regency:
        raise NotFound("institution_unknown", id=slot.institution_id)
    if place.merged_into is not None:
        raise Refused("institution_merged", name=place.name)
    moved = kept is None or kept.day != slot.day
    if moved and place.active_until is not None and place.active_until <= slot.day:
        raise Refused("institution_ended", name=place.name, since=place.active_until)


def _along(conn: Connection, regency: str, slot: Slot, kept: Visit | None) -> None:
    had = set(kept.resources) if kept else set()
    if slot.team_id is not None and not (kept and kept.team_id == slot.team_id):
        team = teams.get_team(conn, slot.team_id)
        if team.regency != regency:
            raise NotFound("team_unknown")
        if not team.active:
            raise Refused("team_ended", name=team.name)
    known = {one.id: one for one in teams.resources(conn, regency, active=False)}
    for key in sorted(set(slot.resources) - had):
        if key not in known:
            raise NotFound("resource_unknown")
        if not known[key].active:
            raise Refused("resource_ended", name=known[key].name)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
