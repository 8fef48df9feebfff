"""What every invented resident of one regency shares: places, institutions, visits, calendar, dice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.random import Generator

from ktp_core import clock
from ktp_core.db.types import Instant, day_number, region_number
from ktp_core.demo.ages import Ages
from ktp_core.demo.attendance import Registry
from ktp_core.demo.crews import Crew
from ktp_core.demo.made import Made
from ktp_core.demo.names import Parts
from ktp_core.demo.visits import Visits
from ktp_core.regions.model import Area, Level
from ktp_core.workdays.rules import Calendar


@dataclass(frozen=True, slots=True)
class Places:
    """Districts by number with how many live there, and the villages of each."""

    districts: np.ndarray
    weights: np.ndarray
    villages: dict[int, np.ndarray]

    @classmethod
    def of(cls, areas: list[Area]) -> Places:
        """From the regions of a regency. A district is as populous as its number of villages."""
        villages: dict[int, list[int]] = {}
        for area in areas:
            if area.level is Level.VILLAGE and area.parent:
                villages.setdefault(region_number(area.parent), []).append(region_number(area.code))
        districts = np.array(sorted(villages))
        sizes = np.array([len(villages[district]) for district in districts.tolist()], dtype=float)
        return cls(districts, sizes / sizes.sum(), {key: np.array(codes) for key, codes in villages.items()})


@dataclass(slots=True)
class Niks:
    """Numbers nobody has: the serial of each area and birth date counts from 9001."""

    given: Counter[str] = field(default_factory=Counter)

    def next(self, area: int, day: int, month: int, year: int) -> str:
        """PPKKCC DDMMYY 9xxx. `day` carries the 40 of women."""
        front = f"{area:06d}{day:02d}{month:02d}{year % 100:02d}"
        self.given[front] += 1
        return f"{front}{9000 + self.given[front]}"


@dataclass(frozen=True, slots=True)
class Ground:
    """One regency under construction. `visit_share`: how many of those met at a visit were recorded there."""

    regency: str
    today: date
    at: datetime
    rng: Generator
    places: Places
    schools: Registry
    visits: Visits
    ages: Ages
    parts: Parts
    neighbours: tuple[int, ...]  # districts of other regencies, as in the NIKs of those born there
    visit_share: float
    niks: Niks
    crews: tuple[Crew, ...]
    calendar: Calendar
    trail: list[Made] = field(default_factory=list)  # cards printed of late, as they are written

    @property
    def now(self) -> int:
        """Today as a day number."""
        return day_number(self.today)

    @property
    def moment(self) -> int:
        """`at` as stored."""
        return int(Instant().process_bind_param(self.at, None) or 0)  # type: ignore[arg-type]

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return clock.zone_of(self.regency)

    @property
    def office(self) -> int:
        """The regency as stored."""
        return region_number(self.regency)
