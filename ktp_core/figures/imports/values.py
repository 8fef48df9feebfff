"""Cells of a table of figures: whole numbers however they are written, days, kinds of days, yes and no. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ktp_core.figures.model import BasisKind
from ktp_core.text import header_key, month_number, squeeze

_NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "tidak ada data", "belum ada", "...", "…", "x"))
_ABOUT = re.compile(r"^(?:±|\+/-|~|≈|sekitar|kira-kira|kurang lebih|kl\.?)\s*", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:orang|jiwa|org|keping|kartu|lembar|lembaga|kunjungan|blangko)\.?$", re.IGNORECASE)
# "0,994" is a share of one: no number in groups of three begins with nought.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,\s'])\d{3})(?:\1\d{3})*|\d+", re.ASCII)
_CENTS = re.compile(r"(?<=\d)[.,]0{1,2}$")
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_EPOCH = date(1899, 12, 30)
_YES = frozenset(("ya", "y", "benar", "true", "1", "kirakira", "perkiraan"))
_KINDS: dict[str, BasisKind] = {
    "": BasisKind.DAY, "today": BasisKind.DAY, "hari": BasisKind.DAY, "hariini": BasisKind.DAY,
    "tanggal": BasisKind.DAY, "pertanggal": BasisKind.DAY, "usia17padatanggalitu": BasisKind.DAY,
    "year": BasisKind.YEAR, "tahun": BasisKind.YEAR, "dalamtahun": BasisKind.YEAR,
    "usia17dalamtahunitu": BasisKind.YEAR,
    "tahunberjalan": BasisKind.YEAR, "election": BasisKind.ELECTION, "pemilu": BasisKind.ELECTION,
    "pilkada": BasisKind.ELECTION, "pemilihan": BasisKind.ELECTION, "haripemilihan": BasisKind.ELECTION,
    "usia17padaharipemilihan": BasisKind.ELECTION, "dp4": BasisKind.ELECTION, "period": BasisKind.PERIOD,
    "periode": BasisKind.PERIOD, "selamatahun": BasisKind.PERIOD, "dari1januarisampaitanggalitu": BasisKind.PERIOD,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, or the fault why there is none; neither: the cell says nothing."""

    value: int | None = None
    approximate: bool = False
    fault: str | None = None


def shown(raw: Any) -> str:
    """The cell as text, for sentences."""
    if isinstance(raw, dict):
        return str(raw.get("d", raw.get("e", "")))
    return squeeze(str(raw))[:60]


def read_count(raw: Any) -> Count:
    """A raw count: 1199555, "1.199.555", "1,199,555 jiwa", "± 12.600". Shares and fractions are faults."""
    if raw is None:
        return Count()
    if isinstance(raw, dict):
        return Count(fault="number_date" if "d" in raw else "number_error")
    if isinstance(raw, int | float):
        return _from_number(raw)
    text = squeeze(str(raw)).lower()
    if text in _NOTHING:
        return Count()
    if "%" in text:
        return Count(fault="number_percent")
    about = _ABOUT.match(text)
    text = _UNIT.sub("", text[about.end() :] if about else text)
    if text[:1] in "-−(" and _GROUPED.fullmatch(_CENTS.sub("", text.strip("-−() "))):
        return Count(fault="number_negative")
    bare = _CENTS.sub("", text) if not _GROUPED.fullmatch(text) else text
    if not _GROUPED.fullmatch(bare):
        fraction = re.fullmatch(r"\d+[.,]\d+", text)
        return Count(fault="number_fraction" if fraction else "number_unreadable")
    return _bounded(int(re.sub(r"\D", "", bare)), bool(about))


def _from_number(raw: int | float) -> Count:
    if raw < 0:
        return Count(fault="number_negative")
    if raw != int(raw):
        return Count(fault="number_percent" if raw < 1 else "number_fraction")
    return _bounded(int(raw), False)


def _bounded(value: int, approximate: bool) -> Count:
    from ktp_core.figures.entry import MOST

    return Count(value, approximate) if value <= MOST else Count(fault="number_big")


def read_day(raw: Any) -> date | None:
    """A day: ISO, day first, in words, a month (its last day), a quarter, a semester or a year (their last days)."""
    if isinstance(raw, dict) and "d" in raw:
        return date.fromisoformat(raw["d"])
    if isinstance(raw, int | float):
        if raw in _SERIALS:
            return _EPOCH + timedelta(days=int(raw))
        return _end(int(raw), 12) if raw in range(1945, 2100) else None
    text = squeeze(str(raw or "")).lower()
    text = re.sub(r"^(?:keadaan|posisi)?\s*(?:per|sampai|s\.?d\.?)?\s*(?:tanggal|tgl\.?)?\s*", "", text)
    for pattern, made in _SHAPES:
        if match := pattern.fullmatch(text):
            try:
                return made(*match.groups())
            except (ValueError, TypeError):
                return None
    return None


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _half(number: str, year: str) -> date:
    return _end(int(year), 6 if number in ("i", "1") else 12)


def _quarter(number: str, year: str) -> date:
    return _end(int(year), 3 * {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(number, 0) or 3 * int(number))


def _worded(day: str | None, word: str, year: str) -> date:
    month = month_number(word)
    if month is None:
        raise ValueError(word)
    return date(int(year), month, int(day)) if day else _end(int(year), month)


_SHAPES: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?", re.ASCII), lambda y, m, d: date(int(y), int(m), int(d))),
    (re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII), lambda d, m, y: date(int(y), int(m), int(d))),
    (re.compile(r"(?:(\d{1,2})[ -])?([a-z]{3,9})\.?[ -](\d{4})", re.ASCII), _worded),
    (re.compile(r"sem(?:ester)?\.?\s*(i{1,2}|[12])\s*[/,-]?\s*(?:tahun|th\.?)?\s*(\d{4})", re.ASCII), _half),
    (re.compile(r"(?:tw|triwulan)\.?\s*(i{1,3}|iv|[1-4])\s*[/,-]?\s*(?:tahun|th\.?)?\s*(\d{4})", re.ASCII), _quarter),
    (re.compile(r"(?:tahun\s*|th\.?\s*)?(\d{4})", re.ASCII), lambda y: _end(int(y), 12)),
)  # fmt: skip


def read_kind(raw: Any) -> BasisKind | None:
    """What the date means; None for words nobody knows."""
    return _KINDS.get(header_key(shown(raw)))


def yes(raw: Any) -> bool:
    """Whether a cell ticks something."""
    return raw is not None and header_key(shown(raw)) in _YES
