"""From one row or one event to the counts it adds. Pure; the same functions serve writing and `verify`.

A resident's own counts depend only on the row: a change takes the old row's counts away and adds the new row's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ktp_core.months import month_of
from ktp_core.summaries.model import ACTION, CAME, ELSEWHERE, FLOWS, LEFT, Facts, Flow, Step, Told

# (flow, day, district, channel)
DayKey = tuple[int, date, str, int]
# (flow, day, village or district or nothing)
PlaceKey = tuple[int, date, str]
# (regency or district, day, 1 of a replacement)
QueueKey = tuple[str, date, int]
# (district, state, birth month)
StateKey = tuple[str, int, int]

# People born before this month are adults by any parameter: one bucket, so that the summary stays small.
FIRST_MONTH, LAST_MONTH = 200601, 209912
# KTP-el began in 2011: what became true earlier is an opening balance on this day.
OPENING = date(2011, 1, 1)
_CARD_PRINT = 8


def birth_month(birth_date: date) -> int:
    """yyyymm, clamped to FIRST_MONTH for everyone older."""
    return min(max(month_of(birth_date), FIRST_MONTH), LAST_MONTH)


def year_of(day: date) -> int:
    """The calendar year."""
    return day.year


def late_day(flow: int, day: date, known_on: date) -> date | None:
    """The day under which a count is kept as learned late, None when it was known in time.

    Who reaches card age later in the year in which they became known was not known of before, either: those belong to
    the whole year alone, and are kept under its last day.
    """
    if day < known_on:
        return day
    same_year = flow == Flow.ELIGIBLE and day > known_on and day.year == known_on.year
    return date(day.year, 12, 31) if same_year else None


def periods(known_on: date) -> tuple[int, int, int]:
    """The day, month and year under which a change of `summary_state` is kept."""
    year, month = known_on.year, month_of(known_on)
    return month * 100 + known_on.day, month, year


def state_key(facts: Facts) -> StateKey | None:
    """Where a resident is counted now, None for residents of elsewhere."""
    return (facts.district, facts.state, birth_month(facts.birth_date)) if facts.ours else None


def queue_keys(facts: Facts) -> list[QueueKey]:
    """Where a resident's card is counted as waiting: in the whole regency, and in the district or in ""."""
    due, again = facts.due_on, int(facts.serial > 1)
    return [] if due is None else [(area, due, again) for area in (facts.regency, facts.district)]


def people(facts: Facts) -> Counter[DayKey]:
    """The days on which a resident first counts as eligible, covered, ready, printed, owning."""
    return Counter(people_keys(facts))


_STAGES = tuple(map(int, (Flow.ELIGIBLE, Flow.COVERED, Flow.READY, Flow.PRINTED, Flow.OWNED)))


def people_keys(facts: Facts) -> list[DayKey]:
    """The keys of `people`, each once. Plain, because a list from SIAK asks a hundred thousand times."""
    if not facts.ours:
        return []
    # Of a replacement the first card is what made the person count: its days are those of the first ownership.
    first, owned, district = facts.serial == 1, facts.owned_on, facts.district
    earliest = facts.card_age_on if facts.card_age_on > OPENING else OPENING
    days = (
        earliest, facts.recorded_on, facts.ready_on if first else owned, facts.printed_on if first else owned, owned,
    )  # fmt: skip
    return [
        (flow, day if day > earliest else earliest, district, 0)
        for flow, day in zip(_STAGES, days, strict=True)
        if day is not None
    ]


def again(resident_id: int, told: Sequence[Told]) -> Counter[tuple[int, int, date]]:
    """Recordings at visits of one resident that are kept apart: of whoever was ever recorded there more than once."""
    kept: Counter[tuple[int, int, date]] = Counter()
    if sum(one.n > 0 for one in told) > 1:
        for one in told:
            kept[resident_id, one.visit_id, one.known_on] += one.n
    return kept


def step(event: Step) -> Counter[DayKey]:
    """The counts of one event, without those of the steps it takes back."""
    counts = Counter(_own(event))
    for taken in event.undone:
        counts.subtract(_own(taken))
    return counts


def _own(event: Step) -> list[DayKey]:
    """The action itself, and a card entering or leaving the backlog.

    A card is in it from max(turned_on, due_on) to max(the next turned_on, due_on). These days never go back from one
    step to the next, so that on every day a card is counted once or not at all, however late something was entered.
    """
    keys: list[DayKey] = []
    if (flow := (ACTION if event.ours else ELSEWHERE) + event.action) in FLOWS:
        keys.append((flow, max(event.day, OPENING), event.district, event.channel))
    if not event.turns:
        return keys
    day = max(event.turned_on, OPENING)
    if event.due_before is not None:
        left = Flow.LEFT_PRINTED if event.action == _CARD_PRINT else Flow.LEFT_OTHER
        keys += _with_part(left, LEFT, event.action, max(day, event.due_before), event.district_before)
    if event.due_on is not None:
        keys += _with_part(Flow.DUE, CAME, event.action, max(day, event.due_on), event.district)
    return keys


def _with_part(flow: Flow, parts: dict[int, Flow], action: int, day: date, district: str) -> list[DayKey]:
    """The flow, and the part of it that this action is."""
    part = parts.get(action)
    return [(int(one), day, district, 0) for one in (flow, part) if one is not None]
