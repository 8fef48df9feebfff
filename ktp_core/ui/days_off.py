"""Screen `tim_alat`: the holidays of a year, and how many working days they leave."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.labels.visits import DAYS
from ktp_core.ui import tables
from ktp_core.ui.calendar_words import weekday
from ktp_core.ui.i18n import _, language, number, words
from ktp_core.workdays import national
from ktp_core.workdays.model import DayKind
from ktp_core.workdays.rules import days


def holidays(today: date) -> None:
    """Every day off by law of a year, by name, and how many working days that leaves."""
    year = int(st.number_input(_("Tahun"), 2015, 2099, today.year, key="tahun_libur", width=160))
    found = national.of_year(year)
    off = {one.day for one in found}
    everything = days(date(year, 1, 1), date(year, 12, 31))
    left = sum(day.weekday() < 5 and day not in off for day in everything)
    counts = {kind: number(sum(one.kind is kind for one in found)) for kind in DayKind}
    said = words(
        "**{n}** hari libur nasional dan **{joint}** hari cuti bersama; {left} hari kerja Senin sampai Jumat.",
        n=counts[DayKind.HOLIDAY], joint=counts[DayKind.JOINT_LEAVE], left=number(left),
    )  # fmt: skip
    st.markdown(said)
    if not national.decided(year):
        st.warning(
            _("Cuti bersama tahun ini belum ditetapkan (SKB 3 Menteri); yang tampil baru libur nasional."),
            icon=":material/event_note:",
        )
    frame = pd.DataFrame({
        "day": [one.day for one in found],
        "weekday": [weekday(one.day) for one in found],
        "name": [(one.name if language() == "id" else one.name_en) + (f" ({_('perkiraan')})" if one.estimated else "")
                 for one in found],
        "kind": [_(DAYS[one.kind]) for one in found],
    })  # fmt: skip
    tables.show(
        frame,
        {"day": tables.day(_("Tanggal"), 110), "weekday": tables.text(_("Hari"), 90), "name": _("Nama"),
         "kind": tables.text(_("Jenis"), 150)},
        key="daftar_libur", height=min(560, 38 + 35 * len(frame)),
    )  # fmt: skip
