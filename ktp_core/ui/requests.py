"""Parts of the screen `permohonan`: which request is open, the filter, the sentence above the list, the list."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading
from ktp_core.errors import KtpError
from ktp_core.institutions import store as institutions
from ktp_core.institutions.model import Institution
from ktp_core.labels.requests import REQUEST_STATES, SENDERS
from ktp_core.regions import store as regions
from ktp_core.requests import store
from ktp_core.requests.model import Chosen, Request, RequestState, Sender
from ktp_core.ui import filters, places, refusals, tables
from ktp_core.ui.i18n import _, day_short, number, words
from ktp_core.ui.safe import plain

KEY = "permohonan"
_FILTERS = ("cari_surat", "status_surat", "pengirim_surat", "kecamatan_surat")
_TURN = "_permohonan_daftar"


def opened(user: Actor) -> tuple[Request, Institution] | None:
    """The request in the address with who asks, None when there is none; a sentence when it is not this office's."""
    wanted = st.query_params.get(KEY, "")
    if not wanted:
        return None
    for name in _FILTERS:  # the filter comes back with the list
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]
    try:
        with reading(user, Permission.REQUEST_VIEW, user.regency) as conn:
            found = store.get(conn, int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else 0)
            place = institutions.get(conn, found.institution_id)
        require(user, Permission.REQUEST_VIEW, found.regency, place.district)
        if found.regency == user.regency:
            return found, place
        st.error(_("Permohonan itu milik kantor lain. Pilih kantornya di bilah samping."), icon=":material/block:")
    except KtpError as refusal:
        refusals.say(refusal)
    close()
    return None


def close() -> None:
    """Back to the list."""
    st.query_params.pop(KEY, None)


def show(request_id: int) -> None:
    """Go to a request."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # coming back, no row is chosen
    st.query_params[KEY] = str(request_id)
    st.rerun()


def chosen(user: Actor) -> tuple[Chosen, DeltaGenerator]:
    """The filter row; every part of it but the search stands in the address. And room for a button at its end."""
    with reading(user, Permission.REQUEST_VIEW, user.regency) as conn:
        names = regions.names(conn, user.regency or "")
    mine = places.own(user, names)
    search, state, sender, district, end = st.columns([2.6, 2.3, 1.7, 2, 1.9], vertical_alignment="bottom")
    with search:
        wanted = filters.search(
            _("Cari lembaga atau nomor surat"), key="cari_surat", placeholder=_("mis. SMAN 1 Kejayan")
        )
    with state:
        states = filters.several(
            _("Status"), {one: _(REQUEST_STATES[one.value]) for one in RequestState}, key="status_surat"
        )
    with sender:
        who = filters.one(_("Pengirim"), {one: _(SENDERS[one.value]) for one in Sender}, key="pengirim_surat")
    with district:
        where = filters.several(_("Kecamatan"), mine, key="kecamatan_surat")
    regency = user.regency or ""
    return Chosen(regency, states=states, sender=who, districts=where, search=wanted).within(user), end


def sentence(by_state: dict[RequestState, int], total: int, longest: tuple[int, str] | None) -> None:
    """How many the filter gives, how many wait, and who has waited longest."""
    parts = [f"**{number(n)}** {_(REQUEST_STATES[state.value]).lower()}" for state, n in by_state.items() if n]
    said = [words("**{n}** permohonan", n=number(total)) + f": {', '.join(parts)}."]
    if longest:
        text = _("Terlama menunggu jawaban: {days} hari, {institution}.")
        said.append(text.format(days=number(longest[0]), institution=plain(longest[1])))
    st.markdown(" ".join(said))


def listing(frame: pd.DataFrame, page: int) -> None:
    """The table; choosing a row opens the request."""
    visible = pd.DataFrame(
        {
            "days": frame["days"],
            "institution": frame["institution"],
            "district": frame["district"].fillna("–"),
            "state": [_(REQUEST_STATES[state]) for state in frame["state"]],
            "visit": frame["visit_day"],
            "letter": frame["letter_number"].fillna("–"),
            "received": frame["received_on"],
            "expected": frame["expected"].astype("Int64"),
            "wished": [span(a, b) for a, b in zip(frame["wished_from"], frame["wished_until"], strict=True)],
        }
    )
    columns = {
        "days": tables.amount(_("Menunggu"), 82, help=_("Hari sejak diterima, selama belum dijadwalkan atau dijawab.")),
        "institution": tables.text(_("Lembaga"), 165),
        "district": tables.text(_("Kecamatan"), 92),
        "state": tables.text(_("Status"), 95),
        "visit": tables.day(_("Kunjungan"), 90),
        "letter": tables.text(_("Nomor surat"), 108),
        "received": tables.day(_("Diterima"), 90),
        "expected": tables.amount(_("Orang"), 55),
        "wished": tables.text(_("Tanggal diminta"), 128),
    }
    key = f"permohonan_{st.session_state.get(_TURN, 0)}_{page}"
    picked = tables.show(visible, columns, key=key, choose="one", alt=_("Daftar permohonan"), empty="–")
    if picked:
        show(int(frame["id"].iloc[picked[0]]))


def span(first: Any, last: Any) -> str:
    """Wished days in a cell: `01/12 – 05/12/2026`."""
    if pd.isna(first):
        return "–"
    if pd.isna(last) or last == first:
        return day_short(first)
    return f"{first:%d/%m}{'' if first.year == last.year else f'/{first.year}'} – {day_short(last)}"


def empty(registered: int, *, may_edit: bool) -> None:
    """What to do when the list is empty."""
    if registered:
        st.info(_("Tidak ada permohonan yang cocok. Longgarkan saringannya."), icon=":material/search_off:")
    elif may_edit:
        st.info(
            _("Belum ada permohonan. Catat surat pertama dengan **Catat permohonan**."),
            icon=":material/mail:",
        )
    else:
        st.info(_("Belum ada permohonan. Petugas daftar atau penjadwal mencatatnya."), icon=":material/mail:")
