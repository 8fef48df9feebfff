"""Recordings, prints and deliveries by month, and the recordings of one programme."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.cards.model import Channel
from ktp_core.cards.wording import CHANNELS
from ktp_core.charts.lines import Line, monthly_lines
from ktp_core.charts.theme import Palette
from ktp_core.kpi.details import Details
from ktp_core.kpi.service import Overview
from ktp_core.ui import head_charts, head_links
from ktp_core.ui.head_filters import SPANS, Asked
from ktp_core.ui.i18n import _, month, number, words


def draw(user: Actor, view: Overview, rest: Details, asked: Asked) -> None:
    """The months that are asked for, and the way to all of them. Of one programme its recordings alone: cards are
    printed for all of them."""
    of = repr((asked.months, asked.channel, rest.recorded))
    if rest.recorded is None:
        head_charts.once(view, lambda seen, colours: _all(seen, colours, asked.months), of)
    else:
        head_charts.once(view, lambda seen, colours: _programme(seen, rest.recorded or [], asked, colours), of)
    head_links.go(user, "tren", _("Lihat tren"), _same(user, view, asked))


def _same(user: Actor, view: Overview, asked: Asked) -> dict[str, str | list[str]]:
    """What is chosen here, as it stands in the address of the trends; the usual stands in none."""
    address: dict[str, str | list[str]] = {"kecamatan": head_links.names(user, view.scope)}
    if view.scope.as_of != clock.today(view.scope.regency):
        address["tanggal"] = view.scope.as_of.isoformat()
        address["pengetahuan"] = "" if view.scope.known_on else "true"
    return address | {"kurun": "" if asked.months == max(SPANS) else _(SPANS[asked.months])}


def _programme(view: Overview, recorded: list[int], asked: Asked, colours: Palette) -> None:
    shown = view.trend.assign(record=recorded).iloc[-asked.months :]
    frame = shown.assign(month=[month(int(one)) for one in shown["month"]])
    lines = [Line("record", _("rekam"), colours.recorded, colours.recorded_text)]
    running = not _month_over(view.scope.as_of)
    name = _(CHANNELS[asked.channel or Channel.UNKNOWN])
    said = words("Dalam 12 bulan terakhir: {n} perekaman di {name}.", n=number(int(sum(recorded[-13:-1]))), name=name)
    head_charts.chart(monthly_lines(frame, lines, colours, running=running), said)
    st.caption(said + " " + _("Cetak dan serah tidak menurut program.")
               + (" " + _("Garis putus-putus: bulan berjalan.") if running else ""))  # fmt: skip


def _all(view: Overview, colours: Palette, span: int) -> None:
    """Recordings, prints and deliveries of the last months."""
    shown = view.trend.iloc[-span:]
    frame = shown.assign(month=[month(int(one)) for one in shown["month"]])
    lines = [
        Line("record", _("rekam"), colours.recorded, colours.recorded_text),
        Line("print", _("cetak"), colours.printed, colours.printed_text),
        Line("deliver", _("serah"), colours.delivered, colours.delivered_text),
    ]  # fmt: skip
    running = not _month_over(view.scope.as_of)
    year = {line.column: int(view.trend[line.column].iloc[-13:-1].sum()) for line in lines}
    finding = _("Dalam 12 bulan terakhir: {record} perekaman, {print} kartu dicetak, {deliver} kartu diserahkan.")
    said = finding.format(**{name: number(n) for name, n in year.items()})
    head_charts.chart(monthly_lines(frame, lines, colours, running=running), said)
    st.caption(said + (" " + _("Garis putus-putus: bulan berjalan.") if running else ""))


def _month_over(day: date) -> bool:
    return (day + timedelta(days=1)).month != day.month
