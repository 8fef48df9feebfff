"""The residents that the rows of a roster could mean, read in a handful of statements whatever the roster's size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ktp_core.residents import memberships
from ktp_core.residents import store as residents
from ktp_core.residents.finding import Row
from ktp_core.residents.model import Membership, Place, Standing
from ktp_core.rosters.match_model import Entry, Known, Pool


@dataclass(frozen=True, slots=True)
class Candidates:
    """`pool` for the rules of matching; `rows` the whole rows behind it and `known` everybody, by resident id."""

    pool: Pool
    rows: Mapping[int, Row]
    known: Mapping[int, Known]


def candidates(
    conn: Connection, regency: str, entries: Sequence[Entry], also: Iterable[int] = (), *, lock: bool = False
) -> Candidates:
    """Everybody with a NIK, a NISN, or a name and birth date of `entries`, and the residents `also`."""
    by_nik = residents.find_by_nik(conn, regency, (e.nik for e in entries if e.nik), lock=lock)
    nisns = {e.nisn for e in entries if e.nisn and not _settled(e, by_nik)}
    by_nisn = residents.find_by_nisn(conn, regency, nisns)
    new = {(e.name, e.birth_date) for e in entries if e.nik and e.nik not in by_nik}
    by_person = residents.find_by_name_and_birth(conn, regency, new)
    more = residents.find_by_id(conn, regency, also)
    lists = (*by_nisn.values(), *by_person.values())
    rows = {row["id"]: row for row in (*by_nik.values(), *(row for group in lists for row in group), *more.values())}
    known = _known(rows, memberships.of_residents(conn, rows))
    return Candidates(
        Pool(
            {nik: known[row["id"]] for nik, row in by_nik.items()},
            {nisn: _each(group, known) for nisn, group in by_nisn.items()},
            {person: _each(group, known) for person, group in by_person.items()},
        ),
        rows,
        known,
    )


def _settled(entry: Entry, by_nik: Mapping[str, Row]) -> bool:
    """True if the NISN is the one already known of this NIK: nobody else needs to be asked for."""
    return entry.nik is not None and entry.nik in by_nik and by_nik[entry.nik]["nisn"] == entry.nisn


def _each(group: Sequence[Row], known: Mapping[int, Known]) -> list[Known]:
    return [known[key] for key in sorted(row["id"] for row in group)]


def _known(rows: Mapping[int, Row], all_memberships: Mapping[int, tuple[Membership, ...]]) -> dict[int, Known]:
    return {key: _one(row, all_memberships.get(key, ())) for key, row in rows.items()}


def _one(row: Mapping[Any, Any], of: tuple[Membership, ...]) -> Known:
    return Known(
        row["id"], row["nik"], row["name"], row["birth_place"], row["birth_date"],
        Place(Standing(row["standing"]), row["district"], row["village"]), row["nisn"], row["institution_id"],
        row["class_name"], of,
    )  # fmt: skip
