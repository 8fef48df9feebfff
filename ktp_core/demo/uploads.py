"""Two rosters as schools send them, read and matched by the real service: one just staged, one partly applied."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from ktp_core.access.store import actor_by_name
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import institution, resident
from ktp_core.demo.model import DEMO_REGENCY
from ktp_core.residents.rules import school_year_of
from ktp_core.rosters import service
from ktp_core.text import MONTH_NAMES

_HEAD = ("No", "Nama Lengkap", "NISN", "NIK", "Tempat Lahir", "Tanggal Lahir", "JK", "Kelas")
_COLUMNS = ("name", "nisn", "nik", "birth_place", "birth_date", "sex", "class_name")
_ROWS = 36


def stage(*, today: date, at: datetime) -> None:
    """Stage a roster of a school, and stage and apply one of a pesantren, whose doubtful rows stay in review."""
    with read_connection() as conn:
        by = actor_by_name(conn, "daftar")
        places = [_busiest(conn, kind, today) for kind in ("school", "pesantren")]
        classes = [_class(conn, place, today) for place in places]
    if by is None:
        raise RuntimeError("the demo's roster staff must exist first")
    year = school_year_of(today)
    for place, members, name in zip(places, classes, ("daftar kelas XI.csv", "santri ulya.csv"), strict=True):
        upload = service.stage(by, place, name, _file(members, today), year, at=at, today=today)
    service.apply(by, upload, at=at, today=today)


def _busiest(conn: Connection, kind: str, today: date) -> int:
    """Where most are whom the list is about."""
    pupils = select(resident.c.institution_id).join(institution, institution.c.id == resident.c.institution_id)
    here = pupils.where(resident.c.regency == DEMO_REGENCY, institution.c.kind == kind, *_listed(today))
    busiest = here.group_by(resident.c.institution_id).order_by(func.count().desc(), resident.c.institution_id).limit(1)
    return int(conn.execute(busiest).scalar_one())


def _class(conn: Connection, place: int, today: date) -> list[dict[str, Any]]:
    chosen = select(resident).where(resident.c.institution_id == place, *_listed(today))
    return [dict(row) for row in conn.execute(chosen.order_by(resident.c.id).limit(_ROWS)).mappings()]


def _listed(today: date) -> tuple[ColumnElement[bool], ...]:
    """Pupils who are still there and not recorded."""
    young = resident.c.birth_date > today - timedelta(days=17 * 365 + 180)
    return resident.c.state == int(CardState.UNRECORDED), young


def _file(members: Sequence[dict[str, Any]], today: date) -> bytes:
    """A hand-made list: one newcomer, one without a digit, a namesake, a changed class, dates as people write them."""
    rows = [{name: member[name] for name in _COLUMNS} for member in members]
    rows = [{**row, "birth_date": _written(row["birth_date"], at)} for at, row in enumerate(rows)]
    if len(rows) > 8:
        rows[1]["name"] = rows[5]["name"] + " PUTRI"  # the NIK of one, the name of another: a human must look
        rows[2]["nik"] = rows[2]["nik"][:-1]
        rows[4]["class_name"] = "XI-9"
        rows[7]["birth_date"] = "31/02/2010"
    rows.append(_newcomer(today))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_HEAD)
    writer.writerows([number, *row.values()] for number, row in enumerate(rows, start=1))
    return out.getvalue().encode()


def _newcomer(today: date) -> dict[str, Any]:
    born = today - timedelta(days=16 * 365 + 120)
    nik = f"351406{born:%d%m%y}9999"
    return {"name": "BUDI PINDAHAN", "nisn": f"{born:%Y}"[1:] + "9999999", "nik": nik, "birth_place": "PASURUAN",
            "birth_date": _written(born, 0), "sex": "L", "class_name": "XI-1"}  # fmt: skip


def _written(day: date, at: int) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}" if at % 3 == 0 else f"{day:%d/%m/%Y}"
