"""Rencana: teams, hours and rules of the plan, set for the session."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.planning import asking
from ktp_core.planning.model import Choices, Question, TeamTime
from ktp_core.planning.service import Known
from ktp_core.ui import tables
from ktp_core.ui.i18n import _
from ktp_core.ui.plan import Period


def question(user: Actor, asked: Period, found: Known) -> Question:
    """The question as it is set now."""
    left, right = st.columns([1.25, 1])
    with left.container(border=True, height="stretch"):
        st.header(_("Tim dan waktunya"), anchor=False)
        teams = _teams(found.teams)
    with right.container(border=True, height="stretch"):
        st.header(_("Aturan rencana"), anchor=False)
        choices = _choices()
    return Question(str(user.regency), asked.first, asked.last, teams, choices, asked.districts)


def _teams(usual: tuple[TeamTime, ...]) -> tuple[TeamTime, ...]:
    if not usual:
        st.info(_("Belum ada tim. Daftarkan tim dan alatnya di halaman Tim dan hari libur."))
        return ()
    frame = pd.DataFrame({
        "team": [one.name for one in usual], "kits": [one.kits for one in usual], "hours": [one.hours for one in usual],
    })  # fmt: skip
    column = st.column_config
    edited = st.data_editor(
        frame, key=f"tim_rencana_{hash(usual)}", hide_index=True, disabled=["team"], num_rows="fixed",
        column_config={
            "team": tables.text(_("Tim")),
            "kits": column.NumberColumn(
                _("Alat"), min_value=asking.KITS[0], max_value=asking.KITS[1], step=1, width=70,
                help=_("Alat rekam yang dibawa; 0: tim tidak ikut."),
            ),
            "hours": column.NumberColumn(
                _("Jam per hari"), min_value=asking.HOURS[0], max_value=asking.HOURS[1], step=0.5, width=90,
                format="localized",
                help=_("Termasuk perjalanan dan persiapan."),
            ),
        },
    )  # fmt: skip
    rows = zip(usual, edited["kits"].fillna(0), edited["hours"].fillna(0), strict=True)
    return tuple(TeamTime(one.team_id, one.name, int(kits), float(hours)) for one, kits, hours in rows)


def _choices() -> Choices:
    usual = Choices()
    first, second, third = st.columns(3)
    per_day = first.number_input(
        _("Lembaga per hari"), *asking.PER_DAY, usual.per_day, key="per_hari",
        help=_("Paling banyak bagi satu tim. Satu mobil biasanya sampai ke dua sekolah sehari."),
    )  # fmt: skip
    setup = second.number_input(
        _("Menit persiapan"), *asking.SETUP, usual.setup, 5, key="persiapan",
        help=_("Perjalanan, memasang, dan membongkar alat, untuk tiap lembaga."),
    )  # fmt: skip
    least = third.number_input(
        _("Paling sedikit"), *asking.LEAST, usual.least, key="paling_sedikit",
        help=_("Satu kunjungan melayani sedikitnya sekian orang, atau semua yang ada."),
    )  # fmt: skip
    letters = st.toggle(_("Surat yang menunggu didahulukan, terlama dulu"), usual.letters_first, key="surat_dulu")
    districts = st.toggle(
        _("Setiap kecamatan dikunjungi sedikitnya sekali"), usual.every_district, key="tiap_kecamatan"
    )
    return Choices(per_day, setup, least, usual.start, letters, districts)
