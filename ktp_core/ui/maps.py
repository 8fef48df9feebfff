"""The map's data: asked for again only when something was written since; drawn once per state, theme and language."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.charts import classes, maps
from ktp_core.charts.map_shapes import LOOKS
from ktp_core.charts.theme import palette
from ktp_core.geo import drawing
from ktp_core.geo import service as geo
from ktp_core.geo.model import Outline
from ktp_core.kpi import areas, service
from ktp_core.kpi.area_rates import AreaMeasure, AreaRate, rates
from ktp_core.kpi.areas import AreaView
from ktp_core.kpi.model import Scope
from ktp_core.regions.model import Level
from ktp_core.ui import map_words
from ktp_core.ui.i18n import language
from ktp_core.ui.map_choice import Choice
from ktp_core.ui.phone import WIDTH, phone

LINES = 60  # of the hatching, over the width of the whole map

_WIDTH, _ON_A_PHONE = 440, WIDTH - 48  # pixels that the map has at least


@dataclass(frozen=True, eq=False)
class Asked:
    """A map ready to be drawn. `version` names the state of the data and of everything that was asked."""

    view: AreaView
    choice: Choice
    rates: list[AreaRate]
    outlines: list[Outline]
    version: str

    @property
    def shown(self) -> list[AreaRate]:
        """The areas that have an outline."""
        drawn = {one.code for one in self.outlines}
        return [one for one in self.rates if one.code in drawn]

    @property
    def bounds(self) -> list[float]:
        """The limits of the five classes."""
        values = [one.value for one in self.rates if one.value is not None]
        counted = self.choice.measure in (AreaMeasure.UNRECORDED, AreaMeasure.BACKLOG)
        return classes.counted_limits(values) if counted else classes.share_limits(values)


def ask(user: Actor, scope: Scope, kinds: Sequence[str], choice: Choice, today: date) -> Asked:
    """The map of a scope. Raises NotAllowed; the permission is asked every time."""
    version = service.version(user, scope.regency)
    found = _asked(user, scope, choice.level, tuple(kinds), today, version, user.districts)
    measured = rates(found.view.counts, choice.measure, choice.small)
    name = repr((version, scope, user.districts, tuple(kinds), today, choice))
    return replace(found, choice=choice, rates=measured, version=name)


@st.cache_resource(max_entries=64, show_spinner=False)
def _asked(
    _user: Actor, scope: Scope, level: Level, kinds: tuple[str, ...], today: date, version: str, seen: tuple[str, ...]
) -> Asked:
    view = areas.view(_user, scope, level, today, kinds)
    draw = geo.outlines if level is Level.DISTRICT else geo.village_outlines
    known = {one.code for one in view.counts}
    outlines = [one for one in draw(_user, scope.regency, at=clock.now()) if one.code in known]
    nothing = Choice(AreaMeasure.COVERAGE, level, 0, static=False)
    return Asked(view, nothing, [], outlines, version)


def figure(asked: Asked) -> Any:
    """The map for browsers that can draw it."""
    width = _ON_A_PHONE if phone() else _WIDTH
    return _figure(asked.version, st.context.theme.type == "dark", language(), width, asked)


@st.cache_resource(max_entries=64, show_spinner=False)
def _figure(version: str, dark: bool, words: str, width: int, _asked: Asked) -> Any:
    asked, colours = _asked, palette(dark)
    geometry = {one.code: one.geometry for one in asked.outlines}
    features = [
        {"type": "Feature", "id": code, "properties": {}, "geometry": shape} for code, shape in geometry.items()
    ]  # fmt: skip
    rows = pd.DataFrame({
        "district": [one.code for one in asked.shown],
        "rate": pd.Series([one.value for one in asked.shown], dtype="object"),
        "hover": ["<br>".join(_bold(map_words.tip(asked.choice.measure, one))) for one in asked.shown],
    })  # fmt: skip
    spacing = drawing.width(geometry.values()) / LINES
    hatched = [line for one in asked.shown if one.small for line in drawing.hatch(geometry[one.code], spacing)]
    labels = [map_words.limit(asked.choice.measure, bound) for bound in asked.bounds]
    collection = {"type": "FeatureCollection", "features": features}
    marks = [(getattr(colours, LOOKS[state].colour), LOOKS[state].hollow, places)
             for state, places in _places(asked.view.marks)]  # fmt: skip
    return maps.district_map(rows, collection, asked.bounds, labels, colours, hatched=hatched, marks=marks, width=width)


def _bold(lines: list[str]) -> list[str]:
    return [f"<b>{html.escape(lines[0])}</b>", *lines[1:]]


def _places(marks: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Institutions with a point, by state, what asks for work on top."""
    known = marks[marks["lat"].notna()]
    return [
        (state, part.assign(hover=[html.escape(name) for name in part["institution"]]))
        for state in reversed(LOOKS)
        if len(part := known[known["state"] == state])
    ]
