"""Invented residents with a print backlog, written straight into the tables: for the backlog's tests and measurements.

Not the demo: no events, no summaries. What matters here is the shape of the queue (ages of the wait, districts,
institutions, replacements, unknown places, names that contain one another).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from ktp_core.db import dialects
from ktp_core.db.schema import institution, region, resident
from ktp_core.db.types import day_number, region_number
from ktp_core.summaries.rebuild import rebuild

TODAY = date(2026, 11, 22)
FIRST = (
    "SITI",
    "MOH. ZAENAL",
    "DEWI",
    "FATIMATUZ",
    "BAYU",
    "RINA",
    "AULIA",
    "HASAN",
    "NUR",
    "AHMAD",
    "NOR'AINI",
    "EKO",
)
LAST = ("AISYAH", "ARIFIN", "ANGGRAINI", "ZAHRO", "SAPUTRA", "MARLINA", "BASRI", "HIDAYAH", "RAMADHANI", "PRASETYO")
SYLLABLES = ("KA", "RI", "MA", "NU", "SU", "WI", "TO", "LES", "HAN", "DI", "PUR", "YA")
COLUMNS = [
    "id", "regency", "nik", "name", "sex", "birth_date", "card_age_on", "standing", "district", "institution_id",
    "class_name", "state", "serial", "ready_on", "due_on", "version", "updated_at",
]  # fmt: skip


def places(
    conn: Connection, regency: str, districts: int, institutions: int, at: datetime
) -> tuple[list[str], list[int]]:
    """The regency's districts (region rows) and institutions; their codes and ids."""
    codes = [f"{regency}.{n:02d}" for n in range(1, districts + 1)]
    conn.execute(
        insert(region),
        [{"code": c, "regency": regency, "parent": regency, "level": 3, "name": f"Kecamatan {c[-2:]}"} for c in codes],
    )
    ids = [region_number(regency) * 10**9 + n for n in range(1, institutions + 1)]
    conn.execute(
        insert(institution),
        [
            {
                "id": key, "regency": regency, "kind": "school", "name": f"SMAN {n} Uji", "name_key": f"SMAN {n} UJI",
                "district": codes[n % districts], "updated_at": at,
            }
            for n, key in enumerate(ids)
        ],
    )  # fmt: skip
    return codes, ids


def rows(
    rng: random.Random, regency: str, codes: list[str], schools: list[int], residents: int, waiting: int, today: date
) -> Iterator[tuple[Any, ...]]:
    """Stored values of `residents` people, of whom `waiting` are print-ready and due on `today`."""
    base, now, prefix = region_number(regency) * 10**9, day_number(today), regency.replace(".", "")
    numbers = [region_number(code) for code in codes]
    queue = set(rng.sample(range(residents), waiting))
    for n in range(residents):
        district = rng.choice(numbers) if rng.random() < 0.99 else None
        sex = rng.choice("LP")
        due: int | None = None
        if n in queue:
            due, state, age = now - int(rng.expovariate(1 / 120)) % 1600, 40, 0
            age = due - rng.randrange(0, 3000)
        elif rng.random() < 0.02:
            age, state = now + rng.randrange(1, 360), 40
            due = age
        else:
            age, state = now - rng.randrange(20_000), rng.choice((10, 20, 50, 70, 70, 70))
        name = f"{rng.choice(FIRST)} {rng.choice(LAST)} {''.join(rng.choices(SYLLABLES, k=3))}"
        yield (
            base + n + 1, region_number(regency), f"{prefix}{n % 24 + 1:02d}{n:010d}", name, sex, age - 6210, age, 1,
            district, rng.choice(schools) if schools and rng.random() < 0.8 else None, "XII-1", state,
            rng.choice((1, 1, 1, 1, 2, 3)), None if due is None else due - rng.choice((0, 30)), due, 1, 0,
        )  # fmt: skip


def fill(
    conn: Connection, regency: str = "35.14", *, residents: int = 400, waiting: int = 150, districts: int = 5,
    institutions: int = 8, seed: int = 7, today: date = TODAY, at: datetime,
) -> None:  # fmt: skip
    """Write the whole invented regency."""
    codes, schools = places(conn, regency, districts, institutions, at)
    people = rows(random.Random(seed), regency, codes, schools, residents, waiting, today)
    dialects.bulk_insert(conn, resident, COLUMNS, people)
    rebuild(conn, regency)
