"""Finished cards that lie at the office in no parcel, by where they should go; and cards sent on in no parcel.

All of it is found in `ix_finished`, which holds only cards that are printed and in nobody's hand.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal_column, select

from ktp_core import nik
from ktp_core.cards.model import CardState
from ktp_core.db.schema import destruction, institution, parcel_card, region, resident
from ktp_core.delivery import destinations, routes
from ktp_core.delivery.model import MOST, Destination
from ktp_core.delivery.store import IN
from ktp_core.errors import Refused

CARDS = (
    "resident_id", "serial", "nik", "name", "birth_date", "class_name", "district", "village", "institution",
    "printed_on", "days",
)  # fmt: skip
"""One row is a card. `district`, `village`, `institution`: names, of domicile and of the newest membership; `days`
since `printed_on`."""
LOOSE = (
    "place", "institution_id", "village", "district", "name", "district_name", "n", "oldest", "days", "visit_id",
    "visit_day",
)  # fmt: skip
"""One row is a proposed destination. `place`: model.Place, None where nothing is known (hand over at the counter);
`village`, `district`: codes; `n` cards; `oldest` printed_on; `days` since; `visit_*`: next planned visit there."""
r, d = resident.c, destruction.c
_home, _village, _school = region.alias("home"), region.alias("home_village"), institution.alias("newest")


def loose(conn: Connection, regency: str, districts: tuple[str, ...], today: date) -> pd.DataFrame:
    """LOOSE, most cards first. Cards that somebody wants destroyed are left out. `districts`: of domicile; empty: all.

    Where a card should go: the institution of its owner's open membership in the present school year, else the village
    of domicile, else the district (`rules.destination`)."""
    groups = waiting_for(conn, regency, districts, today)
    words = destinations.names(conn, regency, [to for to in groups if to])
    visits = routes.next_visits(conn, regency, today)
    rows = []
    for to, (n, oldest) in sorted(groups.items(), key=lambda item: (-item[1][0], str(item[0]))):
        name = words[to] if to else None
        visit_id, visit_day = visits.get(to.institution_id or 0, (None, None)) if to else (None, None)
        rows.append((
            str(to.place) if to else None, *_where(to), name and name.name, name and name.district_name,
            n, oldest, (today - oldest).days, visit_id, visit_day,
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(LOOSE), dtype=object)


def waiting_for(
    conn: Connection, regency: str, districts: tuple[str, ...], today: date, *, latest: date | None = None
) -> dict[Destination | None, tuple[int, date]]:  # fmt: skip
    """Loose cards and the day of the oldest, by where they should go. `latest`: only those printed by then."""
    columns = destinations.proposed()
    query = select(*columns, func.count(), func.min(r.printed_on)).select_from(destinations.joined(today))
    query = query.where(*at_office(regency, districts))
    if latest is not None:
        query = query.where(r.printed_on <= latest)
    rows = conn.execute(query.group_by(*columns))
    return {destinations.of(*where): (n, oldest) for *where, n, oldest in rows}


def loose_cards(
    conn: Connection, regency: str, destination: Destination | None, today: date, *, districts: tuple[str, ...] = (),
    limit: int = 100, offset: int = 0, reveal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """CARDS that should go there (None: those without a known destination), by class, name; at most model.MOST."""
    asked = [*at_office(regency, districts), *destinations.going_to(destination)]
    found = _people(destinations.joined(today)).where(*asked).order_by(r.class_name, r.name, r.id)
    return _page(conn, found, today, limit, offset, reveal)


def loose_total(conn: Connection, regency: str, districts: tuple[str, ...] = ()) -> int:
    """How many cards lie loose at the office, those proposed for destruction left out."""
    query = select(func.count()).select_from(resident).where(*at_office(regency, districts))
    return int(conn.execute(query).scalar_one())


def stray_cards(
    conn: Connection, regency: str, today: date, *, districts: tuple[str, ...] = (), limit: int = 100, offset: int = 0,
    reveal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """CARDS that were sent on in no parcel (a list of SIAK says so, or it was before there were parcels), oldest first.
    `service.bring_back_strays` or a hand-over at the counter takes them in."""
    asked = [*finished(regency, districts), r.state == int(CardState.DISPATCHED), ~in_parcel()]
    found = _people(resident).where(*asked).order_by(r.printed_on, r.id)
    return _page(conn, found, today, limit, offset, reveal)


def finished(regency: str, districts: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """Printed and in nobody's hand, said as the partial index says it."""
    mine = [r.regency == regency, r.state.in_([literal_column("50"), literal_column("60")])]
    return [*mine, r.district.in_(districts)] if districts else mine


def at_office(regency: str, districts: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """Loose and not proposed for destruction."""
    doomed = exists().where(d.resident_id == r.id, d.serial == r.serial, d.decided_at.is_(None))
    return [*finished(regency, districts), r.state == int(CardState.PRINTED), ~in_parcel(), ~doomed]


def in_parcel() -> ColumnElement[bool]:
    """Whether the resident's card is in a parcel."""
    card = parcel_card.c
    return exists().where(card.resident_id == r.id, card.serial == r.serial, IN)


def _where(to: Destination | None) -> tuple[object, object, object]:
    return (to.institution_id, to.village, to.district) if to else (None, None, None)


def _people(base: Any) -> Select[Any]:
    joined = (
        base.outerjoin(_home, _home.c.code == r.district)
        .outerjoin(_village, _village.c.code == r.village)
        .outerjoin(_school, _school.c.id == r.institution_id)
    )
    own = (r.id, r.serial, r.nik, r.name, r.birth_date, r.class_name)
    return select(*own, _home.c.name, _village.c.name, _school.c.name, r.printed_on).select_from(joined)


def _page(conn: Connection, query: Select[Any], today: date, limit: int, offset: int, reveal: bool) -> pd.DataFrame:
    if not 0 < limit <= MOST or offset < 0:
        raise Refused("backlog_page", limit=MOST)
    rows = [list(row) for row in conn.execute(query.limit(limit).offset(offset))]
    for row in rows:
        row[2] = row[2] if reveal else nik.mask(row[2])
        row.append((today - row[-1]).days)
    return pd.DataFrame(rows, columns=list(CARDS), dtype=object)
