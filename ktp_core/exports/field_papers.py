"""Kinds of files of letters and visits: the answer, what a team takes along, what it brings back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.exports.model import Builder, Export, Format


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


KINDS: dict[str, Builder] = {
    "berita_acara.docx": _report(Format.DOCX),
    "berita_acara.pdf": _report(Format.PDF),
    "paper_sheet.docx": _paper(Format.DOCX),
    "paper_sheet.pdf": _paper(Format.PDF),
    "reminders.docx": _reminders(Format.DOCX),
    "reminders.pdf": _reminders(Format.PDF),
    "reply.docx": _reply(Format.DOCX),
    "reply.pdf": _reply(Format.PDF),
    "workbook.xlsx": _workbook,
}
