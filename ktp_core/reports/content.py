"""What a monthly report says, in the order it says it. Pure: facts in, report out."""

from __future__ import annotations

from ktp_core.reports import (
    content_end,
    content_goals,
    content_line,
    content_month,
    content_places,
    content_summary,
    content_visits,
    content_youth,
)
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Report

SECTIONS = (
    content_summary.section, content_goals.section, content_month.section, content_places.section,
    content_visits.section, content_line.section, content_end.blanks, content_youth.section, content_end.attention,
    content_end.definitions,
)  # fmt: skip


def report(facts: Facts) -> Report:
    """The report; empty sections say what is not known."""
    return Report(facts.stamp, tuple(section(facts) for section in SECTIONS))
