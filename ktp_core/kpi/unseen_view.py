"""What the screen of unseen young people asks: who is missing by district, and where nobody has been yet. No names."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection, and_, or_, select

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.db.schema import institution, visit
from ktp_core.institutions.model import Kind
from ktp_core.kpi import unseen_queries as queries
from ktp_core.kpi.model import Scope
from ktp_core.kpi.unseen import Total, Youth, total
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas
from ktp_core.visits import marks
from ktp_core.visits.marks import MarkState
from ktp_core.visits.queries import was_done

TRAVELLING = "KELILING"
"""Type of the service points at which the travelling service stops (institutions.kinds)."""
Group = tuple[str, str | None]
"""Kind of an institution, and its type where the kind has several."""


@dataclass(frozen=True, eq=False)
class UnseenView:
    """`rows`: every district of the scope. `whole`: the regency by its own figure, asked without a district. `nowhere`:
    people of the newest cohort whose district is not known. `told` False: nothing is known of our lists of that day.
    `marks`: visits.marks.COLUMNS. `villages`, `visited`: names by code of all villages, and codes of those that had a
    visit of their own or a stop of the travelling service up to the day."""

    scope: Scope
    names: dict[str, str]
    rows: tuple[Youth, ...]
    whole: Youth | None
    nowhere: int
    told: bool
    marks: pd.DataFrame
    villages: dict[str, str]
    visited: frozenset[str]

    @property
    def total(self) -> Total:
        """The districts that can be compared, added up."""
        return total(self.rows)

    @property
    def empty(self) -> bool:
        """No official number at all, which is where everything begins."""
        return not any(one.figure for one in self.rows) and (self.whole is None or self.whole.figure is None)

    def places(self, district: str | None = None) -> dict[Group, Counter[str]]:
        """How many institutions stand how (MarkState), by group; of a district or of all."""
        found: dict[Group, Counter[str]] = defaultdict(Counter)
        for kind, type_, place, state in zip(
            self.marks["kind"], self.marks["type"], self.marks["district"], self.marks["state"], strict=True
        ):
            if district is None or place == district:
                found[kind, type_ if kind == Kind.SCHOOL else None][str(state)] += 1
        return dict(found)

    def never(self, kind: Kind, district: str | None = None) -> tuple[int, int]:
        """Institutions of a kind where nobody has been, asked or planned, of how many."""
        counts = [n for (one, _), n in self.places(district).items() if one == kind]
        return sum(n[MarkState.NEVER] for n in counts), sum(sum(n.values()) for n in counts)

    def never_villages(self, district: str | None = None) -> list[str]:
        """Codes of villages without any visit or stop of their own, by name."""
        left = [code for code in self.villages if code not in self.visited and (not district or code[:8] == district)]
        return sorted(left, key=lambda code: (self.villages[code], code))


def view(by: Actor, scope: Scope, today: date) -> UnseenView:
    """All that the screen shows of a scope. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        seen = scope.within(by)
        known = areas(conn, seen.regency, Level.DISTRICT, Level.VILLAGE)
        inside = [one for one in known if not seen.districts or one.code[:8] in seen.districts]
        rows = queries.by_district(conn, seen, today)
        newest = max((one.figure.basis_on for one in rows if one.comparable and one.figure), default=None)
        return UnseenView(
            scope=seen,
            names={one.code: one.name for one in inside if one.level is Level.DISTRICT},
            rows=rows,
            whole=None if seen.districts else queries.regency(conn, seen, today),
            nowhere=queries.nowhere(conn, seen, newest) if newest else 0,
            told=queries.tells(conn, seen, today),
            marks=_marks(conn, seen, today),
            villages={one.code: one.name for one in inside if one.level is Level.VILLAGE},
            visited=_visited(conn, seen),
        )


def _end(day: date, regency: str) -> datetime:
    return clock.end_of(day, regency)


def _marks(conn: Connection, scope: Scope, today: date) -> pd.DataFrame:
    return marks.marks(
        conn, scope.regency, scope.as_of, districts=scope.districts,
        until=_end(scope.as_of, scope.regency) if scope.as_of < today else None,
        known_until=_end(scope.known_on, scope.regency) if scope.known_on else None,
    )  # fmt: skip


def _visited(conn: Connection, scope: Scope) -> frozenset[str]:
    """Villages in which a visit to the village itself was made or the travelling service stopped, also if the place is
    no longer in the registry. Offices and other service points stay where they are: nobody went to a village there."""
    here, known = institution.c, _end(scope.known_on, scope.regency) if scope.known_on else None
    found = conn.execute(
        select(here.village).distinct()
        .select_from(visit.join(institution, here.id == visit.c.institution_id))
        .where(
            here.regency == scope.regency, here.village.is_not(None), visit.c.day <= scope.as_of, was_done(known),
            or_(
                here.kind == str(Kind.VILLAGE), and_(here.kind == str(Kind.SERVICE_POINT), here.type == TRAVELLING)
            ),
        )
    )  # fmt: skip
    return frozenset(row[0] for row in found)
