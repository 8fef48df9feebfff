"""The map on screen: the one that can be clicked, or the static one; the same numbers as a table; marks explained."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.charts.map_picture import picture
from ktp_core.charts.map_shapes import LOOKS, Area, Mark
from ktp_core.charts.map_svg import classes, sign, svg
from ktp_core.charts.theme import CONFIG, Palette, palette
from ktp_core.kpi.area_rates import AreaRate, rates
from ktp_core.regions.model import Level
from ktp_core.ui import map_words, scripts
from ktp_core.ui.i18n import N_, _, language, number, words
from ktp_core.ui.map_choice import STATIC, address, open_district
from ktp_core.ui.maps import Asked, figure

STATES: dict[str, str] = {
    "waiting": N_("surat menunggu"),
    "planned": N_("kunjungan dijadwalkan"),
    "served": N_("dikunjungi tahun ini"),
    "before": N_("dikunjungi sebelumnya"),
    "never": N_("belum pernah dikunjungi"),
}
_WIDTH = 640


def draw(asked: Asked) -> None:
    """The map with its limits; a click on a district opens it."""
    finding = map_words.finding(asked.view, asked.rates, asked.choice)
    if not asked.shown:
        st.info(_("Titik desa wilayah ini belum diketahui; muat batas kecamatan untuk menggambar peta."))
    elif asked.choice.static:
        st.html(_static(asked.version, st.context.theme.type == "dark", language(), address(kecamatan=""), asked))
    else:
        key = f"peta_{asked.view.level}_{'_'.join(asked.view.scope.districts)}"
        st.plotly_chart(figure(asked), config=CONFIG, alt=finding, key=key, on_select=lambda: _clicked(key))
        scripts.without_webgl(address(**{STATIC: "true"}), _("Peta tidak tampil? Buka versi cetak"))
    legend(asked)


def _clicked(key: str) -> None:
    """A callback: the district that was clicked."""
    places = [point.get("location") for point in st.session_state[key].selection.points]
    open_district_of(next((place for place in places if place), None))


def open_district_of(code: str | None) -> None:
    """The district itself; a village is as far as the map goes."""
    if code is not None and code.count(".") + 1 == Level.DISTRICT:
        open_district(code)


@st.cache_data(max_entries=64, show_spinner=False)
def _static(version: str, dark: bool, language_: str, here: str, _asked: Asked) -> str:
    asked, colours = _asked, palette(dark)
    geometry = {one.code: one.geometry for one in asked.outlines}
    shapes = [
        Area(one.code, one.name, geometry[one.code], one.value, one.small,
             "\n".join(map_words.tip(asked.choice.measure, one)), _way(one, here))
        for one in asked.shown
    ]  # fmt: skip
    known = asked.view.marks[asked.view.marks["lat"].notna()]
    marks = [
        Mark(row.lon, row.lat, row.state, f"{row.institution}\n{_(STATES[row.state])}")
        for state in reversed(LOOKS) for row in known[known["state"] == state].itertuples()
    ]  # fmt: skip
    drawn = picture(shapes, marks, asked.bounds, colours, _WIDTH)
    limits = [map_words.limit(asked.choice.measure, bound) for bound in asked.bounds]
    finding = map_words.finding(asked.view, asked.rates, asked.choice)
    key = classes(limits, colours, _("belum ada data"), _("penyebut kecil"))
    return svg(drawn, colours, finding) + key


def _way(one: AreaRate, here: str) -> str:
    """Where a click on the static map leads: the words of a district stand in the address."""
    from urllib.parse import quote_plus

    return f"{here}{quote_plus(one.name)}" if one.code.count(".") + 1 == Level.DISTRICT else ""


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
        f"{sign(state, colours)}{_(words_)} <b>{number(count[state])}</b></span>"
        for state, words_ in STATES.items()
    ]
    return f"<div style='font-size:0.87rem;color:{colours.text}'>{''.join(parts)}</div>"


def table(asked: Asked) -> None:
    """Every number of the map, the lowest first; a row of a district opens it."""
    apart = rates(asked.view.unknown, asked.choice.measure, asked.choice.small)
    strangers = [one for one in apart if one.of]
    rows = sorted(asked.rates, key=lambda one: (one.value is None, one.value or 0, one.name))
    measure = asked.choice.measure
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
    st.dataframe(styled, column_config=config, hide_index=True, height=430, row_height=31,
                 alt=map_words.finding(asked.view, asked.rates, asked.choice), **more)  # fmt: skip


def _row(key: str, codes: list[str]) -> None:
    chosen = st.session_state[key].selection.rows
    open_district_of(codes[chosen[0]] if chosen and chosen[0] < len(codes) else None)


def _plain(frame: pd.DataFrame) -> list[float | None]:
    return [None if pd.isna(v) else float(v) for v in frame["value"]]


def asked_level(asked: Asked) -> str:
    """What one row is."""
    from ktp_core.ui.map_choice import LEVELS

    return _(LEVELS[asked.view.level])
