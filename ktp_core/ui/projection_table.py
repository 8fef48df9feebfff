"""All targets of the screen `proyeksi` side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.labels.projection import BRIEF
from ktp_core.months import month_of
from ktp_core.projection import wording
from ktp_core.projection.outlook import Outlook
from ktp_core.projection.target_model import Arrival
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, day_short, month, number, percent, words
from ktp_core.ui.projection import name
from ktp_core.ui.projection_parts import rate


def every(view: Outlook) -> None:
    """All targets side by side, where there are several."""
    if len(view.arrivals) > 1:
        st.header(_("Semua target"), anchor=False)
        frame = pd.DataFrame([_row(view, one) for one in view.arrivals])
        titles = {
            "target": (_("Target"), 222), "until": (_("Batas"), 84), "now": (_("Sekarang"), 80), "p10": ("P10", 84),
            "p50": ("P50", 84), "p90": ("P90", 84), "chance": (_("Tepat waktu"), 88), "pace": (_("Laju"), 46),
            "needed": (_("Perlu"), 52), "why": (_("Hambatan"), 110),
        }  # fmt: skip
        columns = {key: tables.text(title, width) for key, (title, width) in titles.items()}
        tables.show(frame, columns, key="proyeksi_target", height="content")
        st.caption(_("P10, P50, P90: tanggal tercapai yang cepat, tengah, dan lambat. Tepat waktu: peluang tercapai "
                     "sampai batasnya. Laju 12 bulan terakhir dan yang perlu sampai batas itu per hari kerja, dalam "
                     "satuan targetnya."))  # fmt: skip
    if view.known.others:
        st.caption(words("{n} target pemula yang direkam dihitung di Beranda, tetapi tidak diproyeksikan: perekaman "
                         "per bulan tidak dipisahkan menurut tahun lahir.", n=number(view.known.others)))  # fmt: skip


def _briefly(day: date) -> str:
    return month(month_of(day))


def _row(view: Outlook, one: Arrival) -> dict[str, str]:
    beyond = f"> {_briefly(one.until)}"
    quick, middle, slow = (_("tercapai") if one.reached else _when(view, each) if each else beyond
                           for each in (one.p10, one.p50, one.p90))  # fmt: skip
    return {
        "target": name(replace(one.target, valid_until=None)), "until": day_short(one.target.valid_until),
        "now": number(one.now), "p10": quick, "p50": middle, "p90": slow,
        "chance": "–" if one.in_time is None or one.reached else _briefly_chance(one.in_time),
        "pace": rate(one.pace), "needed": rate(one.needed),
        "why": _(BRIEF[str(one.obstacle)]) if one.obstacle else "–",
    }  # fmt: skip


def _briefly_chance(share: float) -> str:
    return "<1%" if share < 0.01 else ">99%" if share > 0.99 else percent(share, 0)


def _when(view: Outlook, day: date) -> str:
    """A day that is near, the month of one that is not."""
    return day_short(day) if day - view.scope.as_of <= wording.NEAR else _briefly(day)
