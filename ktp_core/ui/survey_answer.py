"""Boleh rekam: the answer in a sentence, and counts per institution or class."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from ktp_core import clock, config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.eligibility import queries, service
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import SurveyFilter, SurveyKind
from ktp_core.regions.store import age_rules
from ktp_core.ui import survey_people, tables
from ktp_core.ui.i18n import N_, _, day_long, number, words
from ktp_core.ui.survey import remember

SENTENCES = {
    SurveyKind.RECORDABLE: N_(
        "**{n} orang boleh direkam** pada {first}: 16 tahun ke atas atau sudah menikah, belum direkam."
    ),
    SurveyKind.TURNS_16: N_("**{n} orang genap 16 tahun** antara {first} dan {last}, belum direkam."),
    SurveyKind.TURNS_17: N_(
        "**{n} orang genap 17 tahun** antara {first} dan {last}; kartunya boleh dicetak sejak hari itu."
    ),
}


def answer(user: Actor, chosen: SurveyFilter) -> None:
    """Sentence, export, counts, list."""
    with reading(user, Permission.SURVEY_VIEW, chosen.regency) as conn:
        rules = age_rules(conn, chosen.regency, chosen.on)
        total = queries.survey_total(conn, chosen, rules)
    _looked(user, chosen, total)
    sentence = words(
        SENTENCES[chosen.kind], n=number(total), first=day_long(chosen.on), last=day_long(chosen.until or chosen.on)
    )
    st.markdown(sentence)
    if not total:
        _nobody(chosen)
        return
    groups = _groups(config.database_url(), json.dumps(chosen.to_params()), rules, user, chosen)
    if chosen.institution_id is not None:
        _classes(groups)
    else:
        _institutions(groups)
    survey_people.listing(user, chosen, rules, total)


@st.cache_data(ttl=60, max_entries=64, show_spinner=False)
def _groups(database: str, question: str, rules: AgeRules, _user: Actor, _chosen: SurveyFilter) -> pd.DataFrame:
    """Counts per class or institution, kept for a minute: turning a page asks for the page only. `attrs["double"]`
    counts who stands in two institutions."""
    with reading(_user, Permission.SURVEY_VIEW, _chosen.regency) as conn:
        if _chosen.institution_id is not None:
            return queries.survey_by_class(conn, _chosen, rules)
        groups = queries.survey_by_institution(conn, _chosen, rules)
        groups.attrs["double"] = int(groups["people"].sum()) - queries.survey_total(conn, _chosen, rules)
    return groups


def _looked(user: Actor, chosen: SurveyFilter, total: int) -> None:
    """One audit entry per question and browser session, not per rerun."""
    if st.session_state.get("_survei_dilihat") != chosen:
        service.looked(user, chosen, total=total, at=clock.now())
        st.session_state["_survei_dilihat"] = chosen


def _nobody(chosen: SurveyFilter) -> None:
    if chosen.kind is SurveyKind.RECORDABLE and chosen.institution_id is not None:
        st.success(_("Semua yang boleh direkam di sini sudah direkam, atau daftarnya belum diunggah."))
    else:
        st.info(_("Tidak ada yang cocok. Longgarkan saringan, atau unggah daftar dari lembaganya."))


def _institutions(groups: pd.DataFrame) -> None:
    groups["institution"] = groups["institution"].fillna(_("Tanpa lembaga"))
    groups["district"] = groups["district"].astype(object).fillna("–")
    columns = {
        "institution": tables.text(_("Lembaga"), "large"), "district": _("Kecamatan"),
        "people": st.column_config.ProgressColumn(
            _("Orang"), format="localized", min_value=0, max_value=int(groups["people"].max())
        ),
    }  # fmt: skip
    double = groups.attrs["double"]
    st.header(_("Per lembaga"), anchor=False)
    if double:
        st.caption(words("{n} santri yang juga bersekolah tampak di dua lembaga.", n=number(double)))
    height = 250 if len(groups) > 6 else "auto"
    picked = tables.show(groups, columns, key="per_lembaga", choose="one", height=height, alt=_("Jumlah per lembaga"))
    institution = int(groups["institution_id"].iloc[picked[0]]) if picked else 0
    if institution:
        st.session_state.pop("survei_lembaga", None)
        remember(institution)
        st.rerun()


def _classes(groups: pd.DataFrame) -> None:
    shown = " · ".join(f"{row.class_name or _('tanpa kelas')}: {number(row.people)}" for row in groups.itertuples())
    st.text(words("Per kelas: {classes}", classes=shown))
