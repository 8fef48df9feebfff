"""Boleh rekam: the list of names, with masked NIKs until somebody asks, in writing, to see them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock, nik
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.cards.model import CardState
from ktp_core.cards.wording import STATES
from ktp_core.eligibility import queries, service
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import SurveyFilter, SurveyKind
from ktp_core.ui import reveal, tables
from ktp_core.ui.i18n import _

_SCREEN = "survei"


def listing(user: Actor, chosen: SurveyFilter, rules: AgeRules, total: int) -> None:
    """The people, fifty a page."""
    st.header(_("Daftar nama"), anchor=False)
    page = {"offset": 0}

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        page["offset"] = offset
        return _page(user, chosen, rules, limit, offset)

    tables.paged(total, fetch, lambda frame, _n: _draw(user, chosen, frame, page["offset"]), of=chosen)


def _page(user: Actor, chosen: SurveyFilter, rules: AgeRules, limit: int, offset: int) -> pd.DataFrame:
    ids = reveal.revealed(_SCREEN, chosen, offset)
    permission = Permission.NIK_REVEAL if ids else Permission.SURVEY_VIEW
    with reading(user, permission, chosen.regency) as conn:
        frame = queries.survey_page(conn, chosen, rules, limit=limit, offset=offset, reveal=bool(ids))
    pairs = zip(frame["id"], frame["nik"], strict=True)
    frame["nik"] = [nik.group(digits) if key in ids else nik.mask(digits) for key, digits in pairs]
    return frame


def _draw(user: Actor, chosen: SurveyFilter, frame: pd.DataFrame, offset: int) -> None:
    frame["state"] = [_(STATES[CardState(int(state))]) for state in frame["state"]]
    texts = ["class_name", "institution", "district", "village"]
    frame[texts] = frame[texts].astype(object).fillna("–").replace("", "–")
    reveals = may(user, Permission.NIK_REVEAL, chosen.regency)
    picked = tables.show(
        frame, _columns(chosen), key=f"orang_{offset}_{hash(chosen)}", choose="many" if reveals else None,
        alt=_("Daftar nama"),
    )  # fmt: skip
    if reveals:
        note = partial(service.revealed, user, chosen, at=clock.now())
        reveal.button(_SCREEN, chosen, offset, frame, picked, note)


def _columns(chosen: SurveyFilter) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "name": tables.text(_("Nama"), 175), "nik": tables.text(_("NIK"), 140), "sex": tables.text(_("L/P"), 50),
        "birth_date": tables.day(_("Lahir")), "recordable_from": tables.day(_("Boleh rekam")),
        "card_age_on": tables.day(_("Usia cetak")), "class_name": _("Kelas"), "institution": _("Lembaga"),
        "district": _("Kecamatan"), "village": _("Desa/kelurahan"), "state": _("Status"),
    }  # fmt: skip
    if chosen.kind is not SurveyKind.TURNS_17:
        del columns["state"]
    if chosen.kind is SurveyKind.RECORDABLE:  # long past for all of them
        del columns["recordable_from"]
    if chosen.institution_id is not None:
        del columns["institution"]
    return columns
