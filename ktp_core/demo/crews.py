"""Teams with their kits, operators and vehicles. Names are invented, number plates are given to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from ktp_core.demo.model import DEMO_REGENCY, SMALLER_REGENCY
from ktp_core.teams import store
from ktp_core.teams.model import ResourceDraft, ResourceKind

K = ResourceKind


@dataclass(frozen=True, slots=True)
class Crew:
    """A team as it goes out: its id and name, its kits, operators and vehicle by id."""

    id: int
    name: str
    kits: tuple[int, ...]
    operators: tuple[int, ...]
    vehicles: tuple[int, ...]
    operator_names: tuple[str, ...]
    kit_names: tuple[str, ...]

    @property
    def along(self) -> tuple[int, ...]:
        """Everything that goes along."""
        return (*self.kits, *self.operators, *self.vehicles)


# name, kits, operators, vehicle; the last of a regency with stops travels with the one-stop service.
_CREWS: dict[str, tuple[tuple[str, int, tuple[str, ...], str], ...]] = {
    DEMO_REGENCY: (
        ("Tim 1", 3, ("Rahmat Hidayat", "Siti Aminah", "Dwi Prasetyo"), "N 9001 XX"),
        ("Tim 2", 2, ("Nur Hasanah", "Agus Salim"), "N 9002 XX"),
        ("Tim Kenduren Mas", 2, ("Lailatul Fitri", "Bagus Santoso"), "N 9003 XX"),
    ),
    SMALLER_REGENCY: (("Tim Balangan", 2, ("Muhammad Rizki", "Norlaila"), "DA 9001 XX"),),
}


def create(conn: Connection, regency: str, at: datetime) -> list[Crew]:
    """Write the teams of a regency, and a kit that is out of use."""
    made, number = [], 0
    for name, count, people, plate in _CREWS[regency]:
        team = store.insert_team(conn, regency, name, at)
        labels = tuple(f"Alat {number + n}" for n in range(1, count + 1))
        number += count
        kits, operators, vehicles = [
            tuple(_resource(conn, regency, kind, one, team, at) for one in names)
            for kind, names in ((K.KIT, labels), (K.OPERATOR, people), (K.VEHICLE, (plate,)))
        ]
        made.append(Crew(team, name, kits, operators, vehicles, people, labels))
    broken = _resource(conn, regency, K.KIT, f"Alat {number + 1}", None, at, "Pemindai iris rusak")
    store.change_resource(conn, broken, 1, {"active": 0}, at)
    return made


def _resource(
    conn: Connection, regency: str, kind: ResourceKind, name: str, team: int | None, at: datetime,
    note: str | None = None,
) -> int:  # fmt: skip
    return store.insert_resource(conn, regency, ResourceDraft(kind=kind, name=name, team_id=team, note=note), at)
