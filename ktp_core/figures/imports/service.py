"""Preview of a table of official figures, and applying exactly what was shown: one transaction, one audit entry."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading, writing
from ktp_core.errors import Conflict, NotFound
from ktp_core.exports.model import MEDIA_TYPES, Export, Format
from ktp_core.figures import guard, store
from ktp_core.figures.imports import places, plan, template
from ktp_core.figures.imports.model import Candidate, Defaults, Outcome, Plan, Sheet
from ktp_core.figures.imports.places import Ground
from ktp_core.figures.imports.reading import read
from ktp_core.regions import store as regions
from ktp_core.regions.model import Level


def preview(by: Actor, regency: str, file_name: str, content: bytes, defaults: Defaults, *, today: date) -> Plan:
    """What applying the file would do; writes nothing. Raises Refused for a file that cannot be read."""
    sheets = _read(by, regency, file_name, content)
    with reading(by, Permission.FIGURE_EDIT, regency) as conn:
        return _plan(conn, regency, sheets, defaults, today)


def apply(
    by: Actor, regency: str, file_name: str, content: bytes, defaults: Defaults, *, at: datetime, today: date,
    expected: str | None = None,
) -> Plan:  # fmt: skip
    """Enter what is new or different. `expected`: fingerprint of the preview; Conflict when it is another now."""
    sheets = _read(by, regency, file_name, content)
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        guard.lock(tx.conn, regency)
        made = _plan(tx.conn, regency, sheets, defaults, today)
        if expected is not None and expected != made.fingerprint:
            raise Conflict("figure_import_changed")
        store.insert_figures(
            tx.conn, regency, [entry.candidate.figure for entry in made.entries], by=by.name, at=at
        )  # fmt: skip
        counts = {outcome.value: made.counts[outcome] for outcome in Outcome}
        tx.audit("figure.import", None, sha256=hashlib.sha256(content).hexdigest(), rows=made.rows, **counts)
    return made


def _read(by: Actor, regency: str, file_name: str, content: bytes) -> list[Sheet]:
    with reading(by, Permission.FIGURE_EDIT, regency):  # before a child is started for the file
        guard.whole_regency(by)
    return read(content, file_name)


def _plan(conn: Connection, regency: str, sheets: list[Sheet], defaults: Defaults, today: date) -> Plan:
    areas = regions.areas(conn, regency)
    own = next((area for area in areas if area.code == regency), None)
    if own is None:
        raise NotFound("regency_not_set_up", regency=regency)
    ground = Ground(own, areas)
    found = plan.candidates(sheets, ground, defaults, today)
    known = store.known_on(conn, regency, date.max, areas=_concerned(found[0], ground))
    ignored = [label for sheet in sheets for label in sheet.ignored]
    return plan.make(found, known, ground, ignored)


def _concerned(found: Sequence[Candidate], ground: Ground) -> list[str]:
    """The areas of the file, those that they form and those that form them."""
    inside = places.children(ground.areas)
    areas = {one.figure.area for one in found}
    above = {area.rpartition(".")[0] for area in areas if area != ground.regency.code}
    below = {part for area in areas | above for part in inside.get(area, ())}
    return sorted(areas | above | below)


def template_for(by: Actor, regency: str, level: str, form: Format) -> Export:
    """An empty table with a row for every area down to `district` or `village`. Raises NotAllowed."""
    with reading(by, Permission.FIGURE_VIEW, regency) as conn:
        known = regions.areas(conn, regency)
    rows = template.rows_for(known, Level.VILLAGE if level == "village" else Level.DISTRICT)
    name = f"templat_angka_resmi_{regency.replace('.', '')}.{form}"
    return Export(name, MEDIA_TYPES[form], template.make(form, rows), len(rows))
