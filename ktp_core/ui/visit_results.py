"""Hasil kunjungan: the question in a row of filters, the answer in a sentence, and ways from one list to another."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.errors import NotFound
from ktp_core.institutions import store as institutions
from ktp_core.institutions.model import Institution, Kind
from ktp_core.regions import queries as regions
from ktp_core.ui import filters
from ktp_core.ui.i18n import N_, _, number, words
from ktp_core.ui.institutions import KINDS
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import plain, quiet
from ktp_core.visits import reach
from ktp_core.visits.asked import PUPILS, Asked

VISIT, INSTITUTION = "kunjungan", "lembaga"
SHOW = "tampilkan"


class View(StrEnum):
    """Which list stands below the answer."""

    YEARS = "tahun"
    VISITS = "kunjungan"
    INSTITUTIONS = "lembaga"


VIEWS = {View.YEARS: N_("Per tahun"), View.VISITS: N_("Kunjungan"), View.INSTITUTIONS: N_("Lembaga")}


def ask(user: Actor, today: date) -> tuple[View, Asked]:
    """The filters, in the address, within what the user may see. Raises NotAllowed."""
    assert user.regency is not None
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        known = regions.districts(conn, user.regency)
    mine = {row.code: row.name for row in known.itertuples() if not user.districts or row.code in user.districts}
    row = st.columns([3.2, 2.2, 2, 2.4], vertical_alignment="bottom")
    with row[0]:
        view = filters.switch(_("Tampilkan"), {key: _(word) for key, word in VIEWS.items()}, key=SHOW)
    with row[1]:
        kind = filters.one(
            _("Jenis lembaga"), {kind: _(word) for kind, word in KINDS.items()}, key="jenis_lembaga",
            everything=_("Sekolah dan pesantren"),
        )  # fmt: skip
    with row[2]:
        districts = filters.several(_("Kecamatan"), mine, key="di_kecamatan")
    with row[3]:
        search = filters.search(_("Cari lembaga"), key="cari_hasil", placeholder=_("mis. SMKN 1 Purwosari"))
    asked = Asked(user.regency, today, kinds=(kind,) if kind else PUPILS, districts=districts, search=search)
    return view, asked.within(user)


def answer(user: Actor, asked: Asked) -> reach.Reach:
    """How many of the institutions were ever visited, as one would say it."""
    with reading(user, Permission.VISIT_VIEW, asked.regency) as conn:
        found = reach.reach(conn, asked)
    if found.institutions:
        sentence = words(
            "**{visited} dari {n}** {kind} pernah dikunjungi. **{never}** belum pernah; **{long}** terakhir dikunjungi "
            "12 bulan lalu atau lebih.",
            visited=number(found.visited), n=number(found.institutions), kind=_kind(asked), never=number(found.never),
            long=number(found.long_ago),
        )  # fmt: skip
        st.markdown(sentence)
    return found


def _kind(asked: Asked) -> str:
    if asked.kinds == PUPILS:
        return _("sekolah dan pesantren")
    kind: Kind = asked.kinds[0]
    return _(KINDS[kind]).lower()


def asked_for(name: str) -> int | None:
    """An id in the address, None when there is none that could be one."""
    written = st.query_params.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else None


def place(user: Actor, institution_id: int | None) -> Institution | None:
    """The institution in the address, None when it is not this account's."""
    if institution_id is None:
        return None
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        try:
            found = institutions.get(conn, institution_id)
        except NotFound:
            return None
    return found if may(user, Permission.VISIT_VIEW, found.regency, found.district) else None


def of_place(one: Institution) -> None:
    """Says that the list is one institution's, with the way back to all."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words("Hanya kunjungan ke **{name}**.", name=plain(one.name)), width="content")
        st.button(_("Semua lembaga"), on_click=_forget, args=(INSTITUTION,), icon=":material/close:", type="tertiary")


def next_steps(user: Actor, one: Institution, visits: int) -> None:
    """What can be done with the institution that was chosen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(one.name)}**", width="content")
        if visits:
            st.button(words("Lihat {n} kunjungannya", n=number(visits)), on_click=_show_visits, args=(one.id,))
        else:
            st.markdown(quiet(_("belum pernah dikunjungi")), width="content")
        for file, label, name in (
            ("boleh_rekam", _("Siapa yang boleh direkam"), "lembaga"), ("jadwal", _("Jadwalkan kunjungan"), "lembaga"),
        ):  # fmt: skip
            screen = BY_FILE[file]
            allowed = may(user, Permission.VISIT_PLAN if file == "jadwal" else screen.permission, user.regency)
            if allowed and screen.path.exists():
                st.page_link(str(screen.path), label=label, icon=screen.icon, query_params={name: str(one.id)})


def counted(title: str, width: int) -> Any:
    """A column of counts in words: what nobody counted is a dash, not nothing."""
    return st.column_config.TextColumn(title, width=width, alignment="right")


def hint() -> None:
    """Below a list in which nothing is chosen."""
    st.markdown(quiet(_("Pilih satu baris untuk melihat rinciannya.")))


def back_button() -> None:
    """From one visit in the address to the lists."""
    st.button(
        _("Semua kunjungan"), on_click=_forget, args=(VISIT,), icon=":material/arrow_back:", type="tertiary"
    )  # fmt: skip


def _forget(name: str) -> None:
    st.query_params.pop(name, None)


def _show_visits(institution_id: int) -> None:
    st.session_state[SHOW] = View.VISITS
    st.query_params[INSTITUTION] = str(institution_id)
