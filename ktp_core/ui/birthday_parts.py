"""The answer of the screen `kalender_cetak`: periods, places, names, files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import accumulate

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.charts.birthdays import print_calendar
from ktp_core.charts.theme import palette
from ktp_core.printing import birthday_queries as queries
from ktp_core.printing import birthday_service as service
from ktp_core.printing.birthdays import DueSpan, PrintLine, Step, end
from ktp_core.printing.rules import Queue
from ktp_core.ui import tables
from ktp_core.ui.birthdays import Asked
from ktp_core.ui.calendar_words import month_year, span_words, weekday
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.refusals import shown

_HEIGHT = 300
_OPEN = "_kalender_nama"


def chart(found: Asked) -> None:
    """The periods as bars; what waited for them over days off is paler."""
    names = [_tick(line.first, found.step) for line in found.lines]
    hovers = [f"{_name(found, line)}: {_said(line)}" for line in found.lines]
    figure = print_calendar(
        names, [line.n - line.moved for line in found.lines], [line.moved for line in found.lines], hovers,
        [number(line.n) for line in found.lines], palette(st.context.theme.type == "dark"),
    )  # fmt: skip
    alt = words("Kartu yang jatuh tempo per periode. {said}", said="; ".join(hovers[:12]))
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=alt, key="grafik_jatuh_tempo")


def actions(user: Actor, found: Asked) -> None:
    """Take the list away: exactly what is asked for, whoever may."""
    if not may(user, Permission.BACKLOG_EXPORT):
        st.caption(_("Unduhan daftar hanya untuk petugas cetak."))
        return
    params = service.to_params(found.span)
    with shown():
        download_button(
            _("Unduh daftar (XLSX)"), "birthdays.xlsx", params, user, type="primary", width="stretch", key="unduh_xlsx"
        )
        download_button(_("Unduh daftar (CSV)"), "birthdays.csv", params, user, width="stretch", key="unduh_csv")
    st.caption(_("Setiap nama dengan tanggal cetaknya. Setiap unduhan dicatat."))


def breakdown(user: Actor, found: Asked) -> DueSpan:
    """Periods, districts, institutions; the span of the period that was chosen in the table, else all of it."""
    periods, places, schools = st.tabs(
        [_("Per periode"), _("Per kecamatan"), _("Per lembaga")], key="rincian_kalender", on_change="rerun"
    )
    if periods.open:
        with periods:
            return _periods(found)
    with reading(user, Permission.BACKLOG_VIEW, user.regency) as conn:
        if places.open:
            frame, where = queries.by_district(conn, found.span, found.calendar), places
            columns, unknown = {"name": _("Kecamatan")}, _("Belum diketahui")
        else:
            frame, where = queries.by_institution(conn, found.span, found.calendar), schools
            columns, unknown = {"name": _("Lembaga"), "district": _("Kecamatan")}, _("Tanpa lembaga")
    frame["name"] = frame["name"].astype(object).fillna(unknown)
    columns = {**columns, "n": tables.amount(_("Kartu = blangko"))}
    with where:
        tables.show(frame, columns, key="tempat_jatuh_tempo", height=min(_HEIGHT, 37 + 35 * len(frame)), empty="–")
    return found.span


def names(user: Actor, found: Asked, span: DueSpan) -> None:
    """The people of a span, behind a button: opening them is written down."""
    open_now = st.session_state.get(_OPEN) == span
    label = words("Lihat nama {days}", days=span_words(span.first, span.last))
    if not open_now:
        if not st.button(label, icon=":material/visibility:", key="lihat_nama"):
            return
        st.session_state[_OPEN] = span
    with reading(user, Permission.BACKLOG_VIEW, user.regency) as conn:
        known = queries.calendar(conn, span)
        queue = queries.due(conn, span, known)
    if not open_now:
        service.looked(user, span, total=queue.total, at=clock.now())
    st.header(words("Nama: {days}", days=span_words(span.first, span.last)), anchor=False)
    tables.paged(queue.total, lambda limit, offset: _page(user, span, queue, limit, offset), _people, of=span)


def _page(user: Actor, span: DueSpan, queue: Queue, limit: int, offset: int) -> pd.DataFrame:
    with reading(user, Permission.BACKLOG_VIEW, user.regency) as conn:
        known = queries.calendar(conn, span)
        frame = queries.page(conn, span, known, queue, limit=limit, offset=offset)
    frame[["institution", "district"]] = frame[["institution", "district"]].astype(object).fillna("–")
    frame["kind"] = [_("Pemula") if serial == 1 else _("Penggantian") for serial in frame["serial"]]
    return frame


def _people(frame: pd.DataFrame, page: int) -> None:
    columns = {
        "print_day": tables.day(_("Dicetak"), 86), "due_on": tables.day(_("Jatuh tempo"), 96),
        "nik": tables.text(_("NIK"), 148), "name": tables.text(_("Nama"), 180),
        "birth_date": tables.day(_("Lahir"), 86), "institution": tables.text(_("Lembaga"), 160),
        "district": tables.text(_("Kecamatan"), 110), "kind": tables.text(_("Jenis"), 86),
    }  # fmt: skip
    alt = _("Kartu yang jatuh tempo, yang pertama di atas.")
    tables.show(frame, columns, key=f"nama_{page}", height=tables.fitting(frame), alt=alt)


def _periods(found: Asked) -> DueSpan:
    running = list(accumulate(line.n for line in found.lines))
    frame = pd.DataFrame(
        {
            "period": [_name(found, line) for line in found.lines],
            "n": [line.n for line in found.lines],
            "moved": [line.moved for line in found.lines],
            "running": running,
            "all": [found.waiting + n for n in running],
        }
    )
    columns = {
        "period": tables.text(_("Dicetak"), 230),
        "n": tables.amount(_("Kartu = blangko"), help=_("Satu blangko untuk setiap kartu yang jatuh tempo.")),
        "moved": tables.amount(_("Dari hari libur"), help=_("Jatuh tempo pada hari libur, dicetak hari kerja "
                                                            "berikutnya.")),
        "running": tables.amount(_("Blangko sampai saat itu")),
        "all": tables.amount(_("Dengan antrean"), help=_("Ditambah kartu yang sudah menunggu cetak sebelum rentang "
                                                         "ini.")),
    }  # fmt: skip
    key = f"periode_{hash(found.span)}_{found.step}"
    chosen = tables.show(frame, columns, key=key, choose="one", height=min(_HEIGHT, 37 + 35 * len(frame)))
    if not chosen:
        return found.span
    line = found.lines[chosen[0]]
    first, last = max(line.first, found.span.first), min(end(line.first, found.step), found.span.last)
    return replace(found.span, first=first, last=last)


def _name(found: Asked, line: PrintLine) -> str:
    if found.step is Step.DAY:
        return f"{weekday(line.first)}, {day_short(line.first)}"
    if found.step is Step.MONTH:
        return month_year(line.first)
    return span_words(max(line.first, found.span.first), min(end(line.first, found.step), found.span.last))


def _tick(day: date, step: Step) -> str:
    if step is Step.MONTH:
        return f"{month_year(day)[:3]}<br>{day.year}"
    return f"{day.day}/{day.month}"


def _said(line: PrintLine) -> str:
    if not line.moved:
        return words("{n} kartu", n=number(line.n))
    return words("{n} kartu, {moved} dari hari libur", n=number(line.n), moved=number(line.moved))
