"""Every table of the product, SQLAlchemy Core. One file per concept."""

from ktp_core.db.schema.access import account, account_role, audit_log, download, sign_in_failure, web_session
from ktp_core.db.schema.base import metadata
from ktp_core.db.schema.batches import print_batch, print_batch_card, print_order
from ktp_core.db.schema.blanks import blank_entry, blank_holder, blank_proposal
from ktp_core.db.schema.cards import card_event, disagreement, status_mapping
from ktp_core.db.schema.delivery import parcel, parcel_card, parcel_custody
from ktp_core.db.schema.figures import figure, target
from ktp_core.db.schema.finished import destruction, hand_over
from ktp_core.db.schema.institutions import institution, institution_alias
from ktp_core.db.schema.provinces import summary_file
from ktp_core.db.schema.regions import boundary, counter, office, parameter, region
from ktp_core.db.schema.reports import report_issue
from ktp_core.db.schema.requests import attachment, attachment_content, request, request_change
from ktp_core.db.schema.residents import membership, resident
from ktp_core.db.schema.rosters import roster_issue, roster_row, roster_upload
from ktp_core.db.schema.rounds import round_, round_exception, round_stop
from ktp_core.db.schema.stuck import stuck_note
from ktp_core.db.schema.summaries import (
    summary_day,
    summary_delay,
    summary_late,
    summary_month,
    summary_queue,
    summary_state,
    summary_state_change,
    summary_village_late,
    summary_village_month,
    summary_village_year,
    summary_visit,
    summary_visit_again,
    summary_year,
)
from ktp_core.db.schema.teams import blocked_period, resource, team
from ktp_core.db.schema.visits import (
    follow_up,
    visit,
    visit_change,
    visit_document,
    visit_outcome,
    visit_person,
    visit_report,
    visit_resource,
    visit_workbook,
)

__all__ = [
    "account", "account_role", "attachment", "attachment_content", "audit_log", "blank_entry", "blank_holder",
    "blank_proposal", "blocked_period", "boundary", "card_event", "counter", "destruction", "disagreement",
    "download", "figure", "follow_up", "hand_over", "institution", "institution_alias", "membership", "metadata",
    "office", "parameter", "parcel", "parcel_card", "parcel_custody", "print_batch", "print_batch_card",
    "print_order", "region", "report_issue", "request", "request_change", "resident", "resource", "roster_issue",
    "roster_row", "roster_upload", "round_", "round_exception", "round_stop", "sign_in_failure", "status_mapping",
    "stuck_note", "summary_day", "summary_delay", "summary_file", "summary_late", "summary_month",
    "summary_queue", "summary_state", "summary_state_change", "summary_village_late",
    "summary_village_month", "summary_village_year", "summary_visit", "summary_visit_again", "summary_year",
    "target", "team", "visit", "visit_change", "visit_document", "visit_outcome", "visit_person", "visit_report",
    "visit_resource", "visit_workbook", "web_session",
]  # fmt: skip
