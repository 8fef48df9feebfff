"""The rows of an upload beside what we know: what applying would write, what waits for a human.

NIKs are masked unless `reveal`. Rows of uploads older than the retention are gone.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, select

from ktp_core import nik
from ktp_core.db.frames import frame
from ktp_core.db.schema import institution, region, resident, roster_row, roster_upload
from ktp_core.residents.model import Place, Standing
from ktp_core.rosters import reach
from ktp_core.rosters.match_model import Reason, Verdict
from ktp_core.rosters.places import places
from ktp_core.rosters.review import regency_of

_u, _r, _k = roster_upload.c, roster_row.c, resident.c
_lives = region.alias("lives")


def rows_page(
    conn: Connection, upload: int, verdict: Verdict, *, limit: int = 50, offset: int = 0, reveal: bool = False,
    districts: tuple[str, ...] = (),
) -> pd.DataFrame:  # fmt: skip
    """One row is a row of the spreadsheet with that verdict, with what we know beside it: `position`, `sheet`, `row`,
    `name`, `nik`, `sex`, `birth_date`, `nisn`, `class_name`, `district` (as it would be written), `reason`, `decision`,
    `done`, and of the resident `their_name`, `their_nik`, `their_birth_date`, `their_nisn`, `their_class`,
    `their_institution`, `their_district`, `their_standing`; `taken` (the NIK is that resident's), `hidden` (the
    resident is beyond the `districts` of who looks: nothing is said of them)."""
    statement = _beside(upload, verdict, districts).limit(limit).offset(offset)
    found = frame(conn, statement)
    found["district"] = [_domicile(row, upload) for row in found.itertuples()]
    found["taken"], found["hidden"] = found["taken"].eq(True), found["hidden"].eq(True)
    _hide(found)
    if not reveal:
        for column in ("nik", "their_nik"):
            found[column] = [nik.mask(value) if isinstance(value, str) else None for value in found[column]]
    return found


def _beside(upload: int, verdict: Verdict, districts: tuple[str, ...]) -> Select[Any]:
    receiver = select(_u.institution_id).where(_u.id == upload).scalar_subquery()
    return (
        select(
            _r.position, _r.sheet, _r.row, _r.name, _r.nik, _r.sex, _r.birth_date, _r.nisn, _r.class_name,
            _r.district, _r.standing, _r.reason, _r.decision, _r.done, _r.resident_id,
            _k.name.label("their_name"), _k.nik.label("their_nik"), _k.birth_date.label("their_birth_date"),
            _k.nisn.label("their_nisn"), _k.class_name.label("their_class"),
            institution.c.name.label("their_institution"), _lives.c.name.label("their_district"),
            _k.standing.label("their_standing"), (_k.nik == _r.nik).label("taken"),
            reach.beyond(districts, receiver).label("hidden"),
        )
        .outerjoin(resident, _k.id == _r.resident_id)
        .outerjoin(institution, institution.c.id == _k.institution_id)
        .outerjoin(_lives, _lives.c.code == _k.district)
        .where(_r.upload_id == upload, _r.verdict == verdict.value)
        .order_by(_r.done, _r.position)
    )  # fmt: skip


def _hide(found: pd.DataFrame) -> None:
    """Not even the reason stays: it would say what is right and what is wrong in what the list claims."""
    theirs = [name for name in found.columns if name.startswith("their_")]
    found[theirs] = found[theirs].astype(object)
    found.loc[found["hidden"], [*theirs, "resident_id"]] = None
    found.loc[found["hidden"] & found["reason"].notna(), "reason"] = Reason.OTHER_DISTRICT.value


def _domicile(row: Any, upload: int) -> str:
    """Where applying would place somebody new: by the address, else by the NIK."""
    known = places(regency_of(upload))
    if not pd.isna(row.standing):
        return known.shown(Place(Standing(int(row.standing)), row.district))
    return known.shown(known.of_nik(row.nik)) if isinstance(row.nik, str) else "–"
