"""All that the head's page shows of a scope, read within one snapshot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd
from sqlalchemy import Connection

from ktp_core.errors import NotFound
from ktp_core.kpi import flows, queries, rules, small_numbers, store
from ktp_core.kpi.area_rates import SMALL
from ktp_core.kpi.model import Figure, Scope
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas, office_of
from ktp_core.summaries.model import Flow

TREND = (
    Flow.RECORD, Flow.PRINT, Flow.DELIVER, Flow.ELIGIBLE, Flow.COVERED, Flow.OWNED,
    Flow.DUE, Flow.LEFT_PRINTED, Flow.LEFT_OTHER,
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Overview:
    """The head's page as data: `districts` has every one the user may see, chosen or not; `trend` has 36 months.
    `small`: a rate of fewer people says little."""

    scope: Scope
    figures: dict[str, Figure]
    districts: pd.DataFrame
    trend: pd.DataFrame
    small: int = SMALL

    @cached_property
    def content(self) -> str:
        """A fingerprint of everything the page shows: of equal content equal pictures."""
        parts = (self.scope, self.figures, self.districts.to_numpy().tolist(), self.trend.to_numpy().tolist(),
                 self.small)  # fmt: skip
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()

    @property
    def empty(self) -> bool:
        """Nothing at all is known: neither a published figure nor one resident."""
        known = [self.figures[name].value for name in ("wajib_ktp", "cards_owned", "recordable_unrecorded", "target")]
        return not any(known) and not any(figure.official for figure in self.figures.values())


def read(conn: Connection, seen: Scope, today: date, districts: tuple[str, ...] = ()) -> Overview:
    """The page of a scope that an actor may see; `districts` are the actor's own. NotFound for a place not set up."""
    known = known_districts(conn, seen)
    whole = replace(seen, districts=districts)
    rows = flows.stock_by_district(conn, whole, store.STOCKS)
    ours = [row for row in rows if not seen.districts or row[1] in seen.districts]
    return Overview(
        scope=seen,
        figures=rules.figures(store.inputs(conn, seen, today, store.total(ours))),
        districts=_named(queries.by_district(rows), known, whole),
        trend=queries.trend(conn, seen, TREND),
        small=small_numbers.limit(conn, seen.regency, seen.as_of),
    )


def known_districts(conn: Connection, scope: Scope) -> dict[str, str]:
    """Name by code of the regency and its districts."""
    office_of(conn, scope.regency)
    known = {area.code: area.name for area in areas(conn, scope.regency, Level.REGENCY, Level.DISTRICT)}
    for district in scope.districts:
        if district not in known:
            raise NotFound("district_unknown", district=district)
    return known


def _named(counts: pd.DataFrame, known: dict[str, str], scope: Scope) -> pd.DataFrame:
    """Every district of the scope, those without anybody included; people of no known district are not among them."""
    codes = scope.districts or tuple(code for code in sorted(known) if code.count(".") == 2)
    found = counts.set_index("district").reindex(list(codes), fill_value=0).reset_index()
    return found.assign(name=[known.get(code, code) for code in found["district"]])
