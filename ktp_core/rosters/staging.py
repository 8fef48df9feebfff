"""From a checked file to rows that can be staged: places found, residents matched, facts without personal data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from ktp_core.rosters.applying import staged_row
from ktp_core.rosters.match_model import Entry, Roster, Verdict
from ktp_core.rosters.matching import match_all
from ktp_core.rosters.model import CheckedRoster
from ktp_core.rosters.places import places
from ktp_core.rosters.pools import candidates
from ktp_core.rosters.uploads import StagedRow


def match_rows(
    conn: Connection, regency: str, checked: CheckedRoster, roster: Roster, districts: tuple[str, ...] = ()
) -> list[StagedRow]:
    """The rows worth keeping with their verdicts: those that nobody can rescue are counted and not kept."""
    where = places(regency)
    entries = [
        Entry(
            position, row.nik, row.nisn, row.name, row.sex, row.birth_place, row.birth_date, row.class_name,
            where.of_address(row.district, row.village, row.nik),
        )
        for position, row in enumerate(checked.rows, start=1)
    ]  # fmt: skip
    matches = match_all(entries, candidates(conn, regency, entries).pool, roster, districts=districts)
    return [
        staged_row(StagedRow(match.entry, row.sheet, row.row, match.verdict), match, roster)
        for row, match in zip(checked.rows, matches, strict=True)
        if match.verdict is not Verdict.REJECTED
    ]


def facts(checked: CheckedRoster, kept: int) -> dict[str, Any]:
    """What was understood of the file, as JSON. Rows in error that a match rescued are no longer rejected."""
    return {
        "file": asdict(checked.file),
        "read": checked.read,
        "rejected": checked.read - kept,
        "eligibility": asdict(checked.eligibility),
        "warnings": [{"code": warning.code, "params": warning.params} for warning in checked.warnings],
    }
