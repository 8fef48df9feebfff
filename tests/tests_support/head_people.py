"""Random residents with card histories, written with their summaries; and a recount of them in plain Python.

The recount knows nothing of `summaries`: it looks at every resident and every event, as a clerk with a list would.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert
from tests_support.constants import PASURUAN
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.cards.model import CardAction as A
from ktp_core.cards.model import CardState as S
from ktp_core.db.engine import write_transaction
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import card_event, resident
from ktp_core.summaries.model import Facts, Step, Told
from ktp_core.summaries.store import Deltas, add

KEJAYAN, REMBANG = "35.14.06", "35.14.15"
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
_WAY = (
    (A.RECORD, S.UNRECORDED, S.RECORDED), (A.SUBMIT, S.RECORDED, S.SUBMITTED), (A.CLEAR, S.SUBMITTED, S.PRINT_READY),
    (A.PRINT, S.PRINT_READY, S.PRINTED), (A.DELIVER, S.PRINTED, S.DELIVERED),
)  # fmt: skip


@dataclass
class Life:
    """One resident's row and events, as they will be stored."""

    row: dict[str, Any]
    events: list[dict[str, Any]] = field(default_factory=list)


def lives(
    regency: str, districts: Sequence[str], count: int, *, seed: int, today: date, visits: Sequence[int] = ()
) -> list[Life]:
    """People of 15 to 40, some of elsewhere; each as far along the card line as chance has it; some moved, replaced."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        born = today - timedelta(days=chance.randint(15 * 365, 40 * 365))
        standing = 1 if chance.random() < 0.9 else 2
        of_age = _birthday(born, 17)
        if chance.random() < 0.03:
            of_age -= timedelta(days=chance.randint(1, 300))  # married early
        row = {
            "regency": regency, "nik": f"{regency.replace('.', '')}01{born:%d%m%y}{number:06d}"[:16].ljust(16, "0"),
            "name": f"WARGA {number}", "sex": chance.choice("LP"), "birth_date": born, "card_age_on": of_age,
            "standing": standing, "district": chance.choice(districts) if standing == 1 else None, "village": None,
            "state": S.UNRECORDED, "serial": 1, "recorded_on": None, "ready_on": None, "printed_on": None,
            "delivered_on": None, "owned_on": None, "due_on": None, "state_on": None, "version": 1, "updated_at": AT,
        }  # fmt: skip
        row["nik"] = f"{number:016d}"
        life = Life(row)
        _walk(chance, life, today, visits)
        made.append(life)
    return made


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def _walk(chance: random.Random, life: Life, today: date, visits: Sequence[int]) -> None:
    row = life.row
    day = max(_birthday(row["birth_date"], 16), date(2011, 6, 1)) + timedelta(days=chance.randint(0, 700))
    steps = chance.choices(range(6), weights=(14, 5, 5, 12, 6, 58))[0]
    for action, before, after in _WAY[:steps]:
        if action is A.PRINT:
            day = max(day, row["card_age_on"])
        if day > today:
            return
        visit = chance.choice(visits) if visits and action is A.RECORD and chance.random() < 0.4 else None
        _happen(life, action, before, after, day, visit)
        day += timedelta(days=chance.randint(0, 90))
    if steps == 5 and day <= today and chance.random() < 0.06:
        row["serial"] = 2
        _happen(life, A.REPLACE, S.DELIVERED, S.PRINT_READY, day, None)
    elif 1 <= steps <= 4 and day <= today and chance.random() < 0.05:
        row["standing"] = 3  # moved away
        _happen(life, A.ADJUST, row["state"], row["state"], day, None)


def _happen(life: Life, action: A, before: S, after: S, day: date, visit: int | None) -> None:
    row = life.row
    row["state"], row["state_on"] = after, day
    if action is A.RECORD:
        row["recorded_on"] = day
    if after is S.PRINT_READY:
        row["ready_on"], row["printed_on"], row["delivered_on"] = day, None, None
    if action is A.PRINT:
        row["printed_on"] = day
    if action is A.DELIVER:
        row["delivered_on"], row["owned_on"] = day, row["owned_on"] or day
    ready = after is S.PRINT_READY and row["standing"] == 1
    row["due_on"] = max(row["ready_on"], row["card_age_on"]) if ready else None
    life.events.append({
        "regency": row["regency"], "serial": row["serial"], "action": int(action), "from_state": int(before),
        "to_state": int(after), "day": day, "at": AT, "by": "system", "source": 1, "channel": 1 if visit else 2,
        "district": row["district"], "ours": int(row["standing"] == 1), "due_on": row["due_on"], "visit_id": visit,
    })  # fmt: skip


def store(conn: Connection, regency: str, people: Sequence[Life]) -> None:
    """Write them with their summaries."""
    deltas = Deltas(regency)
    keys = next_ids(conn, regency, "resident", len(people))
    event_keys = iter(next_ids(conn, regency, "card_event", sum(len(life.events) for life in people)))
    for key, life in zip(keys, people, strict=True):
        life.row["id"] = key
        deltas.resident(None, Facts.of(life.row))
        due, place = None, ""
        for event in life.events:
            event.update(id=next(event_keys), resident_id=key)
            here = event["district"] or ""
            deltas.event(Step(
                regency, event["action"], event["channel"], event["day"], bool(event["ours"]), here, event["due_on"],
                due, place or here,
            ))  # fmt: skip
            due, place = event["due_on"], here
        deltas.visited(key, [], [
            Told(event["visit_id"], clock.local(event["at"], regency).date(), 1)
            for event in life.events if event["visit_id"] and event["action"] == A.RECORD
        ])  # fmt: skip
    conn.execute(insert(resident), [{**life.row, "state": int(life.row["state"])} for life in people])
    events = [event for life in people for event in life.events]
    if events:
        conn.execute(insert(card_event), events)
    add(conn, deltas)


def kejayan_and_rembang(today: date) -> list[Life]:
    """What the screens of the head are tried on: a school, and 500 people of two districts, stored."""
    make_office(("school", "SMA Kejayan", KEJAYAN))
    made = lives(PASURUAN, (KEJAYAN, REMBANG), 500, seed=4, today=today)
    with write_transaction() as conn:
        store(conn, PASURUAN, made)
    return made


def recount(people: Sequence[Life], day: date, districts: Sequence[str] = ()) -> dict[str, int]:
    """The stocks on a day, one resident after the other."""
    count = dict.fromkeys(("eligible", "covered", "ready", "printed", "owned", "backlog"), 0)
    for life in people:
        row = life.row
        if not districts or row["district"] in districts:
            count["backlog"] += _waiting(life, day)
        if row["standing"] != 1 or row["card_age_on"] > day or (districts and row["district"] not in districts):
            continue
        owned = row["owned_on"] is not None and row["owned_on"] <= day
        count["eligible"] += 1
        count["covered"] += row["recorded_on"] is not None and row["recorded_on"] <= day
        first = row["serial"] == 1
        count["ready"] += owned or (first and row["ready_on"] is not None and row["ready_on"] <= day)
        count["printed"] += owned or (first and row["printed_on"] is not None and row["printed_on"] <= day)
        count["owned"] += owned
    return count


def _waiting(life: Life, day: date) -> bool:
    happened = [event for event in life.events if event["day"] <= day]
    return bool(happened) and happened[-1]["due_on"] is not None and happened[-1]["due_on"] <= day
