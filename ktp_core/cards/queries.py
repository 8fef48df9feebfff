"""What the screens ask about cards: who somebody is, what happened to the card, and where SIAK contradicts us."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import aliased

from ktp_core.access.model import Actor
from ktp_core.cards.model import CardState
from ktp_core.cards.verdicts import Verdict
from ktp_core.db import dialects
from ktp_core.db.schema import card_event, disagreement, institution, region, resident
from ktp_core.errors import NotFound
from ktp_core.nik import Fault, clean
from ktp_core.text import normalise_name

FOUND_AT_MOST = 50
_district, _village = aliased(region), aliased(region)
_WHO = ("id", "nik", "name", "sex", "birth_place", "birth_date", "standing", "class_name", "state", "serial", "due_on")
PERSON = (*_WHO, "district", "village", "institution")


@dataclass(frozen=True, slots=True)
class Disputes:
    """A filter of disagreements. `open`: only those that nobody has decided."""

    regency: str
    kind: Verdict | None = None
    open: bool = True
    districts: tuple[str, ...] = ()

    def within(self, actor: Actor) -> Disputes:
        """Only what the actor may see."""
        return replace(self, districts=actor.districts)


def find(
    conn: Connection, regency: str, words: str, *, districts: tuple[str, ...] = (), states: tuple[CardState, ...] = ()
) -> pd.DataFrame:
    """Residents with exactly that NIK, or whose name begins so; at most FOUND_AT_MOST, by name. Columns: PERSON.
    `states`: only with a card that stands there; empty: all."""
    nik = clean(words)
    if isinstance(nik, Fault):
        wanted = dialects.starts_with(conn, resident.c.name, normalise_name(words))
    else:
        wanted = resident.c.nik == nik
    query = _people().where(resident.c.regency == regency, wanted, _within(districts))
    if states:
        query = query.where(resident.c.state.in_([int(state) for state in states]))
    return _frame(conn, query.order_by(resident.c.name, resident.c.id).limit(FOUND_AT_MOST), PERSON)


def person(conn: Connection, resident_id: int, *, regency: str, districts: tuple[str, ...] = ()) -> dict[str, Any]:
    """One resident as in PERSON. Raises NotFound, also outside `regency` and `districts`."""
    mine = (resident.c.id == resident_id, resident.c.regency == regency, _within(districts))
    row = conn.execute(_people().where(*mine)).mappings().first()
    if row is None:
        raise NotFound("resident_unknown")
    return dict(row)


def timeline(conn: Connection, resident_id: int) -> pd.DataFrame:
    """One row is an event, newest first; `stands` is False for what a later correction took back."""
    row = card_event.c
    names = ("id", "action", "day", "at", "by", "source", "channel", "serial", "reason", "undoes", "cause")
    query = select(*(row[name] for name in names)).where(row.resident_id == resident_id).order_by(row.id.desc())
    frame = _frame(conn, query, names)
    frame["stands"] = ~frame["id"].isin(frame["undoes"].dropna())
    return frame


def dispute_counts(conn: Connection, chosen: Disputes) -> dict[Verdict, int]:
    """How many disagreements of each kind, whatever kind is chosen."""
    kind = disagreement.c.kind
    query = select(kind, func.count()).select_from(_disputed()).where(*_asked(replace(chosen, kind=None)))
    return {Verdict(name): count for name, count in conn.execute(query.group_by(kind))}


def disputes(conn: Connection, chosen: Disputes, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """A page of disagreements, oldest first, with the resident and where the card stands now (`state`)."""
    own = ("id", "kind", "our_state", "their_state", "their_word", "their_day", "file_row", "seen_at", "resolution")
    more = ("resolved_by", "reason")
    columns = [disagreement.c[name] for name in (*own, *more)]
    people = [resident.c[name] for name in ("nik", "name", "state", "state_on")]
    query = select(*columns, resident.c.id, *people, _district.c.name).select_from(
        _disputed().outerjoin(_district, _district.c.code == resident.c.district)
    )
    query = query.where(*_asked(chosen)).order_by(disagreement.c.id).limit(limit).offset(offset)
    names = (*own, *more, "resident_id", "nik", "name", "state", "state_on", "district")
    return _frame(conn, query, names)


def _disputed() -> Any:
    return disagreement.join(resident, resident.c.id == disagreement.c.resident_id)


def _asked(chosen: Disputes) -> list[Any]:
    asked = [disagreement.c.regency == chosen.regency, _within(chosen.districts)]
    if chosen.open:
        asked.append(disagreement.c.resolved_at.is_(None))
    if chosen.kind is not None:
        asked.append(disagreement.c.kind == str(chosen.kind))
    return asked


def _within(districts: tuple[str, ...]) -> Any:
    if not districts:
        return resident.c.id > 0
    return resident.c.district.in_(districts)  # one without a known district is in nobody's


def _people() -> Select[Any]:
    places = (_district.c.name.label("district"), _village.c.name.label("village"))
    joined = (
        resident.outerjoin(_district, _district.c.code == resident.c.district)
        .outerjoin(_village, _village.c.code == resident.c.village)
        .outerjoin(institution, institution.c.id == resident.c.institution_id)
    )
    who = [resident.c[name] for name in _WHO]
    return select(*who, *places, institution.c.name.label("institution")).select_from(joined)


def _frame(conn: Connection, query: Select[Any], names: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(conn.execute(query).all(), columns=list(names), dtype=object)
