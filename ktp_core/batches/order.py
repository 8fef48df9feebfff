"""In which order cards are printed, and how urgent one card is. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from ktp_core.batches.model import Category, PrintOrder
from ktp_core.cards.model import Cause
from ktp_core.errors import Refused

C = Category
DEFAULT = PrintOrder(
    (C.FIRST_TIME, C.DISASTER, C.WAITING, C.LOST, C.DAMAGED, C.CHANGED, C.REPLACED), first_time_months=12
)
"""What the Direktur Jenderal asked of every office in February 2020, when blanks were short: seventeen-year-olds with
their first card before everybody else (riauonline.co.id, 13 Feb 2020; mediaindonesia.com/283331), victims of disasters,
then those with a suket or long print-ready, replacements last. Each office changes it as its head decides."""
LONGEST = 60
"""Months after card age for which a first card can count as FIRST_TIME."""

_OF_CAUSE: dict[Cause | None, Category] = {
    Cause.DISASTER: C.DISASTER, Cause.LOST: C.LOST, Cause.DAMAGED: C.DAMAGED, Cause.CHANGED: C.CHANGED,
    None: C.REPLACED,
}  # fmt: skip


def category(serial: int, cause: Cause | None, card_age_on: date, day: date, order: PrintOrder) -> Category:
    """Why this card is urgent when it is printed on `day`."""
    if serial > 1:
        return _OF_CAUSE[cause]
    return C.FIRST_TIME if card_age_on > first_time_since(day, order) else C.WAITING


def cause_of(wanted: Category) -> Cause | None:
    """The cause of replacements of that category. Raises KeyError for first cards."""
    return {name: cause for cause, name in _OF_CAUSE.items()}[wanted]


def first_time_since(day: date, order: PrintOrder) -> date:
    """Who reached card age after this day is FIRST_TIME on `day`: so many months back, or the last day of that month
    where it is shorter."""
    months = day.year * 12 + day.month - 1 - order.first_time_months
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def checked(order: PrintOrder) -> PrintOrder:
    """Raises Refused("order_categories" | "order_months") unless every category is there once, and 1 to LONGEST."""
    if sorted(order.categories) != sorted(Category):
        raise Refused("order_categories")
    if not 0 < order.first_time_months <= LONGEST:
        raise Refused("order_months", limit=LONGEST)
    return order
