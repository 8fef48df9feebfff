"""The same person, NISN or NIK twice within one roster: nothing of it is written until a human has decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ktp_core.rosters.match_model import Match, Reason, Verdict


def doubt_repeats(matches: list[Match]) -> list[Match]:
    """Within one roster: nobody twice, no NISN for two, no new person under two NIKs."""
    residents = _repeated(match.known.id for match in matches if match.known and match.verdict is not Verdict.REVIEW)
    nisns = _repeated(match.entry.nisn for match in matches if match.entry.nisn)
    new = [match for match in matches if match.verdict is Verdict.NEW]
    people = _repeated((match.entry.name, match.entry.birth_date) for match in new)
    niks = _repeated(match.entry.nik for match in new)

    def doubted(match: Match) -> Reason | None:
        entry, known = match.entry, match.known
        if match.verdict in (Verdict.REVIEW, Verdict.REJECTED):
            return None
        if known is not None and known.id in residents:
            return Reason.TWICE
        if entry.nisn in nisns and (known is None or known.nisn != entry.nisn):
            return Reason.NISN_TWICE
        if known is None and (entry.nik in niks or (entry.name, entry.birth_date) in people):
            return Reason.TWICE
        return None

    return [
        replace(match, verdict=Verdict.REVIEW, reason=reason) if (reason := doubted(match)) else match
        for match in matches
    ]


def _repeated(values: Iterable[Any]) -> set[Any]:
    return {value for value, count in Counter(values).items() if count > 1}
