"""Parcels as tables: a page of them, one of them, those that a visit takes along."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from ktp_core.db.schema import account, parcel, parcel_card, visit
from ktp_core.delivery import codes, destinations, store
from ktp_core.delivery.model import CardPlace, Destination, Parcels, ParcelState, Place
from ktp_core.errors import NotFound

PARCELS = (
    "id", "code", "state", "place", "name", "district_name", "keeper", "keeper_name", "kept_since", "sent_on", "days",
    "visit_id", "visit_day", "visit_state", "cards", "inside", "handed", "returned", "made_at", "made_by",
)  # fmt: skip
"""One row is a parcel. `name`: of the destination; `days` since it was sent; `cards` ever in it, `inside` now, `handed`
over, `returned`. `state` settled also for a sent one without cards; `made_by`: shown name."""
p, c = parcel.c, parcel_card.c
_ONE = ("institution_id", "village", "district", "settled_on", "note", "version")
_maker = account.alias("maker")
_INSIDE = exists().where(c.parcel_id == p.id, store.IN)


def parcels(conn: Connection, chosen: Parcels, today: date, *, limit: int = 50, offset: int = 0) -> pd.DataFrame:
    """PARCELS, newest first; with `overdue_days` those longest outside first. No names of residents."""
    newest = (p.id.desc(),) if chosen.overdue_days is None else (p.sent_on, p.id)
    window = select(p.id).where(*_asked(chosen, today)).order_by(*newest).limit(limit).offset(offset)
    rows = _rows(conn, chosen.regency, list(conn.execute(window).scalars()), today)
    return pd.DataFrame([{name: row[name] for name in PARCELS} for row in rows], columns=list(PARCELS), dtype=object)


def parcels_total(conn: Connection, chosen: Parcels, today: date) -> int:
    """How many parcels `parcels` pages through."""
    return int(conn.execute(select(func.count()).select_from(parcel).where(*_asked(chosen, today))).scalar_one())


def parcel_one(
    conn: Connection, parcel_id: int, today: date, *, regency: str, districts: tuple[str, ...] = ()
) -> dict[str, Any]:  # fmt: skip
    """One parcel as in PARCELS, and `institution_id`, `village`, `district` (codes), `settled_on`, `note`, `version`.
    Raises NotFound("parcel_unknown"), also outside `regency` and `districts`."""
    mine = (p.id == parcel_id, *_asked(Parcels(regency, districts=districts), today))
    if conn.execute(select(p.id).where(*mine)).first() is None:
        raise NotFound("parcel_unknown")
    return _rows(conn, regency, [parcel_id], today)[0]


def by_code(conn: Connection, regency: str, typed: str, *, districts: tuple[str, ...] = ()) -> int:
    """The id of the parcel with the code that somebody typed or scanned (`codes.read`).

    Raises Refused("parcel_code" | "parcel_code_check"), NotFound("parcel_unknown_code")."""
    code = codes.read(typed)
    found = select(p.id).where(p.regency == regency, p.code == code, *_within(districts))
    key = conn.execute(found).scalar_one_or_none()
    if key is None:
        raise NotFound("parcel_unknown_code", code=code)
    return int(key)


def of_visit(conn: Connection, visit_id: int) -> pd.DataFrame:
    """Rows are parcels that a visit takes along: id, code, name (of the destination), state, inside (cards)."""
    names = ["id", "code", "name", "state", "inside"]
    found = conn.execute(select(p.id, p.regency).where(p.visit_id == visit_id).order_by(p.id)).all()
    rows = _rows(conn, found[0].regency, [row.id for row in found], None) if found else []
    return pd.DataFrame([{name: row[name] for name in names} for row in rows], columns=names, dtype=object)


def _asked(chosen: Parcels, today: date) -> list[ColumnElement[bool]]:
    asked = [p.regency == chosen.regency, *_within(chosen.districts)]
    if chosen.states:
        asked.append(or_(*(_state(state) for state in chosen.states)))
    if chosen.institution_id is not None:
        asked.append(p.institution_id == chosen.institution_id)
    if chosen.visit_id is not None:
        asked.append(p.visit_id == chosen.visit_id)
    if chosen.overdue_days is not None:
        asked += [_state(ParcelState.SENT), p.sent_on <= today - timedelta(days=chosen.overdue_days)]
    return asked


def _state(state: ParcelState) -> ColumnElement[bool]:
    """A sent parcel that holds no card any more is settled, whoever took the last one out of it."""
    sent = p.state == str(ParcelState.SENT)
    if state is ParcelState.SENT:
        return and_(sent, _INSIDE)
    if state is ParcelState.SETTLED:
        return or_(p.state == str(state), and_(sent, ~_INSIDE))
    return p.state == str(state)


def _within(districts: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [p.district.in_(districts)] if districts else []


def _rows(conn: Connection, regency: str, ids: list[int], today: date | None) -> list[dict[str, Any]]:
    """PARCELS and _ONE of these, in this order."""
    own = [column for column in p if column.key not in ("regency", "made_by", "updated_at")]
    query = (
        select(*own, func.coalesce(_maker.c.display_name, p.made_by).label("made_by"),
               visit.c.day.label("visit_day"), visit.c.state.label("visit_state"))
        .outerjoin(_maker, _maker.c.name == p.made_by).outerjoin(visit, visit.c.id == p.visit_id)
        .where(p.id.in_(ids))
    )  # fmt: skip
    found = {row["id"]: dict(row) for row in conn.execute(query).mappings()}
    to = {key: _destination(row) for key, row in found.items()}
    words, counts = destinations.names(conn, regency, to.values()), _counts(conn, ids)
    for key, row in found.items():
        row |= {"name": words[to[key]].name, "district_name": words[to[key]].district_name, **counts[key]}
        row["days"] = (today - row["sent_on"]).days if today and row["sent_on"] else None
        if row["state"] == str(ParcelState.SENT) and not row["inside"]:
            row["state"] = str(ParcelState.SETTLED)
    return [found[key] for key in ids]


def _destination(row: dict[str, Any]) -> Destination:
    return Destination(Place(row["place"]), row["institution_id"], row["village"], row["district"])


def _counts(conn: Connection, ids: list[int]) -> dict[int, dict[str, int]]:
    marks = {"inside": CardPlace.IN, "handed": CardPlace.HANDED, "returned": CardPlace.RETURNED}
    counts = {key: dict.fromkeys(("cards", *marks), 0) for key in ids}
    names = {str(mark): name for name, mark in marks.items()}
    query = select(c.parcel_id, c.state, func.count()).where(c.parcel_id.in_(ids)).group_by(c.parcel_id, c.state)
    for key, state, n in conn.execute(query):
        counts[key]["cards"] += n
        if state in names:
            counts[key][names[state]] += n
    return counts
