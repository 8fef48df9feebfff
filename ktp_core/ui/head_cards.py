"""The cards of the head's page: a figure, n of N, its change in words, a line of the last twelve months, the "?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from ktp_core.kpi import series
from ktp_core.kpi.details import Details
from ktp_core.kpi.model import Figure, Origin, YearCount
from ktp_core.kpi.series import Change
from ktp_core.kpi.service import Overview
from ktp_core.ui import head_words
from ktp_core.ui.head_filters import Asked
from ktp_core.ui.i18n import _, month, number, words


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `change`: signed text of the difference over `points`; `below`: what stands under the line."""

    label: str
    figure: Figure
    below: tuple[str, ...]
    points: Sequence[float] = ()
    change: str | None = None
    fewer_is_better: bool = False


def draw(view: Overview, rest: Details, asked: Asked) -> None:
    """The cards in one row of equal height."""
    cards = [
        _ratio(view, "coverage", "covered"),
        _ratio(view, "ownership", "owned"),
        _backlog(view),
        _year(view, rest, asked, "institutions", _("Lembaga {year}")),
        _year(view, rest, asked, "served", _("Terlayani {year}")),
    ]
    for column, card in zip(st.columns(len(cards)), cards, strict=True):
        with column, st.container(border=True, height="stretch", gap="xsmall"):
            _draw(card)


def _draw(card: Card) -> None:
    still = card.change == _("tetap")
    colour: Literal["off", "inverse", "normal"] = "inverse" if card.fewer_is_better else "normal"
    st.metric(
        card.label, head_words.value_of(card.figure), card.change, help=head_words.explained(card.figure),
        delta_color="off" if still else colour, delta_arrow="off" if still else "auto",
        chart_data=list(card.points) if len(card.points) > 1 else None,
    )  # fmt: skip
    st.caption("  \n".join(card.below))


def _ratio(view: Overview, name: str, flow: str) -> Card:
    figure = view.figures[name]
    points = series.ratio(figure, view.trend, flow, "eligible")
    part = (_("belum seluruh wajib KTP"),) if figure.note == "partial" else ()
    below = (head_words.parts_of(figure), _origin(figure), *part)
    month_ago, year_ago = series.changes([point * 100 for point in points], view.trend)
    said, later = _said(month_ago, _("{n} poin"), 1), _later(year_ago, _("{n} poin"), 1)
    return Card(head_words.label(name), figure, (*_since(month_ago), *later, *below), points, said)


def _backlog(view: Overview) -> Card:
    figure = view.figures["backlog"]
    points = series.backlog(int(figure.value or 0), view.trend)
    month_ago, year_ago = series.changes(points, view.trend)
    said, later = _said(month_ago, _("{n} kartu"), 0), _later(year_ago, _("{n} kartu"), 0)
    below = (*_since(month_ago), *later, _origin(figure))
    return Card(head_words.label("backlog"), figure, below, points, said, fewer_is_better=True)


def _year(view: Overview, rest: Details, asked: Asked, stem: str, label: str) -> Card:
    """This year so far, against last year up to the same day: a year that still runs is not a fall."""
    year = view.scope.as_of.year
    figure = view.figures[f"{stem}_{year}"]
    narrowed = bool(asked.kinds or asked.channel is not None)
    if narrowed:  # what was reported is of everything
        figure = Figure(figure.name, _count(rest.years[year], stem), view.scope.as_of, Origin.OWN)
    said = (_("jenis atau program yang dipilih"),) if narrowed else _earlier(view, stem)
    if figure.origin is not Origin.OWN:
        return Card(label.format(year=year), figure, (_origin(figure), *said))
    now = _count(rest.years[year], stem)
    before = now - _count(rest.year_ago, stem)
    same_day = words("dari {year} sampai tanggal yang sama", year=year - 1)
    this_month = (words("bulan ini {n}", n=number(now - _count(rest.month_ago, stem))),) if rest.month_ago else ()
    below = (same_day, *this_month, _origin(figure), *said)
    return Card(label.format(year=year), figure, below, (), _changed("{n}", before, 0))


def _count(year: YearCount, stem: str) -> int:
    return year.institutions if stem == "institutions" else year.served


def _earlier(view: Overview, stem: str) -> tuple[str, ...]:
    """The years before, as they were reported or as we counted them."""
    year = view.scope.as_of.year
    known = [view.figures[name] for back in range(1, 4) if (name := f"{stem}_{year - back}") in view.figures]
    return tuple(
        f"{one.name[-4:]}: {head_words.value_of(one)}" + (f" ({_origin(one)})" if one.origin is Origin.REPORTED else "")
        for one in known if one.value is not None
    )  # fmt: skip


def _origin(figure: Figure) -> str:
    """Whether the number is somebody's report, ours, or both."""
    return _(head_words.ORIGINS[figure.origin])


def _since(change: Change | None) -> tuple[str, ...]:
    """The month with which the number beside the arrow compares."""
    return () if change is None else (words("sejak akhir {month}", month=month(change.since)),)


def _said(change: Change | None, text: str, digits: int) -> str | None:
    return None if change is None else _changed(text, change.n, digits)


def _later(change: Change | None, text: str, digits: int) -> tuple[str, ...]:
    """The change of a year, in words."""
    if change is None:
        return ()
    said = _changed(text, change.n, digits)
    if not said.startswith("-") and said != _("tetap"):
        said = f"+{said}"
    return (words("{change} sejak akhir {month}", change=said.replace("-", "−"), month=month(change.since)),)


def _changed(text: str, change: float, digits: int) -> str:
    """The difference with its sign, or "tetap" where it rounds to nothing."""
    rounded = round(change, digits)
    if not rounded:
        return _("tetap")
    said = text.format(n=number(abs(rounded), digits))
    return f"-{said}" if rounded < 0 else said
