"""The visit of the last weeks that took a printer along: who was old enough was recorded, cleared by the centre within
hours, printed and had the card in hand before the team left, as 68 of 156 at SMKN 1 Paron on 6 August 2024."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, exists, func, select

from ktp_core.cards.bulk import cards_by_id, write_moves
from ktp_core.cards.lists.planning import Move
from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Channel, Source
from ktp_core.cards.states import act, project
from ktp_core.db.schema import membership, resident, visit, visit_outcome
from ktp_core.db.types import day_number, region_number
from ktp_core.demo import visits
from ktp_core.demo.ground import Ground
from ktp_core.demo.made import Made
from ktp_core.demo.moments import moment
from ktp_core.residents.model import Standing
from ktp_core.summaries.store import Deltas
from ktp_core.visits.model import Outcome, VisitState

SPAN = timedelta(days=28)
MOST = 24
_A, _m, _r, _v = CardAction, membership.c, resident.c, visit.c
# What happened, who told it, at which hour.
_DAY = (
    (_A.RECORD, "lapangan", 9), (_A.SUBMIT, "lapangan", 10), (_A.CLEAR, "siak", 11), (_A.PRINT, "cetak", 14),
    (_A.DELIVER, "antar", 15),
)  # fmt: skip


def create(conn: Connection, ground: Ground) -> None:
    """Write it, before anything is told of visits and of what was printed. Nothing where no visit has such people."""
    people = _people(conn, ground)
    if not people:
        return
    key, day = people[0].visit, people[0].day
    cards = cards_by_id(conn, ground.regency, [row.id for row in people])
    moves = [Move(card, _steps(ground, card, key, day)) for card in cards.values()]
    write_moves(conn, moves, Deltas(ground.regency, ground.today))  # summaries are built from the events afterwards
    visits.store_outcomes(conn, [(key, one.before.resident_id, int(Outcome.RECORDED), None) for one in moves])
    ground.trail.extend(_made(one, key, day_number(day)) for one in moves)


def _people(conn: Connection, ground: Ground) -> list[Any]:
    """The pupils of card age who were never recorded and not on its list, of the visit that had most of them."""
    met = visit_outcome.c
    able = and_(
        _r.id == _m.resident_id, _r.state == int(CardState.UNRECORDED), _r.standing == int(Standing.OURS),
        _r.state_on.is_(None), _r.card_age_on <= _v.day,
        ~exists().where(met.visit_id == _v.id, met.resident_id == _r.id),
    )  # fmt: skip
    there = (
        select(_v.id.label("visit"), _v.day, _r.id).select_from(visit)
        .join(membership, and_(_m.institution_id == _v.institution_id, _m.until_day.is_(None))).join(resident, able)
        .where(_v.regency == ground.regency, _v.state == str(VisitState.DONE), _v.source.is_(None))
        .where(_v.channel == int(Channel.VISIT), _v.day > ground.today - SPAN, _v.day < ground.today)
        .where(_m.from_day <= _v.day)
    )  # fmt: skip
    many = there.with_only_columns(_v.id).group_by(_v.id).order_by(func.count().desc(), _v.id).limit(1)
    chosen = conn.execute(many).scalar()
    if chosen is None:
        return []
    return list(conn.execute(there.where(_v.id == chosen).order_by(_r.id).limit(MOST)))


def _steps(ground: Ground, card: Card, key: int, day: date) -> tuple[tuple[CardEvent, Card], ...]:
    steps = []
    for action, by, hour in _DAY:
        there = action in (_A.RECORD, _A.PRINT, _A.DELIVER)
        event = act(
            card, action, day=day, at=moment(ground, day, hour * 60), by=by,
            source=Source.SIAK if action is _A.CLEAR else Source.OFFICE,
            channel=Channel.VISIT if there else Channel.UNKNOWN, visit_id=key if there else None,
        )  # fmt: skip
        card = project(card, event)
        steps.append((event, card))
    return tuple(steps)


def _made(one: Move, key: int, day: int) -> Made:
    card = one.after
    of_age, home = day_number(card.card_age_on), [card.district, card.village]
    district, village = (0 if code is None else region_number(code) for code in home)
    steps = ((_A.PRINT, day), (_A.DELIVER, day))
    return Made(card.resident_id, card.serial, max(day, of_age), of_age, steps, False, -1, 0, district, village, key)
