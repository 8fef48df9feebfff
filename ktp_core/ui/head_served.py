"""Institutions and pupils served: by year, and by kind and programme this year beside the last."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.cards.model import Channel
from ktp_core.cards.wording import CHANNELS
from ktp_core.charts.theme import Palette
from ktp_core.charts.years import year_bars
from ktp_core.institutions.model import Kind
from ktp_core.kpi.details import Details
from ktp_core.kpi.model import YearCount
from ktp_core.kpi.service import Overview
from ktp_core.ui import head_charts, tables
from ktp_core.ui.head_filters import Asked
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.institutions import KINDS

_PARTS = (("institutions", N_("Lembaga")), ("served", N_("Pelajar dan santri")))


def draw(view: Overview, rest: Details, asked: Asked) -> None:
    """Bars of the years and the table of kinds; of the kinds and the programme alone that are asked for."""
    st.header(_("Lembaga dan pelajar yang dilayani per tahun"), anchor=False)
    of_some = bool(asked.kinds) or asked.channel is not None
    if not _anybody(view, rest, of_some=of_some):
        pass  # bars of nought say no more than the sentence below
    elif of_some:
        drawn = repr((rest.years, asked.kinds, asked.channel))
        head_charts.once(view, lambda _view, colours: _own(rest.years, colours), drawn)
    else:
        head_charts.once(view, head_charts.years)
    of = repr((asked.kinds, asked.channel, rest.kinds.to_numpy().tolist()))
    head_charts.once(view, lambda seen, _colours: _kinds(seen, rest, asked), of)


def _anybody(view: Overview, rest: Details, *, of_some: bool) -> bool:
    if of_some:
        return any(one.institutions or one.served for one in rest.years.values())
    stems = tuple(f"{stem}_" for stem, _title in _PARTS)
    return any(one.value for name, one in view.figures.items() if name.startswith(stems))


def _own(years: dict[int, YearCount], colours: Palette) -> None:
    fills = (colours.printed, colours.delivered)
    for column, (stem, title), colour in zip(st.columns(2), _PARTS, fills, strict=True):
        counts = [one.institutions if stem == "institutions" else one.served for one in years.values()]
        labels = [str(year) for year in years]
        frame = pd.DataFrame({"label": labels, "n": counts, "text": [number(n) for n in counts], "reported": False})
        with column:
            st.markdown(f"**{_(title)}**")
            said = ", ".join(f"{label} {text}" for label, text in zip(labels, frame["text"], strict=True))
            head_charts.chart(year_bars(frame, colour, colours), f"{_(title)}: {said}")
    st.caption(_("Kunjungan kita sendiri dari jenis atau program yang dipilih; angka yang dilaporkan tidak dirinci."))


def _kinds(view: Overview, rest: Details, asked: Asked) -> None:
    """One row for each kind and programme that is asked for."""
    year = view.scope.as_of.year
    found = rest.kinds
    if asked.kinds:
        found = found[found["kind"].isin(asked.kinds)]
    if asked.channel is not None:
        found = found[found["channel"] == int(asked.channel)]
    if found.empty:
        st.info(_("Belum ada kunjungan tahun ini dan tahun lalu."), icon=":material/directions_bus:")
        return
    wide = found.pivot(index=["kind", "channel"], columns="year", values=["institutions", "served"]).fillna(0)
    rows = []
    for kind, channel in wide.index:
        row = wide.loc[(kind, channel)]
        counts = [int(row.get((part, one), 0)) for part, _title in _PARTS for one in (year - 1, year)]
        rows.append((_(KINDS[Kind(kind)]), _program(Channel(int(channel))), *counts))
    names = ["kind", "program", "places_before", "places", "people_before", "people"]
    frame = pd.DataFrame(rows, columns=names).sort_values(["people", "places"], ascending=False)
    columns = {
        "kind": tables.text(_("Jenis"), 108), "program": tables.text(_("Program"), 104),
        "places_before": tables.amount(words("Lembaga {year}", year=year - 1), 92),
        "places": tables.amount(words("Lembaga {year}", year=year), 92),
        "people_before": tables.amount(words("Orang {year}", year=year - 1), 92),
        "people": tables.amount(words("Orang {year}", year=year), 92),
    }  # fmt: skip
    tables.show(frame, columns, key="jenis_program", alt=_("Lembaga dan orang yang dilayani menurut jenis dan program"))
    st.caption(_("Kunjungan kita; tahun lalu sampai Desember. Lembaga atau orang di dua baris dihitung di keduanya."))


def _program(channel: Channel) -> str:
    said = _(CHANNELS[channel])
    return said[0].upper() + said[1:]
