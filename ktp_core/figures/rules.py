"""Choosing among official figures. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ktp_core.figures.model import BasisKind, Measure, Reported

Key = tuple[str, Measure, date, BasisKind]

# What follows from two figures of the same area and day: people with = everybody - people without.
COMPLEMENTS: dict[Measure, Measure] = {
    Measure.RECORDED: Measure.UNRECORDED,
    Measure.HOLDERS: Measure.WITHOUT_CARD,
}


def share_of(share: Fraction, whole: int) -> int:
    """How many people a share of a whole is, rounded half up: 99.7 % of 1,199,555 are 1,195,956."""
    return int(share * whole + Fraction(1, 2))


def newest(known: Iterable[Reported], area: str) -> dict[Measure, Reported]:
    """Of each measure the figure with the latest basis date; of equal dates the one of that day before those who will
    be of age, then the version entered last.

    `known` comes in the order of entry. What only its complement is known of is derived, and marked so.
    """
    stocks = [one for one in known if one.area == area and one.basis_kind is not BasisKind.PERIOD]
    found = _latest(stocks)
    wholes = {(one.basis_on, one.basis_kind): one for one in stocks if one.measure is Measure.WAJIB_KTP}
    for measure, complement in COMPLEMENTS.items():
        other = found.get(complement)
        total = wholes.get((other.basis_on, other.basis_kind)) if other else None
        ours = found.get(measure)
        if other and total and (ours is None or ours.basis_on < other.basis_on):
            found[measure] = _remainder(measure, total, other)
    return found


def by_year(known: Iterable[Reported], area: str, measure: Measure) -> dict[int, Reported]:
    """The totals of calendar years: of a year the one that reaches furthest, of two versions the one entered last."""
    found: dict[int, Reported] = {}
    for one in known:
        if one.area == area and one.measure is measure and one.basis_kind is BasisKind.PERIOD:
            before = found.get(one.basis_on.year)
            if before is None or before.basis_on <= one.basis_on:
                found[one.basis_on.year] = one
    return found


def youth(known: Iterable[Reported], area: str) -> Reported | None:
    """People of 16 and 17: the newest number of both, or the sum of each where it is as new; of one day only."""
    found = newest(known, area)
    both = found.get(Measure.POPULATION_16_17)
    one, other = found.get(Measure.POPULATION_16), found.get(Measure.POPULATION_17)
    if one is None or other is None or one.basis_on != other.basis_on:
        return both
    if both is not None and both.basis_on >= one.basis_on:
        return both
    return replace(
        one, measure=Measure.POPULATION_16_17, value=one.value + other.value, derived=True,
        approximate=one.approximate or other.approximate,
        source=one.source if one.source == other.source else f"{one.source}; {other.source}",
    )  # fmt: skip


def current(known: Iterable[Reported]) -> list[Reported]:
    """Of each figure (area, measure, date, kind of date) the version entered last, in the order of first entry."""
    found: dict[Key, Reported] = {}
    for one in known:
        found[key_of(one)] = one
    return list(found.values())


def key_of(one: Reported) -> Key:
    """What makes two rows versions of one figure."""
    return (one.area, one.measure, one.basis_on, one.basis_kind)


def same(one: Reported, other: Reported) -> bool:
    """Whether `other`, entered after `one`, would say nothing new: to learn again later what is known says nothing."""
    later = (other.known_on or other.basis_on) >= (one.known_on or one.basis_on)
    return later and (one.value, one.approximate, one.source.strip()) == (
        other.value, other.approximate, other.source.strip(),
    )  # fmt: skip


def _latest(stocks: Iterable[Reported]) -> dict[Measure, Reported]:
    found: dict[Measure, Reported] = {}
    for one in stocks:
        before = found.get(one.measure)
        if before is None or _rank(before) <= _rank(one):
            found[one.measure] = one
    return found


def _rank(one: Reported) -> tuple[date, bool]:
    return one.basis_on, one.basis_kind is BasisKind.DAY


def counted_until(one: Reported) -> date:
    """The day after which those who come of age are not in a figure yet. Of wajib KTP "17 within the year" it holds
    everybody who does so by 31 December."""
    ahead = one.basis_kind is BasisKind.YEAR and one.measure is Measure.WAJIB_KTP
    return date(one.basis_on.year, 12, 31) if ahead else one.basis_on


def _remainder(measure: Measure, total: Reported, other: Reported) -> Reported:
    return Reported(
        area=total.area,
        measure=measure,
        value=total.value - other.value,
        basis_on=total.basis_on,
        source=total.source if total.source == other.source else f"{total.source}; {other.source}",
        basis_kind=total.basis_kind,
        approximate=total.approximate or other.approximate,
        derived=True,
    )


def sources(used: Mapping[Measure, Reported]) -> list[str]:
    """Every source once, in the order of the measures."""
    return list(dict.fromkeys(used[measure].source for measure in Measure if measure in used))
