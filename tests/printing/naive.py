"""A second, slow implementation of the backlog in plain Python, from the meaning and not from the code."""

from datetime import date
from statistics import median

from sqlalchemy import Connection, select

from ktp_core.db.schema import institution, region, resident
from ktp_core.printing.model import BacklogFilter


def everybody(conn: Connection) -> list[dict]:
    places = {row.code: row.name for row in conn.execute(select(region))}
    schools = {row.id: row.name for row in conn.execute(select(institution))}
    people = [dict(row) for row in conn.execute(select(resident)).mappings()]
    for person in people:
        person["district_name"] = places.get(person["district"])
        person["institution_name"] = schools.get(person["institution_id"])
    return people


def wanted(person: dict, chosen: BacklogFilter, today: date, search: str) -> bool:
    if person["regency"] != chosen.regency or person["due_on"] is None or person["due_on"] > today:
        return False
    if chosen.districts and person["district"] not in chosen.districts:
        return False
    if chosen.institutions and person["institution_id"] not in chosen.institutions:
        return False
    if chosen.kind == "first_time" and person["serial"] != 1 or chosen.kind == "replacement" and person["serial"] == 1:
        return False
    if (today - person["due_on"]).days < chosen.min_days:
        return False
    if search.isdigit():
        return person["nik"].startswith(search)
    return search.upper() in person["name"]


def backlog(people: list[dict], chosen: BacklogFilter, today: date, search: str = "") -> list[dict]:
    found = [person for person in people if wanted(person, chosen, today, search)]
    return sorted(found, key=lambda person: (person["due_on"], person["id"]))


def ages(found: list[dict], today: date) -> list[int]:
    waits = [(today - person["due_on"]).days for person in found]
    limits = [(0, 30), (31, 90), (91, 180), (181, 365), (366, 10**6)]
    return [sum(low <= wait <= high for wait in waits) for low, high in limits]


def middle(found: list[dict], today: date) -> float | None:
    return median((today - person["due_on"]).days for person in found) if found else None
