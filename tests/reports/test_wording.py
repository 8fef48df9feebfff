"""Sentences of a report that must not contradict its tables."""

from __future__ import annotations

from ktp_core.documents import monthly_words
from ktp_core.reports import papers, parts, wording
from ktp_core.reports.model import Correction
from ktp_core.reports.service import Corrected

OTHER = Correction("Blangko: Awal bulan", "Blangko", 1_242, 1_200)


def test_corrections_without_a_late_act_say_where_they_come_from():
    said = papers.late_words(Corrected((OTHER,), 0))
    assert said == wording.LATE["others"] and "blangko" in said
    assert papers.late_words(Corrected((OTHER,), 1_234)).startswith("1.234 catatan")
    assert papers.late_words(Corrected((), 0)) == wording.LATE["nothing"]


def test_what_is_not_the_whole_is_never_said_to_be_on_paper():
    assert parts.percent(1_189_164, 1_189_620) == monthly_words.percent(1_189_164, 1_189_620) == "99,96%"
    assert (parts.percent(999_999, 1_000_000), parts.percent(5, 5), parts.percent(None, 5)) == ("99,99%", "100,0%", "–")
    assert parts.percent(175_087, 172_806) == "101,3%"
