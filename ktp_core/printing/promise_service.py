"""The service promise of an office: reading how it was kept, and promising."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading, writing
from ktp_core.errors import NotAllowed, Refused
from ktp_core.printing import promise_queries as queries
from ktp_core.printing.promise import MAX_MONTHS, Promised, Served, Until, check
from ktp_core.regions import store as regions


@dataclass(frozen=True, slots=True)
class Question:
    """Whose cards, where the wait ends, which cards, and in which months it ended: from that of `first` to `last`'s."""

    regency: str
    until: Until
    first: date
    last: date
    districts: tuple[str, ...] = ()
    replacements: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The waits, added up over districts, and what was promised when."""

    served: list[Served]
    promises: list[Promised]


def read(by: Actor, asked: Question) -> Answer:
    """Numbers only. Raises NotAllowed for other places, Refused("promise_span") for more than three years."""
    with _asking(by, asked) as conn:
        return Answer(queries.waited(conn, *_span(asked), **_whose(by, asked)),
                      queries.promises(conn, asked.regency, asked.until))  # fmt: skip


def districts(by: Actor, asked: Question) -> tuple[list[Served], dict[str, str]]:
    """The waits by district, and names of districts by code. Raises as `read`."""
    with _asking(by, asked) as conn:
        served = queries.waited(conn, *_span(asked), **_whose(by, asked), by_district=True)
        return served, regions.names(conn, asked.regency)


def institutions(by: Actor, asked: Question) -> tuple[list[Served], dict[int, tuple[str, str]]]:
    """The waits of every card with its owner's institution of today, and its name and district. Raises as `read`.

    Institutions are not in the summary: this reads every card of the span, so ask of few (`promise.latest`).
    """
    with _asking(by, asked) as conn:
        served = queries.served(conn, *_span(asked), **_whose(by, asked))
        schools = sorted({one.institution_id for one in served if one.institution_id is not None})
        places = regions.names(conn, asked.regency)
        known = queries.institution_names(conn, schools)
        return served, {key: (name, places.get(code, "")) for key, (name, code) in known.items()}


@contextmanager
def _asking(by: Actor, asked: Question) -> Iterator[Connection]:
    with reading(by, Permission.HEAD_VIEW, asked.regency) as conn:
        if by.districts and not set(asked.districts) <= set(by.districts):
            raise NotAllowed("not_allowed", permission=str(Permission.HEAD_VIEW), by=by.name)
        if not 0 <= (asked.last - asked.first).days <= 31 * MAX_MONTHS:
            raise Refused("promise_span", limit=MAX_MONTHS)
        yield conn


def _span(asked: Question) -> tuple[str, Until, date, date]:
    return asked.regency, asked.until, asked.first, asked.last


def _whose(by: Actor, asked: Question) -> dict[str, Any]:
    return {"districts": asked.districts or by.districts, "replacements": asked.replacements}


def promise(by: Actor, regency: str, until: Until, new: Promised, *, today: date, at: datetime) -> None:
    """Promise so many days from a day on. Raises Refused for a day that is over, NotAllowed."""
    with writing(by, Permission.FIGURE_EDIT, regency, at=at) as tx:
        check(new, today)
        queries.promise(tx.conn, regency, until, new)
        tx.audit("promise.set", None, measure=str(until), value=new.days, valid_from=new.valid_from)
