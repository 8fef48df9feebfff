"""What the values of a monthly report look like in words: cells, its stamp, its name."""

from __future__ import annotations

from datetime import date

from ktp_core import clock
from ktp_core.documents import words
from ktp_core.reports.model import Cell, Share, Stamp
from ktp_core.shares import percentage
from ktp_core.text import MONTH_NAMES

DASH = "–"
SYSTEM = "system"
"""Who makes a report on the command line without saying who asks for it (access.transactions.SYSTEM)."""
_SWAPPED = str.maketrans(",.", ".,")


def cell(value: Cell) -> str:
    """A cell as it is printed; not known is a dash, never zero."""
    if value is None:
        return DASH
    if isinstance(value, Share):
        return share(value)
    if isinstance(value, date):
        return words.day_short(value)
    return value if isinstance(value, str) else amount(value)


def amount(value: float, unit: str = "") -> str:
    """`1.186.774`, or `12,5 hari`: one place where it is not whole."""
    said = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return said.translate(_SWAPPED) + unit


def percent(part: int | None, of: int | None) -> str:
    """`66,1%`, also above 100; of nothing, or of nobody knows what, a dash."""
    if part is None or not of:
        return DASH
    exact, places = percentage(part / of)
    return f"{exact:,.{places}f}%".translate(_SWAPPED)


def share(one: Share) -> str:
    """`66,1% (12.345 dari 18.690)`; a dash where neither is known."""
    return DASH if one.n is None and one.of is None else f"{percent(one.n, one.of)} ({parts(one)})"


def parts(one: Share) -> str:
    """`12.345 dari 18.690`."""
    return f"{cell(one.n)} dari {cell(one.of)}"


def limit(bound: float) -> str:
    """A limit between two classes of a map, as short as it can be: `65%`, `67,5%`."""
    return amount(round(bound * 100, 1), "%")


def month(yyyymm: int) -> str:
    """`Oktober 2026`."""
    return f"{MONTH_NAMES[yyyymm % 100 - 1]} {yyyymm // 100}"


def title(stamp: Stamp) -> str:
    """The name of the file and of its pages."""
    return f"Laporan bulanan KTP-el {stamp.name} {month(stamp.month)}".replace("  ", " ")


def status(stamp: Stamp) -> str:
    """Whether it was issued."""
    return "Draf, belum diterbitkan" if stamp.number is None else f"Terbitan ke-{words.number(stamp.number)}"


def facts(stamp: Stamp) -> tuple[tuple[str, str], ...]:
    """What stands on the first page: of which day, as known when, by whom."""
    at = clock.local(stamp.made_at, stamp.regency)
    known = words.day_long(stamp.known_on) if stamp.known_on else "saat laporan ini dibuat"
    return (
        ("Status", status(stamp)),
        ("Keadaan tanggal", words.day_long(stamp.as_of)),
        ("Sebagaimana diketahui", known),
        ("Dibuat oleh", "sistem, tanpa akun" if stamp.made_by == SYSTEM else stamp.made_by),
        ("Dibuat pada", f"{words.day_long(at.date())} pukul {at:%H.%M} {at.tzname()}"),
        ("Versi aplikasi", stamp.version),
    )


def footer(stamp: Stamp) -> str:
    """What stands at the foot of every page."""
    number = "DRAF" if stamp.number is None else f"Terbitan ke-{words.number(stamp.number)}"
    known = f" · diketahui {words.day_short(stamp.known_on)}" if stamp.known_on else ""
    named = f"KTP-el {month(stamp.month)} · {stamp.name} · {number}"
    return f"{named} · keadaan {words.day_short(stamp.as_of)}{known} · versi {stamp.version}"
