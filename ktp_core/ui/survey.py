"""Boleh rekam: the question, in a row of filters that stand in the address."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.eligibility import queries
from ktp_core.eligibility.survey import SurveyFilter, SurveyKind
from ktp_core.institutions import queries as institutions
from ktp_core.regions import queries as regions
from ktp_core.ui import filters
from ktp_core.ui.i18n import N_, _

KINDS = {
    SurveyKind.RECORDABLE: N_("Boleh rekam"),
    SurveyKind.TURNS_16: N_("Genap 16 tahun"),
    SurveyKind.TURNS_17: N_("Genap 17 tahun"),
}
_INSTITUTION = "lembaga"
_AHEAD = timedelta(days=30)


def ask(user: Actor) -> SurveyFilter:
    """The filters, in the address; the question inside what the user may see. Raises Refused, NotAllowed."""
    assert user.regency is not None
    with reading(user, Permission.SURVEY_VIEW, user.regency) as conn:
        places = regions.districts(conn, user.regency)
        found = institutions.options(conn, user.regency, user.districts)
    kind = filters.switch(_("Daftar"), {kind: _(label) for kind, label in KINDS.items()}, key="jenis")
    who, group, where, when = st.columns([3, 1.2, 2, 2])
    with who:
        institution = _institution({int(row.id): str(row.name) for row in found.itertuples()})
    with group:
        class_name = _class(user, institution)
    with where:
        mine = {row.code: row.name for row in places.itertuples() if not user.districts or row.code in user.districts}
        districts = filters.several(_("Kecamatan domisili"), mine, key="di_kecamatan")
    with when:
        first, last = _days(kind, clock.today(user.regency))
    chosen = SurveyFilter(user.regency, kind, first, last, institution, class_name, districts)
    return chosen.within(user)


def _institution(names: dict[int, str]) -> int | None:
    """The institution by its id in the address, so that other screens can link here."""
    asked = st.query_params.get(_INSTITUTION, "")
    key = "survei_lembaga"
    if key not in st.session_state:
        st.session_state[key] = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in names else None
    chosen: int | None = st.selectbox(
        _("Lembaga"), list(names), format_func=names.__getitem__, key=key, placeholder=_("Semua lembaga")
    )
    remember(chosen)
    return chosen


def _class(user: Actor, institution: int | None) -> str | None:
    """A class of the chosen institution; without one there is nothing to choose."""
    known: list[str] = []
    if institution is not None:
        with reading(user, Permission.SURVEY_VIEW, user.regency) as conn:
            known = queries.classes(conn, institution)
    chosen: str | None = st.selectbox(
        _("Kelas"), known, index=None, key=f"kelas_{institution}", bind="query-params", placeholder=_("Semua"),
        disabled=not known,
    )
    return chosen


def remember(institution: int | None) -> None:
    """Put the institution into the address."""
    if institution is not None:
        st.query_params[_INSTITUTION] = str(institution)
    elif _INSTITUTION in st.query_params:
        del st.query_params[_INSTITUTION]


def _days(kind: SurveyKind, today: date) -> tuple[date, date | None]:
    if kind is SurveyKind.RECORDABLE:
        day = st.date_input(_("Pada tanggal"), value=today, key="pada", bind="query-params", format="DD/MM/YYYY")
        return day or today, None
    span = st.date_input(
        _("Antara"), value=(today, today + _AHEAD), key="antara", bind="query-params", format="DD/MM/YYYY"
    )
    first = span[0] if span else today
    return first, span[1] if len(span) > 1 else first
