"""A roster of a thousand rows: reading and checking it, and the whole way from file to commit."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from ktp_core.access.model import Actor
from ktp_core.access.store import actor_by_name
from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Row, once, wall
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import institution, resident
from ktp_core.db.types import day_number
from ktp_core.residents.rules import school_year_of
from ktp_core.rosters import service
from ktp_core.rosters.checking import check_file
from ktp_core.rosters.reading.worker import WarmReader

ROWS, KNOWN = 1_000, 900
_HEAD = ("No", "Nama Lengkap", "JK", "NISN", "Tempat Lahir", "Tanggal Lahir", "NIK", "Kelas", "Alamat")
_UPSERT = (
    "INSERT INTO resident (id, regency, nik, name, sex, birth_place, birth_date, card_age_on, standing, district, "
    "nisn, institution_id, class_name, state, serial, version, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
    "ON CONFLICT (regency, nik) DO UPDATE SET name = excluded.name, class_name = excluded.class_name, "
    "institution_id = excluded.institution_id, version = version + 1, updated_at = excluded.updated_at"
)


def measure(bench: Bench) -> Iterator[Row]:
    """Parsing against calamine's bare reading; file to commit against a raw upsert of the same rows."""
    with scratch(bench), closing(WarmReader()) as reader:
        place, rows = _roster(bench)
        content = _workbook(rows)
        checked = wall(lambda: check_file(content, "daftar.xlsx", today=bench.today, reader=reader), 9)
        bare = wall(lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(), 9)
        yield Row("roster_parse_check", checked, "ms", bare, f"calamine to_python, {len(rows)} rows")
        _stage(bench, place, content, reader)  # to warm up: what is only staged changes no resident
        applied = once(lambda: _apply(bench, place, content, reader))
    with scratch(bench) as file:  # a fresh copy: the rows must be as unknown to this side
        raw = _raw(file, rows, place)
    yield Row("roster_file_to_commit", applied, "ms", raw, "sqlite3 executemany upsert of the same rows")


def _roster(bench: Bench) -> tuple[int, list[dict[str, Any]]]:
    """Pupils of the busiest schools as if of one, half of them in another class, and newcomers."""
    with read_connection() as conn:
        place = conn.execute(
            select(resident.c.institution_id).join(institution, institution.c.id == resident.c.institution_id)
            .where(institution.c.kind == "school", resident.c.regency == REGENCY)
            .group_by(resident.c.institution_id).order_by(func.count().desc()).limit(1)
        ).scalar_one()  # fmt: skip
        youngest = resident.c.birth_date > bench.today - timedelta(days=18 * 365)
        chosen = select(resident).where(resident.c.regency == REGENCY, resident.c.nisn.is_not(None), youngest)
        known = [dict(row) for row in conn.execute(chosen.order_by(resident.c.id).limit(KNOWN)).mappings()]
    for at, row in enumerate(known):
        row["class_name"] = "XI-7" if at % 2 else row["class_name"]
    return place, known + [_newcomer(known[at % len(known)], at) for at in range(ROWS - KNOWN)]


def _newcomer(like: dict[str, Any], at: int) -> dict[str, Any]:
    day = like["birth_date"].day + 40 * (like["sex"] == "P")
    nik = f"351424{day:02d}{like['birth_date']:%m%y}{8000 + at}"
    return {**like, "id": like["id"] + 500_000_000 + at, "nik": nik, "nisn": f"{8_000_000_000 + at}",
            "name": f"BARU {like['name']}"}  # fmt: skip


def _workbook(rows: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Daftar")
        sheet.write_row(0, 0, _HEAD)
        for at, row in enumerate(rows, start=1):
            born = f"{row['birth_date']:%d/%m/%Y}"
            cells = (row["name"], row["sex"], row["nisn"], row["birth_place"], born, row["nik"], row["class_name"])
            sheet.write_number(at, 0, at)
            for column, cell in enumerate((*cells, "DUSUN KRAJAN RT 01 RW 02"), start=1):
                sheet.write_string(at, column, str(cell))
    return out.getvalue()


def _stage(bench: Bench, place: int, content: bytes, reader: WarmReader) -> tuple[Actor, int]:
    with read_connection() as conn:
        by = actor_by_name(conn, "daftar")
    if by is None:
        raise RuntimeError("the benchmark's database has no roster staff")
    year = school_year_of(bench.today)
    upload = service.stage(by, place, "daftar.xlsx", content, year, at=bench.at, today=bench.today, reader=reader)
    return by, upload


def _apply(bench: Bench, place: int, content: bytes, reader: WarmReader) -> None:
    by, upload = _stage(bench, place, content, reader)
    service.apply(by, upload, at=bench.at, today=bench.today)


def _raw(file: Path, rows: list[dict[str, Any]], place: int) -> float:
    """The same residents written by hand."""
    values = [
        (row["id"], 3514, row["nik"], row["name"], row["sex"], row["birth_place"], day_number(row["birth_date"]),
         day_number(row["birth_date"]) + 6209, 1, 351406, row["nisn"], place, row["class_name"], 10, 1, 1, 0)
        for row in rows
    ]  # fmt: skip
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for setting in ("synchronous = FULL", "cache_size = -65536", "mmap_size = 268435456"):  # as ours
            raw.execute(f"PRAGMA {setting}")

        def upsert(end: str) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(_UPSERT, values)
            raw.execute(end)

        upsert("ROLLBACK")  # to warm up
        return once(lambda: upsert("COMMIT"))
