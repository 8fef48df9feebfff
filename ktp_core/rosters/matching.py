"""Whose row is this? The rules by which the rows of a roster meet the residents an office knows. Pure.

A school is no source of identity: a roster never changes NIK, name, sex, birth date or card of anybody. It may say
where somebody learns, their NISN and where they live. Whatever would need more is REVIEW, and nothing of it is written
until a human has decided.

| what is found                                            | verdict                    |
|----------------------------------------------------------|----------------------------|
| NIK known, birth date and name agree                     | CHANGED or SAME (`plan`)   |
| NIK known, birth date differs                            | REVIEW birth_differs       |
| NIK known, name of somebody else                         | REVIEW name_differs        |
| NIK known, but moved away or deceased                    | REVIEW moved, deceased     |
| NIK known, another institution of the kind this year     | REVIEW other_institution   |
| NIK known, the roster's address makes ours elsewhere     | REVIEW standing_differs    |
| address moves them in from outside the actor's districts  | REVIEW other_district      |
| NISN belongs to somebody else                            | REVIEW nisn_other          |
| NIK unknown, same name and birth date, or NISN and birth | REVIEW other_nik           |
| NIK unknown, otherwise                                   | NEW (twins stay two)       |
| no NIK; NISN, name and birth date are one resident's     | as if the NIK were there   |
| no NIK; NISN and birth date, name only similar           | REVIEW nik_missing         |
| no NIK, otherwise                                        | REJECTED                   |
| one resident, NISN, or new name and birth date twice     | REVIEW twice, nisn_twice   |
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date

from ktp_core.residents.model import Membership, Standing
from ktp_core.residents.rules import names_agree
from ktp_core.rosters.match_model import Entry, Known, Match, Pool, Reason, Roster, Verdict
from ktp_core.rosters.planning import plan
from ktp_core.rosters.repeats import doubt_repeats


def match_all(
    entries: Sequence[Entry], pool: Pool, roster: Roster, *, today: date = date.max, districts: tuple[str, ...] = ()
) -> list[Match]:
    """One Match per entry, in order. The answer does not depend on the order of the entries. `today` is the day on
    which what is planned would be written, `districts` those of an actor who may not work on others."""
    matches = []
    for entry in entries:
        known, reason = _find(entry, pool)
        if reason is None and known is not None:
            reason = _doubt(entry, known, pool, roster)
        if reason is not None:
            matches.append(Match(entry, Verdict.REVIEW, known, reason))
        elif known is not None:
            planned = plan(entry, known, roster, today=today)
            if districts and known.place.district not in districts and planned.values.keys() & {"district", "village"}:
                matches.append(Match(entry, Verdict.REVIEW, known, Reason.OTHER_DISTRICT))
                continue
            matches.append(Match(entry, Verdict.CHANGED if planned else Verdict.SAME, known, planned=planned))
        else:
            matches.append(Match(entry, Verdict.NEW if entry.nik else Verdict.REJECTED))
    return doubt_repeats(matches)


def fingerprint(match: Match, roster: Roster) -> int:
    """A number that differs when what the preview showed of the known resident, or would write, has changed."""
    known = match.known
    if known is None:
        return 0
    planned = match.planned if match.planned is not None else plan(match.entry, known, roster, decided=True)
    shown = (
        known.id, known.name, known.birth_date, known.place, known.nisn, known.institution_id, known.class_name,
        sorted(planned.values.items()), planned.joins is None, len(planned.rewrites),
    )  # fmt: skip
    return zlib.crc32(repr(shown).encode()) & 0x7FFFFFFF


def _find(entry: Entry, pool: Pool) -> tuple[Known | None, Reason | None]:
    """Who the entry is about; with a reason, only whom to compare with."""
    if entry.nik is not None and entry.nik in pool.by_nik:
        return pool.by_nik[entry.nik], None
    same_nisn = pool.by_nisn.get(entry.nisn, ()) if entry.nisn else ()
    if entry.nik is None:
        return _rescue(entry, same_nisn)
    for known in same_nisn:
        agrees = known.birth_date == entry.birth_date and names_agree(known.name, entry.name)
        return known, Reason.OTHER_NIK if agrees else Reason.NISN_OTHER
    for known in pool.by_person.get((entry.name, entry.birth_date), ()):
        return known, Reason.OTHER_NIK
    return None, None


def _rescue(entry: Entry, same_nisn: Sequence[Known]) -> tuple[Known | None, Reason | None]:
    candidates = [known for known in same_nisn if known.birth_date == entry.birth_date]
    if len(candidates) != 1:
        return None, None
    known = candidates[0]
    if known.name == entry.name:
        return known, None
    return (known, Reason.NIK_MISSING) if names_agree(known.name, entry.name) else (None, None)


def _doubt(entry: Entry, known: Known, pool: Pool, roster: Roster) -> Reason | None:
    """The first reason not to believe that `known` is meant, or not to write what the roster says."""
    if known.birth_date != entry.birth_date:
        return Reason.BIRTH_DIFFERS
    if not names_agree(known.name, entry.name):
        return Reason.NAME_DIFFERS
    if known.place.standing in (Standing.MOVED, Standing.DECEASED):
        return Reason.MOVED if known.place.standing is Standing.MOVED else Reason.DECEASED
    if entry.nisn and entry.nisn != known.nisn and any(o.id != known.id for o in pool.by_nisn.get(entry.nisn, ())):
        return Reason.NISN_OTHER
    if any(_claims(other, roster) for other in known.memberships):
        return Reason.OTHER_INSTITUTION
    if entry.place is not None and entry.place.standing is not known.place.standing:
        return Reason.STANDING_DIFFERS
    return None


def _claims(other: Membership, roster: Roster) -> bool:
    """A school and a pesantren may share a pupil; two schools in one year may not."""
    return (
        other.kind == roster.kind
        and other.school_year == roster.school_year
        and other.institution_id != roster.institution_id
        and other.until_day is None
    )
