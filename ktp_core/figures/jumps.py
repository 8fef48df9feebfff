"""What the figures of two days say about each other: jumps, a denominator that changes its meaning, mixed dates.

At new year the wajib KTP of "17 within the year" replace those of "17 on that day": Indonesia's coverage fell from
99.11 % to 97.12 % overnight, and nobody lost a card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ktp_core.figures import rules
from ktp_core.figures.model import FLOWS, BasisKind, Doubt, Measure, Reported

M = Measure
PAIRS = ((M.RECORDED, M.WAJIB_KTP), (M.HOLDERS, M.WAJIB_KTP))
# Shares of the number before that a year may add, and take away, on top of ALWAYS; None: any.
YEARLY: dict[Measure, tuple[Fraction | None, Fraction | None]] = {
    M.POPULATION: (Fraction(4, 100), Fraction(1, 100)),
    M.WAJIB_KTP: (Fraction(4, 100), Fraction(1, 100)),
    M.RECORDED: (None, Fraction(1, 100)),
    M.HOLDERS: (None, Fraction(1, 100)),
    M.PRINTED: (None, Fraction(0)),
    M.DELIVERED: (None, Fraction(0)),
    M.POPULATION_16: (Fraction(20, 100), Fraction(20, 100)),
    M.POPULATION_17: (Fraction(20, 100), Fraction(20, 100)),
    M.POPULATION_16_17: (Fraction(20, 100), Fraction(20, 100)),
}
ALWAYS = Fraction(1, 100)
# A village of 300 gains and loses this many without anything being wrong.
FEW = 20


def doubts(known: Sequence[Reported]) -> Iterator[Doubt]:
    """`known`: one version of each figure."""
    by_area: defaultdict[str, list[Reported]] = defaultdict(list)
    for one in known:
        by_area[one.area].append(one)
    for area, ours in by_area.items():
        yield from _mixed(ours, area)
        yield from _blanks(ours)
        for measure in dict.fromkeys(one.measure for one in ours if one.measure not in FLOWS):
            line = sorted(
                (one for one in ours if one.measure is measure),
                key=lambda one: (one.basis_on, one.known_on or one.basis_on),
            )
            for before, after in pairwise(line):
                yield from _step(before, after, ours)


def _mixed(ours: Sequence[Reported], area: str) -> Iterator[Doubt]:
    """The newest numbers of a share are of two days, or count two different kinds of people."""
    newest = rules.newest(ours, area)
    for part, whole in PAIRS:
        if part in newest and whole in newest and newest[whole].value:
            pair = (newest[part], newest[whole])
            if len({(one.basis_on, one.basis_kind) for one in pair}) > 1:
                values = {"share": Fraction(pair[0].value, pair[1].value)}
                yield Doubt("mixed_basis", area, max(one.basis_on for one in pair), pair, dict(values))


def _step(before: Reported, after: Reported, ours: Sequence[Reported]) -> Iterator[Doubt]:
    change = after.value - before.value
    if before.basis_kind is not after.basis_kind:
        yield from _redefined(before, after, ours)
    elif abs(change) >= FEW and before.value and before.measure in YEARLY:
        days = (after.basis_on - before.basis_on).days
        limit = YEARLY[before.measure][change < 0]
        if limit is not None and Fraction(abs(change), before.value) > ALWAYS + limit * Fraction(days, 365):
            by = Fraction(abs(change), before.value)
            values: dict[str, int | Fraction] = {"change": abs(change), "by": by, "days": days}
            yield Doubt("rise" if change > 0 else "fall", after.area, after.basis_on, (before, after), values)


def _redefined(before: Reported, after: Reported, ours: Sequence[Reported]) -> Iterator[Doubt]:
    """The same word counts other people from now on: how many more, of whom, and what it does to the coverage."""
    change = after.value - before.value
    common = (after.area, after.basis_on)
    yield Doubt("basis_changed", *common, (before, after), {"change": change}, note=True)
    if after.measure is not M.WAJIB_KTP or not before.value or not after.value:
        return
    found = {(one.measure, one.basis_on): one for one in ours if one.basis_kind in (before.basis_kind, BasisKind.YEAR)}
    beginners = found.get((M.BEGINNERS, after.basis_on))
    if beginners is not None:
        values = {"sum": before.value + beginners.value, "gap": after.value - before.value - beginners.value}
        code = "beginners_explain" if values["gap"] == 0 else "beginners_differ"
        yield Doubt(code, *common, (before, beginners, after), dict(values), note=values["gap"] == 0)
    recorded = found.get((M.RECORDED, before.basis_on))
    if recorded is not None:
        shares = {"was": Fraction(recorded.value, before.value), "becomes": Fraction(recorded.value, after.value)}
        yield Doubt("coverage_jumps", *common, (recorded, before, after), dict(shares), note=True)


def _blanks(ours: Sequence[Reported]) -> Iterator[Doubt]:
    """Stock at new year + received - used - spoiled = stock on the day; what of these is not told counts as nothing."""
    stock = {one.basis_on: one for one in ours if one.measure is M.BLANKS_LEFT}
    moved: defaultdict[date, dict[Measure, Reported]] = defaultdict(dict)
    for one in ours:
        if one.measure in (M.BLANKS_IN, M.BLANKS_USED, M.BLANKS_SPOILED):
            moved[one.basis_on][one.measure] = one
    for day, parts in moved.items():
        opening, closing = stock.get(date(day.year - 1, 12, 31)), stock.get(day)
        if opening is None or closing is None or len(parts) < 2:
            continue
        n = {measure: one.value for measure, one in parts.items()}
        left = opening.value + n.get(M.BLANKS_IN, 0) - n.get(M.BLANKS_USED, 0) - n.get(M.BLANKS_SPOILED, 0)
        if left != closing.value:
            values = {"left": left, "gap": abs(left - closing.value), "came": n.get(M.BLANKS_IN, 0),
                      "used": n.get(M.BLANKS_USED, 0), "spoiled": n.get(M.BLANKS_SPOILED, 0)}  # fmt: skip
            yield Doubt("blanks", closing.area, day, (closing, opening, *parts.values()), dict(values))
