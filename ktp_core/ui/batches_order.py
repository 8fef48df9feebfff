"""Screen `kelompok_cetak`: in which order the office prints. Everybody sees it, who decides changes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.batches import order as rules
from ktp_core.batches import queries, service
from ktp_core.batches.model import Category, PrintOrder
from ktp_core.labels.batches import CATEGORIES
from ktp_core.ui import refusals
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.safe import quiet

_DRAFT = "_urutan_cetak"
_ABOUT = {
    Category.FIRST_TIME: N_("kartu pertama, belum lama genap 17 tahun"),
    Category.DISASTER: N_("kartu hilang atau rusak karena bencana"),
    Category.WAITING: N_("kartu pertama orang yang sudah lama cukup usia: pemegang suket, siap cetak sejak tahun lalu"),
    Category.LOST: N_("penggantian kartu yang hilang"),
    Category.DAMAGED: N_("penggantian kartu yang rusak"),
    Category.CHANGED: N_("penggantian karena data berubah"),
    Category.REPLACED: N_("penggantian yang sebabnya belum dicatat"),
}
_SOURCE = N_("Urutan bawaan: permintaan Dirjen Dukcapil kepada semua dinas, Februari 2020, saat blangko terbatas: "
             "pemula genap 17 tahun lebih dahulu, lalu korban bencana, lalu yang sudah lama siap cetak, penggantian "
             "terakhir. Urutan antarpenggantian boleh diatur kantor.")  # fmt: skip


def order(user: Actor) -> None:
    """The order as a list; with arrows for whoever may change it."""
    with reading(user, Permission.BATCH_VIEW, user.regency) as conn:
        known = queries.order(conn, str(user.regency))
    may_change = may(user, Permission.ORDER_EDIT, user.regency) and not user.districts
    draft: PrintOrder = st.session_state.get(_DRAFT, known) if may_change else known
    if draft.version != known.version and draft != known:
        st.warning(_("Urutan ini baru saja diubah orang lain; simpan akan ditolak. Muat ulang untuk mulai lagi."))
    with st.container(border=True):
        for at, category in enumerate(draft.categories):
            _row(draft, at, category, may_change=may_change)
    if may_change:
        _form(user, draft, known)
    else:
        st.markdown(_months(known))
    st.markdown(quiet(_(_SOURCE)))
    mine = (
        _("Kantor ini memakai urutan bawaan.")
        if known == _default(known)
        else _("Kantor ini memakai urutannya sendiri.")
    )
    st.markdown(quiet(mine + " " + _("Di dalam tiap sebab, yang terlama menunggu lebih dahulu.")))


def _default(known: PrintOrder) -> PrintOrder:
    return replace(rules.DEFAULT, version=known.version)


def _months(known: PrintOrder) -> str:
    return words("Pemula: kartu pertama sampai **{n} bulan** sesudah usia cetak.", n=number(known.first_time_months))


def _row(draft: PrintOrder, at: int, category: Category, *, may_change: bool) -> None:
    name, arrows = st.columns([7, 1], vertical_alignment="center")
    name.markdown(f"**{at + 1}\u2002{_(CATEGORIES[str(category)])}** {quiet(_(_ABOUT[category]))}")
    if not may_change:
        return
    side_by_side = arrows.container(horizontal=True)
    for step, icon, label, last in (
        (-1, ":material/arrow_upward:", _("Naikkan"), 0),
        (1, ":material/arrow_downward:", _("Turunkan"), len(draft.categories) - 1),
    ):  # fmt: skip
        side_by_side.button(
            icon, key=f"geser_{category}_{step}", disabled=at == last, on_click=_move, args=(draft, at, step),
            help=label, type="tertiary",
        )  # fmt: skip


def _move(draft: PrintOrder, at: int, step: int) -> None:
    moved = list(draft.categories)
    moved[at], moved[at + step] = moved[at + step], moved[at]
    st.session_state[_DRAFT] = replace(draft, categories=tuple(moved))


def _form(user: Actor, draft: PrintOrder, known: PrintOrder) -> None:
    with st.form("urutan", border=False):
        months, save, _rest = st.columns([1.6, 1, 2.4], vertical_alignment="bottom")
        n = months.number_input(
            _("Pemula sampai berapa bulan sesudah usia cetak"), 1, rules.LONGEST, draft.first_time_months,
            key=f"bulan_pemula_{known.version}",
        )  # fmt: skip
        sent = save.form_submit_button(
            _("Simpan urutan"), type="primary", icon=":material/save:", width="stretch", key="simpan_urutan"
        )
    with st.container(horizontal=True):
        if draft.categories != known.categories:
            st.button(
                _("Batalkan perubahan"), icon=":material/undo:", type="tertiary", on_click=_forget, key="urut_batal"
            )
        if draft.categories != rules.DEFAULT.categories:
            st.button(_("Pakai urutan bawaan"), icon=":material/restart_alt:", type="tertiary", key="urut_bawaan",
                      on_click=_keep, args=(replace(draft, categories=rules.DEFAULT.categories),))  # fmt: skip
    if sent:
        wanted = replace(draft, first_time_months=int(n or 0))
        act = partial(service.set_order, user, str(user.regency), wanted, at=clock.now())
        if refusals.carried_out(act, forget=_forget):
            st.toast(_("Urutan cetak disimpan."), icon=":material/check:")
            st.rerun()


def _keep(draft: PrintOrder) -> None:
    st.session_state[_DRAFT] = draft


def _forget() -> None:
    st.session_state.pop(_DRAFT, None)
