"""Boleh rekam: the answer in a sentence, counts per institution or class, and the list itself."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards.model import CardState
from ktp_core.cards.wording import STATES
from ktp_core.eligibility import queries, service
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import SurveyFilter, SurveyKind
from ktp_core.regions.store import age_rules
from ktp_core.ui import tables
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
        by_class = chosen.institution_id is not None
        count = queries.survey_by_class if by_class else queries.survey_by_institution
        groups = count(conn, chosen, rules) if total else pd.DataFrame()
    _looked(user, chosen, total)
    sentence = words(
        SENTENCES[chosen.kind], n=number(total), first=day_long(chosen.on), last=day_long(chosen.until or chosen.on)
    )
    st.markdown(sentence)
    if not total:
        _nobody(chosen)
        return
    if by_class:
        _classes(groups)
    else:
        _institutions(groups, total)
    _people(user, chosen, rules, total)


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


def _institutions(groups: pd.DataFrame, total: int) -> None:
    groups["institution"] = groups["institution"].fillna(_("Tanpa lembaga"))
    columns = {
        "institution": tables.text(_("Lembaga"), "large"), "district": _("Kecamatan"),
        "people": st.column_config.ProgressColumn(
            _("Orang"), format="localized", min_value=0, max_value=int(groups["people"].max())
        ),
    }  # fmt: skip
    double = int(groups["people"].sum()) - total
    st.subheader(_("Per lembaga"), anchor=False)
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


def _people(user: Actor, chosen: SurveyFilter, rules: AgeRules, total: int) -> None:
    reveal = may(user, Permission.NIK_REVEAL, chosen.regency)
    st.subheader(_("Daftar nama"), anchor=False)

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(user, Permission.SURVEY_VIEW, chosen.regency) as conn:
            return queries.survey_page(conn, chosen, rules, limit=limit, offset=offset, reveal=reveal)

    tables.paged(total, fetch, lambda frame, page: _draw(frame, page, chosen), key="hal", of=chosen)


def _draw(frame: pd.DataFrame, page: int, chosen: SurveyFilter) -> None:
    frame["state"] = [_(STATES[CardState(int(state))]) for state in frame["state"]]
    texts = ["class_name", "institution", "district", "village"]
    frame[texts] = frame[texts].fillna("–").replace("", "–")
    columns: dict[str, Any] = {
        "name": tables.text(_("Nama"), "medium"), "nik": "NIK", "sex": tables.text(_("L/P"), 50),
        "birth_date": tables.day(_("Lahir")), "recordable_from": tables.day(_("Boleh rekam")),
        "card_age_on": tables.day(_("Usia cetak")), "class_name": _("Kelas"), "institution": _("Lembaga"),
        "district": _("Kecamatan"), "village": _("Desa/kelurahan"), "state": _("Status"),
    }  # fmt: skip
    if chosen.kind is not SurveyKind.TURNS_17:
        del columns["state"]
    if chosen.institution_id is not None:
        del columns["institution"]
    tables.show(frame, columns, key=f"orang_{page}", alt=_("Daftar nama"))
