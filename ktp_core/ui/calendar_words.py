"""How the calendar says things: hours, days off, spans, states. Other screens of visits say them alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

import pandas as pd
from babel.dates import format_date

from ktp_core.labels.visits import CAUSES, DAYS, VISIT_STATES
from ktp_core.ui.i18n import N_, _, day_short, language, words
from ktp_core.visits.model import VisitState
from ktp_core.workdays.model import Blocked, DayKind, DayOff

COLOURS = {
    VisitState.PLANNED: "blue", VisitState.UNDERWAY: "orange", VisitState.DONE: "green", VisitState.CANCELLED: "gray",
}  # fmt: skip
KIND_WORDS = {
    "school": N_("semua sekolah"), "pesantren": N_("semua pesantren"), "village": N_("semua desa/kelurahan"),
    "service_point": N_("semua tempat layanan"),
}  # fmt: skip
_LOCALES = {"id": "id_ID", "en": "en_GB"}


def hour(minutes: Any) -> str:
    """480 -> `08.00`."""
    sign = "." if language() == "id" else ":"
    return f"{int(minutes) // 60:02d}{sign}{int(minutes) % 60:02d}"


def hours(start: Any, end: Any) -> str:
    """`08.00–11.00`; a visit without hours takes the whole day."""
    if pd.isna(start) or pd.isna(end):
        return _("sehari penuh")
    return f"{hour(start)}–{hour(end)}"


def minutes(at: time | None) -> int | None:
    """08:30 -> 510."""
    return None if at is None else at.hour * 60 + at.minute


def clock_time(of: int | None, otherwise: time) -> time:
    """510 -> 08:30; midnight at the end of a day is its last minute."""
    if of is None:
        return otherwise
    return time(23, 59) if of >= 24 * 60 else time(of // 60, of % 60)


def weekday(day: date, *, short: bool = False) -> str:
    """`Senin`, or `Sen`."""
    return str(format_date(day, "EEE" if short else "EEEE", locale=_LOCALES[language()]))


def full_day(day: date) -> str:
    """`Senin, 30 November 2026`."""
    return str(format_date(day, "EEEE, d MMMM y", locale=_LOCALES[language()]))


def month_year(day: date) -> str:
    """`November 2026`."""
    return str(format_date(day, "LLLL y", locale=_LOCALES[language()]))


def span_words(first: date, last: date) -> str:
    """`01/12/2026–11/12/2026`, one day alone as it is."""
    return day_short(first) if first == last else f"{day_short(first)}–{day_short(last)}"


def off_words(off: DayOff) -> str:
    """Why the office does not work: the holiday's name, or the reason of its own."""
    if off.kind is DayKind.CLOSED:
        cause = _(CAUSES[off.cause]) if off.cause else _(DAYS[off.kind])
        return f"{cause}: {off.name}" if off.name else words("Kantor tutup ({cause})", cause=cause)
    name = off.name if language() == "id" else off.name_en
    return name or _(DAYS[off.kind])


def blocked_words(one: Blocked, name: str | None = None) -> str:
    """`Ujian: semua sekolah`; `name`: of the institution that it is about."""
    whom = name or (_(KIND_WORDS[one.kind]) if one.kind else "")
    return ": ".join(part for part in (_(CAUSES[one.cause]), whom) if part)


def state_word(state: str) -> str:
    """The state of a visit."""
    return _(VISIT_STATES[state])


def joined(names: Iterable[str]) -> str:
    """Names in a row, or a dash."""
    return ", ".join(names) or "–"
