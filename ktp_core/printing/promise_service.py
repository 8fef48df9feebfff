"""The service promise of an office: reading how it was kept, and promising."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading, writing
from ktp_core.errors import NotAllowed, Refused
from ktp_core.printing import promise_queries as queries
from ktp_core.printing.promise import MAX_MONTHS, Promised, Served, Until, check
from ktp_core.regions import store as regions


@dataclass(frozen=True, slots=True)
class Question:
    """Whose cards, where the wait ends, which cards, and when it ended (both days included)."""

    regency: str
    until: Until
    first: date
    last: date
    districts: tuple[str, ...] = ()
    replacements: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The waits, what was promised when, and names of districts by code and institutions by id."""

    served: list[Served]
    promises: list[Promised]
    districts: dict[str, str]
    institutions: dict[int, tuple[str, str]]


def read(by: Actor, asked: Question) -> Answer:
    """Numbers only. Raises NotAllowed for other places, Refused("promise_span") for more than three years."""
    if not 0 <= (asked.last - asked.first).days <= 31 * MAX_MONTHS:
        raise Refused("promise_span", limit=MAX_MONTHS)
    with reading(by, Permission.HEAD_VIEW, asked.regency) as conn:
        if by.districts and not set(asked.districts) <= set(by.districts):
            raise NotAllowed("not_allowed", permission=str(Permission.HEAD_VIEW), by=by.name)
        served = queries.served(
            conn, asked.regency, asked.until, asked.first, asked.last,
            districts=asked.districts or by.districts, replacements=asked.replacements,
        )  # fmt: skip
        schools = sorted({one.institution_id for one in served if one.institution_id is not None})
        return Answer(
            served, queries.promises(conn, asked.regency, asked.until), regions.names(conn, asked.regency),
            queries.institution_names(conn, schools),
        )  # fmt: skip


def promise(by: Actor, regency: str, until: Until, new: Promised, *, today: date, at: datetime) -> None:
    """Promise so many days from a day on. Raises Refused for a day that is over, NotAllowed."""
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        check(new, today)
        queries.promise(tx.conn, regency, until, new)
        tx.audit("promise.set", None, measure=str(until), value=new.days, valid_from=new.valid_from)
