"""Residents with any days in any order, and events of any kind: what the summaries must count all the same."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert

from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import card_event, resident
from ktp_core.summaries.model import Facts

AT = datetime(2026, 11, 22, tzinfo=UTC)
REGENCY = "35.14"
DISTRICTS = ("35.14.01", "35.14.06", "35.14.16", None)
VILLAGES = (None, "35.14.06.2001", "35.14.16.2003")
STATES = (10, 20, 30, 40, 50, 60, 70, 81, 82, 83)


def some_day(dice: random.Random, first: int = 2008, last: int = 2028) -> date:
    return date(first, 1, 1) + timedelta(days=dice.randrange((last - first) * 365))


def maybe(dice: random.Random, chance: float = 0.6) -> date | None:
    return some_day(dice) if dice.random() < chance else None


def a_resident(dice: random.Random, number: int, regency: str = REGENCY) -> dict[str, object]:
    """A row with any days in any order: the summaries must not rely on histories being sensible."""
    born = some_day(dice, 1930, 2101 if number % 9 == 0 else 2012)
    row = {
        "id": int(regency.replace(".", "")) * 10**9 + number, "regency": regency, "nik": f"35140101011{number:05d}",
        "name": "NAMA", "sex": "L", "birth_date": born, "card_age_on": some_day(dice),
        "standing": dice.choice((1, 1, 2, 3, 4)),
        "district": dice.choice(DISTRICTS), "village": dice.choice(VILLAGES),
        "state": dice.choice(STATES), "serial": dice.choice((1, 1, 2, 3)),
        "recorded_on": maybe(dice), "ready_on": maybe(dice), "printed_on": maybe(dice), "owned_on": maybe(dice),
        "updated_at": AT,
    }  # fmt: skip
    row["due_on"] = Facts.of(row).due_on
    return row


def its_events(dice: random.Random, row: dict[str, object], first_id: int) -> list[dict[str, object]]:
    events: list[dict[str, object]] = []
    for offset in range(dice.randrange(7)):
        standing_acts = [event["id"] for event in events if event["action"] not in (14, 15)]
        undone = {event["undoes"] for event in events}
        action = dice.randrange(1, 16)
        last = standing_acts[-1] if standing_acts and standing_acts[-1] not in undone else None
        if action == 14 and last is None:
            action = 1
        events.append({
            "id": first_id + offset, "regency": row["regency"], "resident_id": row["id"], "serial": 1, "action": action,
            "from_state": 10, "to_state": 20, "day": some_day(dice), "at": AT, "by": "uji", "source": 1,
            "channel": dice.randrange(5), "district": dice.choice(DISTRICTS), "ours": dice.choice((0, 1, 1)),
            "due_on": maybe(dice, 0.5), "undoes": last if action == 14 else None,
        })  # fmt: skip
    return events


def fill(seed: int, people: int = 150, regency: str = REGENCY) -> tuple[list[dict], list[dict]]:
    dice = random.Random(seed)
    residents = [a_resident(dice, number, regency) for number in range(1, people + 1)]
    events: list[dict] = []
    for row in residents:
        events += its_events(dice, row, int(regency.replace(".", "")) * 10**9 + len(events) + 1)
    with write_transaction() as conn:
        conn.execute(insert(resident), residents)
        conn.execute(insert(card_event), events)
    return residents, events
