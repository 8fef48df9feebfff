"""Which files may be fetched at /unduh: the name of a kind, and the use case that makes it.

A builder gets the actor as of the fetch and the parameters that were put down when the button was made, and asks for
permission again. Who fetches writes the audit entry (rows, size, a fingerprint of the parameters) before a byte leaves.
"""

from __future__ import annotations

from typing import Any

from ktp_core.access.model import Actor
from ktp_core.exports import field_papers, line_papers, lists, month_papers
from ktp_core.exports.field_papers import paper_params, report_params, workbook_params
from ktp_core.exports.line_papers import (
    call_list_params,
    card_receipt_params,
    destruction_params,
    parcel_receipt_params,
    print_sheet_params,
)
from ktp_core.exports.lists import backlog_params, stuck_params, summary_params
from ktp_core.exports.model import Builder, Export
from ktp_core.exports.month_papers import draft_params, issue_params

__all__ = [
    "KINDS", "attachment_params", "backlog_params", "call_list_params", "card_receipt_params", "destruction_params",
    "draft_params", "issue_params", "paper_params", "parcel_receipt_params", "print_sheet_params", "report_params",
    "stuck_params", "summary_params", "workbook_params",
]  # fmt: skip


def attachment_params(owner: str, attachment_id: int) -> dict[str, Any]:
    """Parameters of `attachment`: what the file belongs to (`attachments.model.Owner`) and its id."""
    return {"owner": owner, "attachment": attachment_id}


def _attachment(by: Actor, params: dict[str, Any]) -> Export:
    from ktp_core.attachments import service
    from ktp_core.attachments.model import Owner

    return service.fetch(by, Owner(params["owner"]), params["attachment"])


KINDS: dict[str, Builder] = {
    "attachment": _attachment, **lists.KINDS, **field_papers.KINDS, **line_papers.KINDS, **month_papers.KINDS,
}  # fmt: skip
