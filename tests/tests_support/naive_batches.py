"""Print batches in plain Python, row by row: which cards come next, how many fit, what must always be true."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from ktp_core.db.schema import blank_entry, blank_holder, print_batch, print_batch_card, resident

REPLACED = {None: "replaced", 1: "lost", 2: "damaged", 3: "changed", 4: "disaster"}


def rows(conn: Connection, table: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(select(table)).mappings()]


def months_after(day: date, months: int) -> tuple[int, int, int]:
    """Comparable like a day; 31 January and one month is "31 February", later than every day of that month."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1, day.day


def category(person: dict[str, Any], day: date, months: int) -> str:
    if person["serial"] > 1:
        return REPLACED[person["cause"]]
    still = (day.year, day.month, day.day) < months_after(person["card_age_on"], months)
    return "first_time" if still else "waiting"


def next_cards(
    conn: Connection, regency: str, day: date, order: list[str], months: int, districts: tuple[str, ...] = (),
    institutions: tuple[int, ...] = (),
) -> list[tuple[int, int, str, date]]:  # fmt: skip
    """(resident, serial, category, due) of everybody who may be printed on that day and waits in no batch, in order."""
    held = {(one["resident_id"], one["serial"]) for one in rows(conn, print_batch_card) if one["state"] == "waiting"}
    found = []
    for person in rows(conn, resident):
        of_age = person["card_age_on"] <= day and person["ready_on"] is not None and person["ready_on"] <= day
        ready = person["state"] == 40 and person["standing"] == 1 and of_age
        here = not districts or person["district"] in districts
        there = not institutions or person["institution_id"] in institutions
        if person["regency"] == regency and ready and here and there:
            key = (person["id"], person["serial"])
            if key not in held:
                due = max(person["ready_on"], person["card_age_on"])
                found.append((*key, category(person, day, months), due))
    return sorted(found, key=lambda one: (order.index(one[2]), one[3], one[0]))


def room(conn: Connection, holder_id: int, day: date) -> int:
    """Cards that fit."""
    (holder,) = (one for one in rows(conn, blank_holder) if one["id"] == holder_id)
    mine = {one["id"]: one["day"] for one in rows(conn, print_batch) if one["holder_id"] == holder_id}
    cards = [one for one in rows(conn, print_batch_card) if one["batch_id"] in mine]
    left = holder["stock"] - sum(one["state"] == "waiting" for one in cards)
    if holder["daily_capacity"] is not None:
        that_day = [one for one in cards if mine[one["batch_id"]] == day and one["state"] in ("waiting", "printed")]
        left = min(left, holder["daily_capacity"] - len(that_day))
    return max(left, 0)


def all_is_well(conn: Connection) -> None:
    """What holds after every act, whatever it was."""
    batches = {one["id"]: one for one in rows(conn, print_batch)}
    cards, people = rows(conn, print_batch_card), {one["id"]: one for one in rows(conn, resident)}
    waiting = [one for one in cards if one["state"] == "waiting"]
    assert max(Counter(one["resident_id"] for one in waiting).values(), default=0) <= 1, "a card waits twice"
    for one in waiting:
        person = people[one["resident_id"]]
        assert batches[one["batch_id"]]["state"] in ("open", "paused"), "a card waits in a batch that has ended"
        assert (person["state"], person["serial"]) == (40, one["serial"]) and person["due_on"], (
            "it is not to be printed"
        )
    entries = rows(conn, blank_entry)
    used = Counter((e["batch_id"], e["resident_id"], e["serial"]) for e in entries if e["kind"] == "used")
    printed = Counter((c["batch_id"], c["resident_id"], c["serial"]) for c in cards if c["state"] == "printed")
    assert used == printed, "a printed card has one blank, and a blank one card"
    spoiled = Counter((e["batch_id"], e["resident_id"]) for e in entries if e["kind"] == "spoiled")
    lost: Counter[tuple[int, int]] = Counter()
    for one in cards:
        lost[one["batch_id"], one["resident_id"]] += one["spoiled"]
    assert spoiled == +lost, "blanks that spoiled"
    for holder in rows(conn, blank_holder):
        mine = [e["n"] for e in entries if e["holder_id"] == holder["id"]]
        assert holder["stock"] == sum(mine) >= 0
        if holder["daily_capacity"] is not None:
            _within_capacity(holder, batches, cards)
    for key in batches:
        numbers = sorted(one["position"] for one in cards if one["batch_id"] == key)
        assert numbers == list(range(1, len(numbers) + 1)), "positions follow each other"


def _within_capacity(holder: dict[str, Any], batches: dict[int, Any], cards: list[dict[str, Any]]) -> None:
    planned = Counter(
        batches[one["batch_id"]]["day"] for one in cards
        if batches[one["batch_id"]]["holder_id"] == holder["id"] and one["state"] in ("waiting", "printed")
    )  # fmt: skip
    assert max(planned.values(), default=0) <= holder["daily_capacity"], "more than a printer makes in a day"
