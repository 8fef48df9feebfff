"""Parts of the screen `proyeksi`: which target, its dates and paces, what each obstacle costs, all targets."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.figures.model import Measure
from ktp_core.labels.projection import OBSTACLES, UNITS
from ktp_core.projection import wording
from ktp_core.projection.arriving import needed
from ktp_core.projection.model import Constraint
from ktp_core.projection.outlook import Outlook
from ktp_core.projection.spans import CARDS
from ktp_core.projection.tallies import VISITED
from ktp_core.projection.target_model import Arrival
from ktp_core.ui import filters, tables
from ktp_core.ui.i18n import _, day_short, number, percent, words
from ktp_core.ui.projection import name, speech

_SIDE_BY_SIDE = 3
"""Targets that stand beside one another to choose from; more of them in a list."""


def target(view: Outlook) -> int | None:
    """Which target the screen is about, in the address; None where there is none. Those not reached come first."""
    if not view.arrivals:
        return None
    order = sorted(range(len(view.arrivals)), key=lambda at: (view.arrivals[at].reached, at))
    if len(order) == 1:
        return order[0]
    names = {at: name(view.arrivals[at].target) for at in order}
    if len(order) <= _SIDE_BY_SIDE:
        return filters.switch(_("Target"), names, key="target")
    return st.selectbox(_("Target"), order, format_func=names.__getitem__, key="target", bind="query-params")


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
        _("Ingin tercapai pada"), value=min(usual, one.until), min_value=view.scope.as_of, max_value=one.until,
        format="DD/MM/YYYY", key=_asked(one), bind="query-params",
    )  # fmt: skip
    pace = needed(view.known, one.target, one.now, until or usual)
    now, then = st.columns(2)
    about = words("{unit} per hari kerja.", unit=_(UNITS[str(one.target.measure)]).capitalize())
    now.metric(_("Laju 12 bulan terakhir"), _daily(one.pace), help=about)
    then.metric(_("Laju yang diperlukan"), _daily(pace), help=about)
    st.caption(_compared(one, pace))
    if one.in_time is not None:
        st.caption(words("Peluang tercapai sampai batasnya, {day}: {chance}.", day=day_short(one.target.valid_until),
                         chance=_chance(one.in_time)))  # fmt: skip


def _asked(one: Arrival) -> str:
    """One key for each target: those of one measure differ by their last day."""
    end = one.target.valid_until
    return f"tercapai_{one.target.measure}" + (f"_{end:%Y%m%d}" if end else "")


def _chance(share: float) -> str:
    """In percent; what never happened in the courses, or always did, is not called certain."""
    return _("kurang dari 1%") if share < 0.01 else _("lebih dari 99%") if share > 0.99 else percent(share, 0)


def _daily(pace: float | None) -> str:
    return words("{n}/hari kerja", n=rate(pace))


def rate(pace: float | None) -> str:
    """Two places below one: a district has a visit every few weeks."""
    return number(pace, 1) if pace is None or 1 <= pace < 100 else number(pace, 2 if pace < 1 else 0)


def _compared(one: Arrival, pace: float | None) -> str:
    missing = words("{n} {unit}", n=number(one.target.value - one.now), unit=_(UNITS[str(one.target.measure)]))
    if pace is None:
        return words("Kurang {n}; tidak ada hari kerja sampai tanggal itu.", n=missing)
    if not one.pace:
        return words("Kurang {n}; dalam 12 bulan terakhir tidak ada yang bertambah.", n=missing)
    return words("Kurang {n}: {times} kali laju sekarang.", n=missing, times=number(pace / one.pace, 1))


def _costs(view: Outlook, one: Arrival) -> None:
    if one.obstacle is None:
        st.markdown(_("Tidak ada hambatan yang menunda target ini."))
        return
    st.markdown(words("Terbesar: **{what}**.", what=wording.obstacle(one, speech())))
    if one.target.measure in VISITED:
        _visited(view, one)
        return
    gained = sorted(one.gained.items(), key=lambda each: -each[1])
    if not gained[0][1]:
        st.markdown(_free(view, one))
        return
    rows = [(_(OBSTACLES[str(what)]), number(days)) for what, days in gained]
    frame = pd.DataFrame(rows, columns=["what", "days"])
    columns = {"what": tables.text(_("Tanpa hambatan ini")), "days": tables.text(_("Lebih cepat (hari)"), 130)}
    tables.show(frame, columns, key="proyeksi_hambatan", height="content")
    st.caption(_free(view, one))


def _visited(view: Outlook, one: Arrival) -> None:
    """What is known of targets that are counted from visits: how many institutions there are, what repeats cost."""
    visiting = view.known.visiting
    if one.target.measure is Measure.INSTITUTIONS_SERVED and visiting is not None:
        st.markdown(words("Lembaga aktif: {pool}; sudah dilayani {n}.", pool=number(visiting.pool), n=number(one.now)))
    if days := one.gained.get(Constraint.REPEATS):
        st.markdown(words("Jika setiap kunjungan menuju lembaga yang belum dilayani: {n} hari lebih cepat.",
                          n=number(days)))  # fmt: skip
    st.caption(_("Pengandaian di atas tidak mengubah jumlah kunjungan."))


def _free(view: Outlook, one: Arrival) -> str:
    """What even an office without any obstacle could not do."""
    said = speech()
    if one.earliest is None and one.target.measure in CARDS and one.target.valid_until:
        return words("Bahkan tanpa satu pun hambatan, target ini tidak tercapai sampai {until}.",
                     until=day_short(one.until))  # fmt: skip
    if one.earliest is None:
        return words("Bahkan tanpa satu pun hambatan, target ini tidak tercapai sampai {horizon}: yang sudah wajib KTP "
                     "dan yang akan genap 17 tahun belum cukup banyak.", horizon=said.month(view.horizon))  # fmt: skip
    return words("Tanpa semua hambatan sekaligus: {when}.", when=said.when(one.earliest, view.scope.as_of))
