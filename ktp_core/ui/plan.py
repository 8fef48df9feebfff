"""Rencana: the question. Period and districts stand in the address; teams, hours and rules are set for the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.planning import asking, service
from ktp_core.planning.answer import Proposal
from ktp_core.planning.model import Choices, Question, TeamTime
from ktp_core.planning.service import Known
from ktp_core.regions import queries as regions
from ktp_core.ui import filters, tables
from ktp_core.ui.i18n import _, day_long, number, words

_KEPT = "_usulan_rencana"
_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Period:
    """From and until, both included, and the districts asked for."""

    first: date
    last: date
    districts: tuple[str, ...]


def period(user: Actor, today: date) -> Period:
    """Four weeks from next Monday, unless somebody chooses otherwise."""
    monday = today + timedelta(days=7 - today.weekday())
    usual = (monday, monday + timedelta(days=7 * _WEEKS - 1))
    when, where = st.columns([1, 2])
    with when:
        span = st.date_input(
            _("Periode"), value=usual, min_value=today, key="periode", bind="query-params", format="DD/MM/YYYY"
        )
    with where, reading(user, Permission.VISIT_PLAN, user.regency) as conn:
        places = regions.districts(conn, str(user.regency))
        mine = {row.code: row.name for row in places.itertuples() if not user.districts or row.code in user.districts}
        districts = filters.several(_("Kecamatan lembaga"), mine, key="di_kecamatan")
    first = span[0] if span else usual[0]
    return Period(first, span[1] if len(span) > 1 else first, districts)


def known(user: Actor, asked: Period, today: date) -> Known:
    """What is known of the period; kept for a minute, so that a click costs no look at every list."""
    places = asked.districts or tuple(user.districts)
    return _known(config.database_url(), str(user.regency), asked.first, asked.last, places, today, user)


@st.cache_data(ttl=60, max_entries=32, show_spinner=False)
def _known(
    database: str, regency: str, first: date, last: date, districts: tuple[str, ...], today: date, _user: Actor
) -> Known:
    return service.known(_user, regency, first, last, districts=districts, today=today)


def sentence(found: Known, asked: Period) -> None:
    """What there is to plan, in a sentence."""
    st.markdown(
        words(
            "**{people} orang boleh direkam** di {institutions} lembaga sampai {last}; **{letters} surat menunggu**. "
            "Ada {days} hari kerja dalam periode ini.",
            people=number(found.people), institutions=number(found.institutions), letters=number(found.letters),
            last=day_long(asked.last), days=number(found.workdays),
        )
    )  # fmt: skip
    if found.booked:
        st.caption(
            words("{n} lembaga lain sudah punya kunjungan terjadwal dan tidak diusulkan lagi.", n=number(found.booked))
        )
    if found.unverified:
        st.caption(
            words("{n} surat lain belum diverifikasi; verifikasi dulu di halaman Permohonan agar ikut direncanakan.",
                  n=number(found.unverified))
        )  # fmt: skip
    for year in found.undecided:
        st.caption(words("Cuti bersama {year} belum ditetapkan; hari kerjanya dapat berubah.", year=year))


def question(user: Actor, asked: Period, found: Known) -> Question:
    """The question as it is set now."""
    left, right = st.columns([1.25, 1])
    with left.container(border=True, height="stretch"):
        st.markdown("###### " + _("Tim dan waktunya"))
        teams = _teams(found.teams)
    with right.container(border=True, height="stretch"):
        st.markdown("###### " + _("Aturan rencana"))
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


def ask(user: Actor, asked: Question, today: date) -> None:
    """The button that makes a proposal and keeps it for this session."""
    if st.button(_("Susun usulan"), type="primary", icon=":material/route:", key="susun"):
        st.session_state.pop(_KEPT, None)
        with st.spinner(_("Mencari rencana terbaik; paling lama sekitar sepuluh detik …")):
            st.session_state[_KEPT] = service.propose(user, asked, today=today)


def kept(user: Actor) -> Proposal | None:
    """The proposal of this session; none of another office."""
    found: Proposal | None = st.session_state.get(_KEPT)
    return found if found is not None and found.question.regency == user.regency else None


def forget() -> None:
    """The proposal was accepted or thrown away."""
    st.session_state.pop(_KEPT, None)
