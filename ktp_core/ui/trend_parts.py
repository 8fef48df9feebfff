"""Months by channel, team and kecamatan: one sentence, a sheet of small lines, the same numbers as a table."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.charts.small_multiples import Panel, small_multiples
from ktp_core.charts.theme import Palette
from ktp_core.kpi.trend_model import Trends
from ktp_core.ui import head_charts, tables, trend, trend_words
from ktp_core.ui.i18n import _, month, number, words
from ktp_core.ui.phone import phone

Rows = Mapping[Any, Sequence[int]]


def channels(view: Trends, months: int) -> None:
    """By the programme in which it happened."""
    trend.once(view, lambda seen, colours: _channels(seen, colours, months), f"kanal {months}")


def _channels(view: Trends, colours: Palette, months: int) -> None:
    st.header(_("Menurut program"), anchor=False)
    known = {key: row for key, row in view.channels.items() if any(row)}
    names = trend_words.names_of(view, view.channels)
    if len(known) < 2:
        only = "".join(names[key] for key in known)
        said = words("Semuanya dicatat pada satu program: {name}.", name=only.lower()) if only else _("Belum ada.")
        st.markdown(said)
        return
    ordered = {key: known[key] for key in (1, 4, 3, 2, 0) if key in known}
    _sheet(view, colours, ordered, names, months, key="tren_program")


def teams(view: Trends, months: int) -> None:
    """Recordings of closed visits by the team that went."""
    trend.once(view, lambda seen, colours: _teams(seen, colours, months), f"tim {months}")


def _teams(view: Trends, colours: Palette, months: int) -> None:
    st.header(_("Perekaman pada kunjungan menurut tim"), anchor=False)
    known = {key: row for key, row in view.teams.items() if any(row)}
    if not known:
        st.info(_("Belum ada perekaman pada kunjungan yang sudah ditutup."), icon=":material/groups:")
        return
    names = trend_words.names_of(view, view.teams)
    ordered = dict(sorted(known.items(), key=lambda one: (one[0] is None, names[one[0]])))
    _sheet(view, colours, ordered, names, months, key="tren_tim", recorded=True)
    st.caption(_("Perekaman pada kunjungan yang sudah ditutup menurut hari kunjungan, warga luar termasuk; untuk satu "
                 "kecamatan menurut letak lembaganya."))  # fmt: skip


def _sheet(
    view: Trends, colours: Palette, rows: Rows, names: Mapping[Any, str], months: int, *, key: str,
    recorded: bool = False,
) -> None:  # fmt: skip
    """One row of panels on a common scale."""
    said = trend_words.parts(view, rows, names)
    st.markdown(said)
    made = panels(view, rows, names, months)
    columns = 2 if phone() else max(len(made), 2)
    colour = colours.recorded_text if recorded else trend.line_colour(view.what, colours)
    drawn = small_multiples(made, colour, colours, columns=min(columns, 6), shared=True, running=view.running,
                            panel_height=132)  # fmt: skip
    head_charts.chart(drawn, said)
    st.caption(scale(rows, months, shared=True))
    with st.expander(_("Angka yang sama per bulan"), icon=":material/table:"):
        by_month(view, rows, names, months, key=key, alt=said)


def panels(view: Trends, rows: Rows, names: Mapping[Any, str], months: int) -> list[Panel]:
    """A panel for each row: its name, its last whole month, and twelve months with their change."""
    sums = trend_words.changes(view, rows)
    named = [month(one) for one in view.recent[-months:]]
    last = -2 if view.running else -1
    return [
        Panel(
            str(key), html.escape(names[key]), row[-months:], number(row[last]),
            words("12 bln {n} ({change})", n=number(sums[key][0]),
                  change=trend_words.signed(sums[key][0] - sums[key][1])),
            [f"{name}: {number(n)}" for name, n in zip(named, row[-months:], strict=True)],
            chosen=key in view.scope.districts,
        )
        for key, row in rows.items()
    ]  # fmt: skip


def scale(rows: Rows, months: int, *, shared: bool) -> str:
    """How to read a sheet of panels."""
    if not shared:
        about = _("Skala sendiri: tiap garis mengisi petaknya, jadi tinggi garis tidak dapat dibandingkan.")
    else:
        peak = max((n for row in rows.values() for n in row[-months:]), default=0)
        about = words("Skala sama: dari nol sampai {n} per bulan.", n=number(peak))
    return about + " " + _("Angka tebal: bulan penuh terakhir (titik). Dalam kurung: selisih dengan 12 bulan "
                           "sebelumnya. Putus-putus: bulan berjalan.")  # fmt: skip


def by_month(view: Trends, rows: Rows, names: Mapping[Any, str], months: int, *, key: str, alt: str) -> None:
    """One row is a month, newest first; one column for each part, and their sum."""
    titles = {f"c{place}": names[one] for place, one in enumerate(rows)}
    lines = [row[-months:] for row in rows.values()]
    frame = pd.DataFrame({
        "month": [label(view, one) for one in view.recent[-months:]], **dict(zip(titles, lines, strict=True)),
        "sum": [sum(counts) for counts in zip(*lines, strict=True)],
    })  # fmt: skip
    columns = {"month": tables.text(_("Bulan"), 150)} | {name: tables.amount(said) for name, said in titles.items()}
    tables.show(frame.iloc[::-1], columns | {"sum": tables.amount(_("Jumlah"))}, key=key, alt=alt)


def label(view: Trends, yyyymm: int) -> str:
    """A month; the running one says up to which day it is counted."""
    if not view.running or yyyymm != view.recent[-1]:
        return month(yyyymm)
    return words("{month} (sampai tgl {day})", month=month(yyyymm), day=view.scope.as_of.day)
