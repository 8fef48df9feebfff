"""Letters, visits, lists and files of another regency or district: every use case and every download refuses them.

The accounts have every role there is; only the place is not theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from tests_support.constants import BALANGAN
from tests_support.field_day import AT, PURWOSARI, REGENCY, TODAY, WORK, everybody, make_school, walk_in
from tests_support.kept_files import picture
from tests_support.offices import make_office

from ktp_core.access.model import Role
from ktp_core.attachments import service as attachments
from ktp_core.attachments.model import Owner
from ktp_core.cards.model import Channel
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log
from ktp_core.errors import NotAllowed, NotFound
from ktp_core.exports import kinds
from ktp_core.fieldwork import service as field
from ktp_core.fieldwork.model import Entry
from ktp_core.fieldwork.story import story
from ktp_core.fieldwork.workbook import service as workbooks
from ktp_core.planning import service as planning
from ktp_core.planning.answer import Accepted
from ktp_core.requests import replies
from ktp_core.requests import service as letters
from ktp_core.requests.model import RequestDraft, Sender
from ktp_core.rounds import service as rounds
from ktp_core.rounds.model import Document, RoundDraft
from ktp_core.teams import service as teams
from ktp_core.visits import service as visits
from ktp_core.visits.model import Outcome, VisitDraft
from ktp_core.workdays import service as workdays
from ktp_core.workdays.model import BlockedDraft, Cause

EVERY_ROLE = tuple(str(role) for role in Role)
DAY = TODAY + timedelta(days=10)


@pytest.fixture
def there(sqlite_database, actor_of):
    """A school in Kejayan with a letter, a planned and a closed visit, photos, scans, a service and a blocked span."""
    school = make_school(3)
    make_office(regency=BALANGAN)
    office = actor_of("semua", *EVERY_ROLE, regency=REGENCY)
    draft = RequestDraft(institution_id=school.id, sender=Sender.SCHOOL, received_on=TODAY, letter_number="1")
    letter = letters.receive(office, REGENCY, draft, today=TODAY, at=AT, scan=("surat.jpg", picture()))
    letters.verify(office, letter, 1, today=TODAY, at=AT)
    warned = list(visits.WarningKind)
    plan = VisitDraft(institution_id=school.id, day=DAY, start=480, end=600, request_id=letter)
    planned = visits.schedule(office, plan, today=TODAY, accepted=warned, at=AT)
    field.prepare(office, planned, at=AT)
    field.prepare(office, school.visit_id, at=AT)
    everybody(office, school.visit_id)
    photo = field.add_photo(office, school.visit_id, "foto.jpg", picture(), at=AT)
    field.close(office, school.visit_id, WORK, at=AT)
    crew = teams.add_team(office, REGENCY, "Tim Satu", at=AT)
    route = rounds.add(
        office, REGENCY,
        service_of(school.places["stop"], "Keliling"), at=AT,
    )  # fmt: skip
    span = workdays.block(office, REGENCY, span_of(school.id), at=AT)
    (scan,) = attachments.listed(office, Owner.REQUEST, letter)
    return {
        "school": school, "letter": letter, "draft": draft, "planned": planned, "closed": school.visit_id,
        "photo": photo, "scan": scan.id, "round": route, "span": span, "office": office, "team": crew,
    }  # fmt: skip


def span_of(place: int) -> BlockedDraft:
    return BlockedDraft(from_day=DAY, until_day=DAY, cause=Cause.EXAM, institution_id=place)


def service_of(stop: int, name: str) -> RoundDraft:
    return RoundDraft(
        name=name, channel=Channel.KENDUREN_MAS, weekdays=(0,), start=480, end=600, from_day=TODAY, stops=(stop,)
    )


def use_cases(one: dict[str, Any]) -> dict[str, Callable[[Any], object]]:
    """What somebody could try with the ids of another place."""
    letter, planned, closed, place = one["letter"], one["planned"], one["closed"], one["school"].id
    when: dict[str, Any] = {"today": TODAY, "at": AT}
    move = {"day": DAY + timedelta(days=1), "start": 480, "end": 600, "reason": "x"}
    draft = VisitDraft(institution_id=place, day=DAY)
    wish = replies.Wish(letter, planned, TODAY, names=True)
    route = service_of(one["school"].places["stop"], "Lain")
    found: dict[str, Callable[[Any], object]] = {
        "letters.receive": lambda by: letters.receive(by, REGENCY, one["draft"], **when),
        "letters.edit": lambda by: letters.edit(by, letter, 3, one["draft"], **when),
        "letters.decline": lambda by: letters.decline(by, letter, 3, "x", **when),
        "letters.withdraw": lambda by: letters.withdraw(by, letter, 3, "x", **when),
        "letters.message": lambda by: replies.message(by, wish),
        "visits.look": lambda by: visits.look(by, draft, today=TODAY),
        "visits.schedule": lambda by: visits.schedule(by, draft, accepted=list(visits.WarningKind), **when),
        "visits.reschedule": lambda by: visits.reschedule(by, planned, 1, **move, **when),
        "visits.assign": lambda by: visits.assign(
            by, planned, 1, team_id=None, resources=(), expected=1, note=None, at=AT
        ),
        "visits.cancel": lambda by: visits.cancel(by, planned, 1, reason="x", at=AT),
        "visits.story": lambda by: story(by, closed),
        "field.prepare": lambda by: field.prepare(by, planned, at=AT),
        "field.start": lambda by: field.start(by, planned, at=AT),
        "field.looked": lambda by: field.looked(by, closed, at=AT),
        "field.note": lambda by: field.note(by, planned, "x", before=None, at=AT),
        "field.report": lambda by: field.report(by, planned, [Entry("r1", int(Outcome.RECORDED))], at=AT),
        "field.all_recorded": lambda by: field.all_recorded(by, planned, [1], at=AT),
        "field.add_walk_in": lambda by: field.add_walk_in(by, planned, walk_in(9), at=AT),
        "field.change_walk_in": lambda by: field.change_walk_in(by, planned, 1, walk_in(9), at=AT),
        "field.close": lambda by: field.close(by, planned, WORK, at=AT),
        "field.reopen": lambda by: field.reopen(by, closed, "x", at=AT),
        "field.add_photo": lambda by: field.add_photo(by, planned, "x.jpg", picture(), at=AT),
        "workbooks.make": lambda by: workbooks.make(by, planned, "", at=AT),
        "rounds.add": lambda by: rounds.add(by, REGENCY, route, at=AT),
        "rounds.edit": lambda by: rounds.edit(by, one["round"], 1, route, replan=True, at=AT),
        "rounds.end": lambda by: rounds.end(by, one["round"], 1, reason="x", at=AT),
        "rounds.except_day": lambda by: rounds.except_day(
            by, one["round"], DAY, None, reason="x", shift=True, at=AT
        ),
        "rounds.take_back": lambda by: rounds.take_back(by, one["round"], DAY, at=AT),
        "rounds.tally": lambda by: rounds.tally(by, closed, {Document.KK: 1}, seen={}, at=AT),
        "plan.accept": lambda by: planning.accept(
            by, REGENCY, [Accepted(place, DAY, one["team"], 480, 600, 3)], **when
        ),
        "workdays.block": lambda by: workdays.block(
            by, REGENCY, span_of(place), at=AT
        ),
        "workdays.unblock": lambda by: workdays.unblock(by, one["span"], at=AT),
        "teams.add": lambda by: teams.add_team(by, REGENCY, "Tim Lain", at=AT),
    }  # fmt: skip
    for owner, owner_id, file in (
        (Owner.REQUEST, letter, one["scan"]), (Owner.VISIT, closed, one["photo"]),
    ):  # fmt: skip
        found |= {
            f"files.{owner}.listed": lambda by, o=owner, i=owner_id: attachments.listed(by, o, i),
            f"files.{owner}.look": lambda by, o=owner, f=file: attachments.look(by, o, f, at=AT),
            f"files.{owner}.add": lambda by, o=owner, i=owner_id: attachments.add(by, o, i, "x.jpg", picture(), at=AT),
            f"files.{owner}.remove": lambda by, o=owner, f=file: attachments.remove(by, o, f, at=AT),
            f"files.{owner}.download": lambda by, o=owner, f=file: kinds.KINDS["attachment"](
                by, kinds.attachment_params(str(o), f)
            ),
        }  # fmt: skip
    for form in ("pdf", "docx"):
        for name, params in (
            ("reply", wish.to_params()), ("berita_acara", kinds.report_params(closed, "")),
            ("paper_sheet", kinds.paper_params(planned)), ("reminders", kinds.paper_params(closed)),
        ):  # fmt: skip
            found[f"download.{name}.{form}"] = lambda by, n=f"{name}.{form}", p=params: kinds.KINDS[n](by, p)
    found["download.workbook"] = lambda by: kinds.KINDS["workbook.xlsx"](by, kinds.workbook_params(planned, "", AT))
    return found


def audited() -> int:
    with read_connection() as conn:
        return int(conn.execute(select(func.count()).select_from(audit_log)).scalar_one())


@pytest.mark.parametrize(("regency", "districts"), [(BALANGAN, ()), (REGENCY, (PURWOSARI,))])
def test_nothing_of_another_place_is_shown_or_changed(there, actor_of, regency, districts):
    stranger = actor_of("asing", *EVERY_ROLE, regency=regency, districts=districts)
    before, let_through = audited(), []

    for name, act in use_cases(there).items():
        try:
            act(stranger)
        except (NotAllowed, NotFound):
            continue
        except Exception as other:
            let_through.append(f"{name}: {type(other).__name__} {other}")
        else:
            let_through.append(name)

    assert let_through == []
    assert audited() == before


def test_a_closed_account_does_nothing_with_its_own_place(there, actor_of):
    from ktp_core.db.engine import write_transaction
    from ktp_core.db.schema import account

    gone = actor_of("keluar", *EVERY_ROLE, regency=REGENCY)
    with write_transaction() as conn:
        conn.execute(account.update().where(account.c.id == gone.account_id).values(active=0))

    for name, act in use_cases(there).items():
        with pytest.raises(NotAllowed):
            act(gone)
            pytest.fail(name)


def test_every_one_of_them_does_something_for_who_may(there):
    """Else the refusals above would prove nothing: mistyped arguments are refused as well."""
    refused = []
    for name in (
        "letters.message", "visits.look", "visits.story", "field.looked", "field.prepare", "workbooks.make",
        "download.reply.pdf", "download.berita_acara.pdf", "download.paper_sheet.pdf", "download.workbook",
        "files.request.download", "files.visit.download", "rounds.tally", "workdays.block", "visits.assign",
    ):  # fmt: skip
        try:
            use_cases(there)[name](there["office"])
        except Exception as fault:
            refused.append(f"{name}: {fault!r}")
    assert refused == []
