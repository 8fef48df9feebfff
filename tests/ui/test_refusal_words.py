"""One code, one sentence: nothing that is refused takes its words from another concept."""

from __future__ import annotations

from collections import Counter

import pytest

from ktp_core import labels
from ktp_core.errors import NotFound, Refused


@pytest.mark.parametrize("words", ["REFUSALS", "ACTIONS"])
def test_no_code_has_words_in_two_files(words):
    first = labels.refusals if words == "REFUSALS" else labels.actions
    found = Counter(code for file in (first, *labels._FILES) for code in getattr(file, words))

    assert [code for code, n in found.items() if n > 1] == []


def test_numbers_of_two_kinds_of_report_are_refused_in_their_own_words():
    assert labels.refusal_text(Refused("report_number", most=60)) == "Nomor berita acara paling panjang 60 huruf."
    assert "belum pernah diterbitkan" in labels.refusal_text(NotFound("report_not_issued", month="2026-10", number=3))
