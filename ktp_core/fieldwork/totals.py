"""What came of a visit in numbers: outcomes, reasons, classes, walk-ins, where the missed are expected. No names."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import Connection, func, select

from ktp_core.db.schema import follow_up, institution, visit_outcome, visit_person
from ktp_core.documents.report_values import ClassResult
from ktp_core.fieldwork.model import PersonOrigin
from ktp_core.visits.model import MISSED, Outcome, Reason

_o, _p, _f = visit_outcome.c, visit_person.c, follow_up.c


def counts(conn: Connection, visit_id: int) -> Counter[tuple[Outcome, Reason | None]]:
    """People by outcome and reason."""
    statement = select(_o.outcome, _o.reason, func.count()).where(_o.visit_id == visit_id)
    found: Counter[tuple[Outcome, Reason | None]] = Counter()
    for outcome, reason, n in conn.execute(statement.group_by(_o.outcome, _o.reason)):
        found[Outcome(outcome), Reason(reason) if reason else None] += n
    return found


def by_outcome(counts: Counter[tuple[Outcome, Reason | None]]) -> tuple[tuple[Outcome, int], ...]:
    """Every outcome that occurred, recorded first even when nobody was."""
    total: Counter[Outcome] = Counter({Outcome.RECORDED: 0})
    for (outcome, _), n in counts.items():
        total[outcome] += n
    return tuple((outcome, total[outcome]) for outcome in Outcome if outcome in total)


def by_reason(counts: Counter[tuple[Outcome, Reason | None]]) -> tuple[tuple[Outcome, Reason, int], ...]:
    """Of each outcome that has reasons, the most frequent first."""
    said = [(outcome, reason, n) for (outcome, reason), n in counts.items() if reason is not None]
    return tuple(sorted(said, key=lambda one: (one[0], -one[2], str(one[1]))))


def walk_ins(conn: Connection, visit_id: int) -> int:
    """People on the list who came without having been on it."""
    here = (_p.visit_id == visit_id, _p.origin == str(PersonOrigin.WALK_IN))
    return int(conn.execute(select(func.count()).select_from(visit_person).where(*here)).scalar_one())


def classes(conn: Connection, visit_id: int) -> tuple[ClassResult, ...]:
    """By class of the list, where the list was kept."""
    statement = (
        select(_p.class_name, _o.outcome, func.count())
        .join(visit_outcome, (_o.visit_id == _p.visit_id) & (_o.resident_id == _p.resident_id))
        .where(_p.visit_id == visit_id).group_by(_p.class_name, _o.outcome)
    )  # fmt: skip
    found: dict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, outcome, n in conn.execute(statement):
        kind = 0 if outcome == Outcome.RECORDED else 1 if Outcome(outcome) in MISSED else 2
        found[name][kind] += n
    return tuple(ClassResult(name, *counts) for name, counts in sorted(found.items(), key=lambda one: one[0] or ""))


def next_places(conn: Connection, visit_id: int) -> tuple[tuple[str, int], ...]:
    """Where the missed are expected, most people first."""
    people = func.count().label("people")
    statement = select(institution.c.name, people).join(follow_up, _f.institution_id == institution.c.id)
    named = statement.where(_f.visit_id == visit_id).group_by(institution.c.id, institution.c.name)
    return tuple((name, int(n)) for name, n in conn.execute(named.order_by(people.desc(), institution.c.name)))
