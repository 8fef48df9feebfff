"""Rencana: the period, which stands in the address, what there is to plan in it, and the proposal that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.planning import service
from ktp_core.planning.answer import Proposal
from ktp_core.planning.model import Question
from ktp_core.planning.service import Known
from ktp_core.regions import queries as regions
from ktp_core.ui import filters
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
