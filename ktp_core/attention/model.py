"""What may need somebody this week, and one such thing with its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ktp_core.kpi.unseen import Youth
from ktp_core.stuck.model import StuckKind


class Matter(StrEnum):
    """What it is about, most urgent first."""

    BLANKS = "blanks"
    LETTERS = "letters"
    VISITS = "visits"
    STUCK = "stuck"
    PARCELS = "parcels"
    BEHIND = "behind"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Point:
    """One matter. `n`: what the list that it opens has; `part`: of these so many are the cause for concern.

    BLANKS: `n` blanks in stock, `part` working days that they last, `on` the first day without enough. LETTERS: `n`
    unanswered, `part` for more than `days`. VISITS: `n` not closed, held within `days` from `on`; `part` older ones
    beside them. STUCK: `n` cards over the limit of their place, `kinds` with the most first, one of which has waited
    `days`. PARCELS: `n` sent at least `days` ago and not empty. BEHIND: `n` districts, `places` (codes) the
    slowest first. UNSEEN: `n` of `part` people of 16 and 17 in the district `places` are on no list.
    """

    matter: Matter
    n: int
    part: int = 0
    days: int = 0
    on: date | None = None
    kinds: tuple[tuple[StuckKind, int], ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """A district over a quarter: people of card age who were not recorded at its beginning or came of age in it, and
    how many of them were recorded; wajib KTP and recorded on the day."""

    district: str
    open: int
    recorded: int
    eligible: int
    covered: int


@dataclass(frozen=True, slots=True)
class Work:
    """Everything the points are made from. None of `blanks`: not asked, or nothing is foreseen."""

    letters: int
    letters_late: int
    visits_open: int
    visits_since: date
    visits_older: int
    stuck: tuple[tuple[StuckKind, int, int], ...]  # kind, cards, longest wait in days
    parcels: int
    districts: tuple[Progress, ...]
    blanks: tuple[int, int, date] | None = None  # stock, working days, first day without enough
    youth: tuple[Youth, ...] = ()  # every district
