"""What cannot be meant of a visit is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ktp_core.errors import Refused
from ktp_core.visits import checks
from ktp_core.visits.model import VisitDraft


def draft(start: int | None = 480, end: int | None = 600) -> VisitDraft:
    return VisitDraft(institution_id=99, day=date(2026, 11, 30), start=start, end=end)


@pytest.mark.parametrize("hours", [(480, None), (None, 480), (600, 600), (700, 600), (-5, 600), (600, 1441)], ids=str)
def test_hours_that_cannot_be_are_refused(hours):
    with pytest.raises(Refused, match="visit_hours"):
        checks.check(draft(start=hours[0], end=hours[1]))


def test_numbers_and_notes_have_their_bounds():
    checks.check(draft(), 0, "x" * checks.LONGEST_NOTE)
    checks.check(replace(draft(), start=None, end=None), checks.MOST_PEOPLE)
    with pytest.raises(Refused, match="visit_expected"):
        checks.check(draft(), -1)
    with pytest.raises(Refused, match="visit_expected"):
        checks.check(draft(), checks.MOST_PEOPLE + 1)
    with pytest.raises(Refused, match="visit_note_long"):
        checks.check(draft(), None, "x" * (checks.LONGEST_NOTE + 1))
