"""The cards of the head's page: a figure, n of N, its change in words, a line of the last twelve months, the "?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from ktp_core.kpi import series
from ktp_core.kpi.model import Figure, Origin
from ktp_core.kpi.service import Overview
from ktp_core.ui import head_words
from ktp_core.ui.i18n import _, month, number


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `change`: signed text of the difference over `points`; `below`: what stands under the line."""

    label: str
    figure: Figure
    below: tuple[str, ...]
    points: Sequence[float] = ()
    change: str | None = None
    fewer_is_better: bool = False


def draw(view: Overview) -> None:
    """The cards in one row of equal height."""
    cards = [
        _ratio(view, "coverage", "covered"),
        _ratio(view, "ownership", "owned"),
        _backlog(view),
        _year(view, "institutions", _("Lembaga {year}")),
        _year(view, "served", _("Terlayani {year}")),
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
    if len(points) < 2:
        return Card(head_words.label(name), figure, below)
    change = _changed(_("{n} poin"), (points[-1] - points[0]) * 100, 1)
    return Card(head_words.label(name), figure, (_since(view, len(points)), *below), points, change)


def _backlog(view: Overview) -> Card:
    figure = view.figures["backlog"]
    points = series.backlog(int(figure.value or 0), view.trend)
    change = _changed(_("{n} kartu"), points[-1] - points[0], 0)
    below = (_since(view, len(points)), _origin(figure))
    return Card(head_words.label("backlog"), figure, below, points, change, fewer_is_better=True)


def _year(view: Overview, stem: str, label: str) -> Card:
    """This year so far, and the years before in words: a year that still runs is not a fall."""
    year = view.scope.as_of.year
    figure = view.figures[f"{stem}_{year}"]
    before = [view.figures[name] for back in range(1, 4) if (name := f"{stem}_{year - back}") in view.figures]
    earlier = tuple(
        f"{one.name[-4:]}: {head_words.value_of(one)}" + (f" ({_origin(one)})" if one.origin is Origin.REPORTED else "")
        for one in before if one.value is not None
    )  # fmt: skip
    return Card(label.format(year=year), figure, (_origin(figure), *earlier))


def _origin(figure: Figure) -> str:
    """Whether the number is somebody's report, ours, or both."""
    return {
        Origin.REPORTED: _("dilaporkan"), Origin.OWN: _("registri sendiri"), Origin.NONE: _("belum ada data"),
        Origin.COMBINED: _("angka resmi + registri sejak itu"),
    }[figure.origin]  # fmt: skip


def _since(view: Overview, points: int) -> str:
    return _("sejak akhir {month}").format(month=month(int(view.trend["month"].iloc[-points])))


def _changed(words: str, change: float, digits: int) -> str:
    """The difference with its sign, or "tetap" where it rounds to nothing."""
    rounded = round(change, digits)
    if not rounded:
        return _("tetap")
    text = words.format(n=number(abs(rounded), digits))
    return f"-{text}" if rounded < 0 else text
