"""The map as a picture: for browsers without WebGL and for paper. Districts can still be clicked.

Streamlit takes drawings out of what it is given as HTML, so that the picture is an image and its areas lie over it.
"""

from __future__ import annotations

import base64
from html import escape
from urllib.parse import quote_plus

import streamlit as st

from ktp_core.charts.map_picture import picture
from ktp_core.charts.map_shapes import LOOKS, Area, Mark, Picture
from ktp_core.charts.map_svg import classes, svg
from ktp_core.charts.theme import Palette, palette
from ktp_core.kpi.area_rates import AreaRate
from ktp_core.regions.model import Level
from ktp_core.ui import map_words
from ktp_core.ui.i18n import _, language
from ktp_core.ui.map_choice import DISTRICT, address
from ktp_core.ui.maps import Asked
from ktp_core.ui.phone import WIDTH, phone

_WIDTH = 640
_FITS = "style='max-width:100%'"  # not where areas lie over it: those are pixels of the picture


def draw(asked: Asked, finding: str) -> None:
    """The map, the limits of its classes, and what grey and hatching say."""
    dark, width = st.context.theme.type == "dark", WIDTH - 36 if phone() else _WIDTH
    st.html(_drawn(asked.version, dark, language(), address(**{DISTRICT: ""}), width, asked, finding))


@st.cache_data(max_entries=64, show_spinner=False)
def _drawn(version: str, dark: bool, words: str, here: str, width: int, _asked: Asked, _finding: str) -> str:
    colours = palette(dark)
    drawn = _picture(_asked, here, colours, width)
    limits = [map_words.limit(_asked.choice.measure, bound) for bound in _asked.bounds]
    key = classes(limits, colours, _("belum ada data"), _("penyebut kecil"))
    image = as_image(svg(drawn, colours, _finding), _finding, "usemap='#peta-wilayah'")
    legend = as_image(key, _("Batas kelas: {limits}").format(limits=", ".join(limits)))
    return f"{image}<map name='peta-wilayah'>{_ways(drawn)}</map><br>{legend}"


def _picture(asked: Asked, here: str, colours: Palette, width: int) -> Picture:
    geometry = {one.code: one.geometry for one in asked.outlines}
    measure, known = asked.choice.measure, asked.view.marks[asked.view.marks["lat"].notna()]
    areas = [
        Area(one.code, one.name.partition(", ")[0], geometry[one.code], one.value, one.small,
             "\n".join(map_words.tip(measure, one)), _way(one, here))
        for one in asked.shown
    ]  # fmt: skip
    marks = [
        Mark(row.lon, row.lat, state, f"{row.institution}\n{_(map_words.STATES[state])}")
        for state in reversed(LOOKS) for row in known[known["state"] == state].itertuples()
    ]  # fmt: skip
    return picture(areas, marks, asked.bounds, colours, width)


def _way(one: AreaRate, here: str) -> str:
    """Where a click leads: the words of a district stand in the address."""
    return f"{here}{quote_plus(one.name)}" if one.code.count(".") + 1 == Level.DISTRICT else ""


def _ways(drawn: Picture) -> str:
    """What the pointer is told over each area, marks before the areas under them."""
    dots = [
        f"<area shape='circle' coords='{dot.x:.0f},{dot.y:.0f},7' title='{escape(dot.tip)}' alt=''>"
        for dot in reversed(drawn.dots)
    ]
    areas = [
        f"<area shape='poly' coords='{','.join(f'{x:.0f},{y:.0f}' for x, y in ring)}' title='{escape(shape.tip)}' "
        + (f"href='{escape(shape.href)}' target='_self' alt='{escape(shape.tip)}'>" if shape.href else "alt=''>")
        for shape in drawn.shapes for ring in shape.rings[:1]
    ]  # fmt: skip
    return "".join([*dots, *areas])


def as_image(drawing: str, alt: str, more: str = "") -> str:
    """An SVG text as an image in HTML."""
    data = base64.b64encode(drawing.encode()).decode()
    return f"<img src='data:image/svg+xml;base64,{data}' alt='{escape(alt)}' {more or _FITS}>"
