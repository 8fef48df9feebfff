"""Closing a visit: nothing open, nothing disputed, nobody recorded who cannot have been; then everything at once.

Closing again after it was reopened writes the differences only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ktp_core.access.transactions import Writing
from ktp_core.cards.model import Card
from ktp_core.errors import Refused
from ktp_core.fieldwork import follow_ups, recordings, rules, store, walk_ins
from ktp_core.fieldwork.lines import Line, Sheet
from ktp_core.fieldwork.model import NextPlace
from ktp_core.fieldwork.sheet import load
from ktp_core.summaries.store import Deltas, add
from ktp_core.visits import moves
from ktp_core.visits.model import MISSED, Outcome, Visit

NOT_YET = ("field_too_young", "field_recorded_before", "field_deceased", "field_day_before")
"""Why a row cannot say "recorded": see rules.why_not."""
_MOST_KITS, _MOST_MINUTES = 50, 24 * 60


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a visit cannot be closed yet: a code of labels.fieldwork, and the numbers concerned."""

    code: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """What is said when closing: `minutes` worked with so many `kits`; where the missed are expected next.

    `staying`: those of whom nothing says that they have left; `leaving`: left school or moved; `others`: by number.
    """

    minutes: int | None
    kits: int | None
    staying: NextPlace = NextPlace.HERE
    leaving: NextPlace = NextPlace.DISTRICT_OFFICE
    others: Mapping[int, NextPlace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing wrote, in people. `recorded`, `taken_back`: card events; `totals`: everybody by outcome."""

    recorded: int
    taken_back: int
    totals: Counter[Outcome]
    missed: int
    newcomers: int


def obstacles(sheet: Sheet) -> list[Obstacle]:
    """Everything that stands in the way, most urgent first; empty: it can be closed."""
    torn = [lines for lines in sheet.twins if len({(line.outcome, line.reason) for line in lines}) > 1]
    found = [
        ("field_open", sheet.open),
        ("field_conflict", sheet.disputed),
        ("field_doubt", [line.number for line in sheet.lines if line.doubt]),
        ("field_twins", [line.number for lines in torn for line in lines]),
        *((code, [line.number for line in _recorded(sheet) if line.why_not == code]) for code in NOT_YET),
    ]
    return [Obstacle(code, tuple(sorted(numbers))) for code, numbers in found if numbers]


def close(tx: Writing, visit: Visit, work: Work) -> Closed:
    """Write cards, outcomes, follow-ups and the visit. The caller has locked it. Raises Refused with the numbers."""
    sheet = load(tx.conn, visit, lock=True)
    _refuse(sheet)
    _check(work, sheet)
    deltas = Deltas(visit.regency, tx.day)
    newcomers = walk_ins.register(tx, sheet, deltas)
    if newcomers:
        sheet = load(tx.conn, visit, lock=True)
        _refuse(sheet)
    people = {line.resident_id or 0: line for line in sheet.lines}  # rows of one human agree by now: once
    recorded, taken_back = _cards(tx, sheet, people, deltas)
    add(tx.conn, deltas)
    missed = _outcomes(tx, visit, people, work)
    moves.close(tx, visit.id, minutes=work.minutes, kits=work.kits)
    totals = Counter(line.outcome for line in people.values() if line.outcome is not None)
    return Closed(recorded, taken_back, totals, missed, newcomers)


def _cards(tx: Writing, sheet: Sheet, people: Mapping[int, Line], deltas: Deltas) -> tuple[int, int]:
    wanted = {key for key, line in people.items() if line.outcome is Outcome.RECORDED}
    numbers = {key: line.number for key, line in people.items()}
    wrong = {key: numbers.get(key) for key in sheet.made_here - wanted}
    recordings.take_back(tx, sheet.visit, wrong, deltas)
    new: list[Card] = [line.card for key, line in sorted(people.items()) if key in wanted and not line.made_here]  # type: ignore[misc]
    recordings.record(tx, sheet.visit, new, deltas)
    return len(new), len(wrong)


def _outcomes(tx: Writing, visit: Visit, people: Mapping[int, Line], work: Work) -> int:
    """Who came to what, and who is expected where; how many were missed."""
    store.replace_outcomes(tx.conn, visit.id, {key: (line.outcome, line.reason) for key, line in people.items()})
    places = follow_ups.Places(tx.conn, visit)
    missed = {key: places.of(_next(line, work), _district(line)) for key, line in people.items() if _is_missed(line)}
    recorded = [key for key, line in people.items() if line.outcome is Outcome.RECORDED]
    follow_ups.met(tx.conn, visit, people.keys(), recorded)
    follow_ups.replace(tx.conn, visit, missed)
    return len(missed)


def _is_missed(line: Line) -> bool:
    """Missed, and still to be recorded: not who was recorded elsewhere meanwhile, or died."""
    return line.outcome in MISSED and line.why_not not in ("field_recorded_before", "field_deceased")


def _next(line: Line, work: Work) -> NextPlace:
    staying = rules.next_place(line.reason) is NextPlace.HERE
    return work.others.get(line.number, work.staying if staying else work.leaving)


def _district(line: Line) -> str | None:
    return line.card.district if line.card else None


def _recorded(sheet: Sheet) -> list[Line]:
    return [line for line in sheet.lines if line.outcome is Outcome.RECORDED]


def _refuse(sheet: Sheet) -> None:
    for one in obstacles(sheet)[:1]:
        raise Refused(one.code, n=len(one.numbers), numbers=rules.ranges(one.numbers))


def _check(work: Work, sheet: Sheet) -> None:
    if _recorded(sheet) and (not work.minutes or not work.kits):
        raise Refused("field_work")
    if not 0 <= (work.minutes or 0) <= _MOST_MINUTES or not 0 <= (work.kits or 0) <= _MOST_KITS:
        raise Refused("field_work")
