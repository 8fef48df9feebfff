"""Screen `penyerahan`: the weekly call list: whom to ask about cards that nobody has collected."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.exports.line_papers import call_list_params
from ktp_core.ui import parcels_kept, tables
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.parcels import named

_DAYS = (8, 31, 91)


def calls(user: Actor, today: date, *, may_edit: bool) -> None:
    """Places with cards that wait longer than some days, with whom to call there, and the list as a file."""
    head, days_field, files = st.columns([2.2, 1.2, 1.7], vertical_alignment="bottom")
    head.header(_("Daftar telepon"), anchor=False)
    days = days_field.selectbox(
        _("Menunggu"), _DAYS, index=1, key="telepon_hari", label_visibility="collapsed", bind="query-params",
        format_func=lambda n: words("Lebih dari {n} hari", n=n - 1),
    )  # fmt: skip
    least = int(days or _DAYS[1])
    found = parcels_kept.calls(user, today, least)
    if found.empty:
        st.info(_("Tidak ada tempat yang perlu ditelepon untuk batas hari itu."), icon=":material/task_alt:")
        return
    with files.container(horizontal=True, horizontal_alignment="right"):
        params = call_list_params(str(user.regency), least, today)
        if may_edit:
            download_button(_("XLSX"), "call_list.xlsx", params, user, key="unduh_telepon_xlsx")
            download_button(_("PDF"), "call_list.pdf", params, user, key="unduh_telepon_pdf")
    st.markdown(_sentence(found, least))
    tables.paged(len(found), lambda limit, offset: found.iloc[offset : offset + limit], _listing, key="hal_telepon",
                 of=(least, len(found)))  # fmt: skip


def _sentence(found: pd.DataFrame, least: int) -> str:
    return words(
        "**{places} tempat** untuk dihubungi: **{there} kartu** di sana dan **{here} kartu** di kantor menunggu lebih "
        "dari {days} hari.", places=number(len(found)), there=number(int(found["there"].sum())),
        here=number(int(found["here"].sum())), days=least - 1,
    )  # fmt: skip


def _listing(found: pd.DataFrame, page: int) -> None:
    names = ["district_name", "contact_name", "contact_phone"]
    shown = found.assign(**{name: found[name].astype(object).where(found[name].notna(), "–") for name in names})
    shown["name"] = [named(row) for row in found.to_dict("records")]
    columns = {
        "name": tables.text(_("Tempat"), 215), "district_name": tables.text(_("Kecamatan"), 110),
        "contact_name": tables.text(_("Narahubung"), 140), "contact_phone": tables.text(_("Telepon"), 112),
        "parcels": tables.amount(_("Paket"), 60), "there": tables.amount(_("Di sana"), 75),
        "here": tables.amount(_("Di kantor"), 78), "oldest": tables.amount(_("Tertua (hari)"), 98),
    }  # fmt: skip
    tables.show(shown, columns, key=f"telepon_{page}", height=min(320, 38 + 35 * len(shown)),
                alt=_("Tempat yang perlu ditelepon"))  # fmt: skip
