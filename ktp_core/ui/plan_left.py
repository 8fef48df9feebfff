"""Rencana: who is postponed, why, and what that costs."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.labels.planning import BASES, WHYS
from ktp_core.planning.answer import Proposal
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, day_short, number, words

_SHOWN = 200


def table(found: Proposal) -> None:
    """One row is an institution that is not visited in the period, or not wholly."""
    if not found.postponed:
        st.success(_("Tidak ada yang ditunda: semua yang diperkirakan hadir terlayani dalam periode ini."))
        return
    recordings = sum(one.recordings for one in found.postponed)
    turning = sum(one.turning or 0 for one in found.postponed)
    st.markdown(
        words(
            "**{n} lembaga ditunda atau dilayani sebagian**: {recordings} perekaman tidak terjadi pada periode ini, "
            "dan {turning} orang di daftarnya genap 17 tahun tanpa direkam sebelum hari berikutnya yang mungkin.",
            n=number(len(found.postponed)), recordings=number(round(recordings)), turning=number(turning),
        )
    )  # fmt: skip
    shown = found.postponed[:_SHOWN]
    frame = pd.DataFrame({
        "name": [one.candidate.name for one in shown],
        "district": [one.candidate.district_name or "–" for one in shown],
        "why": [_(WHYS[str(one.why)]) for one in shown],
        "letter": [day_short(one.candidate.letter.since) if one.candidate.letter else "" for one in shown],
        "people": [f"{number(one.people)} ({_(BASES[str(one.candidate.people.basis)])})" for one in shown],
        "recordings": [round(one.recordings) for one in shown],
        "turning": ["–" if one.turning is None else number(one.turning) for one in shown],
        "next_day": [day_short(one.next_day) for one in shown],
        "last_visit": [day_short(one.candidate.last_visit) for one in shown],
    })  # fmt: skip
    columns = {
        "name": tables.text(_("Lembaga"), 160), "district": tables.text(_("Kecamatan"), 88),
        "why": tables.text(_("Sebab"), 168), "letter": tables.text(_("Surat sejak"), 90),
        "people": tables.text(_("Orang"), 88, help=_("Yang belum direkam dan 16 tahun pada akhir periode.")),
        "recordings": tables.amount(_("Tertunda"), 74, help=_("Perekaman yang tidak terjadi pada periode ini.")),
        "turning": tables.text(
            _("Genap 17"), 76, help=_("Yang genap 17 tahun sebelum hari berikutnya yang mungkin.")
        ),
        "next_day": tables.text(_("Mungkin lagi"), 98), "last_visit": tables.text(_("Terakhir"), 88),
    }  # fmt: skip
    tables.show(frame, columns, key="ditunda", height=420, alt=_("Lembaga yang ditunda dan ruginya"))
    if len(found.postponed) > _SHOWN:
        st.caption(words("{n} yang terbesar ditampilkan.", n=number(_SHOWN)))
