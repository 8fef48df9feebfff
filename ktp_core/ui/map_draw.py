"""The map on screen: the one that can be clicked, or the static one; the same numbers as a table; marks explained."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.charts.map_svg import sign
from ktp_core.charts.theme import CONFIG, Palette, palette
from ktp_core.kpi.area_rates import AreaMeasure, rates
from ktp_core.regions.model import Level
from ktp_core.ui import map_static, map_words, scripts
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.map_choice import LEVELS, STATIC, address, open_district
from ktp_core.ui.map_static import as_image
from ktp_core.ui.map_words import STATES
from ktp_core.ui.maps import Asked, figure


def draw(asked: Asked) -> None:
    """The map with its limits; a click on a district opens it."""
    finding = map_words.finding(asked.view, asked.rates, asked.choice)
    if not asked.shown:
        st.info(_("Titik desa wilayah ini belum diketahui; muat batas kecamatan untuk menggambar peta."))
    elif asked.choice.static:
        map_static.draw(asked, finding)
    else:
        key = f"peta_{asked.view.level}_{'_'.join(asked.view.scope.districts)}"
        st.plotly_chart(figure(asked), config=CONFIG, alt=finding, key=key, on_select=lambda: _clicked(key))
        scripts.without_webgl(address(**{STATIC: "true"}), _("Peta tidak tampil? Buka versi cetak"))
    legend(asked)


def _clicked(key: str) -> None:
    """A callback: the district that was clicked, or that of the institution."""
    for point in st.session_state[key].selection.points:
        said = point.get("customdata")
        open_district_of(point.get("location") or (said[1] if isinstance(said, list) and len(said) > 1 else None))


def open_district_of(code: str | None) -> None:
    """The district itself; a village is as far as the map goes."""
    if code is not None and code.count(".") + 1 == Level.DISTRICT:
        open_district(code)


def legend(asked: Asked) -> None:
    """What the marks say, with their numbers; those without a place are counted, not drawn."""
    colours = palette(st.context.theme.type == "dark")
    marks = asked.view.marks
    count = {state: int((marks["state"] == state).sum()) for state in STATES}
    st.html(_signs(count, colours))
    lost = int(marks["lat"].isna().sum())
    if lost:
        st.caption(words("{n} dari {of} lembaga belum diketahui titiknya dan tidak digambar.", n=number(lost),
                         of=number(len(marks))))  # fmt: skip


def _signs(count: dict[str, int], colours: Palette) -> str:
    parts = [
        f"<span style='display:inline-flex;gap:4px;align-items:center;margin-right:14px;white-space:nowrap'>"
        f"{as_image(sign(state, colours), '')}{_(words_)} <b>{number(count[state])}</b></span>"
        for state, words_ in STATES.items()
    ]
    return f"<div style='font-size:0.87rem;color:{colours.text}'>{''.join(parts)}</div>"


def table(asked: Asked) -> None:
    """Every number of the map, what needs most work first; a row of a district opens it."""
    apart = rates(asked.view.unknown, asked.choice.measure, asked.choice.small)
    strangers = [one for one in apart if one.of]
    measure = asked.choice.measure
    order = -1 if measure in (AreaMeasure.BACKLOG, AreaMeasure.UNRECORDED) else 1
    rows = sorted(asked.rates, key=lambda one: (one.value is None, order * (one.value or 0), one.name))
    frame = pd.DataFrame(
        [(one.name, one.value, one.n, one.of, _("penyebut kecil") if one.small else "") for one in rows]
        + [(words("{name}: desa belum diketahui", name=one.name), one.value, one.n, one.of, "") for one in strangers],
        columns=["name", "value", "n", "of", "note"],
    )  # fmt: skip
    titles = (asked_level(asked), _("Nilai"), "n", "N", _("Catatan"))
    if asked.choice.static:
        shown = frame.assign(value=[map_words.value(measure, v) for v in _plain(frame)], n=frame["n"].map(number),
                             of=frame["of"].map(number))  # fmt: skip
        st.table(shown.set_axis(titles, axis=1).set_index(titles[0]))
        return
    styled = frame.style.format(
        {"n": number, "of": number, "value": lambda v: map_words.value(measure, None if pd.isna(v) else v)}
    )
    config = {
        name: st.column_config.Column(title, alignment="left" if name in ("name", "note") else "right")
        for name, title in zip(frame.columns, titles, strict=True)
    }
    codes = [one.code for one in rows]
    more: dict[str, Any] = {}
    if asked.view.level is Level.DISTRICT:
        key = "peta_tabel"
        more = {"on_select": lambda: _row(key, codes), "selection_mode": "single-row", "key": key}
    st.dataframe(styled, column_config=config, hide_index=True, height=520, row_height=31,
                 alt=map_words.finding(asked.view, asked.rates, asked.choice), **more)  # fmt: skip


def _row(key: str, codes: list[str]) -> None:
    chosen = st.session_state[key].selection.rows
    open_district_of(codes[chosen[0]] if chosen and chosen[0] < len(codes) else None)


def _plain(frame: pd.DataFrame) -> list[float | None]:
    return [None if pd.isna(v) else float(v) for v in frame["value"]]


def asked_level(asked: Asked) -> str:
    """What one row is."""
    return _(LEVELS[asked.view.level])
