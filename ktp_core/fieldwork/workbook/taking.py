"""From a workbook that came back to reports in the database, inside the transaction of whoever takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ktp_core import config
from ktp_core.access.transactions import Writing
from ktp_core.cards.store import card_of
from ktp_core.clock import zone_of
from ktp_core.eligibility.rules import recordable_from
from ktp_core.errors import Refused
from ktp_core.fieldwork import rules, store
from ktp_core.fieldwork.lines import Sheet
from ktp_core.fieldwork.merging import Report, walk_in_key
from ktp_core.fieldwork.model import NewPerson, PersonOrigin
from ktp_core.fieldwork.sheet import load
from ktp_core.fieldwork.workbook import store as copies_store
from ktp_core.fieldwork.workbook import walk_ins
from ktp_core.fieldwork.workbook.judging import judge
from ktp_core.fieldwork.workbook.model import Judged, Merged, WalkInSaid
from ktp_core.fieldwork.workbook.reading import Book
from ktp_core.fieldwork.workbook.remarks import doubtful, overruled
from ktp_core.fieldwork.workbook.rows import Day
from ktp_core.fieldwork.workbook.vocabulary import known_name
from ktp_core.fieldwork.workbook.whose import Against
from ktp_core.institutions import store as institutions
from ktp_core.regions.store import age_rules
from ktp_core.residents import store as residents
from ktp_core.visits import store as visits
from ktp_core.visits.model import Visit


def owners(tx: Writing, book: Book, visit: Visit) -> dict[str, int]:
    """The visits of the copies in the file. Raises Refused when none of them is of this visit."""
    if not book.copies:
        raise Refused("workbook_ids_gone" if book.rows else "workbook_headings")
    found = copies_store.owners(tx.conn, visit.regency, book.copies)
    if visit.id not in found.values():
        for other in found.values():
            there = visits.visit(tx.conn, other)
            name = institutions.get(tx.conn, there.institution_id).name
            raise Refused("workbook_other_visit", institution=name, day=there.day)
        raise Refused("workbook_unknown", copies=", ".join(book.copies))
    return found


def take(tx: Writing, book: Book, visit: Visit, found: dict[str, int]) -> Merged:
    """Everything good in the file is written down; the rest is answered. The visit is locked."""
    before = load(tx.conn, visit)
    against = _against(tx, book, before, found)
    judged = _with_known_names(tx, judge(book.rows, against), visit)
    arrived = _arrive(tx, before, judged)
    there = {report.digest for line in before.lines for report in line.said}
    new = store.insert_reports(tx.conn, visit.id, judged.reports, at=tx.at, by=tx.by.name)
    back = {report.copy for report in judged.reports} or {copy for copy, one in found.items() if one == visit.id}
    copies_store.came_back(tx.conn, visit.id, back, at=tx.at)
    after = load(tx.conn, visit)
    fresh = [report for report in judged.reports if report.digest not in there]
    remarks = [*judged.problems, *book.problems, *overruled(after, fresh, judged), *doubtful(after, judged)]
    return Merged(
        visit.id, tuple(sorted(back)), new, len(judged.reports) - new, judged.blank, arrived, tuple(after.disputed),
        tuple(sorted(remarks, key=lambda one: (one.taken, one.sheet, one.row))),
    )  # fmt: skip


def _against(tx: Writing, book: Book, sheet: Sheet, found: dict[str, int]) -> Against:
    visit = sheet.visit
    mine = {copy for copy, one in found.items() if one == visit.id}
    ticket = book.ticket.copy if book.ticket and book.ticket.copy in mine else None
    secret, ages = config.secret_key(), age_rules(tx.conn, visit.regency, visit.day)

    def hindrance(nik: str, born: date) -> str | None:
        known = residents.find_by_nik(tx.conn, visit.regency, [nik]).get(nik)
        married = known["married_on"] if known and known["married_on"] and known["married_on"] <= visit.day else None
        since = recordable_from(known["birth_date"] if known else born, married, ages)
        return rules.why_not(card_of(known) if known else None, recordable_from=since, day=visit.day)

    return Against(
        Day(visit.day, zone_of(visit.regency)), sheet.lines, ticket or (min(mine) if len(mine) == 1 else None), mine,
        found.keys() - mine, lambda nik: walk_in_key(visit.id, nik, secret), hindrance,
    )  # fmt: skip


def _with_known_names(tx: Writing, judged: Judged, visit: Visit) -> Judged:
    """Operators and kits as the office writes them, so that another case or space makes no other report."""
    heading = copies_store.heading(tx.conn, visit, "")
    reports: list[Report] = []
    where: dict[str, tuple[str, int]] = {}
    for one in judged.reports:
        operator = known_name(one.operator, heading.operators) if one.operator else None
        same = replace(one, operator=operator, kit=known_name(one.kit, heading.kits) if one.kit else None)
        reports.append(same)
        where[same.digest] = judged.where[one.digest]
    return replace(judged, reports=tuple(reports), where=where)


def _arrive(tx: Writing, before: Sheet, judged: Judged) -> int:
    """Put walk-ins on the list, or what is now known of them; how many are new."""
    there = {line.person.key: line.person for line in before.lines}
    added = 0
    for key, said in sorted(judged.walk_ins.items(), key=lambda item: (item[1][0].sheet, item[1][0].row)):
        facts, class_name = walk_ins.best(one.person for one in said), _class(said)
        person = there.get(key)
        if person is None:
            new = NewPerson(key, PersonOrigin.WALK_IN, None, class_name, facts)
            added += len(store.insert_people(tx.conn, before.visit.id, [new]))
            continue
        if person.walk_in is None:  # closed long ago: who they are is the registry's to say
            continue
        best = walk_ins.best((person.walk_in, facts))
        if best != person.walk_in:
            store.set_walk_in(tx.conn, before.visit.id, key, best)
        if (person.class_name or "") < (class_name or "") and not person.walk_in.by_hand:
            copies_store.set_class(tx.conn, before.visit.id, key, class_name)
    return added


def _class(said: tuple[WalkInSaid, ...]) -> str | None:
    """Of several classes always the same one."""
    return max((one.class_name for one in said if one.class_name), default=None)
