"""An office to test in: its regions, a few institutions, rosters as CSV bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from ktp_core.db import ids
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import institution, resident
from ktp_core.regions.store import setup

PASURUAN = "35.14"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
HEAD = ("No", "Nama", "NISN", "NIK", "L/P", "Tempat Lahir", "Tgl. Lahir", "Kelas", "Desa", "Kecamatan")


def make_office(*institutions: tuple[str, str, str], regency: str = PASURUAN) -> list[int]:
    """Set up a regency with institutions (kind, name, district); their ids."""
    keys = []
    with write_transaction() as conn:
        setup(conn, regency)
        for kind, name, district in institutions:
            key = ids.next_id(conn, regency, "institution")
            conn.execute(
                insert(institution).values(
                    id=key, regency=regency, kind=kind, name=name, name_key=name.lower(), district=district,
                    updated_at=NOW,
                )
            )  # fmt: skip
            keys.append(key)
    return keys


def pupil(
    name: str,
    nik: str,
    birth: str,
    *,
    nisn: str = "",
    sex: str = "L",
    class_name: str = "X-1",
    village: str = "Kejayan",
    district: str = "Kejayan",
) -> tuple[str, ...]:
    """One row of a roster; `birth` is dd/mm/yyyy."""
    return ("1", name, nisn, nik, sex, "Pasuruan", birth, class_name, village, district)


def roster_csv(*rows: tuple[str, ...]) -> bytes:
    """A school's own list."""
    return "\n".join(";".join(row) for row in (HEAD, *rows)).encode()


def people() -> list[dict[str, object]]:
    """Every resident, by NIK."""
    with read_connection() as conn:
        return [dict(row) for row in conn.execute(select(resident).order_by(resident.c.nik)).mappings()]


def count(table: object) -> int:
    """Rows of a table."""
    with read_connection() as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def plan_of(conn: Connection, statement: str, parameters: Any) -> str:
    """How SQLite would answer: the steps of EXPLAIN QUERY PLAN in one line."""
    return " ".join(row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters))
