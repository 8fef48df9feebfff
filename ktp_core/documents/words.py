"""Days, hours and numbers as an Indonesian office writes them. Documents are always Indonesian."""

from __future__ import annotations

import re
from datetime import date, datetime

from ktp_core.clock import zone_of
from ktp_core.documents.report_values import Coverage
from ktp_core.nik import group, mask
from ktp_core.shares import percentage
from ktp_core.text import MONTH_NAMES

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
DOTS = "." * 24
_LONGEST = 300
_AREA = re.compile("[0-9]{6}")
_WHOLE = re.compile("[0-9]{16}")
_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip


def day_long(day: date) -> str:
    """`2 Maret 2026`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def day_short(day: date | None) -> str:
    """`02/03/2026`, for lists."""
    return "–" if day is None else f"{day:%d/%m/%Y}"


def weekday(day: date) -> str:
    """`Senin`."""
    return WEEKDAYS[day.weekday()]


def hours(start: int | None, end: int | None, day: date, regency: str) -> str:
    """`08.00–12.30 WIB`; without an end `pukul` lasts until all are served; without a start nothing."""
    if start is None:
        return ""
    zone = datetime(day.year, day.month, day.day, tzinfo=zone_of(regency)).tzname()
    if end is None:
        return f"{_clock(start)} {zone} sampai selesai"
    return f"{_clock(start)}–{_clock(end)} {zone}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"


def duration(minutes: int) -> str:
    """`3 jam 20 menit`."""
    parts = [f"{n} {unit}" for n, unit in zip(divmod(minutes, 60), ("jam", "menit"), strict=True) if n]
    return " ".join(parts) or "0 menit"


def number(n: int) -> str:
    """`1.200`."""
    return f"{n:,}".replace(",", ".")


def percent(part: int, of: int) -> str:
    """`74,3%`; of nothing it is a dash."""
    if not of:
        return "–"
    exact, places = percentage(part / of)
    return f"{exact:.{places}f}%".replace(".", ",")


def coverage(known: Coverage | None) -> str:
    """`312 dari 420 (74,3%)`."""
    if known is None:
        return "–"
    return f"{number(known.recorded)} dari {number(known.of)} ({percent(known.recorded, known.of)})"


def spelled(n: int) -> str:
    """0 to 9999 in words: 2026 is `dua ribu dua puluh enam`."""
    if n < 12:
        return _ONES[n]
    if n < 20:
        return f"{_ONES[n - 10]} belas"
    for unit, name, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh")):
        if n >= unit:
            head = one if n // unit == 1 else f"{spelled(n // unit)} {name}"
            return f"{head} {spelled(n % unit)}" if n % unit else head
    raise ValueError(n)


def day_spelled(day: date) -> str:
    """`Senin tanggal dua bulan Maret tahun dua ribu dua puluh enam (02-03-2026)`, as reports open."""
    said = f"{weekday(day)} tanggal {spelled(day.day)} bulan {MONTH_NAMES[day.month - 1]} tahun {spelled(day.year)}"
    return f"{said} ({day:%d-%m-%Y})"


def masked(nik: str | None) -> str:
    """The first six digits and stars, whether the NIK came in whole or masked."""
    return mask(nik) if nik and _AREA.match(nik) else "–"


def nik(number: str | None, *, whole: bool) -> str:
    """Masked; whole, and in groups, only on a paper whose maker has decided so."""
    return group(number) if whole and number and _WHOLE.fullmatch(number) else masked(number)


def small(word: str) -> str:
    """As it stands inside a sentence: `ibu kandung`; `KTP-el` and other capitals stay."""
    return word if word[:2].isupper() else word[:1].lower() + word[1:]


def district(name: str | None) -> str:
    """`Kecamatan Kejayan`, whether the name came with the word or without it; empty for none."""
    known = name or ""
    return known if not known or known.casefold().startswith("kecamatan") else f"Kecamatan {known}"


def village(name: str | None) -> str:
    """`Desa/Kelurahan Pogar`, which of the two is not known; empty for none."""
    known = name or ""
    return known if not known or known.casefold().startswith(("desa", "kelurahan")) else f"Desa/Kelurahan {known}"


def span(first: date, last: date) -> str:
    """`pada tanggal 2 Maret 2026`, or `dari tanggal 2 Maret 2026 sampai dengan 9 Maret 2026`."""
    if first == last:
        return f"pada tanggal {day_long(first)}"
    return f"dari tanggal {day_long(first)} sampai dengan {day_long(last)}"


def glued(name: str) -> str:
    """`SMAN 1 Kejayan` with its number kept on the line of the word before it."""
    return re.sub(r"(?<=\S) (?=\d)", "\u00a0", name)


def short(text: str) -> str:
    """A name that fits a row of any table: 300 characters, five times the longest that is legal (Permendagri 73/2022);
    what is longer was no name, and ends in dots."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
