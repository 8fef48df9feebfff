"""Kenduren Mas over all districts in turn, and the Friday service at the dinas: the last weeks and the next."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, insert, select

from ktp_core.cards.model import Channel
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import institution, visit, visit_resource
from ktp_core.demo.crews import Crew
from ktp_core.demo.ground import Ground
from ktp_core.rounds import rules, store
from ktp_core.rounds.model import POINT_TYPES, Document, RoundDraft
from ktp_core.visits.model import Origin, VisitState

_BACK, _AHEAD = timedelta(weeks=10), timedelta(weeks=4)
_USUAL = {Document.KK: 34, Document.KIA: 22, Document.BIRTH: 11, Document.MOVE: 5, Document.IKD: 14, Document.DEATH: 3}


def create(conn: Connection, ground: Ground, travelling: Crew | None) -> int:
    """Write the services of a regency with their visits; how many. `travelling`: the team of the one-stop service."""
    made = 0
    if travelling is not None:
        made += _service(conn, ground, "Kenduren Mas", Channel.KENDUREN_MAS, tuple(range(5)), (480, 780), travelling)
    return made + _service(conn, ground, "Perekaman Jumat di kantor dinas", Channel.OFFICE, (4,), (810, 930), None)


def _service(
    conn: Connection, ground: Ground, name: str, channel: Channel, weekdays: tuple[int, ...], hours: tuple[int, int],
    crew: Crew | None,
) -> int:  # fmt: skip
    stops = _stops(conn, ground.regency, POINT_TYPES[channel])
    first = max(ground.today - _BACK, ground.calendar.first)
    draft = RoundDraft(
        name=name, channel=channel, weekdays=weekdays, start=hours[0], end=hours[1], from_day=first, stops=stops,
        team_id=crew.id if crew else None,
    )  # fmt: skip
    rules.check(draft)
    key = store.insert_round(conn, ground.regency, draft, ground.at)
    days = rules.service_days(draft, ground.calendar, {}, first, min(ground.today + _AHEAD, ground.calendar.last))
    slots = rules.plan(stops, [day for day in days if day != ground.today], {}, [])
    ids = list(next_ids(conn, ground.regency, "visit", len(slots)))
    rows = [
        {"id": id_, "regency": ground.regency, "institution_id": slot.institution_id, "day": slot.day,
         "state": str(VisitState.DONE if slot.day < ground.today else VisitState.PLANNED), "updated_at": ground.at,
         "origin": str(Origin.ROUND), "channel": int(channel), "start": hours[0], "end": hours[1],
         "team_id": draft.team_id, "round_id": key}
        for id_, slot in zip(ids, slots, strict=True)
    ]  # fmt: skip
    if rows:
        conn.execute(insert(visit), rows)
    along = [{"visit_id": id_, "resource_id": one} for id_ in ids for one in (crew.along if crew else ())]
    if along:
        conn.execute(insert(visit_resource), along)
    for id_, slot in zip(ids, slots, strict=True):
        if slot.day < ground.today:
            _tally(conn, ground, id_)
    return len(rows)


def _tally(conn: Connection, ground: Ground, visit_id: int) -> None:
    counts = {document: int(ground.rng.poisson(usual)) for document, usual in _USUAL.items()}
    store.set_documents(conn, visit_id, counts)


def _stops(conn: Connection, regency: str, type_: str) -> tuple[int, ...]:
    c = institution.c
    statement = select(c.id).where(c.regency == regency, c.type == type_).order_by(c.district, c.id)
    return tuple(conn.execute(statement).scalars())
