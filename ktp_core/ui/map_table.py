"""The numbers of the map as a table: every area of it, and those whose village is not known."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.kpi.area_rates import AreaMeasure, AreaRate, rates
from ktp_core.kpi.areas import NOWHERE
from ktp_core.regions.model import Level
from ktp_core.ui import map_words, tables
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.map_choice import LEVELS
from ktp_core.ui.map_draw import open_district_of
from ktp_core.ui.maps import Asked

_COLUMNS = ["name", "value", "n", "of", "note"]
_KEY = "peta_tabel"


def draw(asked: Asked) -> None:
    """What needs most work first; a row of a district opens it."""
    rows = _ordered(asked)
    frame = _frame(asked, rows)
    if asked.choice.static:
        _on_paper(asked, frame)
        return
    tables.paged(
        len(frame), lambda limit, offset: frame.iloc[offset : offset + limit],
        lambda part, page: _one_page(asked, part, [one.code for one in rows]), key="hal_peta", of=asked.version,
    )  # fmt: skip


def _ordered(asked: Asked) -> list[AreaRate]:
    turned = -1 if asked.choice.measure in (AreaMeasure.BACKLOG, AreaMeasure.UNRECORDED) else 1
    return sorted(asked.rates, key=lambda one: (one.value is None, turned * (one.value or 0), one.name))


def _frame(asked: Asked, rows: list[AreaRate]) -> pd.DataFrame:
    apart = rates(asked.view.unknown, asked.choice.measure, asked.choice.small)
    known = [(one.name, one.value, one.n, one.of, _("N kecil") if one.small else "") for one in rows]
    unknown = [
        (_apart(one), one.value, one.n, one.of, "") for one in apart if one.of
    ]
    return pd.DataFrame(known + unknown, columns=_COLUMNS)


def _apart(one: AreaRate) -> str:
    if one.code == NOWHERE:
        return _("Kecamatan belum diketahui")
    return words("{name}: desa belum diketahui", name=one.name)


def _titles(asked: Asked) -> tuple[str, ...]:
    return _(LEVELS[asked.view.level]), _("Nilai"), "n", "N", _("Catatan")


def _said(asked: Asked, value: float | None) -> str:
    return map_words.value(asked.choice.measure, None if value is None or pd.isna(value) else value)


def _on_paper(asked: Asked, frame: pd.DataFrame) -> None:
    """All rows at once, as text."""
    shown = frame.assign(
        value=[_said(asked, value) for value in frame["value"]], n=frame["n"].map(number), of=frame["of"].map(number)
    )
    titles = list(_titles(asked))
    if not shown["note"].any():
        shown, titles = shown.drop(columns="note"), titles[:-1]
    st.table(shown.set_axis(titles, axis=1).set_index(titles[0]))


def _one_page(asked: Asked, frame: pd.DataFrame, codes: list[str]) -> None:
    if not frame["note"].any():  # an empty column would take the room of long names
        frame = frame.drop(columns="note")
    styled = frame.style.format({"n": number, "of": number, "value": lambda value: _said(asked, value)})
    config = {
        name: st.column_config.Column(title, alignment="left" if name in ("name", "note") else "right")
        for name, title in zip(_COLUMNS, _titles(asked), strict=True)
    }
    more: dict[str, Any] = {}
    if asked.view.level is Level.DISTRICT:
        more = {"on_select": lambda: _row(codes), "selection_mode": "single-row", "key": _KEY}
    st.dataframe(styled, column_config=config, hide_index=True, height=520, row_height=31, placeholder="–",
                 alt=map_words.finding(asked.view, asked.rates, asked.choice), **more)  # fmt: skip


def _row(codes: list[str]) -> None:
    """A callback: the district of the chosen row; districts fit one page."""
    chosen = st.session_state[_KEY].selection.rows
    open_district_of(codes[chosen[0]] if chosen and chosen[0] < len(codes) else None)
