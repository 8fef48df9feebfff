"""All months as one line, and the last twelve beside the same months a year before."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.charts.lines import Line, monthly_lines
from ktp_core.charts.theme import Palette
from ktp_core.charts.trend_years import months_against
from ktp_core.kpi.seasons import MonthPair
from ktp_core.kpi.trend_model import Trends
from ktp_core.ui import head_charts, tables, trend, trend_words
from ktp_core.ui.i18n import _, month, number, words
from ktp_core.ui.phone import phone
from ktp_core.ui.trend_parts import label


def line(view: Trends, months: int) -> None:
    """The months that are asked for."""
    trend.once(view, lambda seen, colours: _line(seen, colours, months), f"garis {months}")


def _line(view: Trends, colours: Palette, months: int) -> None:
    st.header(words("{n} bulan terakhir", n=number(months)), anchor=False)
    counts, named = view.months[-months:], view.recent[-months:]
    said = _highest(view, months)
    st.markdown(said)
    colour = trend.line_colour(view.what, colours)
    frame = pd.DataFrame({"month": [month(one) for one in named], "n": counts})
    lines = [Line("n", _(trend_words.NAMES[view.what]).lower(), colour, colour)]
    head_charts.chart(monthly_lines(frame, lines, colours, running=view.running), said)
    if view.running:
        st.caption(_("Garis putus-putus: bulan berjalan."))
    with st.expander(_("Angka yang sama per bulan"), icon=":material/table:"):
        shown = pd.DataFrame({"month": [label(view, one) for one in named], "n": counts}).iloc[::-1]
        columns = {"month": tables.text(_("Bulan")), "n": tables.amount(_(trend_words.NAMES[view.what]))}
        tables.show(shown, columns, key="tren_bulan", alt=said)


def _highest(view: Trends, months: int) -> str:
    """The months with most and fewest of those that are over."""
    over = [(n, one) for n, one in zip(view.months, view.recent, strict=True)][-months:]
    over = over[:-1] if view.running else over
    (low, lowest), (high, highest) = min(over), max(over)
    return words("Terbanyak {highest} ({high}), paling sedikit {lowest} ({low}).", highest=month(highest),
                 high=trend_words.counted(view.what, high), lowest=month(lowest), low=number(low))  # fmt: skip


def against(view: Trends) -> None:
    """The last twelve months, each beside the same month of last year."""
    trend.once(view, _against, "setahun")


def _against(view: Trends, colours: Palette) -> None:
    st.header(_("Dibanding bulan yang sama tahun lalu"), anchor=False)
    pairs = view.pairs
    said = _more(pairs, view.running)
    st.markdown(said)
    room = 99 if phone() else 9_999  # the longest difference that fits above a bar: the table has them all
    fits = all(abs(one.n - one.before) <= room for one in pairs)
    head_charts.chart(_bars(view, pairs, colours, differences=fits), said)
    st.caption(_("Batang: bulan itu; garis melintang: bulan yang sama setahun sebelumnya.")
               + (" " + _("Di atasnya selisihnya.") if fits else "")
               + (" " + _("Pucat: bulan berjalan, kedua tahun sampai tanggal yang sama.") if view.running
                  else ""))  # fmt: skip
    with st.expander(_("Angka yang sama per bulan"), icon=":material/table:"):
        _pairs(view, pairs, said)


def _bars(view: Trends, pairs: tuple[MonthPair, ...], colours: Palette, *, differences: bool) -> Any:
    named = [month(one.month) for one in pairs]
    return months_against(
        [name[0] if phone() else name.replace(" ", "<br>") for name in named], [one.n for one in pairs],
        [one.before for one in pairs], [trend_words.signed(one.n - one.before) if differences else "" for one in pairs],
        [words("{month}: {n}<br>setahun sebelumnya: {before}", month=label(view, one.month), n=number(one.n),
               before=number(one.before)) for one in pairs],
        trend.line_colour(view.what, colours), colours, pale=len(pairs) - 1 if view.running else None,
    )  # fmt: skip


def _more(pairs: tuple[MonthPair, ...], running: bool) -> str:
    over = pairs[:-1] if running else pairs
    more, fewer = sum(one.n > one.before for one in over), sum(one.n < one.before for one in over)
    latest = over[-1]
    return words("{month}: {n}, {change} dibanding {before_month} ({before}). Dari {of} bulan penuh, {more} lebih "
                 "banyak dan {fewer} lebih sedikit daripada setahun sebelumnya.", month=month(latest.month),
                 n=number(latest.n), change=trend_words.signed(latest.n - latest.before),
                 before_month=month(latest.month - 100), before=number(latest.before), of=number(len(over)),
                 more=number(more), fewer=number(fewer))  # fmt: skip


def _pairs(view: Trends, pairs: tuple[MonthPair, ...], alt: str) -> None:
    rows = [(label(view, one.month), one.n, one.before, one.n - one.before, one.two_before) for one in reversed(pairs)]
    frame = pd.DataFrame(rows, columns=["month", "n", "before", "change", "two"])
    columns = {
        "month": tables.text(_("Bulan"), 150), "n": tables.amount(_("Bulan itu")),
        "before": tables.amount(_("Setahun sebelumnya")), "change": tables.amount(_("Selisih")),
        "two": tables.amount(_("Dua tahun sebelumnya")),
    }  # fmt: skip
    tables.show(frame, columns, key="tren_setahun", alt=alt)
