"""Blank cards: where they are, what comes and goes, what one person proposes and another decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class HolderKind(StrEnum):
    """What kind of place holds blanks."""

    STORE = "store"
    PRINTER = "printer"
    OFFICE = "office"  # a district office


class EntryKind(StrEnum):
    """Why blanks came or went."""

    RECEIVED = "received"  # from the province or the centre, with a delivery note
    ALLOTTED = "allotted"  # from one holder to another
    USED = "used"  # became a card
    SPOILED = "spoiled"  # gone without becoming a card
    RETURNED = "returned"  # unused, back to another holder, or (without one) out of the office
    COUNTED = "counted"  # the difference that a count found, accepted by a second person
    UNDONE = "undone"  # was never used: the print was taken back
    CORRECTED = "corrected"  # a mistake put right, accepted by a second person


class Recipient(StrEnum):
    """Whom the office asks for blanks."""

    PROVINCE = "province"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderDraft:
    """What a form says of a holder. `daily_capacity`: cards a printer makes in a working day; None where unknown."""

    kind: HolderKind
    name: str
    daily_capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(HolderDraft):
    """A place where blanks are. `stock` is the sum of its entries."""

    id: int
    regency: str
    stock: int
    active: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger before it is stored. `n`: into the holder positive, out of it negative."""

    holder_id: int
    day: date
    kind: EntryKind
    n: int
    other_id: int | None = None
    resident_id: int | None = None
    serial: int | None = None
    batch_id: int | None = None
    document: str | None = None
    reason: str | None = None
    proposal_id: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A count or correction that waits, or was decided. `counted` is None for a correction."""

    id: int
    regency: str
    holder_id: int
    n: int
    counted: int | None
    reason: str
    proposed_at: datetime
    proposed_by: str
    decided_by: str | None
