"""The screen `laporan`: what the report says, as it stands on paper. Its words are Indonesian in every language."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from ktp_core.charts.lines import Line, monthly_lines
from ktp_core.charts.map_picture import picture
from ktp_core.charts.map_shapes import Area
from ktp_core.charts.map_svg import classes, svg
from ktp_core.charts.theme import Palette, palette
from ktp_core.documents.monthly_words import cell, limit, share
from ktp_core.reports.coding import Frozen
from ktp_core.reports.model import Chart, Kind, Map, Section, Table
from ktp_core.ui.head_charts import chart
from ktp_core.ui.i18n import _, language
from ktp_core.ui.map_static import as_image
from ktp_core.ui.phone import WIDTH, phone
from ktp_core.ui.safe import plain

_TEXTS = (Kind.TEXT, Kind.DAY)


def draw(found: Frozen) -> None:
    """Every section, drawn once per state of the data, theme and language."""
    content = hashlib.blake2b(repr(found.report).encode(), digest_size=16).hexdigest()
    _once(content, st.context.theme.type == "dark", language(), phone(), found)


@st.cache_data(max_entries=64, show_spinner=False)
def _once(content: str, dark: bool, words: str, narrow: bool, _found: Frozen) -> None:
    st.header(_("Isi laporan"), anchor=False)
    if words != "id":
        st.caption(_("Laporan selalu berbahasa Indonesia."))
    colours, width = palette(dark), WIDTH - 60 if narrow else 640
    for section in _found.report.sections:
        with st.container(border=True):
            _section(section, _found, colours, width)


def _section(section: Section, found: Frozen, colours: Palette, width: int) -> None:
    st.header(section.title, anchor=False)
    if section.texts:
        st.markdown("\n\n".join(plain(text) for text in section.texts))
    for part in section.parts:
        if isinstance(part, Table):
            _table(part)
        elif isinstance(part, Chart):
            _chart(part, colours)
        else:
            _map(part, found, colours, width)


def _table(one: Table) -> None:
    st.markdown(f"**{plain(one.title)}**")
    rows = [[cell(value) for value in row] for row in one.rows]
    titles = [column.title for column in one.columns]
    right = {
        column.title: st.column_config.Column(alignment="right") for column in one.columns if column.kind not in _TEXTS
    }
    st.dataframe(pd.DataFrame(rows, columns=titles), hide_index=True, column_config=right, height="content")
    if one.note:
        st.caption(plain(one.note))


def _chart(one: Chart, colours: Palette) -> None:
    looks = (
        (colours.recorded, colours.recorded_text), (colours.printed, colours.printed_text),
        (colours.delivered, colours.delivered_text),
    )  # fmt: skip
    frame = pd.DataFrame({"month": list(one.labels), **{line.name: list(line.values) for line in one.series}})
    lines = [Line(line.name, line.name, *look) for line, look in zip(one.series, looks, strict=True)]
    st.markdown(f"**{plain(one.title)}**")
    chart(monthly_lines(frame, lines, colours, running=one.running), one.finding)
    st.caption(plain(one.finding))


def _map(one: Map, found: Frozen, colours: Palette, width: int) -> None:
    areas = [
        Area(place.code, place.name, found.shapes[place.code],
             place.share.n / place.share.of if place.share.n is not None and place.share.of else None,
             bool(place.share.of) and (place.share.of or 0) < one.small, f"{place.name}\n{share(place.share)}", "")
        for place in one.places if place.code in found.shapes
    ]  # fmt: skip
    if not areas:
        return
    st.markdown(f"**{plain(one.title)}**")
    limits = [limit(bound) for bound in one.bounds]
    image = as_image(svg(picture(areas, [], one.bounds, colours, width), colours, one.finding), one.finding)
    legend = as_image(classes(limits, colours, "belum ada data", "penyebut kecil"), f"Batas kelas: {', '.join(limits)}")
    st.html(f"{image}<br>{legend}")
    st.caption(plain(one.finding))
