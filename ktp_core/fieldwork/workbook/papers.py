"""What a team takes along on paper: the sheet of a visit by row numbers, and reminder slips for the recorded under 17.

NIKs are masked on both. Whoever hands them out writes that down.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ktp_core import documents
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading
from ktp_core.documents import sheets, slips
from ktp_core.documents.values import Listed, Reminder, Reminders
from ktp_core.documents.values import Sheet as Paper
from ktp_core.eligibility.rules import card_age_on
from ktp_core.errors import Refused
from ktp_core.exports.model import Export, Format
from ktp_core.fieldwork.lines import Line, Sheet
from ktp_core.fieldwork.sheet import load
from ktp_core.fieldwork.store import regency_of
from ktp_core.fieldwork.workbook.store import team_of
from ktp_core.institutions import store as institutions
from ktp_core.institutions.model import Institution
from ktp_core.regions.store import age_rules
from ktp_core.requests import letterhead, replies
from ktp_core.residents import store as residents
from ktp_core.visits import store as visits
from ktp_core.visits.model import Outcome

P = Permission


def paper(by: Actor, visit_id: int, form: Format) -> Export:
    """The list by class with empty columns for outcome, hour and signature. Raises Refused("workbook_no_list")."""
    with reading(by, P.FIELD_VIEW, regency_of(visit_id)) as conn:
        sheet, place = _opened(conn, by, visit_id)
        if not sheet.lines:
            raise Refused("workbook_no_list")
        visit = sheet.visit
        settings = letterhead.current(conn, visit.regency, visit.day)
        values = Paper(
            replies.office(conn, visit.regency, settings), place.name, visit.day,
            [_listed(line) for line in sheet.lines], visit.start, visit.end, team_of(conn, visit),
        )  # fmt: skip
    return documents.export(sheets.paper(values), form, rows=len(sheet.lines))


def reminders(by: Actor, visit_id: int, form: Format) -> Export:
    """A slip for each whom this visit recorded before card age: from which day the card is printed, and where it is
    handed over. Raises Refused("sheet_no_reminders")."""
    with reading(by, P.FIELD_VIEW, regency_of(visit_id)) as conn:
        sheet, place = _opened(conn, by, visit_id)
        people = _waiting(conn, sheet, place.name)
        if not people:
            raise Refused("sheet_no_reminders")
        visit = sheet.visit
        settings = letterhead.current(conn, visit.regency, visit.day)
        contact = " ".join(part for part in (settings.contact_name, settings.contact_phone) if part)
        office = replies.office(conn, visit.regency, settings)
        ages = age_rules(conn, visit.regency, visit.day)
        values = Reminders(office, place.name, visit.day, people, contact, ages=ages)
    return documents.export(slips.reminders(values), form, rows=len(people))


def _opened(conn: Connection, by: Actor, visit_id: int) -> tuple[Sheet, Institution]:
    visit = visits.visit(conn, visit_id)
    place = institutions.get(conn, visit.institution_id)
    require(by, P.FIELD_VIEW, visit.regency, place.district)
    return load(conn, visit), place


def _listed(line: Line) -> Listed:
    return Listed(line.number, line.name, line.person.class_name, line.birth_date, line.nik)


def _waiting(conn: Connection, sheet: Sheet, where: str) -> list[Reminder]:
    """Those of whom "recorded" holds and whose card age comes after the visit."""
    visit = sheet.visit
    recorded = [line for line in sheet.lines if line.outcome is Outcome.RECORDED]
    known = residents.find_by_id(conn, visit.regency, [line.resident_id for line in recorded if line.resident_id])
    ages = age_rules(conn, visit.regency, visit.day)
    found = []
    for line in recorded:
        married = known[line.resident_id]["married_on"] if line.resident_id in known else None
        card_day = card_age_on(line.birth_date, married, ages)
        if card_day > visit.day:
            found.append(Reminder(line.number, line.name, line.nik, line.person.class_name, card_day, where))
    return found
