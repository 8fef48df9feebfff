"""Coverage by district: the map, and the same numbers in a table beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.charts import maps
from ktp_core.charts.classes import share_limits
from ktp_core.charts.theme import Palette
from ktp_core.geo import drawing
from ktp_core.geo import service as geo
from ktp_core.geo.model import Kind, Outline
from ktp_core.kpi.service import Overview
from ktp_core.ui import head_charts
from ktp_core.ui.i18n import _, number, percent, words
from ktp_core.ui.maps import LINES


def draw(user: Actor, view: Overview) -> None:
    """Map and table side by side; the table has every number the map has."""
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.header(_("Cakupan perekaman per kecamatan"), anchor=False)
        outlines = geo.outlines(user, view.scope.regency, at=clock.now())
        head_charts.once(view, lambda seen, colours: _map(outlines, seen, colours), of=str(hash(repr(outlines))))
    with right, st.container(border=True, height="stretch"):
        st.header(_("Angka yang sama per kecamatan"), anchor=False)
        head_charts.once(view, _table)


def _rates(view: Overview) -> pd.DataFrame:
    """`district`, `name`, counts, and `rate` of our own registry; None where nobody is of card age."""
    found = view.districts
    rate = [
        covered / eligible if eligible else None
        for covered, eligible in zip(found["covered"], found["eligible"], strict=True)
    ]
    return found.assign(rate=pd.Series(rate, dtype="object", index=found.index))


def _map(outlines: list[Outline], view: Overview, colours: Palette) -> None:
    rates = _rates(view)
    shown = set(rates["district"])
    features = [
        {"type": "Feature", "id": one.code, "properties": {}, "geometry": one.geometry}
        for one in outlines if one.code in shown
    ]  # fmt: skip
    if not features:
        st.info(_("Titik desa wilayah ini belum diketahui; muat batas kecamatan untuk menggambar peta."))
        return
    hover = [_hover(row, view.small) for row in rates.itertuples()]
    geometry = {one.code: one.geometry for one in outlines}
    spacing = drawing.width(geometry.values()) / LINES
    few = [row.district for row in rates.itertuples() if 0 < row.eligible < view.small and row.district in geometry]
    hatched = [line for code in few for line in drawing.hatch(geometry[code], spacing)]
    bounds = share_limits([float(rate) for rate in rates["rate"] if rate is not None])
    labels = [percent(bound, 0 if round(bound * 100, 6).is_integer() else 1) for bound in bounds]
    collection = {"type": "FeatureCollection", "features": features}
    drawn = maps.district_map(
        rates.assign(hover=hover), collection, bounds, labels, colours, chosen=view.scope.districts, hatched=hatched
    )
    head_charts.chart(drawn, _finding(rates, view.small))
    said = [words("Diarsir: penyebut di bawah {n}.", n=number(view.small))] if few else []
    st.caption(" ".join([_about(outlines), *said]))


def _hover(row: Any, small: int) -> str:
    known = row.rate is not None
    rate = percent(row.rate) if known else _("belum ada data")
    parts = _("{n} dari {of} wajib KTP").format(n=number(row.covered), of=number(row.eligible))
    waiting = _("{n} antre cetak").format(n=number(row.backlog))
    few = [_("N kecil")] if 0 < row.eligible < small else []
    return "<br>".join([f"<b>{row.name}</b>", rate, *([parts, waiting, *few] if known else [])])


def _finding(rates: pd.DataFrame, small: int) -> str:
    """Between which districts it lies; those that say little are not named, as on the map itself and on paper."""
    every = rates[rates["rate"].notna()]
    if every.empty:
        return _("Belum ada data per kecamatan.")
    telling = every[every["eligible"] >= small]
    known = every if telling.empty else telling
    ordered = known.assign(rate=known["rate"].astype(float)).sort_values("rate")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    return _("Cakupan terendah di {low} ({low_rate}), tertinggi di {high} ({high_rate}).").format(
        low=low["name"], low_rate=percent(low["rate"]), high=high["name"], high_rate=percent(high["rate"])
    )


def _about(outlines: list[Outline]) -> str:
    grey = _("Abu-abu: belum ada data.")
    if any(one.kind is Kind.SCHEMATIC for one in outlines):
        return _("Peta skematik dari titik desa, bukan batas resmi.") + " " + grey
    names = ", ".join(sorted({one.source for one in outlines}))
    return _("Batas dari {source}.").format(source=names) + " " + grey


def _table(view: Overview, _colours: Palette) -> None:
    rates = _rates(view).sort_values("rate", key=lambda rate: rate.astype(float), na_position="last")
    frame = rates[["name", "rate", "covered", "eligible", "backlog"]]
    counts = ("covered", "eligible", "backlog")
    # A Styler shows Indonesian numbers whatever the browser's language, and still sorts by the number itself.
    styled = frame.style.format(dict.fromkeys(counts, number) | {"rate": percent})
    titles = (_("Kecamatan"), _("Cakupan"), _("Rekam"), _("Wajib"), _("Antre"))
    config = {
        name: st.column_config.Column(title, alignment="right", width=72)
        for name, title in zip(frame.columns, titles, strict=True)
    }
    config["name"] = st.column_config.Column(titles[0], width=108)
    st.dataframe(
        styled, column_config=config, hide_index=True, height=430, row_height=31, alt=_finding(rates, view.small),
        placeholder="–",
    )  # fmt: skip
    about = _("Menurut registri sendiri, terendah di atas. Rekam: sudah direkam; Wajib: wajib KTP; Antre: antre cetak.")
    st.caption(about)
