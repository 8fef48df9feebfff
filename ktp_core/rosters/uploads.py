"""One upload as it is staged: what it is, how far it is, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from ktp_core.rosters.match_model import Entry, Reason, Roster, Verdict


class UploadState(StrEnum):
    """STAGED: nothing written yet. IN_REVIEW: applied but for rows that wait for a human."""

    STAGED = "staged"
    IN_REVIEW = "in_review"
    APPLIED = "applied"
    DISCARDED = "discarded"


OPEN = frozenset({UploadState.STAGED, UploadState.IN_REVIEW})


class Choice(StrEnum):
    """What a human decides of a row in review."""

    KNOWN = "known"  # it is the resident shown
    NEW = "new"  # it is somebody new
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file at its institution. `facts` holds what was understood and counted, no personal data."""

    id: int
    regency: str
    district: str | None
    roster: Roster
    institution: str
    file_name: str
    state: UploadState
    facts: dict[str, Any]
    uploaded_at: datetime
    uploaded_by: str
    applied_at: datetime | None
    applied_by: str | None


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row of an upload: the entry and what was shown of it."""

    entry: Entry
    sheet: str | None
    row: int
    verdict: Verdict
    reason: Reason | None = None
    resident_id: int | None = None
    shown: int | None = None
    decision: Choice | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying an upload did, in rows. `rejected` are the file's own faults, `in_review` what still waits.

    `institution` is the name of the one it was written for, which after a merger is not the one it was sent for.
    """

    upload: int
    institution: str
    new: int
    changed: int
    same: int
    rejected: int
    in_review: int
