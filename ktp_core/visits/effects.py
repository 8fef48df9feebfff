"""The effect of a visit: how many of an institution's people were recorded the day before it, and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, case, exists, func, or_, select

from ktp_core.cards.model import CardAction, CardState
from ktp_core.db.schema import card_event, institution, membership, resident, visit
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import latest_birth
from ktp_core.residents.model import Standing

_e, _m, _r = card_event.c, membership.c, resident.c


@dataclass(frozen=True, slots=True)
class Effect:
    """Coverage of an institution around a visit, in people.

    `members`: on its lists that day, whatever their age. `recordable`: of them, residents of ours who might be
    recorded that day. `before`, `after`: of those, recorded up to the day before, and up to the end of the day.
    `outside`: recorded at the visit, but not among the `recordable` (walk-ins, other regencies, not on a list then).
    """

    members: int
    recordable: int
    before: int
    after: int
    outside: int

    @property
    def known(self) -> bool:
        """Whether the lists of that day are known at all. Without them there is no coverage, rather than none."""
        return self.recordable > 0


def effect(conn: Connection, visit_id: int, rules: AgeRules) -> Effect | None:
    """What a visit changed; None when there is no such visit.

    Where a resident's card stood on a day is read from the last event up to that day which was never taken back.
    Ours is who is ours today, or was by an event on or after the day: a later move takes nobody out of a past visit.
    """
    row = conn.execute(
        select(visit.c.day, institution.c.id, institution.c.merged_into)
        .join(institution, institution.c.id == visit.c.institution_id).where(visit.c.id == visit_id)
    ).first()  # fmt: skip
    if row is None:
        return None
    places = [key for key in (row.id, row.merged_into) if key is not None]
    people = _people(places, row.day, rules)
    counted = conn.execute(_recorded(people, row.day)).one()
    return Effect(
        _members(conn, places, row.day), int(counted.people), int(counted.before), int(counted.after),
        _outside(conn, visit_id, people),
    )  # fmt: skip


def _on_lists(places: list[int], day: date) -> Any:
    open_ = or_(_m.until_day.is_(None), _m.until_day >= day)
    return select(_m.resident_id).where(_m.institution_id.in_(places), _m.from_day <= day, open_).distinct()


def _members(conn: Connection, places: list[int], day: date) -> int:
    return int(conn.execute(select(func.count()).select_from(_on_lists(places, day).subquery())).scalar_one())


def _people(places: list[int], day: date, rules: AgeRules) -> Any:
    """Ids of residents of ours on the lists of the day who might be recorded then."""
    listed = _on_lists(places, day).subquery()
    later = card_event.alias("later")
    was_ours = exists().where(later.c.resident_id == _r.id, later.c.day >= day, later.c.ours == 1)
    old_enough = or_(_r.birth_date <= latest_birth(rules.record_age, day, rules), _r.married_on <= day)
    return (
        select(_r.id).join(listed, listed.c.resident_id == _r.id)
        .where(old_enough, or_(_r.standing == int(Standing.OURS), was_ours)).subquery("people")
    )  # fmt: skip


def _recorded(people: Any, day: date) -> Any:
    """People, and of them recorded up to the day before and to the end of the day."""
    last = (
        select(
            people.c.id, func.max(case((_e.day < day, _e.id))).label("before"), func.max(_e.id).label("after")
        )
        .select_from(people.join(card_event, and_(_e.resident_id == people.c.id, _e.day <= day, _standing())))
        .group_by(people.c.id).subquery()
    )  # fmt: skip
    earlier, later = card_event.alias("earlier"), card_event.alias("later")
    taken = int(CardState.UNRECORDED)
    return (
        select(
            func.count().label("people"),
            func.count(case((earlier.c.to_state != taken, 1))).label("before"),
            func.count(case((later.c.to_state != taken, 1))).label("after"),
        )
        .select_from(people).outerjoin(last, last.c.id == people.c.id)
        .outerjoin(earlier, earlier.c.id == last.c.before).outerjoin(later, later.c.id == last.c.after)
    )  # fmt: skip


def _outside(conn: Connection, visit_id: int, people: Any) -> int:
    statement = select(func.count(_e.resident_id.distinct())).where(
        _e.visit_id == visit_id, _e.action == int(CardAction.RECORD), _standing(),
        _e.resident_id.not_in(select(people.c.id)),
    )  # fmt: skip
    return int(conn.execute(statement).scalar_one())


def _standing() -> Any:
    """Acts that still stand, as `cards.history.standing` has them: nothing taken back, no correction, no adjustment."""
    undo = card_event.alias("undo")
    aside = [int(CardAction.CORRECT), int(CardAction.ADJUST)]
    return and_(_e.action.not_in(aside), ~exists().where(undo.c.undoes == _e.id))
