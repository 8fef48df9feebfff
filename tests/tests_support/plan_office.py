"""An office to plan for: two schools, a pesantren, a village, two teams with kits; people and letters as tests say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import insert
from tests_support.offices import make_office

from ktp_core.db.engine import write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import membership, request, resident
from ktp_core.institutions import store as institutions
from ktp_core.teams import store as teams
from ktp_core.teams.model import ResourceDraft, ResourceKind

PASURUAN = "35.14"
NOW = datetime(2026, 1, 12, 3, 0, tzinfo=UTC)  # a Monday
TODAY = date(2026, 1, 12)


@dataclass
class Office:
    """Ids of what was made."""

    school: int
    other: int
    pesantren: int
    village: int
    teams: tuple[int, int]
    kits: tuple[int, ...]

    def pupil(self, institution: int | None, born: date, *, since: date = date(2025, 7, 14), **values) -> int:
        """An unrecorded resident with an open membership."""
        with write_transaction() as conn:
            key = next_id(conn, PASURUAN, "resident")
            row = {
                "id": key, "regency": PASURUAN, "nik": f"{key % 10**16:016d}", "name": "X", "sex": "L",
                "birth_date": born, "card_age_on": date(born.year + 17, 1, 1), "standing": 1, "state": 10, "serial": 1,
                "updated_at": NOW, "version": 1,
            } | values  # fmt: skip
            conn.execute(insert(resident).values(**row))
            if institution is not None:
                self.enrol(conn, key, institution, since)
        return key

    def enrol(self, conn, key: int, institution: int, since: date) -> None:
        """One more membership."""
        year = since.year
        conn.execute(
            insert(membership).values(institution_id=institution, school_year=year, resident_id=key, from_day=since)
        )

    def letter(self, institution: int, received: date, *, state: str = "verified", **values) -> int:
        """A request that waits."""
        with write_transaction() as conn:
            key = next_id(conn, PASURUAN, "request")
            row = {
                "id": key, "regency": PASURUAN, "institution_id": institution, "sender": "school",
                "received_on": received, "state": state, "state_on": received, "version": 1, "updated_at": NOW,
            } | values  # fmt: skip
            conn.execute(insert(request).values(**row))
        return key


def plan_office() -> Office:
    """Nobody to record yet; two teams with two kits and one."""
    ids = make_office(
        ("school", "SMAN 1 Kejayan", "35.14.06"), ("school", "SMKN 1 Purwosari", "35.14.02"),
        ("pesantren", "PP Kraton", "35.14.16"), ("village", "Desa Kejayan", "35.14.06"),
    )  # fmt: skip
    with write_transaction() as conn:
        first, second = (teams.insert_team(conn, PASURUAN, name, NOW) for name in ("Tim 1", "Tim 2"))
        kits = tuple(
            teams.insert_resource(conn, PASURUAN, ResourceDraft(kind=ResourceKind.KIT, name=name, team_id=team), NOW)
            for name, team in (("A1", first), ("A2", first), ("B1", second))
        )
        for key in ids:
            assert institutions.get(conn, key).regency == PASURUAN
    return Office(*ids, (first, second), kits)
