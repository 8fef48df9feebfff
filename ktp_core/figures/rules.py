"""Choosing among official figures, and checking a new one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ktp_core.errors import Refused
from ktp_core.figures.model import BasisKind, Measure, Reported, Target

# What follows from two figures of the same area and day: people with = everybody - people without.
COMPLEMENTS: dict[Measure, Measure] = {
    Measure.RECORDED: Measure.UNRECORDED,
    Measure.HOLDERS: Measure.WITHOUT_CARD,
}


def check(new: Reported | Target) -> None:
    """Raises Refused: a figure without a source, or below zero, is none."""
    if not new.source.strip():
        raise Refused("figure_source")
    if new.value < 0:
        raise Refused("figure_value", value=new.value)
    if isinstance(new, Target) and new.valid_until is not None and new.valid_until < new.valid_from:
        raise Refused("target_period", start=new.valid_from, end=new.valid_until)


def newest(known: Iterable[Reported], area: str) -> dict[Measure, Reported]:
    """Of each measure the figure with the latest basis date; of equal dates the version entered last.

    `known` comes in the order of entry. What only its complement is known of is derived, and marked so.
    """
    stocks = [one for one in known if one.area == area and one.basis_kind is not BasisKind.PERIOD]
    found = _latest(stocks)
    by_day = {(one.measure, one.basis_on): one for one in stocks}
    for measure, complement in COMPLEMENTS.items():
        other = found.get(complement)
        total = by_day.get((Measure.WAJIB_KTP, other.basis_on)) if other else None
        ours = found.get(measure)
        if other and total and (ours is None or ours.basis_on < other.basis_on):
            found[measure] = _remainder(measure, total, other)
    return found


def by_year(known: Iterable[Reported], area: str, measure: Measure) -> dict[int, Reported]:
    """The totals of calendar years; of two versions the one entered last."""
    return {
        one.basis_on.year: one
        for one in known
        if one.area == area and one.measure is measure and one.basis_kind is BasisKind.PERIOD
    }


def _latest(stocks: Iterable[Reported]) -> dict[Measure, Reported]:
    found: dict[Measure, Reported] = {}
    for one in stocks:
        before = found.get(one.measure)
        if before is None or before.basis_on <= one.basis_on:
            found[one.measure] = one
    return found


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
