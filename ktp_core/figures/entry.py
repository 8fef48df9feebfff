"""A new figure or target: what cannot be true of it, and the kind of date it can have. Pure."""

from __future__ import annotations

from datetime import date

from ktp_core.errors import Refused
from ktp_core.figures.model import AGED, FLOWS, TARGETABLE, BasisKind, Measure, Reported, Target

FIRST_DAY = date(1945, 1, 1)
MOST = 2_000_000_000  # more than the nation; a pasted NIK or telephone number is no count


def check_day(new: Reported, today: date) -> None:
    """Raises Refused for what cannot be true yet: a count of a day that has not come, a year after next."""
    if new.basis_on < FIRST_DAY:
        raise Refused("figure_date_old", value=new.basis_on)
    years = {BasisKind.DAY: None, BasisKind.PERIOD: 0, BasisKind.YEAR: 1, BasisKind.ELECTION: 5}[new.basis_kind]
    latest = today if years is None else date(today.year + years, 12, 31)
    if new.basis_on > latest:
        raise Refused("figure_date_future", value=new.basis_on)
    if new.known_on is not None and new.known_on > today:
        raise Refused("figure_known_future", value=new.known_on)


def check(new: Reported | Target) -> None:
    """Raises Refused: a figure without a source, or below zero, is none."""
    if not new.source.strip():
        raise Refused("figure_source")
    if new.value < 0:
        raise Refused("figure_value", value=new.value)
    if new.value > MOST:
        raise Refused("figure_big", value=new.value)
    if isinstance(new, Target) and new.measure not in TARGETABLE:
        raise Refused("target_measure", measure=new.measure, known=", ".join(TARGETABLE))
    if isinstance(new, Target) and new.valid_until is not None and new.valid_until < new.valid_from:
        raise Refused("target_period", start=new.valid_from, end=new.valid_until)


def kind_for(measure: Measure, asked: BasisKind) -> BasisKind:
    """The kind of date that a measure can have when a row says `asked` for all of its numbers."""
    if measure in FLOWS:
        return BasisKind.PERIOD
    if measure is Measure.BEGINNERS:
        return BasisKind.YEAR
    return asked if measure in AGED and asked is not BasisKind.PERIOD else BasisKind.DAY
