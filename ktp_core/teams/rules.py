"""Names of teams, kits, operators and vehicles: what can be one, and what is already there. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ktp_core.errors import Refused
from ktp_core.teams.model import Resource, ResourceKind, Team
from ktp_core.text import squeeze

LONGEST_NAME, LONGEST_NOTE = 80, 500


def tidy_name(typed: str) -> str:
    """A name on one line. Raises Refused("team_name" | "team_name_long")."""
    name = squeeze(typed)
    if not name:
        raise Refused("team_name")
    if len(name) > LONGEST_NAME:
        raise Refused("team_name_long", limit=LONGEST_NAME)
    return name


def tidy_note(typed: str | None) -> str | None:
    """A note on one line, or none. Raises Refused("team_note_long")."""
    note = squeeze(typed or "") or None
    if len(note or "") > LONGEST_NOTE:
        raise Refused("team_note_long", limit=LONGEST_NOTE)
    return note


def free_team_name(name: str, others: Iterable[Team], *, but: int | None = None) -> None:
    """Raises Refused("team_name_taken") when another team that is in use has it, however it is capitalised."""
    if any(one.active and one.id != but and _key(one.name) == _key(name) for one in others):
        raise Refused("team_name_taken", name=name)


def free_name(kind: ResourceKind, name: str, others: Iterable[Resource], *, but: int | None = None) -> None:
    """Raises Refused("resource_name_taken") when another one of the kind that is in use has it."""
    same = (one for one in others if one.kind is kind and one.active and one.id != but)
    if any(_key(one.name) == _key(name) for one in same):
        raise Refused("resource_name_taken", name=name)


def _key(name: str) -> str:
    """N 1234 TX and n1234tx are one number plate; "Tim 1" and "TIM 1" one team."""
    return "".join(name.casefold().split())
