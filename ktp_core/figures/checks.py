"""What the figures of one day say about each other: complements, parts, wholes, areas. Pure; real ones never add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from ktp_core.figures import jumps, rules
from ktp_core.figures.model import AGED, BasisKind, Doubt, Measure, Reported

M = Measure
Day = Mapping[Measure, Reported]

# whole - part = rest
COMPLEMENTS = ((M.WAJIB_KTP, M.RECORDED, M.UNRECORDED), (M.WAJIB_KTP, M.HOLDERS, M.WITHOUT_CARD))
# whole = sum of the parts
PARTS: dict[Measure, tuple[Measure, ...]] = {
    M.RECORDED: (M.SUBMITTED, M.PRINT_READY, M.PROBLEMS, M.PRINTED),
    M.POPULATION_16_17: (M.POPULATION_16, M.POPULATION_17),
}
# part <= whole, and what is said when it is not
WITHIN: dict[tuple[Measure, Measure], str] = {
    (M.RECORDED, M.WAJIB_KTP): "over_residents",
    (M.HOLDERS, M.WAJIB_KTP): "over_residents",
    (M.PRINTED, M.WAJIB_KTP): "over_cards",
    (M.DELIVERED, M.PRINTED): "over_whole",
    (M.UNRECORDED, M.WAJIB_KTP): "over_whole",
    (M.WITHOUT_CARD, M.WAJIB_KTP): "over_whole",
    (M.HOLDERS, M.RECORDED): "over_whole",
    (M.SUBMITTED, M.RECORDED): "over_whole",
    (M.PRINT_READY, M.RECORDED): "over_whole",
    (M.PROBLEMS, M.RECORDED): "over_whole",
    (M.BEGINNERS, M.WAJIB_KTP): "over_whole",
    (M.BEGINNERS_RECORDED, M.BEGINNERS): "over_residents",
    (M.WAJIB_KTP, M.POPULATION): "over_whole",
    (M.POPULATION_16, M.POPULATION): "over_whole",
    (M.POPULATION_17, M.POPULATION): "over_whole",
    (M.POPULATION_16_17, M.POPULATION): "over_whole",
}
# Reprints: more cards than people is how it is (Rejang Lebong: 202,872 cards of 200,584 wajib KTP).
_USUAL = frozenset({"over_cards"})


def doubts(known: Iterable[Reported], children: Mapping[str, Sequence[str]]) -> list[Doubt]:
    """Everything odd about the newest versions, the newest basis date first. `children`: areas by the one they form."""
    ours = rules.current(known)
    found: list[Doubt] = []
    for day in _days(ours):
        for check in (_complements, _card_holders, _parts, _within):
            found += check(day)
    found += _areas(ours, children)
    found += jumps.doubts(ours)
    distinct = {(one.code, one.figures): one for one in found}
    return sorted(distinct.values(), key=lambda one: (-one.on.toordinal(), one.note, one.area, one.code))


def _days(known: Sequence[Reported]) -> Iterator[dict[Measure, Reported]]:
    """The figures of one area and date, by measure: one for every meaning of "of age" that stands there."""
    groups: defaultdict[tuple[str, date], list[Reported]] = defaultdict(list)
    for one in known:
        groups[one.area, one.basis_on].append(one)
    for group in groups.values():
        plain = {one.measure: one for one in group if not _aged(one)}
        kinds = dict.fromkeys(one.basis_kind for one in group if _aged(one))
        for kind in kinds or (BasisKind.DAY,):
            yield plain | {one.measure: one for one in group if _aged(one) and one.basis_kind is kind}


def _aged(one: Reported) -> bool:
    return one.measure in AGED and one.measure is not M.BEGINNERS


def _complements(day: Day) -> Iterator[Doubt]:
    for names in COMPLEMENTS:
        if all(name in day for name in names):
            yield from _left_over("complement", *(day[name] for name in names))


def _card_holders(day: Day) -> Iterator[Doubt]:
    """Where only card holders and the unrecorded are told of: those between them are recorded without a card."""
    named = (M.WAJIB_KTP, M.HOLDERS, M.UNRECORDED)
    if all(name in day for name in named) and M.RECORDED not in day and M.WITHOUT_CARD not in day:
        yield from _left_over("card_complement", *(day[name] for name in named))


def _left_over(code: str, whole: Reported, part: Reported, rest: Reported) -> Iterator[Doubt]:
    left = whole.value - part.value
    if left != rest.value:
        values = {"left": left, "gap": abs(left - rest.value)}
        turned = code == "card_complement" and left < rest.value
        yield _doubt("card_complement_turned" if turned else code, (whole, part, rest), values)


def _parts(day: Day) -> Iterator[Doubt]:
    """More in the parts than in the whole; or less, once every part is known."""
    for name, names in PARTS.items():
        parts = [day[part] for part in names if part in day]
        if name not in day or len(parts) < 2:
            continue
        gap = sum(part.value for part in parts) - day[name].value
        if gap > 0 or (gap < 0 and len(parts) == len(names)):
            values = {"sum": gap + day[name].value, "gap": abs(gap)}
            yield _doubt("parts_over" if gap > 0 else "parts_under", (day[name], *parts), values)


def _within(day: Day) -> Iterator[Doubt]:
    for (part, whole), code in WITHIN.items():
        if part in day and whole in day and day[part].value > day[whole].value:
            values = {"share": Fraction(day[part].value, day[whole].value)} if day[whole].value else {}
            yield _doubt(code if values else "over_nothing", (day[part], day[whole]), values)


def _areas(known: Sequence[Reported], children: Mapping[str, Sequence[str]]) -> Iterator[Doubt]:
    """Districts against their regency, villages against their district: sums that differ, where all are known."""
    by_key = {rules.key_of(one): one for one in known}
    for whole in known:
        inside = children.get(whole.area, ())
        keys = ((area, whole.measure, whole.basis_on, whole.basis_kind) for area in inside)
        parts = [by_key[key] for key in keys if key in by_key]
        gap = sum(part.value for part in parts) - whole.value
        if parts and (gap > 0 or (gap < 0 and len(parts) == len(inside))):
            values = {"sum": gap + whole.value, "gap": abs(gap), "n": len(parts), "of": len(inside)}
            yield _doubt("areas_differ" if len(parts) == len(inside) else "areas_over", (whole, *parts), values)


def _doubt(code: str, figures: tuple[Reported, ...], values: Mapping[str, int | Fraction]) -> Doubt:
    return Doubt(code, figures[0].area, figures[0].basis_on, figures, dict(values), note=code in _USUAL)
