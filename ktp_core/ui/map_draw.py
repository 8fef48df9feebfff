"""The map on screen: the one that can be clicked, or the static one; the same numbers as a table; marks explained."""

from __future__ import annotations

import streamlit as st

from ktp_core.charts.map_svg import sign
from ktp_core.charts.theme import CONFIG, Palette, palette
from ktp_core.regions.model import Level
from ktp_core.ui import map_static, map_words, scripts
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.map_choice import STATIC, address, open_district
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
