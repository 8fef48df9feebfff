"""Kinds of files that are lists of rows: CSV and XLSX."""

from __future__ import annotations

from datetime import date
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.exports.model import Builder, Export, Format


def backlog_params(chosen: dict[str, Any], today: date) -> dict[str, Any]:
    """Parameters of `backlog.csv` and `backlog.xlsx`: a BacklogFilter's `to_params()` and the day it was looked at."""
    return {"filter": chosen, "today": today.isoformat()}


def _backlog(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.printing import service
        from ktp_core.printing.model import BacklogFilter

        chosen, today = BacklogFilter.from_params(params["filter"]), date.fromisoformat(params["today"])
        return service.listing(by, chosen, form, today=today)

    return build


def _birthdays(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.printing import birthday_service as service

        return service.listing(by, service.from_params(params), form)

    return build


def _statement(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.printing import statement_service as service

        return service.listing(by, *service.from_params(params), form)

    return build


def _survey(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.eligibility import service
    from ktp_core.eligibility.survey import SurveyFilter

    return service.listing(by, SurveyFilter.from_params(params), Format.XLSX)


def summary_params(regency: str, month: int) -> dict[str, Any]:
    """Parameters of `summary`: whose month, yyyymm."""
    return {"regency": regency, "month": month}


def _summary(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core import clock
    from ktp_core.provinces import service

    regency = str(params["regency"])
    return service.export(by, regency, int(params["month"]), today=clock.today(regency), at=clock.now())


def stuck_params(chosen: dict[str, Any], today: date) -> dict[str, Any]:
    """Parameters of `stuck.xlsx`: a StuckFilter's `to_params()` and the day it was looked at."""
    return {"filter": chosen, "today": today.isoformat()}


def _stuck(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.stuck import service
    from ktp_core.stuck.model import StuckFilter

    chosen, today = StuckFilter.from_params(params["filter"]), date.fromisoformat(params["today"])
    return service.listing(by, chosen, Format.XLSX, today=today)


def _roster_issues(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.rosters import problems

    return problems.listing(by, params["upload"], Format.XLSX)


def _figure_template(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.figures.imports import service

    return service.template_for(by, str(params["regency"]), str(params["level"]), Format.XLSX)


KINDS: dict[str, Builder] = {
    "backlog.csv": _backlog(Format.CSV),
    "backlog.xlsx": _backlog(Format.XLSX),
    "birthdays.csv": _birthdays(Format.CSV),
    "birthdays.xlsx": _birthdays(Format.XLSX),
    "figure_template": _figure_template,
    "roster_issues.xlsx": _roster_issues,
    "statement.csv": _statement(Format.CSV),
    "statement.xlsx": _statement(Format.XLSX),
    "summary": _summary,
    "stuck.xlsx": _stuck,
    "survey.xlsx": _survey,
}
