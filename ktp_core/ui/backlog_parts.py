"""The answer of the screen `antrean_cetak`: ages, places, and files."""

from __future__ import annotations

from datetime import date
from textwrap import wrap
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.audit.store import state
from ktp_core.charts.backlog import backlog_ageing
from ktp_core.exports.kinds import backlog_params
from ktp_core.printing import queries
from ktp_core.printing.model import BacklogFilter
from ktp_core.printing.rules import AGES, Queue
from ktp_core.ui import tables
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.phone import phone
from ktp_core.ui.refusals import shown

_HEIGHT = 162  # pixels of each view: a heading and three and a half rows, so that one sees that there are more


def breakdown(user: Actor, chosen: BacklogFilter, queue: Queue) -> None:
    """Three views of the same cards; only the open one is asked for."""
    by_age, by_district, by_school = st.tabs(
        [_("Lama menunggu"), _("Per kecamatan"), _("Per lembaga")], key="rincian", on_change="rerun"
    )
    if by_age.open:
        with by_age:
            _ages(queue)
        return
    frame = _counted(user, chosen, queue.today, schools=not by_district.open)
    if by_district.open:
        where, title, unknown = by_district, _("Kecamatan"), _("Belum diketahui")
    else:
        where, title, unknown = by_school, _("Lembaga"), _("Tanpa lembaga")
    with where:
        _places(frame, title, unknown)


def _counted(user: Actor, chosen: BacklogFilter, today: date, *, schools: bool) -> pd.DataFrame:
    with reading(user, Permission.BACKLOG_VIEW, user.regency) as conn:
        return _kept(conn, state(conn), chosen, today, schools)


@st.cache_data(max_entries=64, show_spinner=False)
def _kept(_conn: Any, version: str, chosen: BacklogFilter, today: date, schools: bool) -> pd.DataFrame:
    of = queries.backlog_by_institution if schools else queries.backlog_by_district
    return of(_conn, chosen, today)


def actions(user: Actor, chosen: BacklogFilter, today: date) -> None:
    """Take the list away: exactly what is filtered, whoever may."""
    if not may(user, Permission.BACKLOG_EXPORT):
        st.caption(_("Unduhan daftar hanya untuk petugas cetak."))
        return
    params = backlog_params(chosen.to_params(), today)
    with shown():
        download_button(
            _("Unduh daftar (XLSX)"), "backlog.xlsx", params, user, type="primary", width="stretch", key="unduh_xlsx"
        )
        download_button(_("Unduh daftar (CSV)"), "backlog.csv", params, user, width="stretch", key="unduh_csv")
    whole = may(user, Permission.NIK_REVEAL)
    st.caption(
        _("Isinya persis hasil saringan, dengan NIK lengkap. Setiap unduhan dicatat.")
        if whole
        else _("Isinya persis hasil saringan, dengan NIK disamarkan. Setiap unduhan dicatat.")
    )


def _ages(queue: Queue) -> None:
    labels = [_age_label(first, last) for first, last in AGES]
    counts = queue.ages()
    said = "; ".join(f"{label}: {number(n)}" for label, n in zip(labels, counts, strict=True))
    if phone():  # not aslant: two short lines under each bar
        labels = ["<br>".join(wrap(label, 10)) for label in labels]
    figure = backlog_ageing(counts, labels, number=number, dark=st.context.theme.type == "dark")
    alt = words("Kartu menurut lamanya menunggu. {said}", said=said)
    st.plotly_chart(figure, height=_HEIGHT, config={"displayModeBar": False}, alt=alt, key="umur_antrean")


def _places(frame: pd.DataFrame, title: str, unknown: str) -> None:
    names = [unknown if pd.isna(name) else name for name in frame["name"]]
    rows = pd.DataFrame({"name": names, "n": frame["n"]})
    bar = st.column_config.ProgressColumn(
        _("Kartu"), format="localized", min_value=0, max_value=int(rows["n"].max()), width="medium"
    )
    tables.show(rows, {"name": title, "n": bar}, key="rincian_tempat", height=min(_HEIGHT, 37 + 35 * len(rows)))


def _age_label(first: int, last: int | None) -> str:
    if last is None:
        return _("lebih dari 1 tahun")
    return words("{first}–{last} hari", first=first, last=last) if first else words("sampai {last} hari", last=last)
