"""Use cases of several regencies: one's own month as a file, files of others kept, all side by side."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading, writing
from ktp_core.errors import NotAllowed, Refused
from ktp_core.exports.model import Export
from ktp_core.kpi import flows, queries, store
from ktp_core.kpi import rules as kpi
from ktp_core.kpi.definitions import definition
from ktp_core.kpi.model import Scope, Unit
from ktp_core.kpi.wording import source
from ktp_core.months import months_back
from ktp_core.provinces import coding, rules
from ktp_core.provinces import store as files
from ktp_core.provinces.model import From, Month, Share, Side
from ktp_core.regions.catalogue import regency_name
from ktp_core.regions.store import office_of

MEDIA_TYPE = "application/gzip"
_STOCKS = ("eligible", "covered", "ready", "printed", "owned", "backlog")


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a file. `new`: it counts from now on; else it was here already."""

    month: Month
    new: bool


def export(by: Actor, regency: str, month: int, *, today: date, at: datetime) -> Export:
    """The numbers of an office at the end of a month that is over, as one small file without a name in it.

    Raises Refused("summary_open" | "summary_month"); NotAllowed, also for an actor of some districts alone.
    """
    with reading(by, Permission.SUMMARY_EXPORT, regency) as conn:
        if by.districts:
            raise NotAllowed("summary_whole_regency", by=by.name)
        rules.closed(month, today)
        found = _counted(conn, regency, month, today, at)
    return Export(f"ringkasan-{regency}-{month}.ktp.gz", MEDIA_TYPE, coding.write(found), 1)


def merge(by: Actor, content: bytes, *, at: datetime) -> Merged:
    """Keep a file that another office made. A newer one of the same month takes the place of the older.

    Raises Refused("summary_own") about an office of this installation, Refused("summary_older"), what `coding.read` and
    `rules.made` raise, and Refused("regency_unknown"); NotAllowed for an actor of one regency about another.
    """
    with reading(by, Permission.SUMMARY_MERGE, by.regency):
        found = _named(coding.read(content))
        if regency_name(found.regency) is None:
            raise Refused("regency_unknown", regency=found.regency)
        rules.made(found, at)
    with writing(by, Permission.SUMMARY_MERGE, found.regency, at=at) as tx:
        if found.regency in files.offices(tx.conn):
            raise Refused("summary_own", name=found.name)
        before = files.newest(tx.conn, found.regency, found.month)
        new = before is None or before[1] != hashlib.sha256(content).hexdigest()
        if before and new and found.made_at is not None and found.made_at < before[0]:
            raise Refused("summary_older", day=before[0].date())
        key = files.insert_file(tx.conn, found, content, by=by.name, at=at) if new else None
        tx.audit("summary.merge", str(key) if key else None, regency=found.regency, month=found.month, new=new)
    return Merged(found, new)


def sides(by: Actor, month: int, today: date) -> list[Side]:
    """Every regency that the actor may see, in the order of codes: those of this installation as they are known now,
    then those that sent a file about the month."""
    with reading(by, Permission.HEAD_VIEW, by.regency) as conn:
        rules.last_day(month)
        here = [code for code in files.offices(conn) if by.regency in (None, code)]
        own = [Side(_counted(conn, code, month, today, None), From.HERE) for code in here] if not by.districts else []
        sent = files.sides(conn, month, but=here) if by.regency is None else []
    return sorted([*own, *(replace(one, month=_named(one.month)) for one in sent)], key=lambda one: one.month.regency)


def _named(one: Month) -> Month:
    """Under the name that belongs to its code, whatever the file calls itself."""
    return replace(one, name=regency_name(one.regency) or one.regency)


def months_known(by: Actor, today: date) -> list[int]:
    """Months that can be asked for, the newest first: the last 36 that are over."""
    with reading(by, Permission.HEAD_VIEW, by.regency):
        return months_back(today, 37)[-2::-1]


def _counted(conn: Connection, regency: str, month: int, today: date, at: datetime | None) -> Month:
    day = min(rules.last_day(month), today)
    scope = Scope(regency, day)
    found = kpi.figures(store.inputs(conn, scope, today))
    counts: dict[str, int | None] = {}
    shares: dict[str, Share] = {}
    for name, figure in found.items():
        if definition(name).unit is Unit.RATIO:
            shares[name] = Share(figure.numerator, figure.denominator)
        else:
            counts[name] = None if figure.value is None else int(figure.value)
    places = queries.by_district(flows.stock_by_district(conn, scope, store.STOCKS))
    districts = {str(row.district): {name: int(getattr(row, name)) for name in _STOCKS} for row in places.itertuples()}
    sources = {name: source(figure) for name, figure in found.items()}
    name = str(office_of(conn, regency)["name"])
    partial = frozenset(name for name, figure in found.items() if figure.note == "partial")
    return Month(regency, name, month, rules.last_day(month), counts, shares, districts, sources, at, partial)
