"""People recorded at visits, out of summaries: recordings that stand, without the repeats of those recorded again.

The cost follows visits and repeats, never recordings.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from ktp_core.db.schema import summary_visit, summary_visit_again, visit

_s, _a = summary_visit.c, summary_visit_again.c


def recordings(known_on: date | None, *keys: ColumnElement[Any]) -> Select[Any]:
    """Recordings that stand, `n`, by keys of their visits; as they were known on a day. Everybody counts."""
    known = [] if known_on is None else [_s.known_on <= known_on]
    here = and_(_s.regency == visit.c.regency, _s.visit_id == visit.c.id, *known)
    found = select(*keys, func.coalesce(func.sum(_s.n), 0).label("n")).join_from(visit, summary_visit, here)
    return found.group_by(*keys) if keys else found


def again(known_on: date | None, *keys: ColumnElement[Any]) -> Select[Any]:
    """The same of those alone who were ever recorded at visits more than once: a row for each of them."""
    known = [] if known_on is None else [_a.known_on <= known_on]
    here = and_(_a.regency == visit.c.regency, _a.visit_id == visit.c.id, *known)
    n = func.sum(_a.n)
    return (
        select(*keys, _a.resident_id, n.label("n")).join_from(summary_visit_again, visit, here)
        .group_by(_a.resident_id, *keys).having(n > 0)
    )  # fmt: skip
