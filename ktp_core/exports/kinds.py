"""Which files may be fetched at /unduh: the name of a kind, and the use case that makes it.

A builder gets the actor as of the fetch and the parameters that were put down when the button was made, and asks for
permission again. Who fetches writes the audit entry (rows, size, a fingerprint of the parameters) before a byte leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.exports.model import Export, Format

Builder = Callable[[Actor, dict[str, Any]], Export]


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


def attachment_params(owner: str, attachment_id: int) -> dict[str, Any]:
    """Parameters of `attachment`: what the file belongs to (`attachments.model.Owner`) and its id."""
    return {"owner": owner, "attachment": attachment_id}


def _attachment(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.attachments import service
    from ktp_core.attachments.model import Owner

    return service.fetch(by, Owner(params["owner"]), params["attachment"])


def _reply(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.requests import replies

        return replies.letter(by, replies.Wish.from_params(params), form)

    return build


def report_params(visit_id: int, number: str) -> dict[str, Any]:
    """Parameters of `berita_acara.pdf` and `.docx`: which visit, and the number the office gives the paper."""
    return {"visit": visit_id, "number": number}


def _report(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.fieldwork import report

        return report.report(by, params["visit"], params["number"], form)

    return build


def workbook_params(visit_id: int, team: str, at: datetime) -> dict[str, Any]:
    """Parameters of `workbook.xlsx`: which visit, for whom in words, and when the button was pressed."""
    return {"visit": visit_id, "team": team, "at": at.isoformat()}


def _workbook(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.fieldwork.workbook import service

    return service.make(by, params["visit"], params["team"], at=datetime.fromisoformat(params["at"]))


def paper_params(visit_id: int) -> dict[str, Any]:
    """Parameters of `paper_sheet.*` and `reminders.*`: which visit."""
    return {"visit": visit_id}


def _paper(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.fieldwork.workbook import papers

        return papers.paper(by, params["visit"], form)

    return build


def _reminders(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.fieldwork.workbook import papers

        return papers.reminders(by, params["visit"], form)

    return build


def _order(form: Format) -> Builder:
    def build(by: Actor, params: dict[str, Any]) -> Export:
        from ktp_core.blanks import ordering

        return ordering.letter(by, ordering.Wish.from_params(params), form)

    return build


KINDS: dict[str, Builder] = {
    "attachment": _attachment,
    "backlog.csv": _backlog(Format.CSV),
    "backlog.xlsx": _backlog(Format.XLSX),
    "berita_acara.docx": _report(Format.DOCX),
    "berita_acara.pdf": _report(Format.PDF),
    "birthdays.csv": _birthdays(Format.CSV),
    "birthdays.xlsx": _birthdays(Format.XLSX),
    "blank_order.docx": _order(Format.DOCX),
    "blank_order.pdf": _order(Format.PDF),
    "paper_sheet.docx": _paper(Format.DOCX),
    "paper_sheet.pdf": _paper(Format.PDF),
    "reminders.docx": _reminders(Format.DOCX),
    "reminders.pdf": _reminders(Format.PDF),
    "reply.docx": _reply(Format.DOCX),
    "reply.pdf": _reply(Format.PDF),
    "roster_issues.xlsx": _roster_issues,
    "stuck.xlsx": _stuck,
    "statement.csv": _statement(Format.CSV),
    "statement.xlsx": _statement(Format.XLSX),
    "survey.xlsx": _survey,
    "workbook.xlsx": _workbook,
}
