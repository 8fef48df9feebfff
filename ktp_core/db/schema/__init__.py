"""Every table of the product, SQLAlchemy Core. One file per concept."""

from ktp_core.db.schema.access import account, account_role, audit_log, download, sign_in_failure, web_session
from ktp_core.db.schema.base import metadata
from ktp_core.db.schema.cards import card_event, disagreement, status_mapping
from ktp_core.db.schema.figures import figure, summary_day, summary_month, summary_state, summary_year, target
from ktp_core.db.schema.institutions import institution, institution_alias, visit, visit_outcome
from ktp_core.db.schema.regions import boundary, counter, office, parameter, region
from ktp_core.db.schema.residents import membership, resident
from ktp_core.db.schema.rosters import roster_issue, roster_row, roster_upload

__all__ = [
    "account", "account_role", "audit_log", "boundary", "card_event", "counter", "disagreement", "download", "figure",
    "institution", "institution_alias", "membership", "metadata", "office", "parameter", "region", "resident",
    "roster_issue", "roster_row", "roster_upload", "sign_in_failure", "status_mapping", "summary_day",
    "summary_month", "summary_state", "summary_year", "target", "visit", "visit_outcome", "web_session",
]  # fmt: skip
