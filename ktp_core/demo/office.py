"""Setting the ground of one regency: regions, institutions, visits, figures and targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import Connection, update

from ktp_core.db.schema import office
from ktp_core.demo import agenda, attendance, crews, facts, letters, names, registry, rounds, visits
from ktp_core.demo.ages import Ages
from ktp_core.demo.ground import Ground, Niks, Places
from ktp_core.demo.model import DEMO_REGENCY, SMALLER_REGENCY
from ktp_core.figures import store as figures
from ktp_core.institutions.model import Draft
from ktp_core.regions import store as regions
from ktp_core.regions.model import Area, Level
from ktp_core.visits import store as visit_store

# Districts in the NIKs of people born elsewhere: Kota Pasuruan, Malang, Sidoarjo, Probolinggo; HSU, Tabalong, HST.
_NEIGHBOURS = {
    DEMO_REGENCY: (357501, 357503, 350718, 351512, 351308, 351324),
    SMALLER_REGENCY: (630801, 630804, 630906, 630705),
}
_SEED = {DEMO_REGENCY: 3514, SMALLER_REGENCY: 6311}


@dataclass(frozen=True, slots=True)
class _Extent:
    """How many institutions there are, since when visits are kept one by one, how often and how well attended."""

    schools: int
    pesantren: int
    villages_every: int
    visits_from: date
    visits_per_year: float
    visit_share: float


_EXTENTS = {
    DEMO_REGENCY: _Extent(100, 189, 9, date(2024, 1, 8), 1.0, 0.85),
    # Before 2025 only the reported figures are known: 20 institutions and 513 people in 2023, 19 and 541 in 2024.
    SMALLER_REGENCY: _Extent(18, 6, 20, date(2025, 1, 6), 2.2, 0.9),
}


def prepare(conn: Connection, regency: str, today: date, at: datetime) -> tuple[Ground, dict[str, int]]:
    """Everything but the residents; what was made is counted as `institutions` and `visits`."""
    rng = np.random.default_rng(_SEED[regency])
    areas, extent = regions.setup(conn, regency), _EXTENTS[regency]
    conn.execute(update(office).where(office.c.regency == regency).values(programme=facts.PROGRAMMES[regency]))
    drafts = _institutions(rng, regency, areas, extent)
    ids = registry.store(conn, regency, drafts, at)
    schools = attendance.attended(rng, drafts, ids)
    calendar = agenda.create(conn, regency, drafts, ids, min(extent.visits_from, today), today, at)
    teams = crews.create(conn, regency, at)
    out = teams[:-1] or teams  # the last one, where there are several, travels with the one-stop service
    made, count = visits.make(conn, rng, regency, schools, calendar, out, today, extent.visits_per_year, at)
    count += _reported_visits(conn, regency, {draft.name: id_ for draft, id_ in zip(drafts, ids, strict=True)}, at)
    _figures(conn, regency, at)
    ages = Ages.until(today - timedelta(days=14 * 365), regions.age_rules(conn, regency, today))
    parts = names.PASURUAN if regency == DEMO_REGENCY else names.BALANGAN
    ground = Ground(
        regency, today, at, rng, Places.of(areas), schools, made, ages, parts, _NEIGHBOURS[regency],
        extent.visit_share, Niks(), tuple(teams), calendar,
    )  # fmt: skip
    count += rounds.create(conn, ground, teams[-1] if len(teams) > 1 else None)
    count += letters.create(conn, ground, out)
    return ground, {"institutions": len(drafts), "visits": count}


def _institutions(rng: np.random.Generator, regency: str, areas: list[Area], extent: _Extent) -> list[Draft]:
    districts = {area.code: area.name for area in areas if area.level is Level.DISTRICT}
    real = registry.named(districts) if regency == DEMO_REGENCY else []
    return [
        *real,
        *registry.placed(
            [
                *registry.schools(rng, list(districts), extent.schools),
                *registry.pesantren(rng, regency, list(districts), extent.pesantren),
            ],
            areas,
        ),
        *registry.villages(areas, extent.villages_every),
        *registry.service_points(districts, areas, stops=regency == DEMO_REGENCY),
    ]


def _reported_visits(conn: Connection, regency: str, by_name: dict[str, int], at: datetime) -> int:
    known = [(by_name[name], day) for name, day in facts.VISITS_2019 if name in by_name]
    for institution_id, day in known:
        visit_store.insert_visit(conn, regency, institution_id, day, at=at, source=facts.VISITS_SOURCE)
    return len(known)


def _figures(conn: Connection, regency: str, at: datetime) -> None:
    for figure in facts.FIGURES[regency]:
        figures.insert_figure(conn, regency, figure, by="system", at=at)
    for target in facts.TARGETS[regency]:
        figures.insert_target(conn, regency, target, by="system", at=at)
