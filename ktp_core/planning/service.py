"""Use cases of planning: what is known before a plan is made, a proposal (reads only), and accepting one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import ANYWHERE, Permission, require
from ktp_core.access.transactions import Writing, reading, writing
from ktp_core.errors import NotFound, Refused
from ktp_core.institutions import guard
from ktp_core.institutions import store as institutions
from ktp_core.planning import cost, facts, proposal, timetable
from ktp_core.planning.answer import Accepted, Proposal
from ktp_core.planning.asking import check
from ktp_core.planning.capacity import Rates
from ktp_core.planning.model import Question, TeamTime
from ktp_core.planning.places import ground_of
from ktp_core.teams import store as teams
from ktp_core.teams.model import ResourceKind
from ktp_core.visits import moves
from ktp_core.visits.model import Origin, VisitDraft
from ktp_core.workdays import store as workdays


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a period before any plan: `institutions` with people to record or a letter, `people` who may be
    recorded there by its end, `letters` that wait for a day, `unverified` ones nobody has asked
    back about, `booked` institutions that have a visit planned, `workdays`."""

    teams: tuple[TeamTime, ...]
    rates: Rates
    institutions: int
    people: int
    letters: int
    unverified: int
    booked: int
    workdays: int
    undecided: tuple[int, ...]


def known(by: Actor, regency: str, first: date, last: date, *, districts: tuple[str, ...] = (), today: date) -> Known:
    """What a plan of that period would be made from. Raises NotAllowed."""
    with reading(by, Permission.VISIT_VIEW, regency) as conn:
        places = _districts(by, regency, districts)
        found = facts.read(conn, regency, first, last, districts=places, today=today)
        teams_ = facts.team_times(conn, regency)
    booked = {one.institution_id for one in found.booked}
    open_ = [one for one in found.candidates if one.id not in booked]
    return Known(
        teams_, found.rates, len(open_), sum(one.people.on(last, found.rules) for one in open_),
        sum(1 for one in open_ if one.letter and one.letter.verified),
        sum(1 for one in open_ if one.letter and not one.letter.verified), len(found.candidates) - len(open_),
        len(found.calendar.workdays(max(first, today), last)), found.calendar.undecided,
    )  # fmt: skip


def propose(by: Actor, question: Question, *, today: date, seconds: float = proposal.SECONDS) -> Proposal:
    """The plan that is proposed. Reads only; the solver works after the connection was given back.

    Raises NotAllowed; Refused("plan_period" | "plan_values" | "plan_no_team" | "plan_no_days" |
    "plan_no_institutions").
    """
    with reading(by, Permission.VISIT_VIEW, question.regency) as conn:
        question = replace(question, districts=_districts(by, question.regency, question.districts))
        check(question, today)
        found = facts.read(
            conn, question.regency, question.first, question.last, districts=question.districts, today=today
        )
    ground = ground_of(question, found.candidates, found.booked, found.calendar, found.rules, today)
    if not ground.days:
        raise Refused("plan_no_days", first=question.first, last=question.last)
    if not ground.candidates:
        raise Refused("plan_no_institutions")
    solution = proposal.propose(ground.problem, seconds=seconds)
    left = cost.postponed(
        ground, solution.draft, found.calendar, found.rules, first=max(question.first, today), last=question.last
    )
    return Proposal(
        question, ground, found.rates, solution, timetable.items(ground, solution.draft), tuple(left)
    ).slim(question.last, found.rules)


def accept(by: Actor, regency: str, chosen: Sequence[Accepted], *, today: date, at: datetime) -> list[int]:
    """Make the visits, all or none; their ids. Letters among them are scheduled with that.

    Raises Refused("plan_nothing" | "plan_past" | "plan_day_off" | "plan_blocked" | "plan_clash") naming the visit.
    """
    with writing(by, Permission.VISIT_PLAN, regency, at=at) as tx:
        if not chosen:
            raise Refused("plan_nothing")
        if min(one.day for one in chosen) < today:
            raise Refused("plan_past", day=min(one.day for one in chosen))
        days = sorted(one.day for one in chosen)
        calendar = workdays.calendar(tx.conn, regency, days[0], days[-1])
        along = _along(tx.conn, regency)
        made = []
        for one in sorted(chosen, key=lambda one: (one.day, one.team_id, one.start)):
            place = institutions.get(tx.conn, one.institution_id)
            if place.regency != regency:
                raise NotFound("institution_unknown", id=place.id)
            guard.in_district(by, place.district)
            if not calendar.is_workday(one.day):
                raise Refused("plan_day_off", name=place.name, day=one.day)
            if calendar.blocked(place.id, str(place.kind), one.day):
                raise Refused("plan_blocked", name=place.name, day=one.day)
            made.append(_schedule(tx, one, place.name, along))
        people = sum(one.expected for one in chosen)
        tx.audit("plan.accept", None, visits=len(made), people=people, first=days[0], last=days[-1])
    return made


def _schedule(tx: Writing, one: Accepted, name: str, along: dict[int, tuple[list[int], list[int]]]) -> int:
    kits, others = along.get(one.team_id, ([], []))
    draft = VisitDraft(
        institution_id=one.institution_id, day=one.day, start=one.start, end=one.end, team_id=one.team_id,
        resources=tuple(kits[: one.kits] + others), origin=Origin.PROPOSAL, request_id=one.request_id,
        expected=one.expected,
    )  # fmt: skip
    try:
        return moves.schedule(tx, draft)
    except Refused as refusal:
        if refusal.code != "visit_clash":
            raise
        raise Refused("plan_clash", name=name, day=one.day) from refusal


def _along(conn: Connection, regency: str) -> dict[int, tuple[list[int], list[int]]]:
    """By team: its kits, and the operators and vehicles that usually go with it."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for one in teams.resources(conn, regency):
        if one.team_id is not None:
            kits, others = found.setdefault(one.team_id, ([], []))
            (kits if one.kind is ResourceKind.KIT else others).append(one.id)
    return found


def _districts(by: Actor, regency: str, districts: tuple[str, ...]) -> tuple[str, ...]:
    """The districts asked for, inside those of the account; none: all of them. Raises NotAllowed."""
    for district in districts or (ANYWHERE,):
        require(by, Permission.VISIT_VIEW, regency, district)
    return districts or tuple(by.districts)
