"""Who may do what. Data, default deny: what is not listed is refused. Services ask, pages and buttons derive."""

from __future__ import annotations

from enum import StrEnum

from ktp_core.access.model import Actor, Role
from ktp_core.errors import NotAllowed


class Permission(StrEnum):
    """One thing a service can be asked for."""

    HEAD_VIEW = "head.view"  # aggregates, no names
    INSTITUTION_VIEW = "institution.view"
    INSTITUTION_EDIT = "institution.edit"
    INSTITUTION_IMPORT = "institution.import"
    ROSTER_VIEW = "roster.view"
    ROSTER_APPLY = "roster.apply"
    SURVEY_VIEW = "survey.view"  # who may be recorded, by name
    SURVEY_EXPORT = "survey.export"
    REQUEST_VIEW = "request.view"  # letters, contacts, scans
    REQUEST_EDIT = "request.edit"
    VISIT_VIEW = "visit.view"  # the calendar and what came of visits: places and numbers, no names
    VISIT_PLAN = "visit.plan"  # schedule, move, cancel; rounds; plan proposals
    TEAM_EDIT = "team.edit"  # teams, kits, operators, vehicles, blocked days
    FIELD_VIEW = "field.view"  # the list of a visit, by name
    FIELD_RECORD = "field.record"  # outcomes, walk-ins, workbooks, photos, closing
    DOCUMENT_TALLY = "document.tally"  # how many KK, KIA, deeds, IKD were served on a day
    VISIT_REOPEN = "visit.reopen"  # a supervisor opens a closed visit again
    BLANK_VIEW = "blank.view"  # the ledger of blanks: numbers only
    BLANK_EDIT = "blank.edit"  # receive, allot, use, spoil, return, propose
    BLANK_DECIDE = "blank.decide"  # accept a count or correction that somebody else proposed
    BATCH_VIEW = "batch.view"  # print batches, by name
    BATCH_EDIT = "batch.edit"  # propose, print, spoil, skip, stop
    ORDER_EDIT = "order.edit"  # in which order the office prints
    PARCEL_VIEW = "parcel.view"  # parcels and loose finished cards, by name
    PARCEL_EDIT = "parcel.edit"  # pack, send, hand over, bring back
    DESTROY_PROPOSE = "destroy.propose"
    DESTROY_DECIDE = "destroy.decide"  # what somebody else proposed
    CARD_VIEW = "card.view"
    CARD_RECORD = "card.record"  # record, submit, clear, fail: up to print-ready
    CARD_PRINT = "card.print"
    CARD_CORRECT = "card.correct"
    STATUS_IMPORT = "status.import"
    STATUS_RESOLVE = "status.resolve"
    BACKLOG_VIEW = "backlog.view"
    BACKLOG_EXPORT = "backlog.export"
    STUCK_VIEW = "stuck.view"  # stuck cards by name; their numbers go with HEAD_VIEW
    STUCK_WORK = "stuck.work"  # agree who sees to a stuck card, take the list away
    STUCK_LIMIT = "stuck.limit"  # from how many days on a card counts as stuck
    NIK_REVEAL = "nik.reveal"
    SUMMARY_EXPORT = "summary.export"  # an office's month as a file, numbers only
    SUMMARY_MERGE = "summary.merge"  # keep such files of other offices
    REPORT_ISSUE = "report.issue"  # the monthly report of the whole regency, for good
    FIGURE_VIEW = "figure.view"
    FIGURE_EDIT = "figure.edit"
    BOUNDARY_IMPORT = "boundary.import"
    USER_MANAGE = "user.manage"
    AUDIT_VIEW = "audit.view"
    SETUP = "setup"  # init, demo, verify, backup, restore
    OWN_ACCOUNT = "own.account"  # sign out, language, own password


