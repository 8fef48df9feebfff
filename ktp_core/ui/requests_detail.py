"""Screen `permohonan`: one request: who asks for what, its next step, its files, its answer, its history."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.attachments.model import Owner
from ktp_core.institutions.model import Institution
from ktp_core.labels.requests import REQUEST_EVENTS, REQUEST_STATES, SENDERS
from ktp_core.regions import store as regions
from ktp_core.requests import queries, rules
from ktp_core.requests.model import Request, RequestState
from ktp_core.ui import attachments, requests, requests_form, requests_reply, requests_steps, tables
from ktp_core.ui.i18n import _, day_long, day_short, moment, number, words
from ktp_core.ui.safe import plain

COLOURS = {
    RequestState.RECEIVED: "orange", RequestState.VERIFIED: "orange", RequestState.SCHEDULED: "blue",
    RequestState.DONE: "green", RequestState.DECLINED: "gray", RequestState.WITHDRAWN: "gray",
}  # fmt: skip


def one(user: Actor, opened: tuple[Request, Institution], today: date, *, may_edit: bool) -> None:
    """The request that the address names."""
    found, place = opened
    with reading(user, Permission.REQUEST_VIEW, found.regency) as conn:
        district = regions.names(conn, found.regency).get(place.district or "")
        happened = queries.history(conn, found.id)
        visits = queries.visits(conn, found.id)
    st.button(
        _("Kembali ke daftar"), on_click=requests.close, icon=":material/arrow_back:", type="tertiary", key="tutup"
    )
    _heading(found, place, today)
    left, right = st.columns([3, 2], gap="large")
    with left.container(border=True, height="stretch"):
        requests_steps.panel(user, found, visits, today, may_edit=may_edit)
    with right.container(border=True, height="stretch"):
        _facts(found, district)
    names = {"files": _("Pindaian"), "reply": _("Surat balasan"), "edit": _("Ubah isian"), "history": _("Riwayat")}
    shown = [name for name in names if may_edit or name in ("files", "history")]
    tabs = dict(zip(shown, st.tabs([names[name] for name in shown]), strict=True))
    with tabs["files"]:
        attachments.panel(user, Owner.REQUEST, found.id, _("Pindaian surat"), may_change=may_edit)
    if may_edit:
        with tabs["reply"]:
            requests_reply.panel(user, found, visits, today)
        with tabs["edit"]:
            _edit(user, found, today)
    with tabs["history"]:
        _history(found, happened)


def _heading(found: Request, place: Institution, today: date) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(plain(place.name), anchor=False, width="content")
        st.badge(_(REQUEST_STATES[found.state.value]), color=COLOURS[found.state])  # type: ignore[arg-type]
    days = rules.days_waiting(found.state, found.received_on, today)
    parts = [words("diterima {day}", day=day_long(found.received_on))]
    if found.letter_number or found.letter_date:
        letter = words("Surat {number}", number=plain(found.letter_number or "–"))
        parts.insert(0, letter + (f", {day_long(found.letter_date)}" if found.letter_date else ""))
    if days is not None:
        parts.append(words("menunggu **{n} hari**", n=number(days)))
    st.markdown(" · ".join(parts))


def _facts(found: Request, district: str | None) -> None:
    rows = {
        _("Pengirim"): _(SENDERS[found.sender.value]),
        _("Kecamatan"): district,
        _("Narahubung"): found.contact_name,
        _("Telepon"): found.contact_phone,
        _("Perkiraan orang"): number(found.expected) if found.expected else None,
        _("Tanggal diminta"): requests.span(found.wished_from, found.wished_until),
        _("Catatan"): found.note,
    }
    shown = [plain(value) if value else "–" for value in rows.values()]
    st.table({_("Keterangan"): list(rows), _("Isi"): shown}, hide_index=True, hide_header=True, border="horizontal")


def _edit(user: Actor, found: Request, today: date) -> None:
    if found.state not in (RequestState.RECEIVED, RequestState.VERIFIED, RequestState.SCHEDULED):
        st.info(_("Isian tidak diubah lagi setelah permohonan selesai, ditolak, atau ditarik."), icon=":material/lock:")
        return
    version = requests_steps.opened(found)
    key = f"surat_{found.id}_{version}"
    draft = requests_form.fields(key, requests_form.asker(user, key, found), found, today)
    if st.button(_("Simpan perubahan"), type="primary", icon=":material/save:", key="simpan_permohonan"):
        requests_steps.edit(user, found, draft, today)


def _history(found: Request, happened: pd.DataFrame) -> None:
    reasons = happened["reason"].fillna("")
    days = [words(" (kunjungan {day})", day=day_short(day)) if pd.notna(day) else "" for day in happened["visit_day"]]
    shown = pd.DataFrame({
        "at": [moment(at, found.regency) for at in happened["at"]],
        "what": [_(REQUEST_EVENTS[action]) + day for action, day in zip(happened["action"], days, strict=True)],
        "reason": reasons, "by": happened["by"],
    })  # fmt: skip
    columns = {
        "at": tables.text(_("Pada"), 140), "what": tables.text(_("Yang terjadi"), 330),
        "reason": tables.text(_("Alasan"), 330), "by": tables.text(_("Oleh"), 120),
    }  # fmt: skip
    tables.show(shown, columns, key="riwayat_permohonan", alt=_("Riwayat permohonan, terbaru di atas"))
