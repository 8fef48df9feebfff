"""Reading the sheet of a visit: everybody on its list, who they are by the registry, and what holds of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from ktp_core.cards.model import CardAction
from ktp_core.cards.store import card_of
from ktp_core.db.schema import card_event, resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import recordable_from
from ktp_core.fieldwork import rules, store
from ktp_core.fieldwork.lines import Line, Sheet
from ktp_core.fieldwork.merging import Effective, Report, merge
from ktp_core.fieldwork.model import Person, WalkIn
from ktp_core.regions.store import age_rules
from ktp_core.residents.rules import names_agree
from ktp_core.visits.model import Visit

__all__ = ["Line", "Sheet", "doubtful", "load"]


def load(conn: Connection, visit: Visit, *, lock: bool = False) -> Sheet:
    """The sheet as it stands. With `lock` nobody else moves these residents until the end."""
    people = store.people(conn, visit.id)
    by_id, by_nik = _residents(conn, visit.regency, people, lock=lock)
    said: dict[str, list[Report]] = defaultdict(list)
    for report in store.reports(conn, visit.id):
        said[report.key].append(report)
    holds = merge(report for reports in said.values() for report in reports)
    made = _recorded_at(conn, visit.id)
    ages = age_rules(conn, visit.regency, visit.day)
    lines = []
    for person in people:
        known = by_nik.get(person.walk_in.nik) if person.walk_in else by_id[person.resident_id or 0]
        lines.append(_line(person, known, holds.get(person.key), tuple(said[person.key]), made, ages, visit.day))
    return Sheet(visit, tuple(lines), made)


def _line(
    person: Person, known: Mapping[Any, Any] | None, effective: Effective | None, said: tuple[Report, ...],
    made: frozenset[int], ages: AgeRules, day: date,
) -> Line:  # fmt: skip
    card = card_of(known) if known else None
    born, married = (known["birth_date"], known["married_on"]) if known else _unknown(person.walk_in)
    since = recordable_from(born, married if married and married <= day else None, ages)
    shown = person.walk_in or known
    who = {name: getattr(shown, name, None) or shown[name] for name in ("nik", "name", "sex", "birth_date")}  # type: ignore[index]
    key = known["id"] if known else None
    made_here = key in made
    why = None if made_here else rules.why_not(card, recordable_from=since, day=day)
    return Line(
        person, key, who["nik"], who["name"], who["sex"], who["birth_date"], since, card, effective, said, made_here,
        why, person.walk_in is not None and known is not None and doubtful(person.walk_in, known),
    )  # fmt: skip


def doubtful(written: WalkIn, known: Mapping[Any, Any]) -> bool:
    """Whether the registry has somebody else under this NIK, as far as name and birth date tell."""
    same = names_agree(written.name, known["name"]) and written.birth_date == known["birth_date"]
    return not same and not written.same_person


def _unknown(written: WalkIn | None) -> tuple[date, None]:
    assert written is not None  # everybody else is a resident
    return written.birth_date, None


def _residents(
    conn: Connection, regency: str, people: Sequence[Person], *, lock: bool
) -> tuple[dict[int, Any], dict[str, Any]]:
    ids = sorted({one.resident_id for one in people if one.walk_in is None and one.resident_id})
    niks = sorted({one.walk_in.nik for one in people if one.walk_in})
    where = or_(resident.c.id.in_(ids), (resident.c.regency == regency) & resident.c.nik.in_(niks))
    statement = select(*resident.c).where(where).order_by(resident.c.id)  # in one order: two writers never deadlock
    rows = conn.execute(statement.with_for_update() if lock else statement).mappings().all()
    return {row["id"]: row for row in rows}, {row["nik"]: row for row in rows}


def _recorded_at(conn: Connection, visit_id: int) -> frozenset[int]:
    """Residents whose recording by this visit was not taken back."""
    undo = card_event.alias("undo")
    statement = select(card_event.c.resident_id).where(
        card_event.c.visit_id == visit_id, card_event.c.action == int(CardAction.RECORD),
        ~exists().where(undo.c.undoes == card_event.c.id),
    )  # fmt: skip
    return frozenset(conn.execute(statement).scalars())
