"""The kind of files that are monthly reports: drafts and issues, PDF and workbook. Numbers only."""

from __future__ import annotations

from datetime import date
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.exports.model import Builder, Export, Format


def draft_params(
    regency: str, month: int, known_on: date | None, form: Format, *, corrections: bool = False
) -> dict[str, Any]:
    """Parameters of `monthly_report`: whose month, as known when (None: now). `corrections`: with those since."""
    known = known_on.isoformat() if known_on else None
    return {"regency": regency, "month": month, "known_on": known, "form": str(form), "corrections": corrections}


def issue_params(regency: str, issue_id: int, form: Format, *, corrections: bool = False) -> dict[str, Any]:
    """Parameters of `monthly_report` for a report that was issued."""
    return {"regency": regency, "issue": issue_id, "form": str(form), "corrections": corrections}


def _report(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core import clock
    from ktp_core.reports import papers

    regency, form, corrections = str(params["regency"]), Format(params["form"]), bool(params["corrections"])
    today = clock.today(regency)
    if "issue" in params:
        return papers.of_issue(by, int(params["issue"]), form, today=today, corrections=corrections)
    known = date.fromisoformat(params["known_on"]) if params["known_on"] else None
    return papers.of_month(
        by, regency, int(params["month"]), form, known_on=known, today=today, at=clock.now(), corrections=corrections
    )


KINDS: dict[str, Builder] = {"monthly_report": _report}
