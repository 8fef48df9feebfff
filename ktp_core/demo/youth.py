"""Invented populations of 16 and 17 by district: none was ever published of these regencies, and the source says so.

They fit the size of the demo: of most districts our lists hold a half to nearly all, of one more than everybody, and
one has no number at all.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection

from ktp_core.demo.ground import Ground
from ktp_core.figures import store as figures
from ktp_core.figures.model import Measure, Reported
from ktp_core.kpi import people
from ktp_core.kpi.model import Scope
from ktp_core.kpi.unseen import cohort
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas

SOURCE = "Angka rekaan untuk demo, bentuknya seperti DKB semester"
_PUBLISHED = 75  # days after the end of the semester
_LEAST, _MOST, _OVER = 0.45, 0.95, 1.04  # of the population, how many our lists hold


def create(conn: Connection, ground: Ground) -> int:
    """Write them; how many there are. Their own dice: who else is invented does not change with them."""
    basis = published(ground.today)
    span = cohort(basis)
    if span is None:
        return 0
    known: Counter[str] = Counter()
    for district, _, n in people.by_district(conn, Scope(ground.regency, ground.today), *span):
        known[district] += n
    rng = np.random.default_rng(int(ground.regency.replace(".", "")))
    codes = [one.code for one in areas(conn, ground.regency, Level.DISTRICT)]
    shares = rng.uniform(_LEAST, _MOST, len(codes))
    over, without = rng.choice(len(codes), 2, replace=False).tolist()
    shares[over] = _OVER
    new = [
        Reported(code, Measure.POPULATION_16_17, round(known[code] / float(share)), basis, SOURCE,
                 known_on=basis + timedelta(days=_PUBLISHED))
        for place, (code, share) in enumerate(zip(codes, shares, strict=True)) if place != without
    ]  # fmt: skip
    return len(figures.insert_figures(conn, ground.regency, new, by="system", at=ground.at))


def published(today: date) -> date:
    """The end of the last semester whose numbers were out by then."""
    out = today - timedelta(days=_PUBLISHED)
    return date(out.year, 6, 30) if (out.month, out.day) >= (6, 30) else date(out.year - 1, 12, 31)
