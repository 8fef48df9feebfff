"""Screen `permohonan`: putting down a new letter, with its scan."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.requests import service
from ktp_core.ui import attachments, requests, requests_form
from ktp_core.ui.i18n import _
from ktp_core.ui.refusals import shown

_PANEL, _TURN = "baru", "_permohonan_baru"


def wanted() -> bool:
    """Whether the form of a new request is open."""
    return _PANEL in st.query_params


def button() -> None:
    """Opens it."""
    st.button(
        _("Catat permohonan"), type="primary", icon=":material/add:", key="catat_permohonan", on_click=_open,
        width="stretch",
    )  # fmt: skip


def _open() -> None:
    st.query_params[_PANEL] = "1"


def _close() -> None:
    st.query_params.pop(_PANEL, None)


def new(user: Actor, today: date) -> None:
    """The form of a new request, with its scan."""
    st.button(_("Kembali ke daftar"), on_click=_close, icon=":material/arrow_back:", type="tertiary", key="tutup_baru")
    st.header(_("Permohonan baru"), anchor=False)
    turn = st.session_state.setdefault(_TURN, 0)
    key = f"surat_baru_{turn}"
    asker = requests_form.asker(user, key, None)
    with st.form(f"simpan_{turn}", enter_to_submit=False, border=False):  # saving waits for the upload
        draft = requests_form.fields(key, asker, None, today)
        scan = attachments.picker(_("Pindaian surat (boleh menyusul)"), f"pindaian_{turn}")
        sent = st.form_submit_button(_("Simpan"), type="primary", icon=":material/save:", key="simpan_permohonan")
    if not sent:
        return
    with shown(), st.spinner(_("Menyimpan …")):
        made = service.receive(user, user.regency or "", draft(), today=today, at=clock.now(), scan=scan)
        st.session_state[_TURN] = turn + 1
        _close()
        st.toast(_("Permohonan dicatat."), icon=":material/check:")
        requests.show(made)
