"""The places of a service in every district: found in the registry, registered where they are missing."""

from __future__ import annotations

from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing
from ktp_core.cards.model import Channel
from ktp_core.institutions import store as institutions
from ktp_core.institutions.model import Draft, Institution, Kind
from ktp_core.regions import store as regions
from ktp_core.regions.model import Area, Level
from ktp_core.rounds.model import POINT_TYPES, RoundDraft, SetUp

KENDUREN_MAS = "Kenduren Mas"
_NAMES = {Channel.KENDUREN_MAS: "Kenduren Mas {district}", Channel.DISTRICT_OFFICE: "Kantor Kecamatan {district}"}


def of_districts(tx: Writing, wanted: SetUp) -> list[Institution]:
    """The service points of that channel, one of each district wanted, by its code; of the dinas those there are."""
    type_ = POINT_TYPES[wanted.channel]
    known = [
        one for one in institutions.all_of(tx.conn, str(tx.regency))
        if one.kind is Kind.SERVICE_POINT and one.type == type_ and one.active(wanted.from_day)
    ]  # fmt: skip
    if wanted.channel is Channel.OFFICE:
        return known[:1] or [_register(tx, Draft(kind=Kind.SERVICE_POINT, type=type_, name="Kantor dinas"))]
    areas = regions.areas(tx.conn, str(tx.regency), Level.DISTRICT)
    chosen = [area for area in areas if not wanted.districts or area.code in wanted.districts]
    return [_of_district(tx, wanted.channel, known, area) for area in chosen]


def drafts(wanted: SetUp, stops: list[Institution]) -> list[RoundDraft]:
    """One service that goes round all stops (Kenduren Mas), or one for each (offices stay where they are)."""
    keys = tuple(stop.id for stop in stops)
    groups = {KENDUREN_MAS: keys} if wanted.channel is Channel.KENDUREN_MAS else {s.name: (s.id,) for s in stops}
    return [
        RoundDraft(
            name=name, channel=wanted.channel, weekdays=wanted.weekdays, start=wanted.start, end=wanted.end,
            from_day=wanted.from_day, until_day=wanted.until_day, team_id=wanted.team_id, stops=group,
        )
        for name, group in groups.items()
    ]  # fmt: skip


def _of_district(tx: Writing, channel: Channel, known: list[Institution], area: Area) -> Institution:
    require(tx.by, Permission.VISIT_PLAN, tx.regency, area.code)
    found = next((one for one in known if one.district == area.code), None)
    if found is not None:
        return found
    name = _NAMES[channel].format(district=area.name)
    return _register(tx, Draft(kind=Kind.SERVICE_POINT, type=POINT_TYPES[channel], name=name, district=area.code))


def _register(tx: Writing, draft: Draft) -> Institution:
    require(tx.by, Permission.INSTITUTION_EDIT, tx.regency)
    (key,) = institutions.insert(tx.conn, str(tx.regency), [draft], tx.at)
    return institutions.get(tx.conn, key)
