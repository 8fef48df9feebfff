"""Screen `jadwal`: for whom a new visit is, the letter that is answered and the institution."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.institutions import queries as institutions
from ktp_core.requests import queries as requests
from ktp_core.requests.model import RequestState
from ktp_core.ui import calendar_address as address
from ktp_core.ui.calendar_words import span_words
from ktp_core.ui.i18n import _, day_short, number, words


def choices(user: Actor, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Requests that wait, and institutions that may be visited."""
    regency = user.regency or ""
    with reading(user, Permission.VISIT_PLAN, regency) as conn:
        places = institutions.options(conn, regency, user.districts, today=today)
        waiting = requests.waiting(conn, regency, user.districts, today=today)
    return waiting[waiting["state"] == str(RequestState.VERIFIED)], places


def request(waiting: pd.DataFrame) -> pd.Series | None:
    """The letter that is answered, if any: the one in the address comes first."""
    rows = {int(row["request_id"]): row for _index, row in waiting.iterrows()}
    asked = address.number(address.REQUEST)
    if asked is not None and asked not in rows:
        st.warning(_("Permohonan itu tidak menunggu dijadwalkan: belum diverifikasi, sudah dijadwalkan, atau ditutup."))
    if not rows:
        return None
    chosen = st.selectbox(
        _("Permohonan yang dijawab"), list(rows), index=list(rows).index(asked) if asked in rows else None,
        key="untuk_permohonan", placeholder=_("Tanpa surat (inisiatif kantor)"),
        format_func=lambda one: _letter(rows[one]),
    )  # fmt: skip
    return None if chosen is None else rows[chosen]


def _letter(row: pd.Series) -> str:
    wished = ""
    if isinstance(row["wished_from"], date):
        until = row["wished_until"] if isinstance(row["wished_until"], date) else row["wished_from"]
        wished = words("minta {span}", span=span_words(row["wished_from"], until))
    waits = words("menunggu {n} hari", n=number(int(row["days"])))
    received = words("masuk {day}", day=day_short(row["received_on"]))
    return " · ".join(part for part in (str(row["institution"]), received, waits, wished) if part)


def place(places: pd.DataFrame, request: pd.Series | None) -> pd.Series | None:
    """Where to: the institution of the letter, or any."""
    rows = {int(row["id"]): row for _index, row in places.iterrows()}
    first = int(request["institution_id"]) if request is not None else address.number(address.PLACE)
    chosen = st.selectbox(
        _("Lembaga"), list(rows), index=list(rows).index(first) if first in rows else None,
        format_func=lambda one: _name(rows[one]), key=f"di_lembaga_{first or ''}", placeholder=_("Cari nama lembaga"),
    )  # fmt: skip
    return None if chosen is None else rows[chosen]


def _name(row: pd.Series) -> str:
    return " · ".join(str(row[name]) for name in ("name", "district_name") if isinstance(row[name], str))
