"""What single cells of a returned workbook mean. Pure; what cannot be understood is `Unreadable`, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from ktp_core.labels.visits import OUTCOMES, REASONS
from ktp_core.text import header_key, squeeze
from ktp_core.visits.model import Outcome, Reason

_DAY_SECONDS = 86_400
_ZERO_DAYS = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1))
"""Days that programs give to a time that has none."""
_TIME = re.compile(
    r"(?:(?:pukul|jam|pkl)\.?\s*)?(\d{1,2})\s*[:.,hH]\s*(\d{2})(?:\s*[:.]\s*(\d{2})(?:[.,]\d+)?)?"
    r"\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:wib|wita|wit)?\.?",
    re.IGNORECASE | re.ASCII,
)
_BARE = re.compile(r"([01]?\d|2[0-3])([0-5]\d)", re.ASCII)
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(.+)|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[ ,T]+(.+)", re.ASCII)
_NOTHING = frozenset(("", "-", "–", "—", ".", "/"))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What a cell says that no rule knows, for the sentence about it. `why`: a code of `wording`."""

    text: str
    why: str


def text_of(raw: Any) -> str:
    """A cell as one line of text: whole numbers without a decimal point, errors as they are shown."""
    if isinstance(raw, dict):
        return str(raw.get("d") or raw.get("e", ""))
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    text = squeeze(str(raw)) if raw is not None else ""
    return "" if text in _NOTHING else text


def outcome_of(raw: Any) -> Outcome | Unreadable | None:
    """By the words of the drop-down, in any case and with any spaces and dashes."""
    if not (text := text_of(raw)):
        return None
    found = _outcomes().get(header_key(text))
    return found if found is not None else Unreadable(text[:40], "outcome_unknown")


def reason_of(raw: Any) -> Reason | Unreadable | None:
    """By the words of the drop-down."""
    if not (text := text_of(raw)):
        return None
    found = _reasons().get(header_key(text))
    return found if found is not None else Unreadable(text[:40], "reason_unknown")


def moment_of(raw: Any, day: date, zone: tzinfo, *, date1904: bool = False) -> datetime | Unreadable | None:
    """When it happened on the `day` of the visit: text, a part of a day, or a moment that must lie on that day."""
    if isinstance(raw, dict) and "d" in raw:
        return _on(day, str(raw["d"]), zone)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _from_number(raw, day, zone, date1904)
    text = text_of(raw).strip("'\"` ")
    if not text:
        return None
    if dated := _DATED.fullmatch(text):
        return _on(day, _iso(dated), zone)
    clock = _clock(text)
    return Unreadable(text[:40], "time_unreadable") if clock is None else datetime.combine(day, clock, zone)


def _from_number(raw: int | float, day: date, zone: tzinfo, date1904: bool) -> datetime | Unreadable:
    """A part of a day, days and a part since 1900, or 910 for 9:10."""
    if 0 <= raw < 1:
        return datetime.combine(day, _of_seconds(raw), zone)
    if raw >= 10_000:
        base = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)  # noqa: DTZ001  the wall clock's
        if raw < 80_000:
            moment = base + timedelta(days=int(raw)) + timedelta(seconds=round((raw % 1) * _DAY_SECONDS))
            return _checked(moment, day, zone)
    elif float(raw).is_integer() and raw >= 100 and (bare := _BARE.fullmatch(str(int(raw)))):
        return datetime.combine(day, time(int(bare[1]), int(bare[2])), zone)
    return Unreadable(str(raw)[:40], "time_unreadable")


def _of_seconds(part: float) -> time:
    seconds = min(round(part * _DAY_SECONDS), _DAY_SECONDS - 1)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def _on(day: date, written: str, zone: tzinfo) -> datetime | Unreadable:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return Unreadable(written[:40], "time_unreadable")
    if len(written) <= 10:  # a day without a time says nothing
        return Unreadable(written, "time_unreadable")
    return _checked(moment.replace(tzinfo=None), day, zone)


def _checked(moment: datetime, day: date, zone: tzinfo) -> datetime | Unreadable:
    if moment.date() != day and moment.date() not in _ZERO_DAYS:
        return Unreadable(f"{moment:%d/%m/%Y %H:%M}", "time_other_day")
    return datetime.combine(day, moment.time(), zone)


def _iso(dated: re.Match[str]) -> str:
    """ "23/11/2026 9.10" as 2026-11-23T09:10:00; what is no day or time stays unreadable text."""
    year, month, number, rest = dated.group(1, 2, 3, 4) if dated[1] else dated.group(7, 6, 5, 8)
    clock = _clock(rest)
    return f"{year}-{month:>02}-{number:>02}T{clock:%H:%M:%S}" if clock else dated[0]


def _clock(text: str) -> time | None:
    """The time of day that a text says; None where it says none or more than one thing."""
    if bare := _BARE.fullmatch(text) if len(text) >= 3 else None:
        return time(int(bare[1]), int(bare[2]))
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, half = int(found[1]), (found[4] or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _outcomes() -> dict[str, Outcome]:
    return {header_key(OUTCOMES[outcome]): outcome for outcome in Outcome}


@lru_cache(maxsize=1)
def _reasons() -> dict[str, Reason]:
    return {header_key(REASONS[reason]): reason for reason in Reason}
