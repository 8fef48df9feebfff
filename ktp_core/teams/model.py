"""Teams and what they take along: kits (alat rekam), operators, vehicles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ResourceKind(StrEnum):
    """What goes along with a team."""

    KIT = "kit"
    OPERATOR = "operator"
    VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True)
class Team:
    """A team that goes out together. An inactive one keeps its past visits and gets no new ones."""

    id: int
    regency: str
    name: str
    active: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDraft:
    """What a form says of a kit (its inventory number), an operator (the name), a vehicle (the number plate).

    `team_id`: with whom it usually goes; any team may take it.
    """

    kind: ResourceKind
    name: str
    team_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(ResourceDraft):
    """A kit, operator or vehicle of the office."""

    id: int
    regency: str
    active: bool
    version: int
