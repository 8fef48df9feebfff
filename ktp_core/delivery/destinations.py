"""Where cards should go, as SQL: the twin of `rules.destination`, and names of places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, or_, select

from ktp_core.db.schema import institution, membership, region, resident
from ktp_core.delivery.model import Destination, Place
from ktp_core.delivery.rules import placed
from ktp_core.errors import Refused
from ktp_core.residents.rules import school_year_of

r, m, i = resident.c, membership.c, institution.c
_school = institution.alias("school")


@dataclass(frozen=True, slots=True)
class Named:
    """A destination in words. `contact_*`: of the institution, or of a village's registered office."""

    name: str
    district_name: str | None
    contact_name: str | None = None
    contact_phone: str | None = None


def in_use(table: Any, today: date) -> ColumnElement[bool]:
    """Whether a parcel can go to that institution."""
    ended = or_(table.c.active_until.is_(None), table.c.active_until >= today)
    return and_(table.c.merged_into.is_(None), ended)


def joined(today: date, base: Any = resident) -> Any:
    """Residents with the institution to which their card goes, if it goes to one."""
    open_ = and_(
        m.institution_id == r.institution_id,
        m.school_year == school_year_of(today),
        m.resident_id == r.id,
        m.until_day.is_(None),
    )
    known = and_(_school.c.id == m.institution_id, in_use(_school, today))
    return base.outerjoin(membership, open_).outerjoin(_school, known)


def proposed() -> tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]]:
    """institution_id, village, district of domicile: the first that is known, the others null; of `joined`."""
    homeless = _school.c.id.is_(None)
    village = case((homeless, r.village))
    return _school.c.id.label("to_school"), village.label("to_village"), _district(homeless).label("to_district")


def _district(homeless: ColumnElement[bool]) -> ColumnElement[Any]:
    return case((and_(homeless, r.village.is_(None)), r.district))


def of(institution_id: int | None, village: str | None, district: str | None) -> Destination | None:
    """The destination that a row of `proposed` says, with no district for an institution."""
    if institution_id is not None:
        return Destination(Place.INSTITUTION, institution_id=institution_id)
    if village is not None:
        return Destination(Place.VILLAGE, village=village, district=village.rpartition(".")[0])
    return None if district is None else Destination(Place.DISTRICT, district=district)


def going_to(to: Destination | None) -> list[ColumnElement[bool]]:
    """The residents of `joined` whose cards should go there; None: nowhere."""
    school, village, district = _school.c.id, r.village, r.district
    if to is None:
        return [school.is_(None), village.is_(None), district.is_(None)]
    match to.place:
        case Place.INSTITUTION:
            return [r.institution_id == to.institution_id, school == to.institution_id]
        case Place.VILLAGE:
            return [school.is_(None), village == to.village]
        case Place.DISTRICT:
            return [school.is_(None), village.is_(None), district == to.district]


def checked(conn: Connection, regency: str, wanted: Destination, today: date) -> Destination:
    """The destination with its district, its institution locked against a merger. Raises
    Refused("parcel_destination") for what is not one of the regency's in use."""
    if wanted.place is Place.INSTITUTION:
        mine = (i.id == wanted.institution_id, i.regency == regency, in_use(institution, today))
        row = conn.execute(select(i.district).where(*mine).with_for_update(read=True)).first()
        if row is None:
            raise Refused("parcel_destination")
        return placed(wanted, row.district)
    level, code = (4, wanted.village) if wanted.place is Place.VILLAGE else (3, wanted.district)
    known = select(region.c.parent).where(region.c.code == code, region.c.regency == regency, region.c.level == level)
    row = conn.execute(known).first()
    if row is None:
        raise Refused("parcel_destination")
    return placed(wanted, row.parent if level == 4 else code)


def names(conn: Connection, regency: str, wanted: Iterable[Destination]) -> dict[Destination, Named]:
    """The words of each, whatever its `district` says."""
    all_ = set(wanted)
    schools = {one.institution_id for one in all_ if one.place is Place.INSTITUTION}
    villages = {one.village for one in all_ if one.place is Place.VILLAGE}
    contact = (i.name, i.district, i.contact_name, i.contact_phone)
    places = dict(conn.execute(select(region.c.code, region.c.name).where(region.c.regency == regency)).all())
    by_id = {row.id: row for row in conn.execute(select(i.id, *contact).where(i.id.in_(schools)))}
    offices = select(i.village, *contact).where(i.regency == regency, i.kind == "village", i.village.in_(villages))
    by_village = {row.village: row for row in conn.execute(offices.order_by(i.id.desc()))}
    return {one: _named(one, places, by_id, by_village) for one in all_}


def _named(to: Destination, places: dict[str, str], by_id: dict[int, Any], by_village: dict[str, Any]) -> Named:
    match to.place:
        case Place.INSTITUTION:
            row = by_id[to.institution_id or 0]
            return Named(row.name, places.get(row.district), row.contact_name, row.contact_phone)
        case Place.VILLAGE:
            row = by_village.get(to.village or "")
            contact = (row.contact_name, row.contact_phone) if row else (None, None)
            village = to.village or ""
            return Named(places.get(village, village), places.get(village.rpartition(".")[0]), *contact)
        case Place.DISTRICT:
            name = places.get(to.district or "", to.district or "")
            return Named(name, name)