P = Permission
_WORK = {P.INSTITUTION_VIEW, P.HEAD_VIEW, P.FIGURE_VIEW, P.VISIT_VIEW}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.HEAD: frozenset(_WORK | {P.BLANK_VIEW, P.SUMMARY_EXPORT, P.REPORT_ISSUE}),
    Role.ROSTER: frozenset(
        _WORK
        | {P.INSTITUTION_EDIT, P.INSTITUTION_IMPORT, P.ROSTER_VIEW, P.ROSTER_APPLY}
        | {P.SURVEY_VIEW, P.SURVEY_EXPORT, P.NIK_REVEAL, P.REQUEST_VIEW, P.REQUEST_EDIT}
    ),
    # The scheduler supervises the teams: only they (and the admin) open a closed visit again.
    Role.SCHEDULER: frozenset(
        _WORK
        | {P.INSTITUTION_EDIT, P.SURVEY_VIEW, P.REQUEST_VIEW, P.REQUEST_EDIT, P.VISIT_PLAN, P.TEAM_EDIT}
        | {P.FIELD_VIEW, P.DOCUMENT_TALLY, P.VISIT_REOPEN}
    ),
    Role.VISIT: frozenset(
        _WORK
        | {P.SURVEY_VIEW, P.SURVEY_EXPORT, P.CARD_VIEW, P.CARD_RECORD, P.REQUEST_VIEW}
        | {P.FIELD_VIEW, P.FIELD_RECORD, P.DOCUMENT_TALLY, P.STUCK_VIEW, P.STUCK_WORK}
    ),
    Role.PRINT: frozenset(
        _WORK
        | {P.STUCK_VIEW, P.STUCK_WORK}
        | {P.CARD_VIEW, P.CARD_PRINT, P.BACKLOG_VIEW, P.BACKLOG_EXPORT, P.STATUS_IMPORT, P.STATUS_RESOLVE}
        | {P.NIK_REVEAL, P.BLANK_VIEW, P.BLANK_EDIT, P.BLANK_DECIDE}
        | {P.BATCH_VIEW, P.BATCH_EDIT, P.ORDER_EDIT, P.PARCEL_VIEW, P.DESTROY_PROPOSE, P.DESTROY_DECIDE}
    ),
    Role.DELIVERY: frozenset(
        _WORK | {P.CARD_VIEW, P.BACKLOG_VIEW, P.BLANK_VIEW}
        | {P.STUCK_VIEW, P.STUCK_WORK}
        | {P.BATCH_VIEW, P.PARCEL_VIEW, P.PARCEL_EDIT, P.DESTROY_PROPOSE, P.DESTROY_DECIDE}
    ),
    Role.ADMIN: frozenset(_WORK | {P.USER_MANAGE, P.FIGURE_EDIT, P.BOUNDARY_IMPORT, P.INSTITUTION_IMPORT, P.SETUP})
    | {P.INSTITUTION_EDIT, P.CARD_CORRECT, P.STATUS_RESOLVE, P.CARD_VIEW, P.STATUS_IMPORT}
    | {P.STUCK_VIEW, P.STUCK_WORK, P.STUCK_LIMIT}
    | {P.TEAM_EDIT, P.VISIT_REOPEN, P.BLANK_VIEW, P.BLANK_DECIDE}
    | {P.SUMMARY_EXPORT, P.SUMMARY_MERGE, P.REPORT_ISSUE}
    | {P.BATCH_VIEW, P.ORDER_EDIT, P.PARCEL_VIEW, P.DESTROY_DECIDE},
    Role.AUDITOR: frozenset(
        _WORK | {P.AUDIT_VIEW, P.CARD_VIEW, P.BACKLOG_VIEW, P.ROSTER_VIEW, P.REQUEST_VIEW, P.BLANK_VIEW}
        | {P.STUCK_VIEW, P.BATCH_VIEW, P.PARCEL_VIEW}
    ),
}
EVERYONE = frozenset({P.OWN_ACCOUNT})


ANYWHERE = "*"
"""No district is asked about. None is one that is not known, which lies in nobody's districts."""


def may(actor: Actor, permission: Permission, regency: str | None = None, district: str | None = ANYWHERE) -> bool:
    """Whether `actor` may do it, in that regency and district; an actor of some districts not where it is unknown."""
    if permission not in EVERYONE and not any(permission in GRANTS[role] for role in actor.roles):
        return False
    if regency is not None and actor.regency is not None and regency != actor.regency:
        return False
    return district == ANYWHERE or not actor.districts or district in actor.districts


def require(actor: Actor, permission: Permission, regency: str | None = None, district: str | None = ANYWHERE) -> None:
    """Raises NotAllowed unless `may`."""
    if not may(actor, permission, regency, district):
        raise NotAllowed("not_allowed", permission=str(permission), by=actor.name)
