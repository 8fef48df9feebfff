"""Screen `penyerahan`: one parcel: where it is and who has it, what can be done with it, its cards, its papers."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries
from ktp_core.delivery.model import Keeper, ParcelState
from ktp_core.labels.delivery import KEEPERS, PARCEL_STATES
from ktp_core.ui import parcels_cards, parcels_papers, parcels_steps
from ktp_core.ui.i18n import N_, _, day_long, day_short, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.parcels import Opened, named
from ktp_core.ui.parcels_acts import close_parcel
from ktp_core.ui.safe import plain, quiet

COLOURS = {
    ParcelState.PACKED: "orange", ParcelState.SENT: "blue", ParcelState.SETTLED: "green", ParcelState.OPENED: "gray",
}  # fmt: skip
_NOTHING_LEFT = {
    ParcelState.SETTLED: N_("Semua kartu paket ini sudah diserahkan atau kembali; tidak ada langkah berikutnya."),
    ParcelState.OPENED: N_("Paket ini dibongkar sebelum dikirim; kartunya dikemas lagi dari bagian Siap kirim."),
}


def one(opened: Opened, beside: DeltaGenerator) -> None:
    """The parcel in the address, in the list's place. `beside`: for the way back."""
    beside.button(_("Kembali ke daftar"), on_click=close_parcel, icon=":material/arrow_back:", type="tertiary")
    _heading(opened)
    working = opened.may_edit and bool(opened.inside)
    left, right = st.columns([2.5, 1], gap="medium")
    steps = left.container(border=True, height="stretch")
    with right.container(border=True, height="stretch"):
        if working:
            _custody(opened)
        else:
            st.markdown(quiet(_why_nothing(opened)))
        parcels_papers.papers(opened)
    ticked = parcels_cards.of_parcel(opened)  # what is ticked below belongs in the forms above
    with steps:
        if working:
            parcels_steps.panel(opened, ticked)
        else:
            _custody(opened)
    parcels_papers.scans(opened)


def _why_nothing(opened: Opened) -> str:
    if opened.inside:
        return _("Akun Anda dapat melihat paket ini; langkahnya dicatat petugas penyerahan.")
    return _(_NOTHING_LEFT.get(opened.state, _NOTHING_LEFT[ParcelState.SETTLED]))


def _heading(opened: Opened) -> None:
    about = opened.about
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(f"{about['code']} · {plain(named(about))}", anchor=False, width="content")
        st.badge(_(PARCEL_STATES[opened.state]), color=COLOURS[opened.state])  # type: ignore[arg-type]
        if not pd.isna(about["visit_id"]) and may(opened.user, Permission.VISIT_VIEW, opened.user.regency):
            _visit_link(about)
    note = about["note"] if isinstance(about["note"], str) else ""
    said = [_where(opened), _content(about)] + ([quiet(words("Catatan: {note}", note=plain(note)))] if note else [])
    st.markdown(" ".join(said))


def _visit_link(about: dict[str, Any]) -> None:
    screen = BY_FILE["jadwal"]
    label = words("Ikut kunjungan {day}", day=day_short(about["visit_day"]))
    visit = {"kunjungan": str(int(about["visit_id"]))}
    st.page_link(str(screen.path), label=label, icon=screen.icon, query_params=visit)


def _where(opened: Opened) -> str:
    about, since = opened.about, opened.about["kept_since"]
    who = {"kind": _(KEEPERS[about["keeper"]]), "name": plain(about["keeper_name"]), "day": day_long(since)}
    if opened.state is ParcelState.PACKED:
        return words("Ada di kantor, dikemas oleh {who} pada {day}.", who=plain(about["made_by"]), day=who["day"])
    if opened.state is ParcelState.SENT:
        days = (opened.today - since).days
        if not days:
            return words("Ada pada **{name}** ({kind}) sejak hari ini.", **who)
        return words("Ada pada **{name}** ({kind}) sejak {day}: **{days} hari**.", **who, days=number(days))
    if opened.state is ParcelState.SETTLED:
        return words("Terakhir ada pada {name} ({kind}) sejak {day}.", **who)
    return words("Dibongkar di kantor; terakhir dicatat {day}.", day=who["day"])


def _content(about: dict[str, Any]) -> str:
    inside, everything = int(about["inside"]), int(about["cards"])
    parts = [words("**{n}** dari {all} kartu masih di dalam", n=number(inside), all=number(everything))]
    counted = {N_("{n} diserahkan"): int(about["handed"]), N_("{n} kembali ke kantor"): int(about["returned"])}
    counted[N_("{n} keluar dengan cara lain")] = everything - inside - sum(counted.values())
    parts += [words(said, n=number(n)) for said, n in counted.items() if n]
    return ", ".join(parts) + "."


def _custody(opened: Opened) -> None:
    """Who had it, newest first."""
    with reading(opened.user, Permission.PARCEL_VIEW, opened.user.regency) as conn:
        chain = queries.custody(conn, opened.id)
    st.markdown(f"**{_('Perjalanan paket')}**")
    if chain.empty:
        st.markdown(quiet(_("Belum pernah keluar dari kantor.")))
    with st.container(height=190 if len(chain) > 3 else "content", border=False):
        for row in chain.iloc[::-1].to_dict("records"):
            text = N_("{n} kartu dikemas") if row["keeper"] == Keeper.OFFICE else N_("{n} kartu, dari {giver}")
            said = words(text, n=number(int(row["cards"])), giver=plain(row["given_by"]))
            note = f" · {plain(row['note'])}" if isinstance(row["note"], str) and row["note"] else ""
            st.markdown(
                f"{day_short(row['day'])} **{plain(row['name'])}**  \n"
                + quiet(f"{_(KEEPERS[row['keeper']])} · {said}{note}")
            )
