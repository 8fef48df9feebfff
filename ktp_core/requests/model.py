"""Letters and calls that ask for a visit (permohonan), and our own wish to go somewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ktp_core.access.model import Actor


class Sender(StrEnum):
    """Who asks."""

    SCHOOL = "school"
    PESANTREN = "pesantren"
    VILLAGE = "village"
    OWN = "own"  # nobody did: the office goes on its own initiative


class RequestState(StrEnum):
    """How far a request is."""

    RECEIVED = "received"
    VERIFIED = "verified"  # somebody rang back: it is real, the numbers are right
    SCHEDULED = "scheduled"  # a visit is planned
    DONE = "done"  # that visit is closed
    DECLINED = "declined"  # by the office
    WITHDRAWN = "withdrawn"  # by who asked


OPEN = (RequestState.RECEIVED, RequestState.VERIFIED)
"""Somebody waits for an answer."""


class RequestAction(StrEnum):
    """What can happen to a request; each leaves a row of history."""

    RECEIVE = "receive"
    EDIT = "edit"
    VERIFY = "verify"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    RECONSIDER = "reconsider"  # declined or withdrawn, and after all not
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"  # the visit was cancelled
    FINISH = "finish"
    REOPEN = "reopen"  # the visit was opened again


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDraft:
    """What a form says of one request. `expected`: people; `wished_from`, `wished_until`: days, both inclusive."""

    institution_id: int
    sender: Sender
    received_on: date
    letter_number: str | None = None
    letter_date: date | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    expected: int | None = None
    wished_from: date | None = None
    wished_until: date | None = None
    note: str | None = None


FIELDS = tuple(RequestDraft.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(RequestDraft):
    """A request as it is stored. `state_on`: the office's date since which it is in that state."""

    id: int
    regency: str
    state: RequestState
    state_on: date
    reason: str | None = None
    version: int = 1
    updated_at: datetime

    def draft(self) -> RequestDraft:
        """What an edit form starts from."""
        return RequestDraft(**{name: getattr(self, name) for name in FIELDS})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter of the list. Empty: everything. `search`: words of the institution's name or of the letter number."""

    regency: str
    states: tuple[RequestState, ...] = ()
    sender: Sender | None = None
    districts: tuple[str, ...] = ()
    institution_id: int | None = None
    search: str = ""

    def within(self, actor: Actor) -> Chosen:
        """Narrowed to the districts of an actor who has only some."""
        return replace(self, districts=actor.only(self.districts))
