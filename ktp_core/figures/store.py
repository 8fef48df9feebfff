"""Official figures and targets as they are stored: every version is kept, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, or_, select

from ktp_core.db.ids import next_id, next_ids
from ktp_core.db.schema import figure, target
from ktp_core.figures.model import BasisKind, Measure, Reported, Target


def insert_figure(conn: Connection, regency: str, new: Reported, *, by: str, at: datetime) -> int:
    """Store one version of a figure; the value is its id."""
    return insert_figures(conn, regency, [new], by=by, at=at)[0]


def insert_target(conn: Connection, regency: str, new: Target, *, by: str, at: datetime) -> int:
    """Store one version of a target; the value is its id."""
    key = next_id(conn, regency, "target")
    conn.execute(
        insert(target).values(
            id=key, regency=regency, area=new.area, measure=str(new.measure), value=new.value,
            valid_from=new.valid_from, valid_until=new.valid_until, source=new.source.strip(),
            known_on=new.known_on, entered_at=at, entered_by=by,
        )
    )  # fmt: skip
    return key


def known_on(
    conn: Connection, regency: str, as_of: date, then: date | None = None, *, areas: Sequence[str] | None = None,
    measures: Sequence[Measure] | None = None,
) -> list[Reported]:  # fmt: skip
    """Every version of every figure of a regency and its areas with a basis date up to `as_of`, in order of entry.

    `then`: only what the office knew on that day. `areas`, `measures`: only of these; a regency with figures of every
    village has tens of thousands.
    """
    columns = figure.c
    asked = [columns.regency == regency, columns.basis_on <= as_of, *_then(columns.known_on, then)]
    if areas is not None:
        asked.append(columns.area.in_(areas))
    if measures is not None:
        asked.append(columns.measure.in_([str(measure) for measure in measures]))
    return [_reported(row) for row in conn.execute(select(*_READ).where(*asked).order_by(columns.id))]


def of_dates(conn: Connection, regency: str, dates: Sequence[date], areas: Sequence[str]) -> list[Reported]:
    """Every version of the figures of these areas on these basis dates, in order of entry."""
    columns = figure.c
    asked = (columns.regency == regency, columns.basis_on.in_(dates), columns.area.in_(areas))
    return [_reported(row) for row in conn.execute(select(*_READ).where(*asked).order_by(columns.id))]


def insert_figures(conn: Connection, regency: str, new: Sequence[Reported], *, by: str, at: datetime) -> range:
    """Store a version of each; the value is their ids."""
    keys = next_ids(conn, regency, "figure", len(new))
    if new:
        conn.execute(insert(figure), [_row(key, regency, one, by, at) for key, one in zip(keys, new, strict=True)])
    return keys


def _row(key: int, regency: str, new: Reported, by: str, at: datetime) -> dict[str, Any]:
    return {
        "id": key, "regency": regency, "area": new.area, "measure": str(new.measure), "value": new.value,
        "basis_on": new.basis_on, "basis_kind": str(new.basis_kind), "approximate": int(new.approximate),
        "source": new.source.strip(), "known_on": new.known_on, "entered_at": at, "entered_by": by,
    }  # fmt: skip


_READ = (
    figure.c.area, figure.c.measure, figure.c.value, figure.c.basis_on, figure.c.source, figure.c.basis_kind,
    figure.c.approximate, figure.c.known_on,
)  # fmt: skip


def _reported(row: Any) -> Reported:
    return Reported(
        row.area, Measure(row.measure), row.value, row.basis_on, row.source, BasisKind(row.basis_kind),
        bool(row.approximate), known_on=row.known_on,
    )  # fmt: skip


def target_on(
    conn: Connection, regency: str, area: str, measure: Measure, as_of: date, then: date | None = None
) -> Target | None:
    """The target in force on `as_of`: begun, not ended; of several the one that began, then was entered, last.

    `then`: of those alone that the office knew on that day.
    """
    columns = target.c
    row = conn.execute(
        select(target)
        .where(
            columns.regency == regency,
            columns.area == area,
            columns.measure == str(measure),
            columns.valid_from <= as_of,
            or_(columns.valid_until.is_(None), columns.valid_until >= as_of),
            *_then(columns.known_on, then),
        )
        .order_by(columns.valid_from.desc(), columns.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return Target(row.area, Measure(row.measure), row.value, row.valid_from, row.source, row.valid_until, row.known_on)


def _then(known: Any, then: date | None) -> list[ColumnElement[bool]]:
    """What has no day of its own was known in its time."""
    return [] if then is None else [or_(known.is_(None), known <= then)]
