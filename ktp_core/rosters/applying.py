"""From staged rows to written ones: what may still be applied, and the writing of it within one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.eligibility.model import AgeRules
from ktp_core.residents import memberships
from ktp_core.residents import store as residents
from ktp_core.residents.finding import Row
from ktp_core.residents.model import Change, Membership, Newcomer
from ktp_core.rosters.match_model import Entry, Known, Match, Reason, Roster, Verdict
from ktp_core.rosters.matching import fingerprint, match_all
from ktp_core.rosters.places import places
from ktp_core.rosters.planning import Plan, first_membership, plan
from ktp_core.rosters.pools import Candidates
from ktp_core.rosters.uploads import Choice, StagedRow, Upload
from ktp_core.summaries.store import Deltas, add


@dataclass(slots=True)
class Work:
    """Rows sorted by what to do with them. `rewritten` are rows whose verdict is no longer what was staged."""

    new: list[Entry] = field(default_factory=list)
    changed: list[tuple[Known, Plan]] = field(default_factory=list)
    same: int = 0
    rewritten: list[StagedRow] = field(default_factory=list)
    _taken: set[int | str] = field(default_factory=set)

    def take(self, key: int | str) -> bool:
        """True the first time: one resident, and one NIK, is written once by one applying."""
        first = key not in self._taken
        self._taken.add(key)
        return first

    def back(self, row: StagedRow, match: Match, roster: Roster, reason: Reason | None = None) -> None:
        """To review again: what would be written is not what was shown."""
        why = reason or match.reason or Reason.CHANGED_SINCE
        again = replace(match, verdict=Verdict.REVIEW, reason=why)
        self.rewritten.append(staged_row(row, again, roster))


def staged_row(row: StagedRow, match: Match, roster: Roster) -> StagedRow:
    """The row with a fresh verdict and no decision."""
    known = match.known
    return replace(
        row, verdict=match.verdict, reason=match.reason, resident_id=known.id if known else None,
        shown=fingerprint(match, roster), decision=None,
    )  # fmt: skip


def sort(
    rows: Sequence[StagedRow], found: Candidates, roster: Roster, today: date, districts: tuple[str, ...] = ()
) -> Work:
    """What may be written of staged rows now. Whatever the preview did not show goes to review."""
    work = Work()
    matches = match_all([row.entry for row in rows], found.pool, roster, today=today, districts=districts)
    for row, match in zip(rows, matches, strict=True):
        if row.decision is not None:
            _decided(work, row, match, found, roster, today)
        elif row.verdict is not Verdict.REVIEW:
            _shown(work, row, match, roster)
    return work


def _shown(work: Work, row: StagedRow, match: Match, roster: Roster) -> None:
    if match.verdict is Verdict.SAME:  # nothing to write, so nothing that was not shown
        work.same += 1
        if row.verdict is not Verdict.SAME:
            work.rewritten.append(staged_row(row, match, roster))
    elif match.verdict is not row.verdict or fingerprint(match, roster) != row.shown:
        work.back(row, match, roster)
    elif match.known is None:
        work.new.append(match.entry)
    elif work.take(match.known.id):
        assert match.planned is not None  # only who is in review has nothing planned
        work.changed.append((match.known, match.planned))
    else:
        work.back(row, match, roster, Reason.TWICE)


def _decided(work: Work, row: StagedRow, match: Match, found: Candidates, roster: Roster, today: date) -> None:
    entry = row.entry
    if row.decision is Choice.NEW:
        if entry.nik is not None and entry.nik not in found.pool.by_nik and work.take(entry.nik):
            work.new.append(entry)
        else:
            work.back(row, match, roster, Reason.CHANGED_SINCE)
        return
    known = found.known.get(row.resident_id or 0)
    chosen = replace(match, known=known, planned=None)
    if known is None or fingerprint(chosen, roster) != row.shown or not work.take(known.id):
        work.back(row, match, roster, Reason.CHANGED_SINCE)
        return
    planned = plan(entry, known, roster, decided=True, today=today)
    if planned:
        work.changed.append((known, planned))
    else:
        work.same += 1


def write(
    conn: Connection,
    upload: Upload,
    work: Work,
    rows: Mapping[int, Row],
    *,
    rules: AgeRules,
    by: str,
    at: datetime,
    day: date,
) -> None:
    """Write residents, memberships and summaries. Cards are never moved; only their due days follow a new place."""
    deltas = Deltas(upload.regency, day)
    new = [_newcomer(entry, upload) for entry in work.new]
    given = residents.insert_many(conn, upload.regency, new, deltas, rules=rules, at=at)
    joins: list[Membership] = [
        first_membership(entry, key, upload.roster, day) for key, entry in zip(given, work.new, strict=True)
    ]
    joins += [planned.joins for _, planned in work.changed if planned.joins]
    memberships.insert_many(conn, joins)
    memberships.rewrite_many(conn, [one for _, planned in work.changed for one in planned.rewrites])
    changes = [Change(rows[known.id], planned.values) for known, planned in work.changed if planned.values]
    residents.update_many(conn, changes, deltas, rules=rules, by=by, at=at, day=day, reason="roster")
    add(conn, deltas)


def _newcomer(entry: Entry, upload: Upload) -> Newcomer:
    assert entry.nik is not None
    assert entry.sex is not None
    return Newcomer(
        entry.nik, entry.name, entry.sex, entry.birth_place, entry.birth_date,
        entry.place or places(upload.regency).of_nik(entry.nik), None, entry.nisn,
        upload.roster.institution_id, entry.class_name,
    )  # fmt: skip
