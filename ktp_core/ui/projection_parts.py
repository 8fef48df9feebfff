"""Parts of the screen `proyeksi`: which target, its dates and paces, what each obstacle costs, all targets."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.labels.projection import BRIEF, COUNTED, OBSTACLES
from ktp_core.projection import wording
from ktp_core.projection.model import Arrival
from ktp_core.projection.outlook import Outlook, needed
from ktp_core.ui import filters, tables
from ktp_core.ui.i18n import _, day_short, month, number, words
from ktp_core.ui.projection import speech


def target(view: Outlook) -> int | None:
    """Which target the screen is about, in the address; None where there is none. Those not reached come first."""
    if not view.arrivals:
        return None
    order = sorted(range(len(view.arrivals)), key=lambda at: (view.arrivals[at].reached, at))
    if len(order) == 1:
        return order[0]
    names = {at: name(view.arrivals[at]) for at in order}
    return filters.switch(_("Target"), names, key="target")


def name(one: Arrival) -> str:
    """`1.400.000 pemilik KTP-el`, with its last day where it has one."""
    text = f"{number(one.target.value)} {_(COUNTED[str(one.target.measure)])}"
    until = one.target.valid_until
    return words("{target} sampai {day}", target=text, day=day_short(until)) if until else text


def facts(view: Outlook, chosen: int) -> None:
    """Pace now against pace needed; what each obstacle costs."""
    one = view.arrivals[chosen]
    if one.reached:
        return
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.header(_("Laju sekarang dan laju yang diperlukan"), anchor=False)
        _paces(view, one)
    with right, st.container(border=True, height="stretch"):
        st.header(_("Yang menahan"), anchor=False)
        _costs(view, one)


def _paces(view: Outlook, one: Arrival) -> None:
    usual = one.target.valid_until or date(view.scope.as_of.year + 1, 12, 31)
    until = st.date_input(
        _("Ingin tercapai pada"), value=usual, min_value=view.scope.as_of, max_value=view.horizon, format="DD/MM/YYYY",
        key=f"tercapai_{one.target.measure}", bind="query-params",
    )  # fmt: skip
    pace = needed(view.known, one.target, until or usual)
    now, then = st.columns(2)
    now.metric(_("Laju 12 bulan terakhir"), _daily(one.pace), help=_("Orang per hari kerja."))
    then.metric(_("Laju yang diperlukan"), _daily(pace), help=_("Orang per hari kerja."))
    st.caption(_compared(one, pace))


def _daily(pace: float | None) -> str:
    return words("{n}/hari kerja", n=number(pace, 1 if pace is not None and pace < 100 else 0))


def _compared(one: Arrival, pace: float | None) -> str:
    missing = number(one.target.value - one.now)
    if pace is None:
        return words("Kurang {n} orang; tidak ada hari kerja sampai tanggal itu.", n=missing)
    if not one.pace:
        return words("Kurang {n} orang; dalam 12 bulan terakhir tidak ada yang bertambah.", n=missing)
    return words("Kurang {n} orang: {times} kali laju sekarang.", n=missing, times=number(pace / one.pace, 1))


def _costs(view: Outlook, one: Arrival) -> None:
    if one.obstacle is None:
        st.markdown(_("Tidak ada hambatan yang menunda target ini."))
        return
    st.markdown(words("Terbesar: **{what}**.", what=wording.obstacle(one, speech())))
    gained = sorted(one.gained.items(), key=lambda each: -each[1])
    if not gained[0][1]:
        st.markdown(_free(view, one))
        return
    rows = [(_(OBSTACLES[str(what)]), number(days)) for what, days in gained]
    frame = pd.DataFrame(rows, columns=["what", "days"])
    columns = {"what": tables.text(_("Tanpa hambatan ini")), "days": tables.text(_("Lebih cepat (hari)"), 130)}
    tables.show(frame, columns, key="proyeksi_hambatan", height="content")
    st.caption(_free(view, one))


def _free(view: Outlook, one: Arrival) -> str:
    """What even an office without any obstacle could not do."""
    said = speech()
    if one.earliest is None:
        return words("Bahkan tanpa satu pun hambatan, target ini tidak tercapai sampai {horizon}: yang sudah wajib KTP "
                     "dan yang akan genap 17 tahun belum cukup banyak.", horizon=said.month(view.horizon))  # fmt: skip
    return words("Tanpa semua hambatan sekaligus: {when}.", when=said.when(one.earliest, view.scope.as_of))


def every(view: Outlook) -> None:
    """All targets side by side, where there are several."""
    if len(view.arrivals) > 1:
        st.header(_("Semua target"), anchor=False)
        frame = pd.DataFrame([_row(view, one) for one in view.arrivals])
        titles = {
            "target": (_("Target"), 302), "now": (_("Sekarang"), 85), "p10": (_("Cepat (P10)"), 95),
            "p50": (_("Tengah (P50)"), 98), "p90": (_("Lambat (P90)"), 98), "pace": (_("Laju"), 52),
            "needed": (_("Diperlukan"), 82), "why": (_("Hambatan"), 124),
        }  # fmt: skip
        columns = {key: tables.text(title, width) for key, (title, width) in titles.items()}
        tables.show(frame, columns, key="proyeksi_target", height="content")
        st.caption(_("Laju dan yang diperlukan dalam orang per hari kerja, sampai hari terakhir berlakunya target."))
    if view.known.others:
        st.caption(words("{n} target lain menghitung lembaga, kunjungan, atau pelajar, bukan orang pada satu tahap; "
                         "kemajuannya ada di Beranda.", n=number(view.known.others)))  # fmt: skip


def _briefly(day: date) -> str:
    return month(day.year * 100 + day.month)


def _row(view: Outlook, one: Arrival) -> dict[str, str]:
    beyond = f"> {month(view.months[-1])}"
    quick, middle, slow = (_("tercapai") if one.reached else _briefly(each) if each else beyond
                           for each in (one.p10, one.p50, one.p90))  # fmt: skip
    return {
        "target": name(one), "now": number(one.now), "p10": quick, "p50": middle, "p90": slow,
        "pace": number(one.pace, 1), "needed": number(one.needed, 1),
        "why": _(BRIEF[str(one.obstacle)]) if one.obstacle else "–",
    }  # fmt: skip


